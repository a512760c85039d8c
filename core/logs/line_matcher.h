// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/logs/pattern_set.h"
#include "core/logs/regex.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// What lines are to say; one of the patterns is enough.
struct LinePatterns {
    std::vector<std::string> patterns;
    bool isLiteral = false;
    bool isCaseSensitive = true; ///< Else letters of ASCII are the same in both cases.
    bool isWholeWord = false;
    RegexText text = RegexText::Bytes;
};

/// The same, compiled. Copies are cheap; read from any thread.
class SearchPatterns {
public:
    /// Errors: Invalid for a pattern.
    static Result<SearchPatterns> compile(const LinePatterns& patterns);

    struct Compiled;
    const Compiled& compiled() const { return *m_compiled; }

private:
    explicit SearchPatterns(std::shared_ptr<const Compiled> compiled)
        : m_compiled(std::move(compiled))
    {
    }
    std::shared_ptr<const Compiled> m_compiled;
};

/// Finds the lines of a text that match, on one thread; every search of logs goes through it.
class LineMatcher {
public:
    explicit LineMatcher(SearchPatterns patterns);

    struct Line {
        std::size_t begin = 0;
        std::size_t end = 0; ///< Without `\n`.
    };

    /// Calls \p hit for each line that matches, in their order; it returns false to stop.
    /// \param text Whole lines, the last perhaps without `\n`; up to 4 GB.
    Result<void> search(std::string_view text, const std::function<bool(const Line&)>& hit,
                        const std::function<bool()>& isStopped);

    bool hasHitLimit() const; ///< Some line was too costly for a pattern.

private:
    bool matches(std::size_t pattern, std::string_view line);
    void searchEachLine(std::string_view text, const std::function<bool(const Line&)>& hit,
                        const std::function<bool()>& isStopped);

    SearchPatterns m_patterns;
    std::vector<RegexMatcher> m_matchers; ///< Parallel to the patterns, or empty.
};

} // namespace cboard::logs
