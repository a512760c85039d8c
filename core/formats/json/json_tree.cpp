// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_tree.h"

#include "core/base/utf8.h"
#include "core/formats/json/json_place.h"
#include "core/formats/json/json_scanner.h"

#include <fmt/format.h>

namespace cboard::formats {

namespace {

    class TreeReader {
    public:
        TreeReader(std::string_view json, Arena& arena, const Limits& limits, ValueTree& tree)
            : m_scanner(json, arena, limits)
            , m_limits(limits)
            , m_tree(tree)
        {
        }

        bool read() { return m_scanner.begin() && readValue() && m_scanner.end(); }
        const JsonProblem& problem() const { return m_scanner.problem(); }

    private:
        // Recursion is bounded by Limits::nestingDepth, which the scanner counts.
        bool readValue()
        {
            if (m_tree.size() >= m_limits.jsonValues) {
                return m_scanner.fail("limit", "too many values in one document");
            }
            switch (m_scanner.peek()) {
            case '{':
                return readObject();
            case '[':
                return readArray();
            case '"':
                return readString();
            case 't':
                return readLiteral("true");
            case 'f':
                return readLiteral("false");
            case 'n':
                return readLiteral("null");
            default:
                break;
            }
            JsonNumber number;
            if (!m_scanner.readNumber(number)) {
                return false;
            }
            m_tree.scalar(number.text, true);
            return true;
        }

        bool readString()
        {
            JsonString string;
            if (!m_scanner.readString(string)) {
                return false;
            }
            m_tree.scalar(string.text, false);
            return true;
        }

        bool readLiteral(std::string_view word)
        {
            if (!m_scanner.readLiteral(word)) {
                return false;
            }
            m_tree.scalar(word, true);
            return true;
        }

        bool readObject()
        {
            if (!m_scanner.enter() || !m_scanner.take('{')) {
                return false;
            }
            m_tree.beginMapping();
            if (m_scanner.peek() != '}') {
                do {
                    JsonString key;
                    m_scanner.peek();
                    if (!m_scanner.readString(key)
                        || !m_scanner.expect(':', "expected a colon after the key")) {
                        return false;
                    }
                    m_tree.key(key.text);
                    if (!readValue()) {
                        return false;
                    }
                } while (m_scanner.take(','));
            }
            m_tree.end();
            m_scanner.leave();
            return m_scanner.expect('}', "expected a comma or the end of the object");
        }

        bool readArray()
        {
            if (!m_scanner.enter() || !m_scanner.take('[')) {
                return false;
            }
            m_tree.beginSequence();
            if (m_scanner.peek() != ']') {
                do {
                    if (!readValue()) {
                        return false;
                    }
                } while (m_scanner.take(','));
            }
            m_tree.end();
            m_scanner.leave();
            return m_scanner.expect(']', "expected a comma or the end of the list");
        }

        JsonScanner m_scanner;
        const Limits& m_limits;
        ValueTree& m_tree;
    };

    void appendHexEscape(std::string& out, unsigned unit)
    {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", unit);
    }

    /// A copy of the JSON text in which strings hold neither raw control characters nor bytes
    /// that are no UTF-8.
    std::string repairStrings(std::string_view json)
    {
        std::string out;
        out.reserve(json.size() + json.size() / 16);
        bool isInString = false;
        for (std::size_t i = 0; i < json.size();) {
            const auto c = static_cast<unsigned char>(json[i]);
            const std::size_t length = c < 0x80 ? 1 : utf8Length(json.substr(i, 4));
            if (isInString && c == '\\' && i + 1 < json.size()) {
                out.append(json, i, 2);
                i += 2;
                continue;
            }
            isInString = isInString != (c == '"');
            if (length == 0) {
                appendHexEscape(out, 0xDC00U + c);
                ++i;
            } else if (isInString && c < 0x20) {
                appendHexEscape(out, c);
                ++i;
            } else {
                out.append(json, i, length);
                i += length;
            }
        }
        return out;
    }

    /// Whether a three-byte form of U+DC80 to U+DCFF stands at `at`.
    bool isEscapedByte(std::string_view text, std::size_t at)
    {
        return at + 2 < text.size() && text[at] == '\xED'
            && (text[at + 1] == '\xB2' || text[at + 1] == '\xB3');
    }

} // namespace

std::optional<Refusal> readJsonTree(std::string_view json, Arena& arena, const Limits& limits,
                                    ValueTree& tree)
{
    tree.clear();
    TreeReader reader(json, arena, limits, tree);
    if (reader.read()) {
        return std::nullopt;
    }
    const JsonProblem& problem = reader.problem();
    const JsonPlace place = locateJson(json, problem.offset);
    Refusal refusal;
    refusal.rule = problem.rule;
    refusal.message = problem.message;
    refusal.pointer = place.pointer;
    refusal.line = place.line;
    return refusal;
}

std::optional<Refusal> readConsoleJsonTree(std::string_view json, Arena& arena,
                                           const Limits& limits, ValueTree& tree, bool& repaired)
{
    repaired = false;
    auto refusal = readJsonTree(json, arena, limits, tree);
    if (!refusal || refusal->rule == "limit") {
        return refusal;
    }
    const std::string copy = repairStrings(json);
    if (copy == json) {
        return refusal;
    }
    // Views of the tree may point into the copy.
    if (readJsonTree(arena.copy(copy), arena, limits, tree)) {
        return refusal;
    }
    repaired = true;
    return std::nullopt;
}

std::string_view restoreBytes(std::string_view text, Arena& arena)
{
    std::size_t at = text.find('\xED');
    while (at != std::string_view::npos && !isEscapedByte(text, at)) {
        at = text.find('\xED', at + 1);
    }
    if (at == std::string_view::npos) {
        return text;
    }
    std::string out(text.substr(0, at));
    while (at < text.size()) {
        if (isEscapedByte(text, at)) {
            const auto high = static_cast<unsigned>(text[at + 1]) & 3U;
            const auto low = static_cast<unsigned>(text[at + 2]) & 0x3FU;
            out += static_cast<char>((high << 6U | low) & 0xFFU);
            at += 3;
        } else {
            out += text[at++];
        }
    }
    return arena.copy(out);
}

} // namespace cboard::formats
