// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/compare.h"
#include "core/store/queries/cell_names.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/revision_marks.h"
#include "core/store/revisions/revision_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

namespace cboard::store {

namespace {

    constexpr std::size_t FewestRevisions = 2;
    constexpr std::size_t MostRevisions = 8;

    struct CellKeyHash {
        std::size_t operator()(const CellKey& key) const
        {
            std::size_t hash = 0;
            for (const std::int64_t part :
                 {key.config, key.architecture, key.compiler, key.platform, key.path, key.lab}) {
                hash = hash * 0x9E3779B97F4A7C15ULL + static_cast<std::size_t>(part);
                hash ^= hash >> 29U;
            }
            return hash;
        }
    };

    /// Which outcomes the runs of a cell had, one bit per class; the worst is the lowest.
    using Classes = std::uint8_t;
    static_assert(StatusClassCount <= 8);

    Classes bitOf(StatusClass status)
    {
        return static_cast<Classes>(1U << static_cast<unsigned>(status));
    }
    StatusClass worstOf(Classes classes)
    {
        return classes == 0 ? StatusClass::None
                            : static_cast<StatusClass>(std::countr_zero(classes));
    }
    bool isMixed(Classes classes)
    {
        return (classes & bitOf(StatusClass::Pass)) != 0
            && (classes & bitOf(StatusClass::Fail)) != 0;
    }

    /// Of one cell, by revision. Small: there are as many as cells.
    using Seen = std::array<Classes, MostRevisions>;
    using Cells = std::unordered_map<CellKey, Seen, CellKeyHash>;

    class Comparison {
    public:
        Comparison(const QueryContext& context, const FilterPlan& plan, MarkReader& marks,
                   const std::vector<RevisionEntry>& revisions)
            : m_context(context)
            , m_plan(plan)
            , m_marks(marks)
            , m_openPlan(marks.judge().outcomes().openPlan())
            , m_reader(context, m_openPlan)
            , m_revisions(revisions)
        {
        }

        Result<void> read()
        {
            for (std::size_t i = 0; i < m_revisions.size(); ++i) {
                CBOARD_TRY_VOID(m_reader.builds(m_revisions[i], [&](const ResultGroup& group) {
                    count(ResultKind::Builds, i, group.facts);
                }));
                CBOARD_TRY(const auto runs, RevisionRuns::kept(m_context, m_revisions[i]));
                m_cells[static_cast<std::size_t>(ResultKind::Tests)].reserve(runs->count());
                CBOARD_TRY_VOID(m_reader.keptRuns(
                    *runs, m_revisions[i], {}, [&](std::size_t, const ResultFacts& facts) {
                        const bool isBoot = m_context.names.path(facts.path).isBoot;
                        count(isBoot ? ResultKind::Boots : ResultKind::Tests, i, facts);
                    }));
                CBOARD_TRY(const auto health, m_marks.judge().outcomes().health(m_revisions[i]));
                m_illLabs.push_back(health->illLabs);
            }
            return {};
        }

        Result<void> fill(query::CompareSnapshot& snapshot, bool withUnchanged)
        {
            for (const ResultKind kind :
                 {ResultKind::Builds, ResultKind::Boots, ResultKind::Tests}) {
                const RevisionMarks* marks = nullptr;
                if (m_plan.hasMarkTerms()) {
                    CBOARD_TRY(marks, m_marks.marksAt(kind, m_revisions.back()));
                }
                const RevisionWords words = m_plan.revisionWords(m_revisions.back());
                for (const auto& [key, seen] : m_cells[static_cast<std::size_t>(kind)]) {
                    const query::CellMarks has = marks ? marksOf(*marks, kind, key) : 0;
                    if (selectsCell(m_plan, kind, key, has, words)) {
                        addRow(snapshot, kind, key, seen, withUnchanged);
                    }
                }
            }
            return {};
        }

    private:
        void count(ResultKind kind, std::size_t revision, const ResultFacts& facts)
        {
            Classes& classes =
                m_cells[static_cast<std::size_t>(kind)][cellOf(kind, facts)][revision];
            classes = static_cast<Classes>(classes | bitOf(facts.statusClass));
            m_isLastRunning = m_isLastRunning
                || (revision + 1 == m_revisions.size()
                    && facts.statusClass == StatusClass::Pending);
        }

        query::CellMarks marksOf(const RevisionMarks& marks, ResultKind kind,
                                 const CellKey& key) const
        {
            const BuildFacts build = buildOf(key);
            return m_marks.of(marks, kind, factsOf(key, build));
        }

        /// A fail in an ill lab says as little as an error.
        StatusClass classOf(const Seen& seen, std::size_t revision, const CellKey& key) const
        {
            const StatusClass worst = worstOf(seen[revision]);
            const bool isIll =
                std::binary_search(m_illLabs[revision].begin(), m_illLabs[revision].end(), key.lab);
            return worst == StatusClass::Fail && isIll ? StatusClass::Error : worst;
        }

        void addRow(query::CompareSnapshot& snapshot, ResultKind kind, const CellKey& key,
                    const Seen& seen, bool withUnchanged) const
        {
            const std::size_t last = m_revisions.size() - 1;
            const auto change = analysis::changeOf(classOf(seen, 0, key), classOf(seen, last, key),
                                                   m_isLastRunning);
            ++snapshot.info.totalRows;
            ++snapshot.counts[static_cast<std::size_t>(kind)][static_cast<std::size_t>(change)];
            if (change == query::CellChange::Unchanged && !withUnchanged) {
                return;
            }
            query::CompareRow row;
            row.names = namesOf(m_context.names, kind, key);
            row.kind = resultKindKey(kind);
            row.change = change;
            for (std::size_t i = 0; i <= last; ++i) {
                row.statuses.push_back(worstOf(seen[i]));
                row.areMixed.push_back(isMixed(seen[i]));
            }
            snapshot.rows.push_back(std::move(row));
        }

        const QueryContext& m_context;
        const FilterPlan& m_plan;
        MarkReader& m_marks;
        const FilterPlan& m_openPlan; ///< Without a filter.
        ResultReader m_reader;
        const std::vector<RevisionEntry>& m_revisions;
        std::vector<std::vector<std::int64_t>> m_illLabs; ///< By revision, sorted.
        std::array<Cells, 3> m_cells; ///< By kind.
        bool m_isLastRunning = false;
    };

    auto orderOf(const query::CompareRow& row)
    {
        return std::tuple(row.change, std::string_view(row.kind), std::string_view(row.names.path),
                          std::string_view(row.names.platform), std::string_view(row.names.config),
                          std::string_view(row.names.architecture),
                          std::string_view(row.names.compiler), std::string_view(row.names.lab));
    }

} // namespace

Result<query::CompareSnapshot> queryCompare(const QueryContext& context,
                                            const query::CompareRequest& request)
{
    if (request.revisions.size() < FewestRevisions || request.revisions.size() > MostRevisions) {
        return fail(ErrorKind::Invalid,
                    "two to eight revisions can be compared, not "
                        + std::to_string(request.revisions.size()));
    }
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto marks, MarkReader::create(context, request.common));
    query::CompareSnapshot snapshot;
    std::vector<RevisionEntry> revisions;
    for (const std::int64_t id : request.revisions) {
        CBOARD_TRY(auto revision, loadRevision(context, id));
        snapshot.revisions.push_back(revision.ref);
        snapshot.info.newestData = std::max(snapshot.info.newestData, revision.lastData());
        revisions.push_back(std::move(revision));
    }
    Comparison comparison(context, plan, *marks, revisions);
    CBOARD_TRY_VOID(comparison.read());
    CBOARD_TRY_VOID(comparison.fill(snapshot, request.withUnchanged));
    std::sort(snapshot.rows.begin(), snapshot.rows.end(),
              [](const auto& a, const auto& b) { return orderOf(a) < orderOf(b); });
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.rows.size());
    return snapshot;
}

} // namespace cboard::store
