// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cboard {

/// Appends JSON to a string, members in the order in which they are written. The caller may take
/// the string away between values of a long document (it is only ever appended to).
///
/// Text that is not UTF-8 (names of files) is written with U+FFFD in place of the wrong bytes.
class JsonWriter {
public:
    /// \param indent Blanks per level; 0 writes one line.
    explicit JsonWriter(std::string& out, int indent = 0)
        : m_out(out)
        , m_indent(indent)
    {
    }

    JsonWriter& beginObject() { return begin('{'); }
    JsonWriter& endObject() { return end('}'); }
    JsonWriter& beginArray() { return begin('['); }
    JsonWriter& endArray() { return end(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(bool claim);
    JsonWriter& value(double number); ///< Shortest spelling that reads back; null if not finite.
    template <typename Number, typename = std::enable_if_t<std::is_integral_v<Number>>>
    JsonWriter& value(Number number)
    {
        return raw(std::to_string(number));
    }
    template <typename Value>
    JsonWriter& value(const std::optional<Value>& optional)
    {
        return optional ? value(*optional) : null();
    }
    JsonWriter& null() { return raw("null"); }
    /// JSON text as it is.
    JsonWriter& raw(std::string_view json);

    template <typename Value>
    JsonWriter& member(std::string_view name, const Value& content)
    {
        return key(name).value(content);
    }

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    void separate();
    void breakLine();

    std::string& m_out;
    int m_indent = 0;
    std::vector<bool> m_hasMembers; ///< One per open object or array.
    bool m_isAfterKey = false;
};

/// Appends \p text as a JSON string with its quotes.
void appendJsonString(std::string& out, std::string_view text);

/// How many bytes the UTF-8 character at the start of \p text takes; 0 when it is none.
std::size_t utf8Length(std::string_view text);

} // namespace cboard
