// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/logs/log_text.h"
#include "core/logs/regex.h"
#include "core/logs/row_set.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::logs {

struct FindOptions {
    std::string pattern; ///< UTF-8.
    bool isRegex = false;
    bool isCaseSensitive = false;
    bool isWholeWord = false;
    bool operator==(const FindOptions&) const = default;
};

/// What to look for, compiled. Copies share their working memory: create one for each thread.
class FindPattern {
public:
    /// Errors: Invalid with the position in the pattern and the reason.
    static Result<FindPattern> create(const FindOptions& options);

    /// The next match that is not empty at or behind \p from. A pattern that costs too much on
    /// this text counts as no match and sets hasHitLimit().
    std::optional<TextMatch> next(std::string_view text, std::size_t from);

    const FindOptions& options() const { return m_options; }
    bool hasHitLimit() const;

private:
    FindOptions m_options;
    std::shared_ptr<RegexMatcher> m_matcher; ///< Null: a literal that is compared byte by byte.
};

struct FindResult {
    RowSet rows; ///< With a match.
    std::int64_t matchCount = 0;
    bool hasHitLimit = false; ///< Some row was too costly for the pattern.
};

/// Looks through what a reader sees (decoded rows). Cancelled within one row. Errors: Cancelled,
/// Io, Invalid.
Result<FindResult> findAll(const LogText& text, const FindOptions& options,
                           const TaskContext& task);

} // namespace cboard::logs
