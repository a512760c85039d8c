// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace cboard {

/// What a record is. The order is that of parents before children.
enum class RecordKind : std::uint8_t { Checkout, Build, Test, Issue, Incident };

constexpr std::size_t RecordKindCount = 5;

/// A record's external id, "origin:local", as a type of its own per kind of record.
template <RecordKind Kind>
class Id {
public:
    Id() = default;
    explicit Id(std::string text)
        : m_text(std::move(text))
    {
    }
    const std::string& text() const { return m_text; }
    bool isEmpty() const { return m_text.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string m_text;
};

using CheckoutId = Id<RecordKind::Checkout>;
using BuildId = Id<RecordKind::Build>;
using TestId = Id<RecordKind::Test>;
using IssueId = Id<RecordKind::Issue>;
using IncidentId = Id<RecordKind::Incident>;

} // namespace cboard
