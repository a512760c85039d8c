// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_writer.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace cboard::formats {

namespace {

    constexpr int IndentBlanks = 2;
    constexpr std::string_view HexDigits = "0123456789abcdef";

    void appendUnicodeEscape(std::string& out, unsigned codeUnit)
    {
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) {
            out += HexDigits[(codeUnit >> static_cast<unsigned>(shift)) & 15U];
        }
    }

    void appendEscape(std::string& out, unsigned char c)
    {
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
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            appendUnicodeEscape(out, c);
        }
    }

    constexpr std::array<bool, 256> makeSpecialBytes()
    {
        std::array<bool, 256> special{};
        for (std::size_t c = 0; c < 0x20; ++c) {
            special[c] = true;
        }
        special['"'] = special['\\'] = true;
        special[0xED] = true; // May begin a surrogate.
        return special;
    }

    constexpr std::array<bool, 256> SpecialBytes = makeSpecialBytes();

    bool isSurrogateAt(std::string_view text, std::size_t at)
    {
        return at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0;
    }

    /// One past the closing quote of the string that begins at `at`.
    std::size_t endOfString(std::string_view json, std::size_t at)
    {
        for (std::size_t i = at + 1; i < json.size(); ++i) {
            if (json[i] == '\\') {
                ++i;
            } else if (json[i] == '"') {
                return i + 1;
            }
        }
        return json.size();
    }

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (!SpecialBytes[c]) {
            continue;
        }
        if (c == 0xED) {
            if (isSurrogateAt(text, i)) {
                out.append(text, begin, i - begin);
                const auto middle = static_cast<unsigned char>(text[i + 1]);
                const auto last = static_cast<unsigned char>(text[i + 2]);
                appendUnicodeEscape(out, 0xD000U | ((middle & 0x3FU) << 6U) | (last & 0x3FU));
                i += 2;
                begin = i + 1;
            }
            continue;
        }
        out.append(text, begin, i - begin);
        appendEscape(out, c);
        begin = i + 1;
    }
    out.append(text, begin, text.size() - begin);
    out += '"';
}

std::string numberText(double value)
{
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    assert(error == std::errc{});
    return {buffer.data(), end};
}

std::string indentJson(std::string_view compact, int indent, int level)
{
    std::string out;
    const auto newLine = [&] {
        out += '\n';
        out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(level), ' ');
    };
    for (std::size_t i = 0; i < compact.size();) {
        const char c = compact[i];
        if (c == '"') {
            const std::size_t end = endOfString(compact, i);
            out.append(compact, i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            continue;
        }
        if (c == '{' || c == '[') {
            out += c;
            const std::size_t next = compact.find_first_not_of(" \t\r\n", i);
            if (next != std::string_view::npos && (compact[next] == '}' || compact[next] == ']')) {
                out += compact[next];
                i = next + 1;
                continue;
            }
            ++level;
            newLine();
        } else if (c == '}' || c == ']') {
            --level;
            newLine();
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else if (c == ':') {
            out += ": ";
        } else {
            out += c;
        }
    }
    return out;
}

JsonWriter::JsonWriter(std::string& out, Layout layout)
    : m_out(out)
    , m_layout(layout)
{
}

void JsonWriter::newLine()
{
    if (m_layout == Layout::Indented) {
        m_out += '\n';
        m_out.append(m_hasItems.size() * IndentBlanks, ' ');
    }
}

void JsonWriter::beforeValue()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        return;
    }
    if (m_hasItems.empty()) {
        return;
    }
    if (m_hasItems.back()) {
        m_out += ',';
    }
    m_hasItems.back() = true;
    newLine();
}

void JsonWriter::open(char bracket)
{
    beforeValue();
    m_out += bracket;
    m_hasItems.push_back(false);
}

void JsonWriter::close(char bracket)
{
    assert(!m_hasItems.empty() && !m_isAfterKey);
    const bool hadItems = m_hasItems.back();
    m_hasItems.pop_back();
    if (hadItems) {
        newLine();
    }
    m_out += bracket;
}

void JsonWriter::key(std::string_view name)
{
    assert(!m_isAfterKey);
    beforeValue();
    appendJsonString(m_out, name);
    m_out += m_layout == Layout::Indented ? ": " : ":";
    m_isAfterKey = true;
}

void JsonWriter::string(std::string_view text)
{
    beforeValue();
    appendJsonString(m_out, text);
}

void JsonWriter::integer(std::int64_t value)
{
    beforeValue();
    m_out += std::to_string(value);
}

void JsonWriter::number(double value)
{
    beforeValue();
    m_out += std::isfinite(value) ? numberText(value) : "null";
}

void JsonWriter::boolean(bool value)
{
    beforeValue();
    m_out += value ? "true" : "false";
}

void JsonWriter::null()
{
    beforeValue();
    m_out += "null";
}

void JsonWriter::raw(std::string_view json)
{
    beforeValue();
    if (m_layout == Layout::Indented) {
        m_out += indentJson(json, IndentBlanks, static_cast<int>(m_hasItems.size()));
    } else {
        m_out += json;
    }
}

} // namespace cboard::formats
