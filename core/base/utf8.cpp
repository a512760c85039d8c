// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/utf8.h"

#include <array>

namespace cboard {

namespace {

    bool isContinuation(std::string_view text, std::size_t index)
    {
        return index < text.size() && (static_cast<unsigned char>(text[index]) & 0xC0U) == 0x80U;
    }

} // namespace

std::size_t utf8Length(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    if (first >= 0xC2 && first < 0xE0) {
        return isContinuation(text, 1) ? 2 : 0;
    }
    if (first >= 0xE0 && first < 0xF0) {
        const bool isOverlong = first == 0xE0 && second < 0xA0;
        const bool isSurrogate = first == 0xED && second >= 0xA0;
        const bool isWhole = isContinuation(text, 1) && isContinuation(text, 2);
        return isWhole && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool isOutside = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
        const bool isWhole =
            isContinuation(text, 1) && isContinuation(text, 2) && isContinuation(text, 3);
        return isWhole && !isOutside ? 4 : 0;
    }
    return 0;
}

std::string toValidUtf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8Length(text.substr(at, 4));
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return out;
}

char* putUtf8(char* out, std::uint32_t code)
{
    const auto put = [&out](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | code >> 6U);
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | code >> 12U);
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | code >> 18U);
        put(0x80U | (code >> 12U & 0x3FU));
        put(0x80U | (code >> 6U & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
    return out;
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    std::array<char, 4> bytes{};
    out.append(bytes.data(), putUtf8(bytes.data(), code));
}

} // namespace cboard
