// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The vocabulary of the filter language: keys, the fixed values some of them take, and what a
/// mistyped word was probably meant to be.
namespace cboard::query {

/// What a key accepts as values.
enum class ValueForm : std::uint8_t {
    Text, ///< Any text, wildcards, contains, regular expressions.
    Word, ///< One of fixedValues().
    Time, ///< "7d" ago, a date or a time.
    Number, ///< Seconds, or a number with s, m, h, d, w; with < > and ranges.
};

ValueForm valueForm(FilterKey key);

/// Keys with their canonical names, in the order of the enum, without Word.
std::span<const FilterKey> filterKeys();

/// The key of a word before a colon; ASCII case is ignored, long forms ("platform", "revision")
/// are taken as well.
std::optional<FilterKey> findFilterKey(std::string_view text);

/// The closed list of values of `status`, `is` (in the order of CellMark) and `culprit`; empty for
/// all other keys.
std::span<const std::string_view> fixedValues(FilterKey key);

/// The fixed value that a text means ("LabConflict", "lab_conflict" → "labconflict").
std::optional<std::string_view> findFixedValue(FilterKey key, std::string_view text);

/// The nearest candidate in edit distance, if it is near enough to be what was meant.
std::optional<std::string_view> nearestOf(std::string_view text,
                                          std::span<const std::string_view> candidates);

/// The nearest key name to a mistyped one.
std::optional<std::string_view> nearestFilterKey(std::string_view text);

} // namespace cboard::query
