// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"
#include "core/store/revisions/result_groups.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cboard::store {

/// All runs of one revision, as much of them as filters ask for: a column of numbers each, in the
/// order of the tree of paths (a path stands before those below it), of one path as the table has
/// them. About 60 bytes a run. Immutable, so that any number of queries may work on it.
class RevisionRuns {
public:
    /// Reads the table once. Errors: Cancelled, Storage.
    static Result<std::shared_ptr<const RevisionRuns>> read(const QueryContext& context,
                                                            const RevisionEntry& revision);
    /// Those that are remembered; else read, and remembered from now on.
    static Result<std::shared_ptr<const RevisionRuns>> kept(const QueryContext& context,
                                                            const RevisionEntry& revision);

    /// The runs [begin, end) of one path.
    struct PathRange {
        std::int64_t path = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool isBoot = false;
    };
    const std::vector<PathRange>& paths() const { return m_paths; }
    std::size_t count() const { return m_statuses.size(); }
    /// What snapshots show of the runs, in the same order.
    const std::shared_ptr<const query::RunTable>& table() const { return m_table; }

    /// What filters ask of a run, without marks. Valid as long as this.
    ResultFacts factsOf(const PathRange& path, std::size_t run, const FilterPlan& plan) const;
    /// The run's row, but for `extra`, which is empty.
    TestColumns columnsOf(const PathRange& path, std::size_t run) const;

    /// µs UTC.
    std::optional<std::int64_t> startOf(std::size_t run) const;

    std::int64_t revision() const { return m_revision; }
    bool hasCheckoutsOf(const RevisionEntry& revision) const;
    std::size_t sizeBytes() const;

private:
    class Reading;

    static constexpr std::int64_t NoStart = INT64_MIN;
    static constexpr std::uint8_t NoStatus = UINT8_MAX;

    std::int64_t m_revision = 0;
    std::vector<std::int64_t> m_checkouts;
    std::vector<PathRange> m_paths;
    std::vector<BuildFacts> m_builds;
    std::vector<std::int64_t> m_jobIds;
    std::vector<JobFacts> m_jobs; ///< Parallel to m_jobIds.
    // One entry a run.
    std::vector<std::uint32_t> m_buildOf; ///< Place in m_builds.
    std::vector<std::uint32_t> m_jobOf; ///< Place in m_jobs.
    std::vector<std::int64_t> m_starts; ///< Relative to the job.
    std::vector<std::uint32_t> m_excerpts; ///< 0: none
    std::vector<std::uint32_t> m_documents; ///< 0: that of the job
    std::vector<std::uint8_t> m_statuses;
    std::shared_ptr<const query::RunTable> m_table;
};

} // namespace cboard::store
