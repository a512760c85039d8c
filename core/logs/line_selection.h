// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/find.h"
#include "core/logs/row_list.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cboard::logs {

/// Which rows of a log are to be seen. Whatever is left out is left out of all that follows.
struct LineSelection {
    static constexpr std::uint32_t AllLevels = ~0U;
    static constexpr std::uint32_t AllNamespaces = ~0U;
    static constexpr std::int64_t MostContext = 1000;

    std::uint32_t levels = AllLevels; ///< Bit i: rows of LavaLevel i.
    /// Bit i: rows that name LogText::namespaces()[i]. Rows without one are not touched by it.
    std::uint32_t namespaces = AllNamespaces;
    std::vector<FindOptions> hidden; ///< Rows that match one of these are left out.
    std::vector<RowRange> folded; ///< Ascending, apart: only the first row of each stays.
    /// Of what is left: rows that match, or (onlyErrors) that rules marked, any mark where these
    /// found nothing; and so many before and behind each. Neither set: all.
    std::optional<FindOptions> matching;
    bool onlyErrors = false;
    std::int64_t context = 0;

    bool showsAll() const;
    bool operator==(const LineSelection&) const = default;
};

/// By findAny() over what a reader sees (decoded rows). Errors: Cancelled, Io, Invalid for a
/// pattern.
Result<RowList> selectRows(const LogText& text, const LineSelection& selection,
                           const TaskContext& task);

/// Where the call traces of the log stand: from the heading to the last entry. At most 10 000.
/// Errors: Cancelled, Io.
Result<std::vector<RowRange>> findTraces(const LogText& text, const TaskContext& task);

} // namespace cboard::logs
