// SPDX-License-Identifier: LGPL-2.1-or-later
// The subset of YAML that the emitters of LAVA write; see readRegularYaml(). Whatever is not
// surely inside the subset makes the whole text irregular, and yaml-cpp reads it.
#include "core/formats/yaml_text.h"

#include <string>

namespace cboard::formats {

namespace {

    constexpr std::string_view FlowIndicators = ",[]{}";
    /// A plain scalar that begins with one of these needs a closer look than is taken here.
    constexpr std::string_view SpecialStarts = "!&*|>%@`\"'#{}[],";

    class RegularReader {
    public:
        RegularReader(std::string_view text, Arena& arena, const Limits& limits, ValueTree& tree)
            : m_text(text)
            , m_arena(arena)
            , m_limits(limits)
            , m_tree(tree)
        {
        }

        bool read()
        {
            if (m_text.empty() || m_text.front() == ' ' || m_text.front() == '\n') {
                return false;
            }
            return readBlock(0) && m_at == m_text.size();
        }

    private:
        char peek(std::size_t ahead = 0) const
        {
            return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\n';
        }
        bool isAtEnd() const { return m_at >= m_text.size(); }

        bool isDashAhead() const { return peek() == '-' && peek(1) == ' '; }

        /// At a line's begin: its indentation; the position stays. Blank lines are irregular.
        std::size_t indentAhead() const
        {
            std::size_t at = m_at;
            while (at < m_text.size() && m_text[at] == ' ') {
                ++at;
            }
            return at - m_at;
        }

        /// Behind a value: takes the line end.
        bool takeLineEnd()
        {
            while (!isAtEnd() && peek() == ' ') {
                ++m_at;
            }
            if (peek() != '\n') {
                return false;
            }
            ++m_at;
            if (isAtEnd()) {
                m_at = m_text.size();
                return true;
            }
            return peek() != '\n';
        }

        /// At the first character of a block value that stands at column `indent`.
        bool readBlock(std::size_t indent)
        {
            if (m_tree.depth() >= m_limits.nestingDepth || m_tree.size() >= m_limits.jsonValues) {
                return false;
            }
            if (isDashAhead()) {
                return readSequence(indent);
            }
            if (indent == 0 && (peek() == '{' || peek() == '[')) {
                return readFlow() && takeLineEnd();
            }
            return readMapping(indent);
        }

        bool readSequence(std::size_t indent)
        {
            m_tree.beginSequence();
            for (;;) {
                m_at += 2;
                if (m_tree.size() >= m_limits.jsonValues || !readItem(indent)) {
                    return false;
                }
                if (isAtEnd() || indentAhead() < indent) {
                    break;
                }
                if (indentAhead() > indent) {
                    return false;
                }
                m_at += indent;
                if (!isDashAhead()) {
                    // The map around a list that is not indented goes on.
                    m_at -= indent;
                    break;
                }
            }
            m_tree.end();
            return true;
        }

        bool readItem(std::size_t indent)
        {
            if (isDashAhead()) {
                return readBlock(indent + 2);
            }
            if (peek() == '{' || peek() == '[') {
                return readFlow() && takeLineEnd();
            }
            return isKeyAhead() ? readBlock(indent + 2) : readScalar(indent);
        }

        /// Whether the line goes on with `key:`. Only looks.
        bool isKeyAhead() const
        {
            std::size_t at = m_at;
            if (peek() == '\'') {
                for (++at; at < m_text.size() && m_text[at] != '\n'; ++at) {
                    if (m_text[at] == '\'' && (at + 1 == m_text.size() || m_text[at + 1] != '\'')) {
                        return at + 1 < m_text.size() && m_text[at + 1] == ':';
                    }
                    at += m_text[at] == '\'' ? 1U : 0U;
                }
                return false;
            }
            for (; at < m_text.size() && m_text[at] != '\n'; ++at) {
                if (m_text[at] == ':'
                    && (at + 1 == m_text.size() || m_text[at + 1] == ' '
                        || m_text[at + 1] == '\n')) {
                    return true;
                }
            }
            return false;
        }

        bool readMapping(std::size_t indent)
        {
            m_tree.beginMapping();
            for (;;) {
                if (m_tree.size() >= m_limits.jsonValues || !readKey() || !readMapValue(indent)) {
                    return false;
                }
                if (isAtEnd() || indentAhead() < indent) {
                    break;
                }
                if (indentAhead() > indent) {
                    return false;
                }
                m_at += indent;
                if (isDashAhead()) {
                    return false;
                }
            }
            m_tree.end();
            return true;
        }

        bool readKey()
        {
            std::string_view key;
            if (peek() == '\'') {
                if (!readQuoted(key)) {
                    return false;
                }
            } else if (!readPlainKey(key)) {
                return false;
            }
            if (peek() != ':' || (peek(1) != ' ' && peek(1) != '\n')) {
                return false;
            }
            ++m_at;
            m_tree.key(key);
            return true;
        }

        bool readPlainKey(std::string_view& key)
        {
            const std::size_t start = m_at;
            if (!isPlainStart()) {
                return false;
            }
            while (!isAtEnd() && peek() != '\n') {
                if (peek() == ':' && (peek(1) == ' ' || peek(1) == '\n')) {
                    key = m_text.substr(start, m_at - start);
                    return !key.ends_with(' ');
                }
                if (!isPlainCharacter()) {
                    return false;
                }
                ++m_at;
            }
            return false;
        }

        /// Behind the colon of a key of a map at column `indent`.
        bool readMapValue(std::size_t indent)
        {
            while (!isAtEnd() && peek() == ' ') {
                ++m_at;
            }
            if (peek() != '\n') {
                if (peek() == '{' || peek() == '[') {
                    return readFlow() && takeLineEnd();
                }
                return readScalar(indent);
            }
            if (!takeLineEnd()) {
                return false;
            }
            const std::size_t below = isAtEnd() ? 0 : indentAhead();
            if (!isAtEnd() && below > indent) {
                m_at += below;
                return readBlock(below);
            }
            if (!isAtEnd() && below == indent && m_text.substr(m_at + below).starts_with("- ")) {
                m_at += below;
                return readBlock(below);
            }
            m_tree.scalar({}, true);
            return true;
        }

        /// A scalar that may go on in lines indented deeper than `indent`.
        bool readScalar(std::size_t indent)
        {
            std::string_view text;
            if (peek() == '\'') {
                if (!readQuoted(text) || !takeLineEnd()) {
                    return false;
                }
                m_tree.scalar(text, false);
                return true;
            }
            if (!isPlainStart() || !readPlainLine(text)) {
                return false;
            }
            if (!isAtEnd() && indentAhead() > indent && !readContinuation(indent, text)) {
                return false;
            }
            m_tree.scalar(text, true);
            return true;
        }

        bool readContinuation(std::size_t indent, std::string_view& text)
        {
            m_scratch = text;
            while (!isAtEnd() && indentAhead() > indent) {
                m_at += indentAhead();
                std::string_view more;
                if (peek() == '#' || !readPlainLine(more)) {
                    return false;
                }
                m_scratch += ' ';
                m_scratch += more;
            }
            text = m_arena.copy(m_scratch);
            return true;
        }

        /// The rest of the line as plain text, and the line end.
        bool readPlainLine(std::string_view& text)
        {
            const std::size_t start = m_at;
            while (!isAtEnd() && peek() != '\n') {
                if (!isPlainCharacter() || (peek() == ':' && (peek(1) == ' ' || peek(1) == '\n'))) {
                    return false;
                }
                ++m_at;
            }
            text = m_text.substr(start, m_at - start);
            while (text.ends_with(' ')) {
                text.remove_suffix(1);
            }
            return !text.empty() && takeLineEnd();
        }

        bool isPlainStart() const
        {
            const char c = peek();
            if (SpecialStarts.find(c) != std::string_view::npos) {
                return false;
            }
            // "---" and "..." would end a document.
            if (m_text.substr(m_at).starts_with("---") || m_text.substr(m_at).starts_with("...")) {
                return false;
            }
            return (c != '-' && c != '?' && c != ':')
                || (peek(1) != ' ' && peek(1) != '\n'
                    && FlowIndicators.find(peek(1)) == std::string_view::npos);
        }

        /// Control characters are left to yaml-cpp, and so are comments.
        bool isPlainCharacter() const
        {
            const auto c = static_cast<unsigned char>(peek());
            return c >= 0x20 && c < 0x7F && !(c == '#' && m_at > 0 && m_text[m_at - 1] == ' ');
        }

        /// At the opening quote; ends behind the closing one.
        bool readQuoted(std::string_view& text)
        {
            const std::size_t start = ++m_at;
            bool isCopied = false;
            m_scratch.clear();
            std::size_t from = start;
            for (; !isAtEnd(); ++m_at) {
                const auto c = static_cast<unsigned char>(peek());
                if (c == '\'') {
                    if (peek(1) != '\'') {
                        break;
                    }
                    m_scratch.append(m_text, from, m_at + 1 - from);
                    from = ++m_at + 1;
                    isCopied = true;
                } else if (c == '\n') {
                    if (!foldQuoted(from)) {
                        return false;
                    }
                    isCopied = true;
                } else if (c < 0x20 || c >= 0x7F) {
                    return false;
                }
            }
            if (isAtEnd()) {
                return false;
            }
            text = m_text.substr(start, m_at - start);
            if (isCopied) {
                m_scratch.append(m_text, from, m_at - from);
                text = m_arena.copy(m_scratch);
            }
            ++m_at;
            return true;
        }

        /// At a line end inside quotes: one blank for it and the blanks around it.
        bool foldQuoted(std::size_t& from)
        {
            std::size_t end = m_at;
            while (end > from && m_text[end - 1] == ' ') {
                --end;
            }
            m_scratch.append(m_text, from, end - from);
            m_scratch += ' ';
            ++m_at;
            while (!isAtEnd() && peek() == ' ') {
                ++m_at;
            }
            if (isAtEnd() || peek() == '\n') {
                return false;
            }
            from = m_at;
            --m_at;
            return true;
        }

        void skipFlowBlanks()
        {
            while (!isAtEnd() && (peek() == ' ' || peek() == '\n')) {
                ++m_at;
            }
        }

        /// At `{` or `[`; ends behind its closing bracket.
        bool readFlow()
        {
            if (m_tree.depth() >= m_limits.nestingDepth || m_tree.size() >= m_limits.jsonValues) {
                return false;
            }
            const bool isMapping = peek() == '{';
            const char close = isMapping ? '}' : ']';
            isMapping ? m_tree.beginMapping() : m_tree.beginSequence();
            ++m_at;
            for (bool isFirst = true;; isFirst = false) {
                skipFlowBlanks();
                if (isAtEnd()) {
                    return false;
                }
                if (peek() == close) {
                    if (!isFirst) {
                        return false;
                    }
                    break;
                }
                if (isMapping && !readFlowKey()) {
                    return false;
                }
                if (!readFlowValue()) {
                    return false;
                }
                skipFlowBlanks();
                if (isAtEnd() || (peek() != ',' && peek() != close)) {
                    return false;
                }
                if (peek() == close) {
                    break;
                }
                ++m_at;
            }
            ++m_at;
            m_tree.end();
            return true;
        }

        bool readFlowKey()
        {
            std::string_view key;
            bool isPlain = false;
            if (!readFlowScalar(key, isPlain) || isAtEnd() || peek() != ':'
                || (peek(1) != ' ' && peek(1) != '\n')) {
                return false;
            }
            ++m_at;
            skipFlowBlanks();
            m_tree.key(key);
            return true;
        }

        bool readFlowValue()
        {
            if (m_tree.size() >= m_limits.jsonValues) {
                return false;
            }
            if (peek() == '{' || peek() == '[') {
                return readFlow();
            }
            std::string_view text;
            bool isPlain = false;
            if (!readFlowScalar(text, isPlain)) {
                return false;
            }
            m_tree.scalar(text, isPlain);
            return true;
        }

        bool readFlowScalar(std::string_view& text, bool& isPlain)
        {
            isPlain = peek() != '\'';
            if (!isPlain) {
                return readQuoted(text);
            }
            if (isAtEnd() || !isPlainStart() || peek() == '\n') {
                return false;
            }
            bool isFolded = false;
            std::size_t start = m_at;
            for (; !isAtEnd(); ++m_at) {
                const char c = peek();
                if (c == ',' || c == ']' || c == '}'
                    || (c == ':' && (peek(1) == ' ' || peek(1) == '\n'))) {
                    break;
                }
                if (c == '\n') {
                    if (!foldFlow(start, isFolded)) {
                        return false;
                    }
                    --m_at;
                } else if (c == '[' || c == '{' || !isPlainCharacter()
                           || (c == ':'
                               && FlowIndicators.find(peek(1)) != std::string_view::npos)) {
                    return false;
                }
            }
            text = trimmed(start, m_at);
            if (isFolded) {
                m_scratch += text;
                text = m_arena.copy(m_scratch);
                while (text.ends_with(' ')) {
                    text.remove_suffix(1);
                }
            }
            return !text.empty();
        }

        /// At a line end inside a plain flow scalar. Moves to the next text; `start` is set to it.
        bool foldFlow(std::size_t& start, bool& isFolded)
        {
            if (!isFolded) {
                m_scratch.clear();
            }
            m_scratch += trimmed(start, m_at);
            m_scratch += ' ';
            isFolded = true;
            ++m_at;
            while (!isAtEnd() && peek() == ' ') {
                ++m_at;
            }
            start = m_at;
            // A bracket or comma ends the scalar; the caller looks at it again.
            return !isAtEnd() && peek() != '\n' && peek() != '#' && peek() != ':';
        }

        std::string_view trimmed(std::size_t start, std::size_t end) const
        {
            while (end > start && m_text[end - 1] == ' ') {
                --end;
            }
            return m_text.substr(start, end - start);
        }

        std::string_view m_text;
        Arena& m_arena;
        const Limits& m_limits;
        ValueTree& m_tree;
        std::size_t m_at = 0;
        std::string m_scratch;
    };

} // namespace

bool readRegularYaml(std::string_view yaml, Arena& arena, const Limits& limits, ValueTree& tree)
{
    tree.clear();
    return RegularReader(yaml, arena, limits, tree).read();
}

} // namespace cboard::formats
