// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/terminal_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>

namespace cboard::logs {

namespace {

    constexpr char Escape = '\x1B';
    constexpr char Bell = '\x07';
    constexpr char Delete = '\x7F';

    /// The parameters of one SGR sequence; more than fit are ignored, as terminals do.
    struct SgrParameters {
        std::array<std::uint32_t, 16> values{};
        std::size_t count = 0;
    };

    SgrParameters parseParameters(std::string_view text)
    {
        SgrParameters result;
        while (result.count < result.values.size()) {
            const std::size_t end = std::min(text.find_first_of(";:"), text.size());
            std::uint32_t value = 0;
            std::from_chars(text.data(), text.data() + end, value);
            result.values[result.count++] = value;
            if (end == text.size()) {
                break;
            }
            text.remove_prefix(end + 1);
        }
        return result;
    }

    /// `38;5;n` and `38;2;r;g;b`. \returns how many parameters belong to it.
    std::size_t parseExtendedColor(const SgrParameters& p, std::size_t at, TerminalColor& color)
    {
        constexpr std::uint32_t ByteMask = 0xFF;
        if (at + 2 < p.count && p.values[at + 1] == 5) {
            color = {TerminalColor::Kind::Indexed, p.values[at + 2] & ByteMask};
            return 3;
        }
        if (at + 4 < p.count && p.values[at + 1] == 2) {
            color = {TerminalColor::Kind::Rgb,
                     (p.values[at + 2] & ByteMask) << 16U | (p.values[at + 3] & ByteMask) << 8U
                         | (p.values[at + 4] & ByteMask)};
            return 5;
        }
        return p.count - at;
    }

    void applyAttribute(std::uint32_t value, TextStyle& style)
    {
        const auto indexed = [](std::uint32_t index) {
            return TerminalColor{TerminalColor::Kind::Indexed, index};
        };
        if (value >= 30 && value <= 37) {
            style.foreground = indexed(value - 30);
        } else if (value >= 90 && value <= 97) {
            style.foreground = indexed(value - 90 + 8);
        } else if (value >= 40 && value <= 47) {
            style.background = indexed(value - 40);
        } else if (value >= 100 && value <= 107) {
            style.background = indexed(value - 100 + 8);
        } else if (value == 0) {
            style = {};
        } else if (value == 22) {
            style.isBold = style.isDim = false;
        } else if (value == 39) {
            style.foreground = {};
        } else if (value == 49) {
            style.background = {};
        } else if (value == 1 || value == 2 || value == 3 || value == 4 || value == 7) {
            (value == 1       ? style.isBold
                 : value == 2 ? style.isDim
                 : value == 3 ? style.isItalic
                 : value == 4 ? style.isUnderlined
                              : style.isInverse) = true;
        } else if (value == 23 || value == 24 || value == 27) {
            (value == 23       ? style.isItalic
                 : value == 24 ? style.isUnderlined
                               : style.isInverse) = false;
        }
    }

    void applySgr(std::string_view parameters, TextStyle& style)
    {
        const SgrParameters p = parseParameters(parameters);
        for (std::size_t at = 0; at < p.count;) {
            const std::uint32_t value = p.values[at];
            if (value == 38) {
                at += parseExtendedColor(p, at, style.foreground);
            } else if (value == 48) {
                at += parseExtendedColor(p, at, style.background);
            } else {
                applyAttribute(value, style);
                ++at;
            }
        }
    }

    /// Length of the UTF-8 sequence at the start of \p bytes, 0 when it is not valid.
    std::size_t utf8Length(std::string_view bytes, std::uint32_t& code)
    {
        const auto at = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        const unsigned lead = at(0);
        const std::size_t length = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
        if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) {
            return 0;
        }
        code = length == 4 ? lead & 0x07U : (length == 3 ? lead & 0x0FU : lead & 0x1FU);
        for (std::size_t i = 1; i < length; ++i) {
            if ((at(i) & 0xC0U) != 0x80U) {
                return 0;
            }
            code = code << 6U | (at(i) & 0x3FU);
        }
        const bool isOverlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        const bool isSurrogate = code >= 0xD800 && code < 0xE000;
        return isOverlong || isSurrogate || code > 0x10FFFF ? 0 : length;
    }

    /// Characters that change the direction or the structure of a line, or cannot be seen.
    bool isUnsafe(std::uint32_t code)
    {
        return (code >= 0x80 && code < 0xA0) || code == 0x061C || (code >= 0x200E && code <= 0x200F)
            || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069)
            || code == 0xFEFF || code >= 0xE0000;
    }

    class TerminalReader {
    public:
        TerminalReader(std::string_view bytes, std::string& text, std::vector<StyledSpan>& spans)
            : m_bytes(bytes)
            , m_text(text)
            , m_spans(spans)
            , m_spanBegin(text.size())
        {
        }

        void read()
        {
            while (m_at < m_bytes.size()) {
                const char c = m_bytes[m_at];
                if ((c >= ' ' && c < Delete) || c == '\t') {
                    m_text.push_back(c);
                    ++m_at;
                } else if (c == Escape) {
                    readEscape();
                } else if (static_cast<unsigned char>(c) < 0x80) {
                    appendControl(c);
                    ++m_at;
                } else {
                    readMultibyte();
                }
            }
            closeSpan();
        }

    private:
        void closeSpan()
        {
            if (m_spanBegin < m_text.size() && m_style != TextStyle{}) {
                m_spans.push_back({m_spanBegin, m_text.size(), m_style});
            }
            m_spanBegin = m_text.size();
        }

        void appendSubstitute(std::string_view shown, Substitute kind)
        {
            const bool joins = !m_spans.empty() && m_spanBegin == m_text.size()
                && m_spans.back().end == m_text.size() && m_spans.back().style.substitute == kind
                && m_spans.back().style.foreground == m_style.foreground;
            closeSpan();
            m_text += shown;
            if (joins) {
                m_spans.back().end = m_text.size();
            } else {
                TextStyle style = m_style;
                style.substitute = kind;
                m_spans.push_back({m_spanBegin, m_text.size(), style});
            }
            m_spanBegin = m_text.size();
        }

        void appendControl(char c)
        {
            // The pictures U+2400 to U+2421 are E2 90 80 to E2 90 A1.
            const unsigned picture = c == Delete ? 0xA1U : 0x80U + static_cast<unsigned char>(c);
            const std::array<char, 3> bytes{'\xE2', '\x90', static_cast<char>(picture)};
            appendSubstitute({bytes.data(), bytes.size()}, Substitute::Control);
        }

        void readMultibyte()
        {
            std::uint32_t code = 0;
            const std::size_t length = utf8Length(m_bytes.substr(m_at), code);
            if (length == 0) {
                const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
                appendSubstitute(fmt::format("\\x{:02x}", byte), Substitute::Invalid);
                return;
            }
            if (isUnsafe(code)) {
                appendSubstitute(fmt::format("\\u{:04x}", code), Substitute::Invalid);
            } else {
                m_text.append(m_bytes, m_at, length);
            }
            m_at += length;
        }

        void readEscape()
        {
            ++m_at;
            if (m_at >= m_bytes.size()) {
                return;
            }
            const char kind = m_bytes[m_at++];
            if (kind == '[') {
                readControlSequence();
            } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
                skipString();
            } else if (kind >= ' ' && kind <= '/') {
                // Intermediate bytes, then one final byte: character sets and the like.
                while (m_at < m_bytes.size() && m_bytes[m_at] >= ' ' && m_bytes[m_at] <= '/') {
                    ++m_at;
                }
                m_at = std::min(m_at + 1, m_bytes.size());
            } else if (static_cast<unsigned char>(kind) >= 0x80 || kind < ' ') {
                --m_at; // No sequence: the byte counts for itself.
            }
        }

        void readControlSequence()
        {
            const std::size_t begin = m_at;
            while (m_at < m_bytes.size() && m_bytes[m_at] >= ' ' && m_bytes[m_at] <= '?') {
                ++m_at;
            }
            if (m_at >= m_bytes.size() || m_bytes[m_at] < '@' || m_bytes[m_at] >= Delete) {
                return;
            }
            if (m_bytes[m_at] == 'm') {
                closeSpan();
                applySgr(m_bytes.substr(begin, m_at - begin), m_style);
            }
            ++m_at;
        }

        /// Up to BEL or ESC \; one that never ends hides nothing but its introducer.
        void skipString()
        {
            for (std::size_t i = m_at; i < m_bytes.size(); ++i) {
                if (m_bytes[i] == Bell) {
                    m_at = i + 1;
                    return;
                }
                if (m_bytes[i] == Escape) {
                    m_at = i + 1 < m_bytes.size() && m_bytes[i + 1] == '\\' ? i + 2 : i;
                    return;
                }
            }
        }

        std::string_view m_bytes;
        std::string& m_text;
        std::vector<StyledSpan>& m_spans;
        std::size_t m_at = 0;
        std::size_t m_spanBegin = 0;
        TextStyle m_style;
    };

} // namespace

void appendTerminalText(std::string_view bytes, std::string& text, std::vector<StyledSpan>& spans)
{
    text.reserve(text.size() + bytes.size());
    TerminalReader(bytes, text, spans).read();
}

} // namespace cboard::logs
