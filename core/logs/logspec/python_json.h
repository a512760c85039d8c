// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/value.h"

#include <functional>
#include <string>
#include <string_view>

/// JSON text exactly as Python's json module writes it with sorted keys and without escaping what
/// is not ASCII: the bytes are what signatures are computed from.
namespace cboard::logs::logspec {

/// Writes one text. Layout: OneLine has ", " and ": " as separators; Indented puts each member on
/// a line of its own, four blanks a level. The caller gives members in the order of their keys.
class PythonJson {
public:
    enum class Layout : bool { OneLine, Indented };

    PythonJson(std::string& out, Layout layout)
        : m_out(out)
        , m_layout(layout)
    {
    }

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }
    void key(std::string_view name);
    void text(std::string_view value);
    void number(std::int64_t value);
    void flag(bool value);
    void null();
    void value(const Value& value);
    void list(const TextList& values);
    /// A value that is JSON text already.
    void raw(std::string_view json);

private:
    void begin(char bracket);
    void end(char bracket);
    void beforeItem();
    void newLine();
    void quoted(std::string_view value);

    std::string& m_out;
    Layout m_layout;
    int m_depth = 0;
    bool m_isFirst = true;
    bool m_isBehindKey = false;
};

/// The fields as one object on one line.
std::string toPythonJson(const Fields& fields);

} // namespace cboard::logs::logspec
