// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/home_snapshots.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/query_context.h"
#include "core/store/revisions/revision_rows.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace cboard::store {

/// How the tests that the user watches stand, summed over branches. A path stands for all below it.
class WatchedTests {
public:
    WatchedTests(const QueryContext& context, const std::vector<std::string>& paths);

    /// What was judged of the tests of a branch; \p revisions newest first, as the marks are.
    void add(std::span<const RevisionEntry> revisions, const JudgedMarks& judged);
    std::vector<query::HomeTest> take();

private:
    /// Bars of the branch that is being added, oldest first.
    using Strip = std::vector<query::StripBar>;
    void addNewest(query::HomeTest& row, std::set<std::int64_t>& boards, const CellKey& key,
                   query::CellMarks marks);

    static constexpr std::size_t None = ~std::size_t{0};

    const QueryContext& m_context;
    std::vector<query::HomeTest> m_rows;
    std::vector<std::set<std::int64_t>> m_boards; ///< With a cell that fails, by row.
    std::vector<std::size_t> m_byPath; ///< Index into m_rows, by path.id; empty without any.
};

} // namespace cboard::store
