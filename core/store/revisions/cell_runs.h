// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/domain/status.h"
#include "core/query/requests.h"
#include "core/store/revisions/cell_index.h"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cboard::store {

enum class ResultKind : std::uint8_t;

/// A run, or a build, as it is stored: without what follows from the clock, the user or the runs
/// beside it.
struct CellRun {
    std::string id; ///< External.
    std::int64_t key = 0; ///< test.key, or build.id.
    ResultKind kind{};
    bool hasLog = false; ///< Stored log or excerpt.
    CellKey place; ///< All its names, whatever of them its cell has.
    std::int64_t origin = 0; ///< origin.id
    std::optional<Status> status;
    std::optional<Timestamp> start;
    std::optional<double> durationSeconds;
};

/// The runs of one cell, or family of cells, at one revision, newest first.
struct CellRunsAt {
    std::int64_t stamp = 0; ///< stampOf() the revision they were read from.
    std::uint64_t touch = 0; ///< OutcomeCache::touchOf() it.
    std::vector<CellRun> runs;
};

/// By revision.id.
using CellHistory = std::unordered_map<std::int64_t, std::shared_ptr<const CellRunsAt>>;
using CellHistoryPtr = std::shared_ptr<const CellHistory>;

/// Which runs make a history; 0 and none are any.
struct CellSelection {
    query::MatrixKind kind{};
    CellKey cell;
    std::vector<std::int64_t> platforms; ///< All names of the board.

    bool operator==(const CellSelection&) const = default;
};

/// The histories that were asked for last: a row of the table costs a page or three, and what is
/// shown is asked for again with each revision that arrives. Bounded. Not thread-safe.
class CellRunsMemory {
public:
    explicit CellRunsMemory(std::size_t mostBytes)
        : m_mostBytes(mostBytes)
    {
    }

    CellHistoryPtr find(const CellSelection& selection); ///< \returns null for none.
    /// One that is larger than the bound is not kept: all runs of a branch are no cell.
    void keep(const CellSelection& selection, CellHistoryPtr history);
    void clear() { m_histories.clear(); }

private:
    struct Kept {
        CellSelection selection;
        CellHistoryPtr history;
        std::size_t bytes = 0;
    };

    std::size_t m_mostBytes;
    std::list<Kept> m_histories; ///< Used last first.
};

} // namespace cboard::store
