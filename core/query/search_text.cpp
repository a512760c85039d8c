// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/search_text.h"

#include "core/base/ascii.h"
#include "core/query/pattern.h"

#include <algorithm>

namespace cboard::query {

namespace {

    constexpr std::string_view WordEnds = " -_./+:,";
    constexpr std::size_t FewestFuzzyLetters = 4;

    bool endsWord(char c)
    {
        return WordEnds.find(c) != std::string_view::npos;
    }

    bool beginsWith(std::string_view text, std::string_view prefix)
    {
        return text.size() >= prefix.size()
            && equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
    }

    /// Where a word of the text begins that begins with the part, at or behind `from`.
    std::size_t findWordStart(std::string_view text, std::string_view part, std::size_t from)
    {
        for (std::size_t at = from; at + part.size() <= text.size(); ++at) {
            if ((at == 0 || endsWord(text[at - 1])) && beginsWith(text.substr(at), part)) {
                return at;
            }
        }
        return std::string_view::npos;
    }

    /// The next part of what was typed, taken off its front; empty at the end.
    std::string_view takePart(std::string_view& wanted)
    {
        const std::size_t begin = wanted.find_first_not_of(WordEnds);
        wanted.remove_prefix(std::min(begin, wanted.size()));
        const std::string_view part = wanted.substr(0, wanted.find_first_of(WordEnds));
        wanted.remove_prefix(part.size());
        return part;
    }

    bool hasWordParts(std::string_view name, std::string_view wanted)
    {
        std::size_t from = 0;
        bool hasPart = false;
        for (auto part = takePart(wanted); !part.empty(); part = takePart(wanted)) {
            const std::size_t at = findWordStart(name, part, from);
            if (at == std::string_view::npos) {
                return false;
            }
            hasPart = true;
            from = at + part.size();
        }
        return hasPart;
    }

    bool hasLettersInOrder(std::string_view name, std::string_view wanted)
    {
        if (wanted.size() < FewestFuzzyLetters) {
            return false;
        }
        std::size_t at = findWordStart(name, wanted.substr(0, 1), 0);
        for (const char c : wanted) {
            while (at < name.size() && asciiLower(name[at]) != asciiLower(c)) {
                ++at;
            }
            if (at >= name.size()) {
                return false;
            }
            ++at;
        }
        return true;
    }

} // namespace

SearchText parseSearchText(std::string_view text)
{
    const auto trim = [&text] {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        text.remove_prefix(std::min(begin, text.size()));
        const std::size_t last = text.find_last_not_of(" \t\r\n");
        text = text.substr(0, last + 1); // npos + 1 is 0.
    };
    trim();
    constexpr std::string_view Signs = ">@#:!%?";
    const std::size_t sign = text.empty() ? std::string_view::npos : Signs.find(text.front());
    if (sign == std::string_view::npos) {
        return {SearchScope::All, text};
    }
    text.remove_prefix(1);
    trim();
    return {static_cast<SearchScope>(sign + 1), text};
}

std::optional<SearchRank> rankName(std::string_view name, std::string_view wanted)
{
    if (wanted.empty() || name.size() < wanted.size()) {
        return std::nullopt; // Each letter typed is in the name.
    }
    if (beginsWith(name, wanted)) {
        return name.size() == wanted.size() ? SearchRank::Exact : SearchRank::Prefix;
    }
    if (findWordStart(name, wanted, 1) != std::string_view::npos) {
        return SearchRank::WordStart;
    }
    if (hasWordParts(name, wanted)) {
        return SearchRank::WordParts;
    }
    if (containsIgnoringCase(name, wanted)) {
        return SearchRank::Contains;
    }
    return hasLettersInOrder(name, wanted) ? std::optional(SearchRank::Fuzzy) : std::nullopt;
}

} // namespace cboard::query
