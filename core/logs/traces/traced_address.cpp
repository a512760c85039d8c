// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/traced_address.h"

#include "core/logs/rules/call_trace.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cboard::logs {

namespace {

    constexpr std::size_t MostInLine = 8;
    constexpr std::size_t LeastAddressDigits = 8; ///< A shorter number is no address.

    bool isSymbolCharacter(char c)
    {
        return !leadingSymbol(std::string_view(&c, 1)).empty() || (c >= '0' && c <= '9');
    }

    /// The hexadecimal number that begins the text; it is taken off.
    std::optional<std::uint64_t> takeHex(std::string_view& text)
    {
        std::uint64_t value = 0;
        const auto [end, problem] =
            std::from_chars(text.data(), text.data() + text.size(), value, 16);
        if (problem != std::errc()) {
            return {};
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return value;
    }

    std::string_view withoutBlanks(std::string_view text)
    {
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        return text.substr(0, text.find_last_not_of(" \t") + 1);
    }

    /// Lines that say where the processor was.
    bool namesCounter(std::string_view message)
    {
        static constexpr auto Labels = std::to_array<std::string_view>(
            {"RIP: ", "EIP: ", "pc : ", "PC is at ", "epc : ", "epc   : ", "NIP ",
             "NIP: ", "IP: ", "ERA: ", "pc ", "Krnl PSW : ", "WARNING: "});
        return std::any_of(Labels.begin(), Labels.end(), [message](std::string_view label) {
            return message.starts_with(label);
        });
    }

    bool isOfProgram(std::string_view message)
    {
        return message.starts_with("RIP: 0033:") || message.starts_with("RIP: 002b:");
    }

    /// ` [ext4]`, ` [ext4 0a1b2c…]` with the build id.
    void takeModule(std::string_view message, TracedAddress& address)
    {
        const std::string_view rest = message.substr(address.end);
        const std::size_t close = rest.find(']');
        if (!rest.starts_with(" [") || close == std::string_view::npos) {
            return;
        }
        const std::string_view name = rest.substr(2, rest.find_first_of(" ]", 2) - 2);
        if (!name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
                return isSymbolCharacter(c) || c == '-';
            })) {
            address.module = name;
            address.end += close + 1;
        }
    }

    /// `func+0x1a/0x2c`, with \p plus the place of its `+0x`.
    std::optional<TracedAddress> readAt(std::string_view message, std::size_t plus, bool isCounter)
    {
        std::size_t begin = plus;
        while (begin > 0 && isSymbolCharacter(message[begin - 1])) {
            --begin;
        }
        TracedAddress address;
        address.function = leadingSymbol(message.substr(begin, plus - begin));
        std::string_view rest = message.substr(plus + 3);
        const auto offset = takeHex(rest);
        if (address.function.empty() || !offset) {
            return {};
        }
        address.offset = *offset;
        if (rest.starts_with("/0x")) {
            rest.remove_prefix(3);
            address.size = takeHex(rest);
        }
        if (!address.size && !isCounter) {
            return {}; // Other texts have sums, too.
        }
        address.end = message.size() - rest.size();
        takeModule(message, address);
        address.isReturn = !isCounter && !message.substr(address.end).starts_with(" (P");
        return address;
    }

    std::optional<TracedAddress> bareAddress(std::string_view digits, std::size_t end,
                                             bool isReturn)
    {
        const std::size_t size = digits.size();
        TracedAddress address;
        const auto value = takeHex(digits);
        if (size < LeastAddressDigits || !value || !digits.empty() || *value == 0) {
            return {};
        }
        address.address = *value;
        address.isReturn = isReturn;
        address.end = end;
        return address;
    }

    /// `0xffffffff81012345`, behind a label or alone.
    void readNumber(std::string_view message, bool isCounter, std::vector<TracedAddress>& found)
    {
        const std::string_view text = withoutBlanks(message);
        const std::size_t begin = text.find("0x");
        const bool isAlone = begin == 0 || (begin == 2 && text.starts_with("? "));
        if (begin == std::string_view::npos || (!isCounter && !isAlone)) {
            return;
        }
        const std::size_t last = text.find_first_not_of("0123456789abcdef", begin + 2);
        const std::size_t end = std::min(last, text.size());
        if (isCounter || end == text.size()) {
            const auto shift = static_cast<std::size_t>(text.data() - message.data());
            if (auto address =
                    bareAddress(text.substr(begin + 2, end - begin - 2), shift + end, !isCounter)) {
                found.push_back(std::move(*address));
            }
        }
    }

    void readBracketed(std::string_view message, bool isCounter, std::vector<TracedAddress>& found)
    {
        for (std::size_t at = message.find("[<");
             at != std::string_view::npos && found.size() < MostInLine;
             at = message.find("[<", at + 2)) {
            const std::size_t close = message.find(">]", at);
            if (close == std::string_view::npos) {
                return;
            }
            std::string_view digits = message.substr(at + 2, close - at - 2);
            digits.remove_prefix(digits.starts_with("0x") ? 2 : 0);
            if (auto address = bareAddress(digits, close + 2, !isCounter)) {
                found.push_back(std::move(*address));
            }
        }
    }

} // namespace

std::vector<TracedAddress> readTracedAddresses(std::string_view message)
{
    std::vector<TracedAddress> found;
    const std::string_view text = withoutBlanks(message);
    if (isOfProgram(text)) {
        return found;
    }
    const bool isCounter = namesCounter(text);
    for (std::size_t plus = message.find("+0x");
         plus != std::string_view::npos && found.size() < MostInLine;
         plus = message.find("+0x", plus + 3)) {
        if (auto address = readAt(message, plus, isCounter)) {
            found.push_back(std::move(*address));
        }
    }
    if (found.empty()) {
        readBracketed(message, isCounter, found);
    }
    if (found.empty()) {
        readNumber(message, isCounter, found);
    }
    return found;
}

} // namespace cboard::logs
