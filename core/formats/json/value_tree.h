// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::formats {

class ValueTree;

/// A value of a tree: text, a list or a map. Cheap to copy; valid while its tree lives.
/// A default-made one is "not there": it has no text and no children.
class Value {
public:
    enum class Kind : std::uint8_t { Absent, Scalar, Sequence, Mapping };

    Value() = default;

    Kind kind() const;
    bool isThere() const { return kind() != Kind::Absent; }
    bool isScalar() const { return kind() == Kind::Scalar; }
    bool isSequence() const { return kind() == Kind::Sequence; }
    bool isMapping() const { return kind() == Kind::Mapping; }

    /// The scalar's text, whatever its type ("12", "true", "None"); empty for other kinds.
    std::string_view text() const;
    /// Whether the scalar stands without quotes, so that it may be a number, a truth value or null.
    bool isPlain() const;
    /// A plain null: nothing, `~` or `null`.
    bool isNull() const;

    /// The key under which the value stands in its map.
    std::string_view key() const;
    /// The value under \p key; the last of several; Absent in anything but a map.
    Value find(std::string_view key) const;

    class Iterator {
    public:
        Iterator(const ValueTree* tree, std::uint32_t index)
            : m_tree(tree)
            , m_index(index)
        {
        }
        Value operator*() const { return {m_tree, m_index}; }
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return m_index == other.m_index; }

    private:
        const ValueTree* m_tree;
        std::uint32_t m_index;
    };

    /// The items of a list or the values of a map, in order; nothing for other kinds.
    Iterator begin() const;
    Iterator end() const;
    bool isEmpty() const { return begin() == end(); }

private:
    friend class ValueTree;
    friend class Iterator;
    Value(const ValueTree* tree, std::uint32_t index)
        : m_tree(tree)
        , m_index(index)
    {
    }

    const ValueTree* m_tree = nullptr;
    std::uint32_t m_index = 0;
};

/// What a YAML or JSON text says, with scalars as text: who reads a file from strangers takes the
/// text of a scalar, whether or not somebody forgot its quotes. Texts are views; who builds the
/// tree says what keeps them alive.
class ValueTree {
public:
    Value root() const { return m_nodes.empty() ? Value() : Value(this, 0); }
    std::size_t size() const { return m_nodes.size(); }
    void clear();

    // For builders: values come in the order of the text, the key of a map's value before it.
    void key(std::string_view text);
    void scalar(std::string_view text, bool isPlain);
    void beginSequence() { open(Value::Kind::Sequence); }
    void beginMapping() { open(Value::Kind::Mapping); }
    void end();
    std::size_t depth() const { return m_open.size(); }
    /// The index of the value that comes next, for copy().
    std::uint32_t nextIndex() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    /// The number of values of the (finished) subtree at \p index.
    std::size_t weight(std::uint32_t index) const;
    /// Adds the finished subtree at \p index once more.
    void copy(std::uint32_t index);
    /// Puts the only item of the finished list at \p index in its place; else does nothing.
    void unwrapSingle(std::uint32_t index);
    Value at(std::uint32_t index) const { return {this, index}; }

private:
    friend class Value;
    friend class Value::Iterator;

    static constexpr std::uint32_t None = 0xFFFFFFFFU;

    struct Node {
        std::string_view key;
        std::string_view text;
        std::uint32_t first = None;
        std::uint32_t next = None;
        Value::Kind kind = Value::Kind::Scalar;
        bool isPlain = false;
    };
    struct Open {
        std::uint32_t node;
        std::uint32_t last;
    };

    void open(Value::Kind kind);
    Node& add(Value::Kind kind);

    std::vector<Node> m_nodes;
    std::vector<Open> m_open;
    std::string_view m_key;
};

/// Appends the value as JSON: quoted scalars are texts; plain ones are numbers, truth values or
/// null where JSON has the same spelling for them, else texts. Absent becomes null.
void appendJson(std::string& out, Value value);

/// Whether the text is a number as JSON spells it.
bool isJsonNumber(std::string_view text);

} // namespace cboard::formats
