// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"
#include "core/store/queries/result_groups.h"

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace cboard::store {

/// Follows each tested combination (board, config, architecture, compiler, path) per lab through
/// the revisions, oldest first, and says what is new, fixed, in conflict between labs or has never
/// passed.
///
/// Only pass and fail count: error and miss neither start nor end anything. A shown cell may hold
/// several combinations; it gets the marks of each.
class CellMarker {
public:
    /// \p isWholeHistory: the first revision given is the first of the branch, so "never passed"
    /// can be known.
    explicit CellMarker(bool isWholeHistory)
        : m_isWholeHistory(isWholeHistory)
    {
    }

    /// Results of the current revision; \p cell is -1 where they are not shown.
    void add(const ResultFacts& facts, std::int64_t count, std::int32_t cell);
    /// Ends the revision: marks go to `cells` by index, then the next revision may come.
    void finishRevision(std::vector<query::MatrixCell>& cells);

private:
    enum class Verdict : std::uint8_t { None, Pass, Fail };
    using Key = std::array<std::int64_t, 6>;
    struct KeyHasher {
        std::size_t operator()(const Key& key) const;
    };
    /// One combination in one lab.
    struct Series {
        std::int32_t combination = 0; ///< The same without the lab.
        std::int64_t passes = 0; ///< Of the current revision.
        std::int64_t fails = 0;
        std::int32_t cell = -1;
        bool isTouched = false;
        bool hasPassed = false;
        Verdict baseline = Verdict::None;
    };
    struct Combination {
        bool hasPassingLab = false; ///< In the current revision.
        bool hasFailingLab = false;
    };

    std::size_t seriesOf(const ResultFacts& facts);
    static Verdict verdictOf(const Series& series);
    void mark(Series& series, query::MatrixCell& cell) const;

    bool m_isWholeHistory;
    std::unordered_map<Key, std::size_t, KeyHasher> m_seriesIndex;
    std::unordered_map<Key, std::int32_t, KeyHasher> m_combinationIndex;
    std::vector<Series> m_series;
    std::vector<Combination> m_combinations;
    std::vector<std::size_t> m_touched;
};

} // namespace cboard::store
