// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cboard::logs {

/// A cursor over one line in YAML flow syntax. Each function returns false when the text is not
/// what it expects.
class FlowCursor {
public:
    explicit FlowCursor(std::string_view text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    std::size_t position() const { return m_at; }
    std::string_view since(std::size_t begin) const { return m_text.substr(begin, m_at - begin); }

    void skipBlanks()
    {
        while (!atEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t')) {
            ++m_at;
        }
    }

    bool take(char c)
    {
        if (atEnd() || m_text[m_at] != c) {
            return false;
        }
        ++m_at;
        return true;
    }

    /// `"…"` or `'…'`, decoded into \p out, which may be null to skip.
    bool quoted(std::string* out)
    {
        const char quote = peek();
        ++m_at;
        return quote == '"' ? doubleQuoted(out) : singleQuoted(out);
    }

    /// `[…]` or `{…}` with strings in it; the cursor ends behind the closing bracket.
    bool bracketed()
    {
        std::int64_t depth = 0;
        while (!atEnd()) {
            const char c = m_text[m_at];
            if (c == '"' || c == '\'') {
                if (!quoted(nullptr)) {
                    return false;
                }
                continue;
            }
            ++m_at;
            if (c == '[' || c == '{') {
                ++depth;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    /// An unquoted word up to one of `,]}` (and `:` in a key).
    std::string_view plain(bool isKey)
    {
        const std::size_t begin = m_at;
        const std::string_view stops = isKey ? ":,]}" : ",]}";
        m_at = std::min(m_text.find_first_of(stops, m_at), m_text.size());
        std::string_view word = since(begin);
        while (!word.empty() && (word.back() == ' ' || word.back() == '\t')) {
            word.remove_suffix(1);
        }
        return word;
    }

    /// `!!python/object/apply:…` and the blanks behind it; tags have no meaning for us.
    void skipTags()
    {
        while (peek() == '!') {
            m_at = std::min(m_text.find_first_of(" \t", m_at), m_text.size());
            skipBlanks();
        }
    }

private:
    bool singleQuoted(std::string* out)
    {
        while (true) {
            const std::size_t end = m_text.find('\'', m_at);
            if (end == std::string_view::npos) {
                return false;
            }
            if (out != nullptr) {
                out->append(m_text, m_at, end - m_at);
            }
            m_at = end + 1;
            if (peek() != '\'') {
                return true;
            }
            ++m_at;
            if (out != nullptr) {
                out->push_back('\'');
            }
        }
    }

    bool doubleQuoted(std::string* out)
    {
        while (true) {
            const std::size_t end = m_text.find_first_of("\"\\", m_at);
            if (end == std::string_view::npos) {
                return false;
            }
            if (out != nullptr) {
                out->append(m_text, m_at, end - m_at);
            }
            m_at = end + 1;
            if (m_text[end] == '"') {
                return true;
            }
            if (!escape(out)) {
                return false;
            }
        }
    }

    bool escape(std::string* out)
    {
        static constexpr std::string_view Letters = "0abtnvfre\"\\/ N_LP";
        static constexpr std::array<std::uint32_t, 17> Codes{
            0, 7, 8, 9, 10, 11, 12, 13, 27, '"', '\\', '/', ' ', 0x85, 0xA0, 0x2028, 0x2029};
        if (atEnd()) {
            return false;
        }
        const char c = m_text[m_at++];
        std::uint32_t code = 0;
        if (c == 'x' || c == 'u' || c == 'U') {
            if (!hex(c == 'x' ? 2 : (c == 'u' ? 4 : 8), code)) {
                return false;
            }
            code = joinSurrogates(code);
        } else if (const std::size_t i = Letters.find(c); i != std::string_view::npos) {
            code = Codes[i];
        } else {
            if (out != nullptr) {
                out->push_back('\\');
                out->push_back(c);
            }
            return true;
        }
        if (out != nullptr) {
            appendUtf8(*out, code);
        }
        return true;
    }

    bool hex(std::size_t digits, std::uint32_t& code)
    {
        if (m_text.size() - m_at < digits) {
            return false;
        }
        code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = m_text[m_at++];
            const bool isDigit = c >= '0' && c <= '9';
            const char lower = static_cast<char>(c | 0x20);
            if (!isDigit && (lower < 'a' || lower > 'f')) {
                return false;
            }
            code = code << 4U | static_cast<std::uint32_t>(isDigit ? c - '0' : lower - 'a' + 10);
        }
        return true;
    }

    /// A high surrogate takes the low one behind it; alone it becomes the replacement
    /// character.
    std::uint32_t joinSurrogates(std::uint32_t code)
    {
        constexpr std::uint32_t Replacement = 0xFFFD;
        if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
            const std::size_t back = m_at;
            std::uint32_t low = 0;
            m_at += 2;
            if (hex(4, low) && low >= 0xDC00 && low < 0xE000) {
                return 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
            }
            m_at = back;
        }
        return (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF ? Replacement : code;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace cboard::logs
