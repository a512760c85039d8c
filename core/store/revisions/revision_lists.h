// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace cboard::store {

struct BranchLine;
struct QueryContext;
struct RevisionEntry;

/// The branches and their newest revisions, as every list walks them: remembered until the next
/// commit, since any one can add a revision or change its checkouts. Thread-safe.
class RevisionLists {
public:
    RevisionLists();
    ~RevisionLists();
    RevisionLists(const RevisionLists&) = delete;
    RevisionLists& operator=(const RevisionLists&) = delete;

    /// All branches that have revisions.
    using LinesPtr = std::shared_ptr<const std::vector<BranchLine>>;
    Result<LinesPtr> lines(const QueryContext& context);

    struct Newest {
        std::vector<std::shared_ptr<const RevisionEntry>> revisions; ///< Newest first.
        bool isWhole = false; ///< There are no older ones.
    };
    /// Of a branch, of whatever repository: at least \p count, or all.
    Result<Newest> newest(const QueryContext& context, std::int64_t tree, std::int64_t branch,
                          std::size_t count);

private:
    using BranchId = std::pair<std::int64_t, std::int64_t>; ///< tree.id, branch.id

    Newest known(const QueryContext& context, const BranchId& branch);
    void keep(const QueryContext& context, const BranchId& branch, const Newest& newest);
    void follow(const QueryContext& context);

    std::mutex m_mutex;
    // All below guarded by m_mutex.
    std::uint64_t m_generation = 0; ///< Of all that is remembered.
    LinesPtr m_lines;
    std::map<BranchId, Newest> m_newest;
    std::size_t m_count = 0; ///< Revisions in m_newest.
};

} // namespace cboard::store
