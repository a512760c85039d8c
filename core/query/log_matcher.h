// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/query/term_value.h"

#include <string_view>
#include <vector>

namespace cboard::query {

/// As TextMatcher, over texts so long that one may want to stop in the middle: logs.
class LogMatcher {
public:
    static Result<LogMatcher> create(const FilterTerm& term);
    /// Errors: Cancelled.
    Result<bool> matches(std::string_view text, const TaskContext& task) const;

private:
    std::vector<TermValue> m_values;
};

} // namespace cboard::query
