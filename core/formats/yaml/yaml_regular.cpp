// SPDX-License-Identifier: LGPL-2.1-or-later
// Block maps and lists of the regular subset.
#include "core/formats/yaml/yaml_regular.h"

#include "core/formats/yaml/yaml_text.h"

namespace cboard::formats {

bool RegularYamlReader::read()
{
    if (m_text.empty() || m_text.front() == ' ' || m_text.front() == '\n') {
        return false;
    }
    return readBlock(0) && m_at == m_text.size();
}

std::size_t RegularYamlReader::indentAhead() const
{
    std::size_t at = m_at;
    while (at < m_text.size() && m_text[at] == ' ') {
        ++at;
    }
    return at - m_at;
}

bool RegularYamlReader::takeLineEnd()
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

bool RegularYamlReader::readBlock(std::size_t indent)
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

bool RegularYamlReader::readSequence(std::size_t indent)
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

bool RegularYamlReader::readItem(std::size_t indent)
{
    if (isDashAhead()) {
        return readBlock(indent + 2);
    }
    if (peek() == '{' || peek() == '[') {
        return readFlow() && takeLineEnd();
    }
    return isKeyAhead() ? readBlock(indent + 2) : readScalar(indent);
}

bool RegularYamlReader::isKeyAhead() const
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
            && (at + 1 == m_text.size() || m_text[at + 1] == ' ' || m_text[at + 1] == '\n')) {
            return true;
        }
    }
    return false;
}

bool RegularYamlReader::readMapping(std::size_t indent)
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

bool RegularYamlReader::readKey()
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

bool RegularYamlReader::readPlainKey(std::string_view& key)
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

bool RegularYamlReader::readMapValue(std::size_t indent)
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

bool readRegularYaml(std::string_view yaml, Arena& arena, const Limits& limits, ValueTree& tree)
{
    tree.clear();
    return RegularYamlReader(yaml, arena, limits, tree).read();
}

} // namespace cboard::formats
