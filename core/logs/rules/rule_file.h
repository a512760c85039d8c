// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/rules/rule.h"

namespace cboard::logs {

/// The sections of a rule file as resources/log_rules.conf describes them, each complete: a start,
/// expressions that compile, words that are known. Errors: Parse with line, column and reason.
Result<std::vector<Rule>> parseRuleFile(std::string_view text);

/// All that is wrong in a rule file, in its order; empty when it is sound.
std::vector<RuleProblem> checkRuleFile(std::string_view text);

} // namespace cboard::logs
