// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/rule_draft.h"

#include "core/base/ascii.h"
#include "core/logs/console_line.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    constexpr std::size_t MostCharacters = 200; ///< Of the line that are taken.
    constexpr std::size_t NameWords = 3;
    constexpr std::size_t FewestHexDigits = 6; ///< Of a word without 0x.

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    bool isLetter(char c)
    {
        const char lower = asciiLower(c);
        return lower >= 'a' && lower <= 'z';
    }

    bool isHexDigit(char c)
    {
        return isDigit(c) || (asciiLower(c) >= 'a' && asciiLower(c) <= 'f');
    }

    bool isWord(char c)
    {
        return isDigit(c) || isLetter(c) || c == '_';
    }

    std::size_t lengthOf(std::string_view text, bool (*isPart)(char))
    {
        return static_cast<std::size_t>(std::ranges::find_if_not(text, isPart) - text.begin());
    }

    /// Of an address or a hash; 0 when none begins here.
    std::size_t hexLength(std::string_view text)
    {
        const std::size_t prefix = text.starts_with("0x") ? 2 : 0;
        const std::size_t digits = lengthOf(text.substr(prefix), isHexDigit);
        const bool endsWord = prefix + digits == text.size() || !isWord(text[prefix + digits]);
        const std::string_view word = text.substr(prefix, digits);
        const bool isLong =
            digits >= FewestHexDigits && std::ranges::any_of(word, isDigit) && endsWord;
        return (prefix > 0 && digits > 0) || isLong ? prefix + digits : 0;
    }

    void appendLiteral(std::string& expression, char c)
    {
        if (static_cast<unsigned char>(c) < 0x20) {
            expression += '.'; // A tab, or what colours a terminal.
            return;
        }
        const bool isPlain = isWord(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
        if (!isPlain && std::string_view("-:,;/=\"'<>@~!%&").find(c) == std::string_view::npos) {
            expression += '\\';
        }
        expression += c;
    }

    std::string nameOf(std::string_view message)
    {
        std::string name = "own";
        std::size_t words = 0;
        while (!message.empty() && words < NameWords) {
            const std::size_t length = lengthOf(message, isLetter);
            if (length > 1) {
                name += words++ == 0 ? '.' : '_';
                std::ranges::transform(message.substr(0, length), std::back_inserter(name),
                                       asciiLower);
            }
            message.remove_prefix(std::max<std::size_t>(length, 1));
        }
        return words == 0 ? name + ".error" : name;
    }

} // namespace

std::string generalExpression(std::string_view text)
{
    text = text.substr(0, text.find_first_of("\r\n"));
    if (std::ranges::none_of(text, isLetter)) {
        return {};
    }
    std::string expression;
    bool isInWord = false;
    while (!text.empty()) {
        std::size_t taken = isInWord ? 0 : hexLength(text);
        if (taken > 0) {
            expression += text.starts_with("0x") ? "0x[0-9a-fA-F]+" : "[0-9a-fA-F]+";
        } else if (isDigit(text[0])) {
            taken = lengthOf(text, isDigit);
            expression += "\\d+";
        } else {
            taken = 1;
            appendLiteral(expression, text[0]);
        }
        isInWord = isWord(text[taken - 1]);
        text.remove_prefix(taken);
    }
    return expression;
}

namespace {

    std::string sectionOf(const std::string& name, const std::string& expression,
                          bool isOfDispatcher)
    {
        return "[" + name + "]\nseverity = error\nstart = " + expression + "\n"
            + (isOfDispatcher ? "source = lava\n" : "");
    }

    /// Of a line, what may come again.
    std::string_view messageOf(std::string_view line)
    {
        const std::string_view message = consoleMessage(line).substr(0, MostCharacters);
        const std::size_t last = message.find_last_not_of(" \t");
        return message.substr(0, last == std::string_view::npos ? 0 : last + 1);
    }

} // namespace

std::string draftRule(std::string_view line, bool isOfDispatcher)
{
    const std::string_view message = messageOf(line);
    const std::string expression = generalExpression(message);
    return expression.empty() ? std::string()
                              : sectionOf(nameOf(message), expression, isOfDispatcher);
}

std::string draftRule(const LinePatterns& query)
{
    if (query.patterns.empty() || std::ranges::none_of(query.patterns.front(), isLetter)) {
        return {};
    }
    const std::string& pattern = query.patterns.front();
    const std::string_view message = query.isLiteral ? messageOf(pattern) : pattern;
    std::string expression = query.isLiteral ? generalExpression(message) : pattern;
    if (expression.empty()) {
        return {};
    }
    if (query.isWholeWord) {
        expression = "\\b(?:" + expression + ")\\b";
    }
    return sectionOf(nameOf(message), (query.isCaseSensitive ? "" : "(?i)") + expression, false);
}

} // namespace cboard::logs
