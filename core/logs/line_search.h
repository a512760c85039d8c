// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/line_matcher.h"

#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

struct SearchRequest {
    std::vector<std::string> patterns; ///< A line that matches one of them is found.
    bool isLiteral = false;
    bool isCaseSensitive = true; ///< Else letters of ASCII are the same in both cases.
    bool isWholeWord = false;
    bool wantsLines = true; ///< False: only the count, which saves numbering the lines.
    /// Lines that begin at or behind the first byte and before the second.
    std::uint64_t beginByte = 0;
    std::uint64_t endByte = std::numeric_limits<std::uint64_t>::max();
    bool isBackward = false; ///< The last line first.
    unsigned threads = 1;

    LinePatterns linePatterns() const
    {
        return {.patterns = patterns,
                .isLiteral = isLiteral,
                .isCaseSensitive = isCaseSensitive,
                .isWholeWord = isWholeWord};
    }
};

/// A line with a match.
struct LineHit {
    /// 1-based; 0 in a backward search and behind another begin than that of the log: who
    /// searches so has an index.
    std::int64_t line = 0;
    std::uint64_t beginByte = 0;
    std::string_view text; ///< Without `\n`; valid during the call.
};

struct SearchResult {
    std::int64_t lineCount = 0; ///< Lines with a match.
    /// Lines longer than LongestLine, of which only that much was searched.
    std::int64_t cutLines = 0;
    bool hasHitLimit = false; ///< Some line was too costly for a pattern.
};

/// Searches the bytes as they are, line by line as grep does, on several threads. Memory does not
/// grow with the source nor with the number of hits.
///
/// \param hit Called in the order of the log or of a backward search, from one thread at a time,
///   while the search goes on; it returns false to end the search.
/// Errors: Invalid for a pattern, Cancelled (within a block of 256 kB, or one line that is costly
/// for a pattern), Io.
Result<SearchResult> searchLines(const ByteSource& source, const SearchRequest& request,
                                 const std::function<bool(const LineHit&)>& hit,
                                 const TaskContext& task);

/// The same by patterns that are compiled already; those of the request are not looked at.
Result<SearchResult> searchLines(const ByteSource& source, const SearchPatterns& patterns,
                                 const SearchRequest& request,
                                 const std::function<bool(const LineHit&)>& hit,
                                 const TaskContext& task);

constexpr std::size_t LongestLine = 64UL << 20;

} // namespace cboard::logs
