// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/lava_line.h"

#include "core/logs/line_index.h"

#include <algorithm>
#include <numeric>

namespace cboard::logs {

namespace {

    constexpr std::array<std::string_view, LavaLevelCount> LevelTexts{
        "target", "input",   "feedback", "debug",     "info",  "results",
        "event",  "warning", "error",    "exception", "other", "unparsed",
    };

    LavaLevel levelFromText(std::string_view text)
    {
        for (std::size_t i = 0; i < static_cast<std::size_t>(LavaLevel::Other); ++i) {
            if (LevelTexts[i] == text) {
                return static_cast<LavaLevel>(i);
            }
        }
        return LavaLevel::Other;
    }

    void appendUtf8(std::string& out, std::uint32_t code)
    {
        const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
        if (code < 0x80) {
            byte(code);
        } else if (code < 0x800) {
            byte(0xC0U | code >> 6U);
            byte(0x80U | (code & 0x3FU));
        } else if (code < 0x10000) {
            byte(0xE0U | code >> 12U);
            byte(0x80U | (code >> 6U & 0x3FU));
            byte(0x80U | (code & 0x3FU));
        } else {
            byte(0xF0U | code >> 18U);
            byte(0x80U | (code >> 12U & 0x3FU));
            byte(0x80U | (code >> 6U & 0x3FU));
            byte(0x80U | (code & 0x3FU));
        }
    }

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
        std::string_view since(std::size_t begin) const
        {
            return m_text.substr(begin, m_at - begin);
        }

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
                code =
                    code << 4U | static_cast<std::uint32_t>(isDigit ? c - '0' : lower - 'a' + 10);
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

    /// Reads a key or a scalar, decoded; a nested value keeps its spelling.
    bool readScalar(FlowCursor& cursor, bool isKey, std::string& out)
    {
        out.clear();
        cursor.skipBlanks();
        cursor.skipTags();
        const char c = cursor.peek();
        if (c == '"' || c == '\'') {
            return cursor.quoted(&out);
        }
        if (c == '[' || c == '{') {
            const std::size_t begin = cursor.position();
            if (!cursor.bracketed()) {
                return false;
            }
            out = cursor.since(begin);
            return true;
        }
        out = cursor.plain(isKey);
        return !isKey || !out.empty();
    }

    /// Calls `visit(key, cursor)` for each pair of the flow mapping at the cursor; `visit` reads
    /// the value.
    template <typename Visit>
    bool readMapping(FlowCursor& cursor, const Visit& visit)
    {
        std::string key;
        if (!cursor.take('{')) {
            return false;
        }
        cursor.skipBlanks();
        while (!cursor.take('}')) {
            if (!readScalar(cursor, true, key)) {
                return false;
            }
            cursor.skipBlanks();
            if (!cursor.take(':')) {
                return false;
            }
            cursor.skipBlanks();
            if (!visit(key)) {
                return false;
            }
            cursor.skipBlanks();
            if (!cursor.take(',') && cursor.peek() != '}') {
                return false;
            }
            cursor.skipBlanks();
        }
        return true;
    }

    /// An object message as `key: value` pairs.
    bool readObjectMessage(FlowCursor& cursor, std::string& message)
    {
        std::string value;
        return readMapping(cursor, [&](const std::string& key) {
            cursor.skipBlanks();
            const bool isTagged = cursor.peek() == '!';
            if (!readScalar(cursor, false, value)) {
                return false;
            }
            if (isTagged && value.size() > 4 && value.starts_with("[\"")
                && value.ends_with("\"]")) {
                value = value.substr(2, value.size() - 4);
            }
            if (!message.empty()) {
                message += "  ";
            }
            message += key;
            message += ": ";
            message += value;
            return true;
        });
    }

    bool decodeFields(std::string_view line, LavaLine& out, std::string& dt)
    {
        FlowCursor cursor(line);
        cursor.skipBlanks();
        if (cursor.take('-')) {
            cursor.skipBlanks();
        }
        bool hasLevel = false;
        bool hasMessage = false;
        std::string ignored;
        const bool isMapping = readMapping(cursor, [&](const std::string& key) {
            if (key == "dt") {
                return readScalar(cursor, false, dt);
            }
            if (key == "lvl") {
                hasLevel = true;
                return readScalar(cursor, false, out.levelText);
            }
            if (key == "msg") {
                hasMessage = true;
                cursor.skipTags();
                out.isObject = cursor.peek() == '{';
                out.message.clear();
                return out.isObject ? readObjectMessage(cursor, out.message)
                                    : readScalar(cursor, false, out.message);
            }
            return readScalar(cursor, false, key == "ns" ? out.deviceNamespace : ignored);
        });
        cursor.skipBlanks();
        return isMapping && hasLevel && hasMessage && (cursor.atEnd() || cursor.peek() == '#');
    }

    void sinkMessage(std::string_view prefix, std::string_view message, std::string& buffer,
                     const std::function<bool(std::string_view)>& sink, bool& mayGoOn)
    {
        message = withoutLineEnd(message);
        do {
            const std::size_t end = std::min(message.find('\n'), message.size());
            buffer.assign(prefix);
            buffer += withoutLineEnd(message.substr(0, end));
            mayGoOn = sink(buffer);
            message.remove_prefix(std::min(end + 1, message.size()));
        } while (mayGoOn && !message.empty());
    }

} // namespace

std::string_view lavaLevelText(LavaLevel level)
{
    return LevelTexts[static_cast<std::size_t>(level)];
}

std::int64_t LavaLevelCounts::total() const
{
    return std::accumulate(byLevel.begin(), byLevel.end(), std::int64_t{0});
}

void decodeLavaLine(std::string_view line, LavaLine& out)
{
    line = withoutLineEnd(line);
    out.time.reset();
    out.deviceNamespace.clear();
    out.levelText.clear();
    out.isObject = false;
    std::string dt;
    if (!decodeFields(line, out, dt)) {
        out.level = LavaLevel::Unparsed;
        out.levelText.clear();
        out.deviceNamespace.clear();
        out.isObject = false;
        out.message.assign(line);
        return;
    }
    out.level = levelFromText(out.levelText);
    out.time = parseLooseTime(dt);
}

LavaLevel lavaLevelOf(std::string_view line)
{
    // The form that LAVA writes, when its message has no escapes; anything else is decoded.
    constexpr std::string_view Begin = "- {\"dt\": \"";
    constexpr std::string_view LevelMark = "\", \"lvl\": \"";
    constexpr std::string_view MessageMark = "\", \"msg\": \"";
    constexpr std::size_t LongestTime = 64;
    line = withoutLineEnd(line);
    const std::size_t at = line.substr(0, LongestTime).find(LevelMark);
    if (line.starts_with(Begin) && at != std::string_view::npos) {
        const std::size_t begin = at + LevelMark.size();
        const std::size_t end = std::min(line.find('"', begin), line.size());
        const std::string_view rest = line.substr(end);
        if (rest.starts_with(MessageMark) && rest.find('\\') == std::string_view::npos
            && rest.find('"', MessageMark.size()) + 2 == rest.size() && rest.back() == '}') {
            return levelFromText(line.substr(begin, end - begin));
        }
    }
    LavaLine decoded;
    decodeLavaLine(line, decoded);
    return decoded.level;
}

void lavaToText(std::string_view yaml, const LavaTextOptions& options,
                const std::function<bool(std::string_view line)>& sink)
{
    LavaLine line;
    std::string prefix;
    std::string buffer;
    bool mayGoOn = true;
    while (mayGoOn && !yaml.empty()) {
        const std::size_t end = std::min(yaml.find('\n'), yaml.size());
        const std::string_view raw = withoutLineEnd(yaml.substr(0, end));
        yaml.remove_prefix(std::min(end + 1, yaml.size()));
        if (raw.empty()) {
            continue;
        }
        decodeLavaLine(raw, line);
        prefix.clear();
        if (options.withTime) {
            prefix += line.time ? formatIso(*line.time) : std::string("-");
            prefix += ' ';
        }
        if (options.withLevel) {
            prefix += lavaLevelText(line.level);
            prefix += ' ';
        }
        sinkMessage(prefix, line.message, buffer, sink, mayGoOn);
    }
}

void lavaToText(std::string_view yaml, const std::function<void(std::string_view line)>& sink)
{
    lavaToText(yaml, LavaTextOptions{}, [&sink](std::string_view line) {
        sink(line);
        return true;
    });
}

} // namespace cboard::logs
