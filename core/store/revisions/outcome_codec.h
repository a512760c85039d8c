// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"
#include "core/store/revisions/outcome_cache.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The bodies in the file of kept outcomes (outcome_file.h): varints, differences where numbers
/// follow each other. The file numbers cells for itself, a program in its CellIndex.
namespace cboard::store {

/// A cell's number in the file.
using KeptCell = std::uint32_t;

/// \param numbers By CellIndex::Cell; holds all that occur.
std::string encodeOutcomes(const RevisionOutcomes& outcomes, std::span<const KeptCell> numbers);
/// In the same order. \param cells By KeptCell. Nothing for damaged bytes, or numbers beyond.
std::optional<RevisionOutcomes> decodeOutcomes(std::string_view body,
                                               std::span<const CellIndex::Cell> cells);

std::string encodeHealth(const RevisionHealth& health);
std::optional<RevisionHealth> decodeHealth(std::string_view body);

/// When the last of a revision's results ended.
struct RevisionEnd {
    std::optional<Timestamp> time; ///< Nothing when no result has a time.
    bool operator==(const RevisionEnd&) const = default;
};
std::string encodeEnd(const RevisionEnd& end);
std::optional<RevisionEnd> decodeEnd(std::string_view body);

/// Cells in the order of their numbers.
std::string encodeCells(std::span<const CellKey> cells);
std::optional<std::vector<CellKey>> decodeCells(std::string_view body);

/// A number that changes with what a revision's parts are made from, as far as its rows tell.
std::int64_t stampOf(const RevisionEntry& revision, RunningWindow window);
/// The same for RevisionHealth.
std::int64_t healthStampOf(const RevisionEntry& revision, RunningWindow window,
                           const query::LabLimits& limits);

} // namespace cboard::store
