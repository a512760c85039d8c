// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/python_json.h"

#include <fmt/format.h>

namespace cboard::logs::logspec {

namespace {

    constexpr std::size_t IndentBlanks = 4;

    std::string_view shortEscape(char c)
    {
        switch (c) {
        case '"':
            return R"(\")";
        case '\\':
            return R"(\\)";
        case '\n':
            return R"(\n)";
        case '\r':
            return R"(\r)";
        case '\t':
            return R"(\t)";
        case '\b':
            return R"(\b)";
        case '\f':
            return R"(\f)";
        default:
            return {};
        }
    }

} // namespace

void PythonJson::newLine()
{
    m_out += '\n';
    m_out.append(static_cast<std::size_t>(m_depth) * IndentBlanks, ' ');
}

void PythonJson::beforeItem()
{
    if (m_isBehindKey) {
        m_isBehindKey = false;
        return;
    }
    const bool isIndented = m_layout == Layout::Indented;
    if (!m_isFirst) {
        m_out += isIndented ? "," : ", ";
    }
    if (isIndented && m_depth > 0) {
        newLine();
    }
    m_isFirst = false;
}

void PythonJson::begin(char bracket)
{
    beforeItem();
    m_out += bracket;
    ++m_depth;
    m_isFirst = true;
}

void PythonJson::end(char bracket)
{
    --m_depth;
    if (m_layout == Layout::Indented && !m_isFirst) {
        newLine();
    }
    m_out += bracket;
    m_isFirst = false;
}

void PythonJson::key(std::string_view name)
{
    beforeItem();
    quoted(name);
    m_out += ": ";
    m_isBehindKey = true;
}

void PythonJson::quoted(std::string_view value)
{
    m_out += '"';
    for (const char c : value) {
        if (const std::string_view escape = shortEscape(c); !escape.empty()) {
            m_out += escape;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(m_out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            m_out += c;
        }
    }
    m_out += '"';
}

void PythonJson::text(std::string_view value)
{
    beforeItem();
    quoted(value);
}

void PythonJson::raw(std::string_view json)
{
    beforeItem();
    m_out += json;
}

void PythonJson::number(std::int64_t value)
{
    beforeItem();
    m_out += std::to_string(value);
}

void PythonJson::flag(bool value)
{
    beforeItem();
    m_out += value ? "true" : "false";
}

void PythonJson::null()
{
    beforeItem();
    m_out += "null";
}

void PythonJson::list(const TextList& values)
{
    beginArray();
    for (const std::string& item : values) {
        text(item);
    }
    endArray();
}

void PythonJson::value(const Value& value)
{
    if (const auto* asFlag = std::get_if<bool>(&value)) {
        flag(*asFlag);
    } else if (const auto* asText = std::get_if<std::string>(&value)) {
        text(*asText);
    } else if (const auto* asList = std::get_if<TextList>(&value)) {
        list(*asList);
    } else {
        null();
    }
}

std::string toPythonJson(const Fields& fields)
{
    std::string out;
    PythonJson json(out, PythonJson::Layout::OneLine);
    json.beginObject();
    for (const auto& [name, value] : fields) {
        json.key(name);
        json.value(value);
    }
    json.endObject();
    return out;
}

} // namespace cboard::logs::logspec
