// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/record_json.h"

#include <array>
#include <string_view>

namespace cboard::query {

namespace {

    void appendQuoted(std::string& out, std::string_view text)
    {
        constexpr std::string_view Hex = "0123456789abcdef";
        out += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else if (c == '\n') {
                out += "\\n";
            } else if (c == '\t') {
                out += "\\t";
            } else if (c == '\r') {
                out += "\\r";
            } else if (byte < 0x20) {
                out += "\\u00";
                out += Hex[byte >> 4U];
                out += Hex[byte & 0xFU];
            } else {
                out += c;
            }
        }
        out += '"';
    }

    /// Objects written member by member; keeps commas and indentation.
    class ObjectText {
    public:
        void open() { m_levels.push_back(false); }

        void close()
        {
            const bool hadMembers = m_levels.back();
            m_levels.pop_back();
            if (hadMembers) {
                newLine();
            }
            text += '}';
        }

        void key(std::string_view name)
        {
            text += m_levels.back() ? "," : "";
            m_levels.back() = true;
            newLine();
            appendQuoted(text, name);
            text += ": ";
        }

        std::string text;

    private:
        void newLine()
        {
            text += '\n';
            text.append(m_levels.size() * 2, ' ');
        }
        std::vector<bool> m_levels; ///< Whether there are members already.
    };

} // namespace

std::string recordJson(std::span<const RecordField> fields)
{
    ObjectText json;
    json.text = "{";
    json.open();
    std::string_view parent;
    for (const RecordField& field : fields) {
        const std::string_view key = field.key;
        const auto dot = key.find('.');
        const std::string_view ownParent =
            dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
        if (ownParent != parent && !parent.empty()) {
            json.close();
        }
        if (ownParent != parent && !ownParent.empty()) {
            json.key(ownParent);
            json.text += '{';
            json.open();
        }
        parent = ownParent;
        json.key(dot == std::string_view::npos ? key : key.substr(dot + 1));
        if (field.isJson) {
            json.text += field.value;
        } else {
            appendQuoted(json.text, field.value);
        }
    }
    if (!parent.empty()) {
        json.close();
    }
    json.close();
    return std::move(json.text);
}

} // namespace cboard::query
