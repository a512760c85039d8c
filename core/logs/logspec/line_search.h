// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/literal_map.h"
#include "core/logs/regex.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace cboard::logs::logspec {

/// What to look for in the lines of a log. No match goes on into the next line, except that it
/// may take the line feed.
struct LineRule {
    /// Stands in each match, so that lines without it need no closer look; empty: unknown.
    Literal literal;
    Regex regex;
    /// `^` is used: where the search begins decides what matches.
    bool isAnchored = false;
};

/// Where the literals of some rules stand, and which of them is that of a rule.
struct LiteralPlaces {
    const LiteralMap* map = nullptr; ///< Null: not known.
    std::size_t number = 0;
};

/// A part [begin, end) of the text.
using Part = TextMatch;

/// Where a rule matched; the groups that it has (an absent one is empty).
struct LineMatch {
    static constexpr std::size_t GroupCount = 5;

    Part whole;
    std::array<Part, GroupCount + 1> groups; ///< By number; 0 is the whole.
};

/// Finds one rule in one text, again and again: what was found or looked through before is not
/// looked at twice when the searches go on, so that a log of many unfinished reports costs no more
/// than its length.
class LineSearch {
public:
    LineSearch(std::string_view text, const LineRule& rule, LiteralPlaces places = {});

    /// The leftmost match in `part`. What lies outside is not seen, even in the same line.
    std::optional<LineMatch> find(Part part);

private:
    std::optional<LineMatch> scan(Part part);
    std::size_t nextLiteral(Part part);
    std::size_t endOfLine(std::size_t at);

    std::string_view m_text;
    const LineRule& m_rule;
    LiteralPlaces m_places;
    RegexMatcher m_matcher;
    std::size_t m_literalFrom = 1; ///< No literal in [m_literalFrom, m_literalAt).
    std::size_t m_literalAt = 0;
    std::size_t m_lineFrom = 1; ///< No line feed in [m_lineFrom, m_lineEnd - 1).
    std::size_t m_lineEnd = 0;
    /// Searching up to the end of the text from m_knownFrom on finds m_known.
    std::size_t m_knownFrom = 1;
    std::size_t m_knownUpTo = 0;
    std::optional<LineMatch> m_known;
};

/// The leftmost match with its groups, of an expression that may go over several lines.
std::optional<LineMatch> matchPart(RegexMatcher& matcher, std::string_view text, Part part);

/// All matches in the part, apart, in order.
std::vector<LineMatch> findAllLines(LineSearch& search, Part part);

/// An expression over UTF-8 text that is known to compile.
Regex fixedRegex(std::string_view expression, bool isMultiline = false);

} // namespace cboard::logs::logspec
