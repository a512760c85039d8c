// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace cboard::service {

/// Commits of the revisions that the user found good, by the marks beside the store. Error Storage.
Result<std::set<std::string>> acceptedCommits(const std::filesystem::path& storeFile);

/// The newest revision of the branch before the one of id \p shown whose commit is among them,
/// looking back over 500 revisions. Errors: those of the engine.
Result<std::optional<query::RevisionRef>>
acceptedBefore(query::Engine& engine, const std::set<std::string>& accepted, std::int64_t shown,
               const query::BranchKey& branch, const query::Common& common,
               const TaskContext& task);

} // namespace cboard::service
