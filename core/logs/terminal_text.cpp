// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/terminal_text.h"

#include "core/base/utf8.h"

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

    /// The ranges of eight colours each; whether the value is in one of them.
    bool applyColor(std::uint32_t value, TextStyle& style)
    {
        struct Range {
            std::uint32_t first;
            TerminalColor TextStyle::*color;
            std::uint32_t index; ///< Of the first colour.
        };
        static constexpr std::array Ranges{
            Range{30, &TextStyle::foreground, 0}, Range{90, &TextStyle::foreground, 8},
            Range{40, &TextStyle::background, 0}, Range{100, &TextStyle::background, 8}};
        for (const Range& range : Ranges) {
            if (value >= range.first && value < range.first + 8) {
                style.*range.color = {TerminalColor::Kind::Indexed,
                                      value - range.first + range.index};
                return true;
            }
        }
        return false;
    }

    void applyAttribute(std::uint32_t value, TextStyle& style)
    {
        if (applyColor(value, style)) {
            return;
        }
        const bool isOn = value < 20; // 3 switches on what 23 switches off.
        switch (value) {
        case 0:
            style = {};
            break;
        case 1:
            style.isBold = true;
            break;
        case 2:
            style.isDim = true;
            break;
        case 22:
            style.isBold = style.isDim = false;
            break;
        case 3:
        case 23:
            style.isItalic = isOn;
            break;
        case 4:
        case 24:
            style.isUnderlined = isOn;
            break;
        case 7:
        case 27:
            style.isInverse = isOn;
            break;
        case 39:
            style.foreground = {};
            break;
        case 49:
            style.background = {};
            break;
        default:
            break;
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

    /// Of one whole character of UTF-8.
    std::uint32_t codeOf(std::string_view character)
    {
        const std::uint32_t lead = static_cast<unsigned char>(character.front());
        std::uint32_t code = character.size() == 1 ? lead : lead & (0x7FU >> character.size());
        for (const char c : character.substr(1)) {
            code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
        }
        return code;
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
            const std::size_t length = utf8Length(m_bytes.substr(m_at));
            if (length == 0) {
                const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
                appendSubstitute(fmt::format("\\x{:02x}", byte), Substitute::Invalid);
                return;
            }
            const std::uint32_t code = codeOf(m_bytes.substr(m_at, length));
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

std::string_view withoutEscapes(std::string_view line, std::string& scratch)
{
    if (line.find(Escape) == std::string_view::npos) {
        return line;
    }
    std::vector<StyledSpan> ignored;
    scratch.clear();
    appendTerminalText(line, scratch, ignored);
    return scratch;
}

} // namespace cboard::logs
