// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace cboard::formats {

/// The subset of YAML that the emitters of LAVA write; see readRegularYaml(). Whatever is not
/// surely inside the subset makes the whole text irregular, and yaml-cpp reads it.
class RegularYamlReader {
public:
    RegularYamlReader(std::string_view text, Arena& arena, const Limits& limits, ValueTree& tree)
        : m_text(text)
        , m_arena(arena)
        , m_limits(limits)
        , m_tree(tree)
    {
    }

    bool read();

private:
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\n';
    }
    bool isAtEnd() const { return m_at >= m_text.size(); }

    bool isDashAhead() const { return peek() == '-' && peek(1) == ' '; }

    /// At a line's begin: its indentation; the position stays. Blank lines are irregular.
    std::size_t indentAhead() const;

    /// Behind a value: takes the line end.
    bool takeLineEnd();

    /// At the first character of a block value that stands at column `indent`.
    bool readBlock(std::size_t indent);

    bool readSequence(std::size_t indent);

    bool readItem(std::size_t indent);

    /// Whether the line goes on with `key:`. Only looks.
    bool isKeyAhead() const;

    bool readMapping(std::size_t indent);

    bool readKey();

    bool readPlainKey(std::string_view& key);

    /// Behind the colon of a key of a map at column `indent`.
    bool readMapValue(std::size_t indent);

    /// A scalar that may go on in lines indented deeper than `indent`.
    bool readScalar(std::size_t indent);

    bool readContinuation(std::size_t indent, std::string_view& text);

    /// The rest of the line as plain text, and the line end.
    bool readPlainLine(std::string_view& text);

    bool isPlainStart() const;

    /// Control characters are left to yaml-cpp, and so are comments.
    bool isPlainCharacter() const;

    /// At the opening quote; ends behind the closing one.
    bool readQuoted(std::string_view& text);

    /// At a line end inside quotes: one blank for it and the blanks around it.
    bool foldQuoted(std::size_t& from);

    void skipFlowBlanks();

    /// At `{` or `[`; ends behind its closing bracket.
    bool readFlow();

    bool readFlowKey();

    bool readFlowValue();

    bool readFlowScalar(std::string_view& text, bool& isPlain);

    /// At a line end inside a plain flow scalar. Moves to the next text; `start` is set to it.
    bool foldFlow(std::size_t& start, bool& isFolded);

    std::string_view trimmed(std::size_t start, std::size_t end) const;

    std::string_view m_text;
    Arena& m_arena;
    const Limits& m_limits;
    ValueTree& m_tree;
    std::size_t m_at = 0;
    std::string m_scratch;
};

} // namespace cboard::formats
