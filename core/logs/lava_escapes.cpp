// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/lava_escapes.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace cboard::logs {

namespace {

    constexpr char Escape = '\x1B';
    constexpr std::string_view Parameters = "0123456789;?";

    /// Numbers that set colours and styles; `[12m` is a length, not one of them.
    bool isStyle(std::string_view number)
    {
        int value = 0;
        std::from_chars(number.data(), number.data() + number.size(), value);
        return number.size() <= 3
            && (value <= 9 || (value >= 21 && value <= 49) || (value >= 90 && value <= 107));
    }

    /// `0;1;31`, also the `38;5;208` of 256 colours.
    bool areStyles(std::string_view numbers)
    {
        if (numbers.starts_with("38;") || numbers.starts_with("48;")) {
            return true;
        }
        while (true) {
            const std::size_t end = std::min(numbers.find(';'), numbers.size());
            if (!isStyle(numbers.substr(0, end))) {
                return false;
            }
            if (end == numbers.size()) {
                return true;
            }
            numbers.remove_prefix(end + 1);
        }
    }

    /// What stands at a bracket.
    enum class Remain { None, Style, Other };

    Remain remainAt(std::string_view text)
    {
        const std::size_t end = std::min(text.find_first_not_of(Parameters, 1), text.size() - 1);
        const std::string_view numbers = text.substr(1, end - 1);
        const std::string_view behind = text.substr(end + 1, 1);
        switch (text[end]) {
        case 'h':
        case 'l': // A mode of the terminal; nothing else looks like "[?7l".
            return numbers.starts_with('?') && numbers.size() > 1 ? Remain::Style : Remain::None;
        case 'm':
            // "[5m]" is five metres; "[0m]" ends a coloured word in brackets.
            return !numbers.empty() && numbers[0] != '?' && areStyles(numbers)
                    && (behind != "]" || numbers.starts_with('0') || numbers.size() > 1)
                ? Remain::Style
                : Remain::None;
        case 'K':
        case 'J':
            // No "[Kernel" nor "[4K]".
            return numbers.size() <= 1 && behind != "]"
                    && (behind.empty() || behind[0] < 'a' || behind[0] > 'z')
                ? Remain::Other
                : Remain::None;
        case 'H':
            return numbers.find(';') != std::string_view::npos ? Remain::Other : Remain::None;
        default:
            return Remain::None;
        }
    }

} // namespace

void restoreEscapes(std::string& message)
{
    std::vector<std::size_t> places;
    bool hasStyle = false;
    const std::string_view text = message;
    for (std::size_t at = text.find('['); at != std::string_view::npos;
         at = text.find('[', at + 1)) {
        const Remain remain = remainAt(text.substr(at));
        if (remain != Remain::None && (at == 0 || text[at - 1] != Escape)) {
            places.push_back(at);
            hasStyle |= remain == Remain::Style;
        }
    }
    if (!hasStyle) {
        return;
    }
    std::string restored;
    restored.reserve(message.size() + places.size());
    std::size_t from = 0;
    for (const std::size_t place : places) {
        restored.append(message, from, place - from);
        restored += Escape;
        from = place;
    }
    restored.append(message, from);
    message = std::move(restored);
}

} // namespace cboard::logs
