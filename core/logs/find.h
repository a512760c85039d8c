// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/logs/log_text.h"
#include "core/logs/regex.h"
#include "core/logs/row_set.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
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

/// What is known while a log is looked through.
struct FindPart {
    FindResult found;
    std::int64_t doneBytes = 0; ///< Of the log, as stored.
    /// All behind the first row was looked through, and there is a match before it.
    bool isAround = false;
};

/// How a log is looked through.
struct FindOrder {
    std::int64_t firstRow = 0; ///< From here to the end, then from the begin to here.
    unsigned threads = 0; ///< 0: one for each processor, fewer for a short log.
    /// Gets what was found so far, from the threads that look: with the first match, then each
    /// time twice as much was looked through, up to a quarter of the log.
    std::function<void(FindPart)> onPart;
};

/// Looks through what a reader sees (decoded rows), by the matcher that searchLines() uses. Memory:
/// a bit for each row of the log, however many match. Cancelled within one row. Errors: Cancelled,
/// Io, Invalid.
Result<FindResult> findAll(const LogText& text, const FindOptions& options, const TaskContext& task,
                           const FindOrder& order = {});

/// Rows that match one of several; errors as above. None: no rows.
Result<FindResult> findAny(const LogText& text, std::span<const FindOptions> options,
                           const TaskContext& task, const FindOrder& order = {});

} // namespace cboard::logs
