// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/records.h"
#include "core/formats/json/json_scanner.h"
#include "core/formats/kcidb/kcidb_rules.h"

#include <optional>
#include <string_view>

namespace cboard::formats::kcidb {

/// The texts out of a misc object that views need; empty where there is none.
struct MiscNames {
    std::string_view platform;
    std::string_view runtime;
    std::string_view lab;
};

/// What a value looked like the last time it stood in this place. Submissions repeat their
/// excerpts, URLs, files and environments in test after test; a value of the very same bytes
/// needs no second scan, check or copy.
struct Memo {
    std::string_view raw;
    std::string_view text;
    MiscNames names;
};

/// Whether a value that begins with `c` is a number (NaN and Infinity are).
constexpr bool beginsNumber(char c)
{
    return c == '-' || (c >= '0' && c <= '9') || c == 'N' || c == 'I';
}

/// Reads single values of a document into the members of records, checking the rules of the
/// schema on the way.
///
/// One function per type of member; `c` is the first character of the value, which the scanner
/// stands at. False without a problem of the scanner means that the schema does not allow it.
class ValueReader {
public:
    /// With `isChecked` false only types are looked at.
    ValueReader(JsonScanner& scanner, Arena& arena, const Limits& limits, bool isChecked);

    bool read(char c, Rule rule, Memo& memo, std::string_view& out);
    bool read(char c, Rule rule, Memo& memo, Text& out);
    bool read(char c, Rule rule, Memo& memo, std::optional<Time>& out);
    bool read(char c, Rule rule, Memo& memo, std::optional<StatusValue>& out);
    bool read(char c, Rule rule, Memo& memo, std::optional<bool>& out);
    bool read(char c, Rule rule, Memo& memo, std::optional<Number>& out);
    bool read(char c, Rule rule, Memo& memo, Number& out);
    bool read(char c, Rule rule, Memo& memo, std::optional<Json>& out);

private:
    bool isAllowedList(Rule rule, std::string_view raw);
    MiscNames findNames(std::string_view misc);

    JsonScanner& m_scan;
    Arena& m_arena;
    const Limits& m_limits;
    bool m_isChecked;
};

} // namespace cboard::formats::kcidb
