// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cboard {

namespace {

    bool isContinuation(std::string_view text, std::size_t index)
    {
        return index < text.size() && (static_cast<unsigned char>(text[index]) & 0xC0U) == 0x80U;
    }

    void appendEscaped(std::string& out, unsigned char c)
    {
        constexpr std::string_view Digits = "0123456789abcdef";
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += Digits[c >> 4U];
            out += Digits[c & 15U];
        }
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

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t plainFrom = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = static_cast<unsigned char>(text[at]);
        const std::size_t length = utf8Length(text.substr(at, 4));
        if (length > 0 && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            at += length;
            continue;
        }
        out.append(text.substr(plainFrom, at - plainFrom));
        if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else {
            appendEscaped(out, c);
        }
        plainFrom = ++at;
    }
    out.append(text.substr(plainFrom));
    out += '"';
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    appendJsonString(m_out, name);
    m_out += m_indent > 0 ? ": " : ":";
    m_isAfterKey = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text)
{
    separate();
    appendJsonString(m_out, text);
    return *this;
}

JsonWriter& JsonWriter::value(bool claim)
{
    return raw(claim ? "true" : "false");
}

JsonWriter& JsonWriter::value(double number)
{
    if (!std::isfinite(number)) {
        return null();
    }
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return raw({buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data())});
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    separate();
    m_out.append(json);
    return *this;
}

JsonWriter& JsonWriter::begin(char bracket)
{
    separate();
    m_out += bracket;
    m_hasMembers.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::end(char bracket)
{
    const bool hadMembers = m_hasMembers.back();
    m_hasMembers.pop_back();
    if (hadMembers) {
        breakLine();
    }
    m_out += bracket;
    return *this;
}

void JsonWriter::separate()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        return;
    }
    if (m_hasMembers.empty()) {
        return;
    }
    if (m_hasMembers.back()) {
        m_out += ',';
    }
    m_hasMembers.back() = true;
    breakLine();
}

void JsonWriter::breakLine()
{
    if (m_indent > 0) {
        m_out += '\n';
        m_out.append(m_hasMembers.size() * static_cast<std::size_t>(m_indent), ' ');
    }
}

} // namespace cboard
