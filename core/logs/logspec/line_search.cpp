// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/line_search.h"

#include <algorithm>
#include <cassert>

namespace cboard::logs::logspec {

namespace {

    /// Python knows no limit; this one is reached by no line of a real log.
    constexpr std::uint32_t MatchLimit = 5'000'000;

} // namespace

Regex fixedRegex(std::string_view expression, bool isMultiline)
{
    auto regex = Regex::compile(expression, {.text = RegexText::Utf8, .isMultiline = isMultiline});
    assert(regex.has_value());
    return *regex;
}

LineSearch::LineSearch(std::string_view text, const LineRule& rule, LiteralPlaces places)
    : m_text(text)
    , m_rule(rule)
    , m_places(places)
    , m_matcher(rule.regex, MatchLimit)
{
}

std::size_t LineSearch::nextLiteral(Part part)
{
    if (m_rule.literal.text.empty()) {
        return part.begin;
    }
    if (part.begin < m_literalFrom || part.begin > m_literalAt) {
        m_literalFrom = part.begin;
        m_literalAt = m_places.map == nullptr
            ? m_rule.literal.findIn(m_text, part.begin)
            : m_places.map->find(m_places.number, m_rule.literal, part.begin);
    }
    return m_literalAt;
}

std::size_t LineSearch::endOfLine(std::size_t at)
{
    if (at < m_lineFrom || at >= m_lineEnd) {
        const std::size_t feed = m_text.find('\n', at);
        m_lineFrom = at;
        m_lineEnd = feed == std::string_view::npos ? m_text.size() : feed + 1;
    }
    return m_lineEnd;
}

std::optional<LineMatch> matchPart(RegexMatcher& matcher, std::string_view text, Part part)
{
    if (!matcher.match(text.substr(part.begin, part.end - part.begin))) {
        return {};
    }
    LineMatch match;
    for (std::size_t i = 0; i < match.groups.size(); ++i) {
        if (const auto group = matcher.group(i)) {
            match.groups[i] = {part.begin + group->begin, part.begin + group->end};
        }
    }
    match.whole = match.groups[0];
    return match;
}

std::optional<LineMatch> LineSearch::scan(Part part)
{
    for (std::size_t at = part.begin; at < part.end;) {
        const std::size_t literal = nextLiteral({at, part.end});
        if (literal >= part.end) {
            return {};
        }
        const std::size_t feedBefore = m_text.substr(at, literal - at).rfind('\n');
        const std::size_t begin = feedBefore == std::string_view::npos ? at : at + feedBefore + 1;
        const std::size_t lineEnd = std::min(endOfLine(literal), part.end);
        if (auto match = matchPart(m_matcher, m_text, {begin, lineEnd})) {
            return match;
        }
        at = lineEnd;
    }
    return {};
}

std::optional<LineMatch> LineSearch::find(Part part)
{
    if (m_rule.isAnchored) {
        return scan(part);
    }
    const bool isKnown = part.begin >= m_knownFrom && part.begin <= m_knownUpTo;
    if (!isKnown) {
        m_known = scan({part.begin, m_text.size()});
        m_knownFrom = part.begin;
        m_knownUpTo = m_known ? m_known->whole.begin : m_text.size();
    }
    if (!m_known || m_known->whole.begin >= part.end) {
        return {};
    }
    // A match that the end of the part cuts may be shorter, or come later.
    return m_known->whole.end <= part.end ? m_known : scan({m_known->whole.begin, part.end});
}

std::vector<LineMatch> findAllLines(LineSearch& search, Part part)
{
    std::vector<LineMatch> matches;
    while (auto match = search.find(part)) {
        part.begin = std::max(match->whole.end, match->whole.begin + 1);
        matches.push_back(*match);
    }
    return matches;
}

} // namespace cboard::logs::logspec
