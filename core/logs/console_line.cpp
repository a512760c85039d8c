// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/console_line.h"

#include "core/logs/line_decoder.h"
#include "core/logs/line_index.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    std::size_t blanks(std::string_view text, std::size_t at)
    {
        return std::min(text.find_first_not_of(' ', at), text.size());
    }

    /// `12:34:56`, also with a fraction.
    std::size_t timeOfDay(std::string_view text)
    {
        constexpr std::size_t Length = 8;
        if (text.size() < Length || text[2] != ':' || text[5] != ':') {
            return 0;
        }
        for (const unsigned i : {0U, 1U, 3U, 4U, 6U, 7U}) {
            if (!isDigit(text[i])) {
                return 0;
            }
        }
        std::size_t end = Length;
        while (end < text.size() && (isDigit(text[end]) || text[end] == '.')) {
            ++end;
        }
        return end < text.size() && text[end] == ' ' ? end : 0;
    }

    /// `<6>`, `<30>` of a program.
    std::size_t level(std::string_view text)
    {
        std::optional<int> ignored;
        return readKernelLevel(text, ignored);
    }

    /// `kern  :err   :` as dmesg -x writes it.
    std::size_t facility(std::string_view text)
    {
        if (!text.starts_with("kern  :")) {
            return 0;
        }
        const std::size_t colon = text.find(':', 7);
        return colon > 16 ? 0 : colon + 1; // As is a colon that is not there.
    }

    /// `[   12.345678]`
    std::size_t timeStamp(std::string_view text)
    {
        if (text.empty() || text[0] != '[') {
            return 0;
        }
        const std::size_t end = text.find_first_not_of(" 0123456789.", 1);
        const bool isTime = end != std::string_view::npos && text[end] == ']'
            && text.substr(0, end).find('.') != std::string_view::npos;
        return isTime ? end + 1 : 0;
    }

    /// `[    T1]`, `[   C0]`: the task or the processor that printed.
    std::size_t caller(std::string_view text)
    {
        if (text.empty() || text[0] != '[') {
            return 0;
        }
        const std::size_t letter = blanks(text, 1);
        if (letter >= text.size() || (text[letter] != 'T' && text[letter] != 'C')) {
            return 0;
        }
        const std::size_t end = text.find_first_not_of("0123456789", letter + 1);
        return end != std::string_view::npos && end > letter + 1 && text[end] == ']' ? end + 1 : 0;
    }

} // namespace

std::size_t consolePrefixLength(std::string_view line)
{
    std::size_t at = 0;
    for (const auto read : {timeOfDay, level, facility, timeStamp, caller}) {
        const std::size_t begin = blanks(line, at);
        const std::size_t length = read(line.substr(begin));
        if (length > 0) {
            at = begin + length;
        }
    }
    return at == 0 ? 0 : at + (at < line.size() && line[at] == ' ' ? 1 : 0);
}

std::string_view consoleMessage(std::string_view line)
{
    return withoutLineEnd(line.substr(consolePrefixLength(line)));
}

} // namespace cboard::logs
