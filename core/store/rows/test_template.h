// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/store/rows/record_codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Splits a test into what it shares with the other tests of its job and what is its own.
///
/// The tests of a job differ in little: the own id appears in links, the last part of the path in
/// the comment. With these places left open their fields are equal and are stored once. An open
/// place is a control byte, which JSON text cannot hold; where other text does, it is escaped.
namespace cboard::store {

/// Fields that a `test` row holds itself.
constexpr FieldMask OwnTestFields = maskOf(fieldNumber<Test>("id"))
    | maskOf(fieldNumber<Test>("build_id")) | maskOf(fieldNumber<Test>("path"))
    | maskOf(fieldNumber<Test>("log_excerpt")) | maskOf(fieldNumber<Test>("status"))
    | maskOf(fieldNumber<Test>("value", FieldParent::Number))
    | maskOf(fieldNumber<Test>("start_time")) | maskOf(fieldNumber<Test>("duration"))
    | maskOf(TimestampField);

/// What fills the open places.
struct TestSlots {
    std::string_view localId;
    std::string_view path;
    std::int64_t key = 0;
    std::string_view idTail;
};

/// Appends the shared fields as a template: the content of a job.
void encodeJobFields(const Test& test, std::string& out);

/// Whether the bytes hold no open place and no escape, so that they are the value.
bool isPlain(std::string_view pattern);
/// The text with the places filled, in the arena.
std::string_view fillSlots(std::string_view pattern, const TestSlots& slots, Arena& arena);

/// The external id as a pattern for the tests of a job, and what this test puts into its open
/// tail. \p hasWantedKey: the row has the key that the id wants (else the key tells nothing).
struct IdPattern {
    std::string pattern;
    std::string_view tail; ///< Part of the id.
};
IdPattern idPattern(std::string_view externalId, std::string_view path, bool hasWantedKey);

/// How times of one source are spelled: the separator, the digits of the fraction, the zone.
/// \returns nothing when the text is not what formatTime makes of it.
std::optional<std::string> timeStyle(const Time& time);
/// Appends the time in that style.
void formatTime(Timestamp time, std::string_view style, std::string& out);

/// A number for a column that loses nothing: an integer or a real whose shortest spelling is the
/// text.
struct ColumnNumber {
    std::optional<std::int64_t> integer;
    std::optional<double> real;
};
std::optional<ColumnNumber> columnNumber(const Number& number);
std::string spell(const ColumnNumber& number);

} // namespace cboard::store
