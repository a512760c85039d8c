// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/record_fields.h"
#include "core/formats/kcidb/kcidb_schema.h"
#include "core/formats/kcidb/kcidb_values.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Where the properties of schema 5 go in the records: the schema tables joined with the field
/// tables of the records. Made once per type of record.
namespace cboard::formats::kcidb {

template <typename Record>
using MemberRef =
    std::variant<std::string_view Record::*, Text Record::*, std::optional<Json> Record::*,
                 std::optional<Number> Record::*, Number Record::*, std::optional<bool> Record::*,
                 std::optional<StatusValue> Record::*, std::optional<Time> Record::*, FieldParent>;

/// One property of an object in the text and the place of its value in the record.
template <typename Record>
struct Slot {
    std::string quotedKey;
    Rule rule = Rule::AnyText;
    std::uint8_t sinceMinor = 0;
    bool isRequired = false;
    MemberRef<Record> member; ///< A FieldParent: the value is that nested object.
};

/// The properties of one object of a record: of itself or of one nested in it.
template <typename Record>
struct SlotTable {
    std::vector<Slot<Record>> slots;
    std::uint32_t required = 0; ///< A bit for each slot.
};

inline constexpr Owner ownerOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Checkout:
        return Owner::Checkout;
    case RecordKind::Build:
        return Owner::Build;
    case RecordKind::Test:
        return Owner::Test;
    case RecordKind::Issue:
        return Owner::Issue;
    case RecordKind::Incident:
        return Owner::Incident;
    }
    return Owner::Checkout;
}

inline constexpr Owner ownerOf(FieldParent parent, RecordKind kind)
{
    switch (parent) {
    case FieldParent::None:
        return ownerOf(kind);
    case FieldParent::Environment:
        return Owner::Environment;
    case FieldParent::Number:
        return Owner::Number;
    case FieldParent::Culprit:
        return Owner::Culprit;
    }
    return ownerOf(kind);
}

template <typename Record>
void addSlot(SlotTable<Record>& table, Owner owner, std::string_view key, MemberRef<Record> member)
{
    const Property* property = findProperty(owner, key, NewestVersion);
    Slot<Record> slot;
    slot.quotedKey = '"' + std::string(key) + '"';
    slot.rule = property->rule;
    slot.sinceMinor = property->since.major == 5 ? property->since.minor : std::uint8_t{0};
    slot.isRequired = property->isRequired;
    slot.member = member;
    if (slot.isRequired) {
        table.required |= 1U << table.slots.size();
    }
    table.slots.push_back(std::move(slot));
}

template <typename Record>
SlotTable<Record> makeSlots(FieldParent parent)
{
    SlotTable<Record> table;
    constexpr RecordKind Kind = RecordFields<Record>::Kind;
    const Owner owner = ownerOf(parent, Kind);
    forEachField<Record>([&](const auto& field) {
        if (field.parent == parent) {
            addSlot<Record>(table, owner, field.key, field.member);
        }
    });
    if (parent == FieldParent::None) {
        addSlot<Record>(table, owner, "_timestamp", &Record::timestamp);
        if constexpr (Kind == RecordKind::Test) {
            addSlot<Record>(table, owner, "environment", FieldParent::Environment);
            addSlot<Record>(table, owner, "number", FieldParent::Number);
        }
        if constexpr (Kind == RecordKind::Issue) {
            addSlot<Record>(table, owner, "culprit", FieldParent::Culprit);
        }
    }
    return table;
}

template <typename Record, FieldParent Parent>
const SlotTable<Record>& slotTable()
{
    static const SlotTable<Record> table = makeSlots<Record>(Parent);
    return table;
}

/// What is remembered between the objects of one kind: their usual order of keys, and the
/// last values.
template <typename Record>
struct Habits {
    explicit Habits(const SlotTable<Record>& slotTable)
        : table(slotTable)
        , memos(table.slots.size())
        , next(table.slots.size() + 1)
    {
    }

    const SlotTable<Record>& table;
    std::vector<Memo> memos;
    std::vector<std::uint8_t> next; ///< The slot that came after slot i - 1 the last time.
};

} // namespace cboard::formats::kcidb
