// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"
#include "core/generate/plan.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cboard::generate {

/// What a cell does while nothing happens to it.
enum class Trait : std::uint8_t { Pass, Skip, KnownFail, Flaky };

/// A planted change of the kernel: its cells fail from `from` until before `until`.
struct Event {
    enum class Scope : std::uint8_t {
        Build,
        BootSoc,
        BootBoard,
        SuiteSoc,
        SuiteArch,
        SuiteCompiler,
        Cell
    };
    Scope scope = Scope::Cell;
    std::int64_t from = 0;
    std::int64_t until = 0; ///< The number of revisions when it is never fixed.
    std::uint16_t build = 0;
    std::uint64_t signature = 0; ///< Its failures read alike.
    std::uint32_t cells = 0;
};

/// A lab that is ill at one revision.
struct LabIncident {
    enum class Shape : std::uint8_t { Errors, LooksLikeFail };
    std::int64_t revision = 0;
    std::uint16_t lab = 0;
    Shape shape = Shape::Errors;
};

constexpr std::int32_t NoEvent = -1;

/// All that is planted in one tree.
struct History {
    std::vector<Trait> traits; ///< By cell.
    std::vector<std::int32_t> eventOfCell; ///< Index into events, or NoEvent.
    std::vector<Event> events;
    std::vector<std::int32_t> eventOfBuild; ///< By position in Plan::builds.
    std::vector<LabIncident> incidents; ///< At most one per lab and revision.

    /// The event that makes the cell fail at revision `r`, or NoEvent.
    std::int32_t activeEvent(std::uint32_t cell, std::int64_t r) const;
    std::int32_t activeBuildEvent(std::size_t buildPosition, std::int64_t r) const;
    const LabIncident* incident(std::uint16_t lab, std::int64_t r) const;
};

History makeHistory(const World& world, const Plan& plan);

} // namespace cboard::generate
