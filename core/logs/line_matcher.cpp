// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_matcher.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    bool isPlainText(std::string_view pattern)
    {
        return !pattern.empty()
            && pattern.find_first_of("\\^$.|?*+()[]{}\n") == std::string_view::npos;
    }

    /// What matches plain text does so inside one line, so that nothing needs to be confirmed.
    bool arePlainTexts(const LinePatterns& wanted)
    {
        return !wanted.isWholeWord
            && std::all_of(wanted.patterns.begin(), wanted.patterns.end(),
                           [&wanted](const std::string& pattern) {
                               return isPlainText(pattern)
                                   || (wanted.isLiteral && !pattern.empty()
                                       && pattern.find('\n') == std::string::npos);
                           });
    }

    std::string expressionOf(const std::string& pattern, const LinePatterns& wanted)
    {
        std::string expression;
        if (wanted.isLiteral) {
            for (const char c : pattern) {
                const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 || c == '_';
                if (c == '\0') {
                    expression += "\\x00";
                    continue;
                }
                expression += isPlain ? "" : "\\";
                expression += c;
            }
        } else {
            expression = pattern;
        }
        return wanted.isWholeWord ? R"(\b(?:)" + expression + R"()\b)" : expression;
    }

    /// `(?-m)`, `(?i-m:`, `(?^)`: from here on `^` is no longer the begin of each line.
    bool turnsOffLines(std::string_view options)
    {
        const std::size_t end = options.find_first_not_of("-^abceiJmnsUx");
        if (end == std::string_view::npos || (options[end] != ')' && options[end] != ':')) {
            return false;
        }
        options = options.substr(0, end);
        const std::size_t minus = options.find('-');
        return options.starts_with('^')
            || (minus != std::string_view::npos
                && options.find('m', minus) != std::string_view::npos);
    }

    /// Whether a set may miss what the expression finds: it asks where its subject begins or ends,
    /// which for PCRE2 is a line and for a set many lines; or it names a group again, which
    /// Vectorscan's coarser form does not always allow for when case does not count.
    bool mayMissInSet(std::string_view expression)
    {
        for (std::size_t at = 0; at + 1 < expression.size(); ++at) {
            const std::string_view rest = expression.substr(at);
            if (rest.starts_with("(?") && turnsOffLines(rest.substr(2))) {
                return true;
            }
            if (rest.starts_with("(?P=")) {
                return true;
            }
            if (rest[0] == '\\') {
                if (std::string_view("AZzG123456789gk").find(rest[1]) != std::string_view::npos) {
                    return true;
                }
                ++at;
            }
        }
        return false;
    }

} // namespace

/// Shared by the threads.
struct SearchPatterns::Compiled {
    /// Null: no set finds all that the expressions do, so that each line is looked at.
    std::shared_ptr<const PatternSet> set;
    std::vector<Regex> regexes; ///< That confirm what the set finds; none when it is certain.
};

Result<SearchPatterns> SearchPatterns::compile(const LinePatterns& wanted)
{
    auto compiled = std::make_shared<Compiled>();
    std::vector<SetPattern> expressions;
    if (arePlainTexts(wanted)) {
        for (const std::string& pattern : wanted.patterns) {
            expressions.push_back({pattern, wanted.isCaseSensitive});
        }
        CBOARD_TRY(compiled->set, PatternSet::compileLiterals(expressions));
        return SearchPatterns(std::move(compiled));
    }
    bool needsEachLine = false;
    for (const std::string& pattern : wanted.patterns) {
        const std::string expression = expressionOf(pattern, wanted);
        CBOARD_TRY(
            Regex regex,
            Regex::compile(expression,
                           {.text = wanted.text, .isCaseSensitive = wanted.isCaseSensitive}));
        compiled->regexes.push_back(std::move(regex));
        needsEachLine = needsEachLine || (!wanted.isLiteral && mayMissInSet(pattern));
        expressions.push_back({expression, wanted.isCaseSensitive});
    }
    if (needsEachLine) {
        return SearchPatterns(std::move(compiled));
    }
    // What the set refuses in every form, such as a recursion, PCRE2 alone looks for.
    if (auto set = PatternSet::compile(expressions)) {
        compiled->set = std::move(*set);
    }
    return SearchPatterns(std::move(compiled));
}

LineMatcher::LineMatcher(SearchPatterns patterns)
    : m_patterns(std::move(patterns))
{
    for (const Regex& regex : m_patterns.compiled().regexes) {
        m_matchers.emplace_back(regex);
    }
}

bool LineMatcher::hasHitLimit() const
{
    return std::any_of(m_matchers.begin(), m_matchers.end(),
                       [](const RegexMatcher& matcher) { return matcher.hasHitLimit(); });
}

bool LineMatcher::matches(std::size_t pattern, std::string_view line)
{
    return m_matchers.empty() || m_matchers[pattern].match(line).has_value();
}

Result<void> LineMatcher::search(std::string_view text, const std::function<bool(const Line&)>& hit,
                                 const std::function<bool()>& isStopped)
{
    const PatternSet* set = m_patterns.compiled().set.get();
    if (set == nullptr) {
        searchEachLine(text, hit, isStopped);
        return {};
    }
    std::size_t doneUpTo = 0; // Hits of lines that are found already come up to here.
    bool mayGoOn = true;
    const auto take = [&](std::size_t pattern, std::size_t at) {
        const std::size_t feed = text.substr(doneUpTo, at - doneUpTo).rfind('\n');
        const std::size_t begin = feed == std::string_view::npos ? doneUpTo : doneUpTo + feed + 1;
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (matches(pattern, text.substr(begin, end - begin))) {
            doneUpTo = end + 1;
            mayGoOn = hit({begin, end});
        }
    };
    return set->scan(text, [&](std::size_t pattern, std::size_t end) {
        // Behind a line feed the match may be the end of that line, or an empty one at the begin
        // of the next.
        const bool isAtBegin = end == 0 || text[end - 1] == '\n';
        if (end > 0 && end - 1 >= doneUpTo) {
            take(pattern, end - 1);
        }
        if (mayGoOn && isAtBegin && end < text.size() && end >= doneUpTo) {
            take(pattern, end);
        }
        return mayGoOn && !isStopped();
    });
}

void LineMatcher::searchEachLine(std::string_view text, const std::function<bool(const Line&)>& hit,
                                 const std::function<bool()>& isStopped)
{
    for (std::size_t at = 0; at < text.size() && !isStopped();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        bool isHit = false;
        for (std::size_t i = 0; !isHit && i < m_matchers.size(); ++i) {
            isHit = matches(i, line);
        }
        if (isHit && !hit({at, end})) {
            return;
        }
        at = end + 1;
    }
}

} // namespace cboard::logs
