// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/query/filter.h"
#include "core/query/pattern.h"

#include <optional>
#include <string_view>

namespace cboard::query {

/// One value of a filter term, compiled.
class TermValue {
public:
    /// Errors: Invalid for a regular expression.
    static Result<TermValue> create(const FilterValue& value);

    /// A task that is stopped gets false before the end of a long text.
    bool matches(std::string_view text, const TaskContext& task = {}) const;
    bool isNegated() const { return m_value.isNegated; }

private:
    FilterValue m_value;
    std::optional<Regex> m_regex;
};

} // namespace cboard::query
