// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/rules/rule.h"

#include <filesystem>
#include <memory>
#include <string_view>

/// The rules for errors in logs that users of a store add to those that are shipped. They lie
/// beside the store, since what its lists group by depends on them: each program over the store
/// goes by the same.
namespace cboard::service {

/// `<store>.rules`, in the syntax of resources/log_rules.conf; it may be edited by hand.
std::filesystem::path ownRulesFile(const std::filesystem::path& storeFile);

/// The own rules, which win, then the shipped ones. \p storeFile empty: these alone.
/// Compiled once as long as they stay. Errors: Parse: "FILE: line L, column C: what"; Io;
/// Cancelled.
Result<std::shared_ptr<const logs::RuleSet>> logRules(const std::filesystem::path& storeFile,
                                                      const TaskContext& task = {});

/// The own rules alone; null without any. Errors: as logRules().
Result<std::shared_ptr<const logs::RuleSet>> ownRules(const std::filesystem::path& storeFile);

/// The text that logRules() reads; empty without file. Errors: Io.
Result<std::string> ownRulesText(const std::filesystem::path& storeFile);

/// Appends sections to the own rules; all of them or none. Errors: Parse, of the sections with
/// their line and column, or of the file; Io.
Result<void> addOwnRules(const std::filesystem::path& storeFile, std::string_view sections);

} // namespace cboard::service
