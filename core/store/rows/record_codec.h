// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/record_fields.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// A record as a list of (field number, bytes), each value spelled as it came. Field numbers are
/// positions in RecordFields<Record>::All and stored: new fields go to the end of that list.
namespace cboard::store {

/// Field numbers beyond the table.
constexpr std::uint8_t TimestampField = 63; ///< "_timestamp"
constexpr std::uint8_t EmptyObjectField = 62; ///< An empty environment or culprit object.
constexpr std::uint8_t PlatformField = 61; ///< Test::platform
constexpr std::uint8_t LabField = 60; ///< Test::lab

/// A set of field numbers below 64.
using FieldMask = std::uint64_t;

constexpr FieldMask maskOf(std::uint8_t field)
{
    return FieldMask{1} << field;
}

/// The number of the field with this key and parent; a compile error when there is none.
template <typename Record>
consteval std::uint8_t fieldNumber(std::string_view key, FieldParent parent = FieldParent::None)
{
    std::uint8_t number = 0;
    std::uint8_t found = 255;
    forEachField<Record>([&](const auto& field) {
        if (field.key == key && field.parent == parent) {
            found = number;
        }
        ++number;
    });
    return found < LabField ? found : throw "no such field";
}

/// The bytes of a value, as it is stored, when the field is present.
inline std::optional<std::string_view> fieldBytes(std::string_view value)
{
    return value;
}
inline std::optional<std::string_view> fieldBytes(const Text& value)
{
    return value;
}
inline std::optional<std::string_view> fieldBytes(const Number& value)
{
    return value.text;
}
inline std::optional<std::string_view> fieldBytes(const std::optional<bool>& value)
{
    return value ? std::optional<std::string_view>(*value ? "1" : "0") : std::nullopt;
}
template <typename Value>
std::optional<std::string_view> fieldBytes(const std::optional<Value>& value)
{
    return value ? std::optional<std::string_view>(value->text) : std::nullopt;
}

/// Appends the present fields that are not in \p without.
template <typename Record>
void encodeRecord(const Record& record, FieldMask without, std::string& out);

/// Sets one field from its bytes. \returns false for a number that no field has.
template <typename Record>
bool setField(Record& record, std::uint8_t number, std::string_view bytes);

/// Sets the fields in \p bytes, which the views of the record then point into. Error Storage when
/// the bytes are damaged.
template <typename Record>
Result<void> decodeRecord(std::string_view bytes, Record& record);

/// Sets the flags of nested objects that have members.
void finishRecord(Test& test);
void finishRecord(Issue& issue);

/// A number and a time from their spelling.
Number numberOf(std::string_view text);
Time timeOf(std::string_view text);
StatusValue statusOf(std::string_view text);

} // namespace cboard::store
