// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/utf8.h"

#include "core/base/count_bytes.h"

#include <array>

namespace cboard {

namespace {

    /// What a first byte promises: so many bytes, the second of them in this range.
    struct Lead {
        std::size_t length = 0; ///< 0: no character begins so.
        unsigned low = 0x80;
        unsigned high = 0xBF;
    };

    /// Leaves out overlong forms, surrogates, and what is beyond U+10FFFF.
    Lead leadOf(unsigned first)
    {
        if (first < 0x80) {
            return {1};
        }
        if (first < 0xE0) {
            return {first < 0xC2 ? 0U : 2U};
        }
        if (first < 0xF0) {
            return {3, first == 0xE0 ? 0xA0U : 0x80U, first == 0xED ? 0x9FU : 0xBFU};
        }
        return {first < 0xF5 ? 4U : 0U, first == 0xF0 ? 0x90U : 0x80U,
                first == 0xF4 ? 0x8FU : 0xBFU};
    }

    std::size_t asciiLength(std::string_view text)
    {
        constexpr std::size_t WordBytes = sizeof(std::uint64_t);
        constexpr std::size_t StepWords = 8;
        std::size_t length = 0;
        for (; text.size() - length >= StepWords * WordBytes; length += StepWords * WordBytes) {
            std::array<std::uint64_t, StepWords> words{};
            std::memcpy(words.data(), text.data() + length, sizeof words);
            std::uint64_t bits = 0;
            for (const std::uint64_t word : words) {
                bits |= word;
            }
            if ((bits & eachByte(0x80)) != 0) {
                break;
            }
        }
        while (length < text.size() && static_cast<unsigned char>(text[length]) < 0x80) {
            ++length;
        }
        return length;
    }

} // namespace

std::size_t validUtf8Length(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const std::size_t ascii = asciiLength(text.substr(length));
        const std::size_t other = utf8Length(text.substr(length + ascii));
        length += ascii + other;
        if (ascii + other == 0) {
            break;
        }
    }
    return length;
}

std::int64_t characterCount(std::string_view text)
{
    return countBytes(text, [](std::uint64_t word) {
        // All but the bytes 10xxxxxx, which go on a character.
        return (~word >> 7U | word >> 6U) & eachByte(1);
    });
}

std::size_t utf8Length(std::string_view text)
{
    if (text.empty()) {
        return 0;
    }
    Lead lead = leadOf(static_cast<unsigned char>(text[0]));
    if (lead.length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < lead.low || byte > lead.high) {
            return 0;
        }
        lead.low = Lead{}.low;
        lead.high = Lead{}.high;
    }
    return lead.length;
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
