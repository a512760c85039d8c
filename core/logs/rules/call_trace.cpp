// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/call_trace.h"

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    bool isSymbolCharacter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '.' || c == '$';
    }

    void skipBlanks(std::string_view& text)
    {
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    }

    bool take(std::string_view& text, std::string_view word)
    {
        if (!text.starts_with(word)) {
            return false;
        }
        text.remove_prefix(word.size());
        return true;
    }

    /// `[<ffffffff81000000>] `, or `[c000000006a0fa40] [c000000000012345] ` with the stack first.
    void skipAddresses(std::string_view& text)
    {
        while (text.starts_with('[')) {
            const std::size_t close = text.find(']');
            const bool isAddress = close != std::string_view::npos && close > 8
                && text.substr(1, close - 1).find_first_not_of("<>0123456789abcdefABCDEF")
                    == std::string_view::npos;
            if (!isAddress) {
                return;
            }
            text.remove_prefix(close + 1);
            skipBlanks(text);
        }
    }

} // namespace

std::string_view leadingSymbol(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && isSymbolCharacter(text[end])) {
        ++end;
    }
    const bool isSymbol = end > 0 && (text[0] < '0' || text[0] > '9');
    return isSymbol ? text.substr(0, end) : std::string_view();
}

bool isTraceHeading(std::string_view message)
{
    static constexpr auto Headings = std::to_array<std::string_view>(
        {"Call Trace:", "Call trace:", "Backtrace:", "Stack backtrace:", "stack backtrace:",
         "Exception stack("});
    skipBlanks(message);
    return std::any_of(Headings.begin(), Headings.end(), [message](std::string_view heading) {
        return message.starts_with(heading);
    });
}

bool isTraceMark(std::string_view message)
{
    skipBlanks(message);
    return message.size() > 2 && message.front() == '<' && message.back() == '>';
}

bool beginsTraceAlone(std::string_view message)
{
    skipBlanks(message);
    const bool hasAddress = message.starts_with("[<");
    return (hasAddress || message.find(" from ") != std::string_view::npos)
        && readTraceEntry(message).has_value();
}

std::optional<TraceEntry> readTraceEntry(std::string_view message)
{
    skipBlanks(message);
    skipAddresses(message);
    TraceEntry entry;
    entry.isCertain = !take(message, "? ");
    take(message, "(");
    entry.function = leadingSymbol(message);
    if (entry.function.empty()) {
        return {};
    }
    const std::string_view rest = message.substr(entry.function.size());
    const bool isEntry = rest.starts_with("+0x") || rest.starts_with(") from [<")
        || (rest.starts_with(" from ") && rest.find("+0x") != std::string_view::npos);
    return isEntry ? std::optional(entry) : std::nullopt;
}

} // namespace cboard::logs
