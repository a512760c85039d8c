// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/formats/format.h"
#include "core/formats/json/json_place.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cboard::formats {

struct JsonMember;

/// A JSON value as a tree. Views point into the parsed text or the arena given to parseJson().
struct JsonValue {
    enum class Type : std::uint8_t { Null, Boolean, Number, String, Array, Object };

    Type type = Type::Null;
    bool boolean = false;
    bool isIntegral = false; ///< Numbers: has an integral value.
    bool isIntegerText = false; ///< Numbers: spelled without point and exponent.
    bool isOpaque = false; ///< Objects and lists of which only `raw` was kept.
    double number = 0;
    std::string_view text; ///< Strings: decoded. Numbers: the spelling.
    std::string_view raw; ///< Word for word; empty for values made by a program.
    std::vector<JsonValue> items;
    std::vector<JsonMember> members; ///< Each key once, in order of first appearance.

    bool isObject() const { return type == Type::Object; }
    bool isArray() const { return type == Type::Array; }
    bool isString() const { return type == Type::String; }
    bool isNumber() const { return type == Type::Number; }
    bool isBoolean() const { return type == Type::Boolean; }

    const JsonValue* find(std::string_view key) const; ///< nullptr when there is none.
    JsonValue* find(std::string_view key);
};

struct JsonMember {
    std::string_view key; ///< Decoded.
    JsonValue value;
};

/// Whether and where a text is no JSON.
struct JsonError {
    std::size_t offset = 0;
    std::string pointer;
    std::int64_t line = 1;
    std::string rule; ///< "syntax", "encoding" or "limit".
    std::string message; ///< With the pointer in front.
};

/// Parses a JSON text as the reference reader does (json_scanner.h); of a key that comes twice
/// the last value counts. Objects and lists under the key `opaqueKey` are checked but kept as
/// text only.
tl::expected<JsonValue, JsonError> parseJson(std::string_view json, Arena& arena,
                                             const Limits& limits, std::string_view opaqueKey = {});

/// Writes a value compactly: what came from a document keeps its spelling.
void appendJson(std::string& out, const JsonValue& value);

JsonValue makeJsonString(std::string_view text);
JsonValue makeJsonInteger(std::int64_t number, Arena& arena);
JsonValue makeJsonBoolean(bool boolean);

} // namespace cboard::formats
