// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Regular expressions and wildcards of the filter language. Patterns come from users and texts
/// from strangers, so matching has a limit: beyond it a text does not match.
namespace cboard::query {

struct RegexProblem {
    std::size_t offset = 0; ///< Bytes into the pattern.
    std::string message;
};

/// Whether a regular expression compiles; the problem if it does not.
std::optional<RegexProblem> checkRegex(std::string_view pattern);

/// A compiled regular expression (PCRE2, UTF-8, broken UTF-8 in texts allowed). Thread-safe.
class Regex {
public:
    static Result<Regex> create(std::string_view pattern);
    /// A task that is stopped gets false before the end of a long text.
    bool contains(std::string_view text, const TaskContext& task = {}) const;

private:
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

/// Whether `text` is the wildcard pattern from end to end; ASCII case is ignored. `*` stands for
/// any bytes, `\x` for a literal x. Time O(pattern × text) at worst. A task that is stopped gets
/// false before the end of a long text.
bool matchesWildcard(std::string_view pattern, std::string_view text, const TaskContext& task = {});

bool equalsIgnoringCase(std::string_view a, std::string_view b);
/// As before where the task is stopped.
bool containsIgnoringCase(std::string_view text, std::string_view part,
                          const TaskContext& task = {});

} // namespace cboard::query
