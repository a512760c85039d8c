// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/value_tree.h"

#include "core/formats/json/json_writer.h"

#include <algorithm>
#include <cassert>

namespace cboard::formats {

Value::Kind Value::kind() const
{
    return m_tree == nullptr ? Kind::Absent : m_tree->m_nodes[m_index].kind;
}

std::string_view Value::text() const
{
    return m_tree == nullptr ? std::string_view() : m_tree->m_nodes[m_index].text;
}

bool Value::isPlain() const
{
    return m_tree != nullptr && m_tree->m_nodes[m_index].isPlain;
}

bool Value::isNull() const
{
    const std::string_view word = text();
    return isScalar() && isPlain()
        && (word.empty() || word == "~" || word == "null" || word == "Null" || word == "NULL");
}

std::string_view Value::key() const
{
    return m_tree == nullptr ? std::string_view() : m_tree->m_nodes[m_index].key;
}

Value Value::find(std::string_view key) const
{
    Value found;
    if (isMapping()) {
        for (const Value child : *this) {
            if (child.key() == key) {
                found = child;
            }
        }
    }
    return found;
}

Value::Iterator& Value::Iterator::operator++()
{
    m_index = m_tree->m_nodes[m_index].next;
    return *this;
}

Value::Iterator Value::begin() const
{
    return {m_tree, m_tree == nullptr ? ValueTree::None : m_tree->m_nodes[m_index].first};
}

Value::Iterator Value::end() const
{
    return {m_tree, ValueTree::None};
}

void ValueTree::clear()
{
    m_nodes.clear();
    m_open.clear();
    m_key = {};
}

void ValueTree::key(std::string_view text)
{
    m_key = text;
}

ValueTree::Node& ValueTree::add(Value::Kind kind)
{
    const std::uint32_t index = nextIndex();
    if (!m_open.empty()) {
        Open& parent = m_open.back();
        (parent.last == None ? m_nodes[parent.node].first : m_nodes[parent.last].next) = index;
        parent.last = index;
    }
    Node node;
    node.kind = kind;
    node.key = m_key;
    m_key = {};
    return m_nodes.emplace_back(node);
}

void ValueTree::scalar(std::string_view text, bool isPlain)
{
    Node& node = add(Value::Kind::Scalar);
    node.text = text;
    node.isPlain = isPlain;
}

void ValueTree::open(Value::Kind kind)
{
    const std::uint32_t index = nextIndex();
    add(kind);
    m_open.push_back({index, None});
}

void ValueTree::end()
{
    assert(!m_open.empty());
    m_open.pop_back();
}

std::size_t ValueTree::weight(std::uint32_t index) const
{
    // A subtree is contiguous: it ends where the last of its last children ends.
    std::uint32_t last = index;
    for (std::uint32_t child = m_nodes[index].first; child != None; child = m_nodes[last].first) {
        last = child;
        while (m_nodes[last].next != None) {
            last = m_nodes[last].next;
        }
    }
    return last - index + 1;
}

void ValueTree::copy(std::uint32_t index)
{
    const std::size_t count = weight(index);
    const std::uint32_t shift = nextIndex() - index;
    add(m_nodes[index].kind);
    for (std::size_t i = 0; i < count; ++i) {
        Node node = m_nodes[index + i];
        node.first += node.first == None ? 0 : shift;
        if (i == 0) {
            node.key = m_nodes.back().key;
            node.next = None;
            m_nodes.back() = node;
        } else {
            node.next += node.next == None ? 0 : shift;
            m_nodes.push_back(node);
        }
    }
}

void ValueTree::unwrapSingle(std::uint32_t index)
{
    Node& list = m_nodes[index];
    if (list.first == None || m_nodes[list.first].next != None) {
        return;
    }
    const Node& item = m_nodes[list.first];
    list.kind = item.kind;
    list.text = item.text;
    list.isPlain = item.isPlain;
    list.first = item.first;
}

namespace {

    /// Takes the digits in front off; how many they were.
    std::size_t takeDigits(std::string_view& text)
    {
        const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count;
    }

} // namespace

bool isJsonNumber(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') ? 1 : 0);
    const bool isZero = text.starts_with('0');
    const std::size_t whole = takeDigits(text);
    if (whole == 0 || (isZero && whole > 1)) {
        return false;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (takeDigits(text) == 0) {
            return false;
        }
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        text.remove_prefix(text.starts_with('+') || text.starts_with('-') ? 1 : 0);
        if (takeDigits(text) == 0) {
            return false;
        }
    }
    return text.empty();
}

namespace {

    void appendScalar(std::string& out, Value value)
    {
        const std::string_view text = value.text();
        if (value.isNull()) {
            out += "null";
        } else if (value.isPlain() && (text == "true" || text == "false" || isJsonNumber(text))) {
            out += text;
        } else {
            appendJsonString(out, text);
        }
    }

} // namespace

// Recursion is bounded: builders keep to Limits::nestingDepth.
void appendJson(std::string& out, Value value)
{
    switch (value.kind()) {
    case Value::Kind::Absent:
        out += "null";
        return;
    case Value::Kind::Scalar:
        appendScalar(out, value);
        return;
    case Value::Kind::Sequence:
    case Value::Kind::Mapping:
        break;
    }
    out += value.isMapping() ? '{' : '[';
    bool isFirst = true;
    for (const Value child : value) {
        if (!isFirst) {
            out += ',';
        }
        isFirst = false;
        if (value.isMapping()) {
            appendJsonString(out, child.key());
            out += ':';
        }
        appendJson(out, child);
    }
    out += value.isMapping() ? '}' : ']';
}

} // namespace cboard::formats
