// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::formats {

/// Appends `text` as a JSON string with its quotes. Characters outside ASCII stay as they are;
/// a lone surrogate, which our texts hold as three bytes (see json_scanner.h), becomes \uXXXX.
void appendJsonString(std::string& out, std::string_view text);

/// The shortest spelling that reads back as the same number, integers without a point.
std::string numberText(double value);

/// A compact JSON text with line breaks and `indent` blanks a level, for people. The members of
/// the outermost value stand `level` levels deep.
std::string indentJson(std::string_view compact, int indent = 2, int level = 0);

/// Writes JSON piece by piece into a string, keys in the order of the calls, commas by itself.
///
/// The caller keeps begin/end and key/value in pairs; nothing is checked beyond assertions.
class JsonWriter {
public:
    enum class Layout : std::uint8_t { Compact, Indented };

    explicit JsonWriter(std::string& out, Layout layout = Layout::Compact);

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    void key(std::string_view name);
    void string(std::string_view text);
    void integer(std::int64_t value);
    void number(double value); ///< Not finite: null, as JSON has no word for it.
    void boolean(bool value);
    void null();

    /// A JSON value as it is; Layout::Indented reformats it.
    void raw(std::string_view json);

private:
    void open(char bracket);
    void close(char bracket);
    void beforeValue();
    void newLine();

    std::string& m_out;
    Layout m_layout;
    bool m_isAfterKey = false;
    std::vector<bool> m_hasItems; ///< One a level: whether a comma is due.
};

} // namespace cboard::formats
