// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/json/json_value.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

/// The canonical form of the sample data's expectations: keys sorted, no blanks, nothing outside
/// ASCII escaped, numbers as Python's json prints them. Written apart from the product's writer,
/// which it judges.
namespace cboard::testing {

/// A float as Python's repr() spells it; integers keep their digits.
inline std::string pythonNumber(const formats::JsonValue& value)
{
    if (value.isIntegerText) {
        return value.text == "-0" ? "0" : std::string(value.text);
    }
    if (!std::isfinite(value.number)) {
        return std::isnan(value.number) ? "NaN" : value.number < 0 ? "-Infinity" : "Infinity";
    }
    char digits[32];
    int precision = 1;
    do {
        std::snprintf(digits, sizeof digits, "%.*e", precision - 1, value.number);
    } while (std::strtod(digits, nullptr) != value.number && ++precision < 18);
    const int exponent = std::atoi(std::strchr(digits, 'e') + 1);
    if (exponent < -4 || exponent >= 16) {
        std::string text = digits;
        return text; // 1e-07, 1.5e+16: the same two-digit exponents as in C.
    }
    char plain[64];
    std::snprintf(plain, sizeof plain, "%.*f", std::max(precision - 1 - exponent, 1), value.number);
    return plain;
}

inline void appendCanonicalString(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                out += escape;
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

inline void appendCanonical(std::string& out, const formats::JsonValue& value)
{
    using Type = formats::JsonValue::Type;
    switch (value.type) {
    case Type::Null:
        out += "null";
        return;
    case Type::Boolean:
        out += value.boolean ? "true" : "false";
        return;
    case Type::Number:
        out += pythonNumber(value);
        return;
    case Type::String:
        appendCanonicalString(out, value.text);
        return;
    case Type::Array:
        out += '[';
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            out += i > 0 ? "," : "";
            appendCanonical(out, value.items[i]);
        }
        out += ']';
        return;
    case Type::Object:
        break;
    }
    std::vector<const formats::JsonMember*> members;
    for (const formats::JsonMember& member : value.members) {
        members.push_back(&member);
    }
    std::ranges::sort(members, {}, &formats::JsonMember::key);
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
        out += i > 0 ? "," : "";
        appendCanonicalString(out, members[i]->key);
        out += ':';
        appendCanonical(out, members[i]->value);
    }
    out += '}';
}

inline std::string canonicalJson(const formats::JsonValue& value)
{
    std::string out;
    appendCanonical(out, value);
    return out;
}

/// "not JSON" when it is none.
inline std::string canonicalJson(std::string_view json)
{
    Arena arena;
    const formats::Limits limits;
    const auto value = formats::parseJson(json, arena, limits);
    return value ? canonicalJson(*value) : "not JSON: " + value.error().message;
}

} // namespace cboard::testing
