// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/base/utf8.h"
#include "core/formats/json/json_writer.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace cboard::cli {

/// The project's JSON writer with overloads, so that members are one call. Text that is not UTF-8
/// (names of files) is written with U+FFFD in place of the wrong bytes.
class JsonOutput {
public:
    explicit JsonOutput(std::string& out, formats::JsonWriter::Layout layout)
        : m_writer(out, layout)
    {
    }

    JsonOutput& beginObject() { return m_writer.beginObject(), *this; }
    JsonOutput& endObject() { return m_writer.endObject(), *this; }
    JsonOutput& beginArray() { return m_writer.beginArray(), *this; }
    JsonOutput& endArray() { return m_writer.endArray(), *this; }
    JsonOutput& key(std::string_view name) { return m_writer.key(name), *this; }

    JsonOutput& value(std::string_view text) { return m_writer.string(toValidUtf8(text)), *this; }
    JsonOutput& value(const std::string& text) { return value(std::string_view(text)); }
    JsonOutput& value(const char* text) { return value(std::string_view(text)); }
    JsonOutput& value(Timestamp time) { return value(formatIso(time)); }
    template <typename Number, typename = std::enable_if_t<std::is_arithmetic_v<Number>>>
    JsonOutput& value(Number number)
    {
        if constexpr (std::is_same_v<Number, bool>) {
            m_writer.boolean(number);
        } else if constexpr (std::is_floating_point_v<Number>) {
            m_writer.number(number);
        } else {
            m_writer.integer(static_cast<std::int64_t>(number));
        }
        return *this;
    }
    template <typename Value>
    JsonOutput& value(const std::optional<Value>& optional)
    {
        return optional ? value(*optional) : (m_writer.null(), *this);
    }
    JsonOutput& raw(std::string_view json) { return m_writer.raw(json), *this; }

    template <typename Value>
    JsonOutput& member(std::string_view name, const Value& content)
    {
        return key(name).value(content);
    }

private:
    formats::JsonWriter m_writer;
};

} // namespace cboard::cli
