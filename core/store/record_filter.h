// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/result_groups.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cboard::store {

/// Which records a filter selects for export: results that match, and what they hang on (their
/// build and checkout), so that the export can be read again by itself. A checkout or build without
/// results is selected when it matches by itself; an incident with its build or test; an issue
/// with any of its incidents. An empty filter selects everything.
///
/// Lives within one read transaction of its context. Not thread-safe.
class RecordFilter {
public:
    /// Looks through builds (and, where the filter asks for runs, their tests). Errors:
    /// Unsupported for terms that are not available, Cancelled, Storage.
    /// `is:` terms judge the branches' histories first, as every query does.
    static Result<std::unique_ptr<RecordFilter>> create(const QueryContext& context,
                                                        const query::Common& common);

    bool selectsAll() const { return m_isAll; }
    /// By row id.
    bool selectsCheckout(std::int64_t id) const { return m_isAll || contains(m_checkouts, id); }
    bool selectsBuild(std::int64_t id) const { return m_isAll || contains(m_builds, id); }
    Result<bool> selectsTest(const TestColumns& columns);
    /// By the external ids that the incident names; empty for none.
    Result<bool> selectsIncident(std::string_view buildId, std::string_view testId);
    Result<bool> selectsIssue(std::string_view id, std::int64_t version);

private:
    RecordFilter(const QueryContext& context, FilterPlan plan);

    static bool contains(const std::vector<bool>& bits, std::int64_t id)
    {
        return id >= 0 && static_cast<std::size_t>(id) < bits.size()
            && bits[static_cast<std::size_t>(id)];
    }
    /// What a run takes from the revision of its build.
    struct Belonging {
        RevisionWords words;
        const RevisionEntry* revision = nullptr; ///< In m_revisions; null for none known.
    };

    Result<void> loadRevisions();
    Result<void> judgeBranches(const query::Common& common);
    Result<void> selectKnown();
    Result<void> selectOrphans();
    Result<void> selectRevision(const RevisionEntry& revision);
    Result<bool> selectBuild(const BuildFacts& build, Belonging belonging);
    Result<bool> hasMatchingRun(const BuildFacts& build, RevisionWords words);

    const QueryContext& m_context;
    FilterPlan m_plan;
    ResultReader m_reader;
    bool m_isAll = false;
    std::vector<RevisionEntry> m_revisions; ///< That match; branch by branch, newest first.
    std::vector<bool> m_checkouts; ///< By row id.
    std::vector<bool> m_builds;
    /// By build.id; only of builds that can have matching runs.
    std::unordered_map<std::int64_t, Belonging> m_belongings;
};

} // namespace cboard::store
