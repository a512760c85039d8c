// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"
#include "core/query/filter_keys.h"

#include <string_view>

namespace cboard::query {

namespace {

    constexpr std::string_view Blanks = " \t\r\n";

    /// Escapes what the reader would take for syntax. A wildcard's text is escaped already.
    std::string escaped(const FilterValue& value)
    {
        if (value.match == MatchKind::Wildcard) {
            return value.text;
        }
        std::string text;
        for (const char c : value.text) {
            if (c == '*' || c == '\\') {
                text += '\\';
            }
            text += c;
        }
        return text;
    }

    /// Whether text that stands at the beginning of a value needs quotes to be read as itself.
    bool needsQuotes(FilterKey key, const FilterValue& value)
    {
        const std::string& text = value.text;
        constexpr std::string_view Signs = "-~<>/";
        if (text.empty() || text.find_first_of(Blanks) != std::string::npos
            || text.find_first_of(",\"") != std::string::npos) {
            return true;
        }
        if (key == FilterKey::Word && text.find(':') != std::string::npos) {
            return true;
        }
        return Signs.find(text.front()) != std::string_view::npos;
    }

    std::string quoted(std::string_view escapedText)
    {
        std::string text = "\"";
        for (std::size_t i = 0; i < escapedText.size(); ++i) {
            if (escapedText[i] == '\\' && i + 1 < escapedText.size()) {
                text += escapedText[i++];
            } else if (escapedText[i] == '"') {
                text += '\\';
            }
            text += escapedText[i];
        }
        text += '"';
        return text;
    }

    std::string formatRegex(std::string_view pattern)
    {
        std::string text = "/";
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] == '\\' && i + 1 < pattern.size()) {
                text += pattern[i++];
            } else if (pattern[i] == '/') {
                text += '\\';
            }
            text += pattern[i];
        }
        text += '/';
        return text;
    }

    std::string_view signOf(FilterKey key, MatchKind match)
    {
        switch (match) {
        case MatchKind::Contains:
            return key == FilterKey::Word ? "" : "~";
        case MatchKind::Less:
            return "<";
        case MatchKind::Greater:
            return ">";
        case MatchKind::Exact:
        case MatchKind::Wildcard:
        case MatchKind::Regex:
        case MatchKind::Range:
            break;
        }
        return "";
    }

    std::string formatValue(FilterKey key, const FilterValue& value)
    {
        std::string text = value.isNegated ? "-" : "";
        if (value.match == MatchKind::Regex) {
            return text + formatRegex(value.text);
        }
        text += signOf(key, value.match);
        if (value.match == MatchKind::Range) {
            return text + value.text + ".." + value.upper;
        }
        return text + (needsQuotes(key, value) ? quoted(escaped(value)) : escaped(value));
    }

} // namespace

std::string formatTerm(const FilterTerm& term)
{
    std::string text = term.isNegated ? "-" : "";
    text += filterKeyText(term.key);
    if (term.key != FilterKey::Word) {
        text += ':';
    }
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        if (i > 0) {
            text += ',';
        }
        text += formatValue(term.key, term.values[i]);
    }
    return text;
}

std::string formatFilter(const Filter& filter)
{
    std::string text;
    for (const FilterTerm& term : filter.terms) {
        if (!text.empty()) {
            text += ' ';
        }
        text += formatTerm(term);
    }
    return text;
}

} // namespace cboard::query
