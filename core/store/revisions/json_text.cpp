// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/json_text.h"

#include "core/base/utf8.h"

#include <charconv>
#include <cstdint>

namespace cboard::store {

namespace {

    /// The four digits after "\u" at `at`; 0 when they are none.
    std::uint32_t hexDigits(std::string_view json, std::size_t at)
    {
        std::uint32_t code = 0;
        const std::string_view digits = json.substr(std::min(at, json.size()), 4);
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        return code;
    }

    /// Reads the escape at `at` (the backslash) and moves behind it.
    void appendEscape(std::string& out, std::string_view json, std::size_t& at)
    {
        const char kind = at + 1 < json.size() ? json[at + 1] : '\\';
        at += 2;
        switch (kind) {
        case 'n':
            out += '\n';
            return;
        case 't':
            out += '\t';
            return;
        case 'r':
            out += '\r';
            return;
        case 'b':
            out += '\b';
            return;
        case 'f':
            out += '\f';
            return;
        case 'u':
            break;
        default:
            out += kind;
            return;
        }
        std::uint32_t code = hexDigits(json, at);
        at += 4;
        const bool isHighHalf = code >= 0xD800 && code < 0xDC00;
        if (isHighHalf && json.substr(std::min(at, json.size()), 2) == "\\u") {
            const std::uint32_t low = hexDigits(json, at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
                at += 6;
            }
        }
        appendUtf8(out, code);
    }

} // namespace

std::vector<std::string> textsOfJsonList(std::string_view json)
{
    std::vector<std::string> texts;
    for (std::size_t at = json.find('"'); at < json.size(); at = json.find('"', at)) {
        std::string text;
        ++at;
        while (at < json.size() && json[at] != '"') {
            if (json[at] == '\\') {
                appendEscape(text, json, at);
            } else {
                text += json[at++];
            }
        }
        ++at;
        texts.push_back(std::move(text));
    }
    return texts;
}

} // namespace cboard::store
