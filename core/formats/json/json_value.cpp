// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_value.h"

#include "core/formats/json/json_scanner.h"
#include "core/formats/json/json_writer.h"

#include <algorithm>
#include <unordered_map>

namespace cboard::formats {

namespace {

    /// From this size on an object gets an index of its keys while it is read, so that a
    /// document of one huge object takes no quadratic time.
    constexpr std::size_t IndexedMembers = 32;

    /// Builds the tree. Goes as deep as Limits::nestingDepth, which the call stack bears.
    class TreeBuilder {
    public:
        TreeBuilder(JsonScanner& scanner, std::size_t maxValues, std::string_view opaqueKey)
            : m_scan(scanner)
            , m_maxValues(maxValues)
            , m_opaqueKey(opaqueKey)
        {
        }

        bool read(JsonValue& out)
        {
            if (++m_values > m_maxValues) {
                return m_scan.fail("limit", "the document has too many values");
            }
            const char c = m_scan.peek();
            const char* const start = m_scan.position();
            const bool isGood = readTyped(c, out);
            out.raw = {start, static_cast<std::size_t>(m_scan.position() - start)};
            return isGood;
        }

    private:
        using MemberIndex = std::unordered_map<std::string_view, std::size_t>;

        bool readTyped(char c, JsonValue& out)
        {
            switch (c) {
            case '{':
                return readObject(out);
            case '[':
                return readArray(out);
            case '"':
                return readString(out);
            case 't':
            case 'f':
                out.type = JsonValue::Type::Boolean;
                out.boolean = c == 't';
                return m_scan.readLiteral(c == 't' ? "true" : "false");
            case 'n':
                out.type = JsonValue::Type::Null;
                return m_scan.readLiteral("null");
            default:
                return readNumber(out);
            }
        }

        bool readString(JsonValue& out)
        {
            JsonString string;
            out.type = JsonValue::Type::String;
            if (!m_scan.readString(string)) {
                return false;
            }
            out.text = string.text;
            return true;
        }

        bool readNumber(JsonValue& out)
        {
            if (m_scan.position() == m_scan.endPosition()) {
                return m_scan.fail("syntax", "the text ends before its value is complete");
            }
            JsonNumber number;
            out.type = JsonValue::Type::Number;
            if (!m_scan.readNumber(number)) {
                return false;
            }
            out.text = number.text;
            out.number = number.value;
            out.isIntegral = number.isIntegral;
            out.isIntegerText = number.isIntegerText;
            return true;
        }

        bool readArray(JsonValue& out)
        {
            out.type = JsonValue::Type::Array;
            m_scan.take('[');
            if (!m_scan.enter()) {
                return false;
            }
            if (m_scan.peek() != ']') {
                do {
                    if (!read(out.items.emplace_back())) {
                        return false;
                    }
                } while (m_scan.take(','));
            }
            m_scan.leave();
            return m_scan.expect(']', "expected a comma or a closing bracket");
        }

        bool readObject(JsonValue& out)
        {
            out.type = JsonValue::Type::Object;
            m_scan.take('{');
            if (!m_scan.enter()) {
                return false;
            }
            MemberIndex index;
            if (m_scan.peek() != '}') {
                do {
                    if (!readMember(out, index)) {
                        return false;
                    }
                } while (m_scan.take(','));
            }
            m_scan.leave();
            return m_scan.expect('}', "expected a comma or a closing bracket");
        }

        bool readMember(JsonValue& object, MemberIndex& index)
        {
            JsonString key;
            if (m_scan.peek() != '"') {
                return m_scan.expect('"', "expected a key in quotes");
            }
            if (!m_scan.readString(key) || !m_scan.expect(':', "expected a colon after the key")) {
                return false;
            }
            JsonValue value;
            const char c = m_scan.peek();
            if (key.text == m_opaqueKey && !m_opaqueKey.empty() && (c == '{' || c == '[')) {
                bool hasBlanks = false;
                value.type = c == '{' ? JsonValue::Type::Object : JsonValue::Type::Array;
                value.isOpaque = true;
                if (!m_scan.skipValue(value.raw, hasBlanks)) {
                    return false;
                }
            } else if (!read(value)) {
                return false;
            }
            place(object, key.text, index).value = std::move(value);
            return true;
        }

        /// The member of this key, new or the one that is already there.
        static JsonMember& place(JsonValue& object, std::string_view key, MemberIndex& index)
        {
            std::vector<JsonMember>& members = object.members;
            if (members.size() < IndexedMembers) {
                const auto found = std::ranges::find(members, key, &JsonMember::key);
                return found != members.end() ? *found : members.emplace_back(JsonMember{key, {}});
            }
            if (index.empty()) {
                for (std::size_t i = 0; i < members.size(); ++i) {
                    index.emplace(members[i].key, i);
                }
            }
            const auto [at, isNew] = index.emplace(key, members.size());
            return isNew ? members.emplace_back(JsonMember{key, {}}) : members[at->second];
        }

        JsonScanner& m_scan;
        std::size_t m_values = 0;
        std::size_t m_maxValues;
        std::string_view m_opaqueKey;
    };

    JsonError makeError(std::string_view json, const JsonProblem& problem)
    {
        const JsonPlace place = locateJson(json, problem.offset);
        JsonError error;
        error.offset = problem.offset;
        error.pointer = place.pointer;
        error.line = place.line;
        error.rule = problem.rule;
        error.message = (place.pointer.empty() ? "document" : place.pointer) + ": "
            + std::string(problem.message);
        return error;
    }

} // namespace

const JsonValue* JsonValue::find(std::string_view key) const
{
    const auto found = std::ranges::find(members, key, &JsonMember::key);
    return found != members.end() ? &found->value : nullptr;
}

JsonValue* JsonValue::find(std::string_view key)
{
    const auto found = std::ranges::find(members, key, &JsonMember::key);
    return found != members.end() ? &found->value : nullptr;
}

tl::expected<JsonValue, JsonError> parseJson(std::string_view json, Arena& arena,
                                             const Limits& limits, std::string_view opaqueKey)
{
    JsonScanner scanner(json, arena, limits);
    JsonValue root;
    if (!scanner.begin() || !TreeBuilder(scanner, limits.jsonValues, opaqueKey).read(root)
        || !scanner.end()) {
        return tl::unexpected(makeError(json, scanner.problem()));
    }
    return root;
}

void appendJson(std::string& out, const JsonValue& value)
{
    if (value.isOpaque) {
        out += value.raw;
        return;
    }
    switch (value.type) {
    case JsonValue::Type::Null:
        out += "null";
        return;
    case JsonValue::Type::Boolean:
        out += value.boolean ? "true" : "false";
        return;
    case JsonValue::Type::Number:
        out += value.text;
        return;
    case JsonValue::Type::String:
        if (value.raw.empty()) {
            appendJsonString(out, value.text);
        } else {
            out += value.raw;
        }
        return;
    case JsonValue::Type::Array: {
        char separator = '[';
        for (const JsonValue& item : value.items) {
            out += separator;
            separator = ',';
            appendJson(out, item);
        }
        out += value.items.empty() ? "[]" : "]";
        return;
    }
    case JsonValue::Type::Object: {
        char separator = '{';
        for (const JsonMember& member : value.members) {
            out += separator;
            separator = ',';
            appendJsonString(out, member.key);
            out += ':';
            appendJson(out, member.value);
        }
        out += value.members.empty() ? "{}" : "}";
        return;
    }
    }
}

JsonValue makeJsonString(std::string_view text)
{
    JsonValue value;
    value.type = JsonValue::Type::String;
    value.text = text;
    return value;
}

JsonValue makeJsonInteger(std::int64_t number, Arena& arena)
{
    JsonValue value;
    value.type = JsonValue::Type::Number;
    value.number = static_cast<double>(number);
    value.isIntegral = value.isIntegerText = true;
    value.text = arena.copy(std::to_string(number));
    return value;
}

JsonValue makeJsonBoolean(bool boolean)
{
    JsonValue value;
    value.type = JsonValue::Type::Boolean;
    value.boolean = boolean;
    return value;
}

} // namespace cboard::formats
