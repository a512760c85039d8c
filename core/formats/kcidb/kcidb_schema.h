// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/kcidb/kcidb_rules.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The KCIDB schemas 1.1 to 5.3 as tables: which properties an object has in which versions, in
/// the order in which the reference validator looks at them.
namespace cboard::formats::kcidb {

/// A schema version that exists.
struct SchemaVersion {
    std::uint8_t major = 5;
    std::uint8_t minor = 3;

    auto operator<=>(const SchemaVersion&) const = default;
    std::string text() const;
};

constexpr SchemaVersion NewestVersion{5, 3};

/// The version of these numbers, if there is one. (1, 0) is none.
std::optional<SchemaVersion> findVersion(std::int64_t major, std::int64_t minor);

enum class Owner : std::uint8_t {
    Checkout, ///< Called revision before 4.0.
    Build,
    Test,
    Issue,
    Incident,
    Environment,
    Number,
    Culprit,
    File,
};

struct Property {
    Owner owner;
    std::string_view key;
    Rule rule;
    SchemaVersion since;
    SchemaVersion until = NewestVersion;
    bool isRequired = false;

    bool isIn(SchemaVersion version) const { return since <= version && version <= until; }
};

/// All properties of the objects of one kind, of all versions, in order.
std::span<const Property> propertiesOf(Owner owner);

/// The property of this name, or nullptr.
const Property* findProperty(Owner owner, std::string_view key, SchemaVersion version);

/// A list at the top of a document.
struct RecordList {
    std::string_view key;
    Owner owner;
    SchemaVersion since;
    SchemaVersion until = NewestVersion;
};

/// The lists in the order of the schemas.
std::span<const RecordList> recordLists();

} // namespace cboard::formats::kcidb
