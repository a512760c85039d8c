// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/log_input.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace cboard::logs::logspec {

namespace {

    constexpr std::string_view Replacement = "\xEF\xBF\xBD";

    bool isBetween(unsigned char byte, unsigned low, unsigned high)
    {
        return byte >= low && byte <= high;
    }

    /// How many bytes at the start of `text`, which is no character, are replaced together: those
    /// that a valid character could begin with.
    std::size_t brokenLength(std::string_view text)
    {
        const auto first = static_cast<unsigned char>(text[0]);
        if (text.size() < 2 || !isBetween(first, 0xC2, 0xF4)) {
            return 1;
        }
        const unsigned low = first == 0xE0 ? 0xA0 : (first == 0xF0 ? 0x90 : 0x80);
        const unsigned high = first == 0xED ? 0x9F : (first == 0xF4 ? 0x8F : 0xBF);
        if (first < 0xE0 || !isBetween(static_cast<unsigned char>(text[1]), low, high)) {
            return 1;
        }
        const bool hasThird = first >= 0xF0 && text.size() > 2
            && isBetween(static_cast<unsigned char>(text[2]), 0x80, 0xBF);
        return hasThird ? 3 : 2;
    }

    /// \p valid is the length of what needs no change.
    std::string decoded(std::string_view bytes, std::size_t valid)
    {
        std::string out;
        out.reserve(bytes.size());
        while (!bytes.empty()) {
            out.append(bytes.substr(0, valid));
            bytes.remove_prefix(valid);
            if (!bytes.empty()) {
                out.append(Replacement);
                bytes.remove_prefix(brokenLength(bytes));
            }
            valid = validUtf8Length(bytes);
        }
        return out;
    }

    void normaliseLineEnds(std::string& text)
    {
        std::size_t length = std::min(text.find('\r'), text.size()); // Of what is done.
        for (std::size_t at = length; at < text.size();) {
            at += std::string_view(text).substr(at, 2) == "\r\n" ? 2U : 1U;
            text[length++] = '\n';
            const std::size_t end = std::min(text.find('\r', at), text.size());
            std::copy(text.data() + at, text.data() + end, text.data() + length);
            length += end - at;
            at = end;
        }
        text.resize(length);
    }

} // namespace

std::string decodeLog(std::string bytes, LineEnds lineEnds)
{
    // A log of a gigabyte that is fit to be read as it is should not be written again.
    if (const std::size_t valid = validUtf8Length(bytes); valid < bytes.size()) {
        bytes = decoded(bytes, valid);
    }
    if (lineEnds == LineEnds::Normalised) {
        normaliseLineEnds(bytes);
    }
    return bytes;
}

std::size_t whiteSpaceLength(std::string_view text)
{
    static constexpr std::array<std::string_view, 20> Wide{
        "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
        "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
        "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
        "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80", {}};
    if (text.empty()) {
        return 0;
    }
    const char c = text[0];
    if (c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1C' && c <= '\x1F')) {
        return 1;
    }
    if (static_cast<unsigned char>(c) < 0x80) {
        return 0;
    }
    const auto* const found = std::find_if(Wide.begin(), Wide.end() - 1,
                                           [text](auto wide) { return text.starts_with(wide); });
    return found->size();
}

std::string_view stripped(std::string_view text)
{
    for (std::size_t length = 0; (length = whiteSpaceLength(text)) > 0;) {
        text.remove_prefix(length);
    }
    while (!text.empty()) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
            --begin;
        }
        if (whiteSpaceLength(text.substr(begin)) == 0) {
            break;
        }
        text = text.substr(0, begin);
    }
    return text;
}

} // namespace cboard::logs::logspec
