// SPDX-License-Identifier: LGPL-2.1-or-later
// Scalars and flow collections of the regular subset.
#include "core/formats/yaml/yaml_regular.h"

namespace cboard::formats {

namespace {

    constexpr std::string_view FlowIndicators = ",[]{}";
    /// A plain scalar that begins with one of these needs a closer look than is taken here.
    constexpr std::string_view SpecialStarts = "!&*|>%@`\"'#{}[],";

} // namespace

bool RegularYamlReader::readScalar(std::size_t indent)
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

bool RegularYamlReader::readContinuation(std::size_t indent, std::string_view& text)
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

bool RegularYamlReader::readPlainLine(std::string_view& text)
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

bool RegularYamlReader::isPlainStart() const
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

bool RegularYamlReader::isPlainCharacter() const
{
    const auto c = static_cast<unsigned char>(peek());
    return c >= 0x20 && c < 0x7F && !(c == '#' && m_at > 0 && m_text[m_at - 1] == ' ');
}

bool RegularYamlReader::readQuoted(std::string_view& text)
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

bool RegularYamlReader::foldQuoted(std::size_t& from)
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

void RegularYamlReader::skipFlowBlanks()
{
    while (!isAtEnd() && (peek() == ' ' || peek() == '\n')) {
        ++m_at;
    }
}

bool RegularYamlReader::readFlow()
{
    if (m_tree.depth() >= m_limits.nestingDepth || m_tree.size() >= m_limits.jsonValues) {
        return false;
    }
    const bool isMapping = peek() == '{';
    const char close = isMapping ? '}' : ']';
    isMapping ? m_tree.beginMapping() : m_tree.beginSequence();
    ++m_at;
    skipFlowBlanks();
    bool isGoingOn = !isAtEnd() && peek() != close;
    while (isGoingOn) {
        if ((isMapping && !readFlowKey()) || !readFlowValue()) {
            return false;
        }
        skipFlowBlanks();
        isGoingOn = !isAtEnd() && peek() == ',';
        if (isGoingOn) {
            ++m_at;
            skipFlowBlanks();
            if (isAtEnd() || peek() == close) {
                return false;
            }
        }
    }
    if (isAtEnd() || peek() != close) {
        return false;
    }
    ++m_at;
    m_tree.end();
    return true;
}

bool RegularYamlReader::readFlowKey()
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

bool RegularYamlReader::readFlowValue()
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

bool RegularYamlReader::readFlowScalar(std::string_view& text, bool& isPlain)
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
        if (c == ',' || c == ']' || c == '}' || (c == ':' && (peek(1) == ' ' || peek(1) == '\n'))) {
            break;
        }
        if (c == '\n') {
            if (!foldFlow(start, isFolded)) {
                return false;
            }
            --m_at;
        } else if (c == '[' || c == '{' || !isPlainCharacter()
                   || (c == ':' && FlowIndicators.find(peek(1)) != std::string_view::npos)) {
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

bool RegularYamlReader::foldFlow(std::size_t& start, bool& isFolded)
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

std::string_view RegularYamlReader::trimmed(std::size_t start, std::size_t end) const
{
    while (end > start && m_text[end - 1] == ' ') {
        --end;
    }
    return m_text.substr(start, end - start);
}

} // namespace cboard::formats
