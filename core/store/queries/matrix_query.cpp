// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/cell_marks.h"
#include "core/store/queries/matrix_axis.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/run_reference.h"
#include "core/store/queries/suite_groups.h"

#include <algorithm>
#include <set>

namespace cboard::store {

namespace {

    using query::CellMark;
    using query::Dimension;
    using query::MatrixKind;

    /// Revisions before the oldest shown one that are searched for a cell's last verdict.
    constexpr std::int64_t LookBack = 5;

    std::vector<Dimension> rowsOf(const query::MatrixRequest& request)
    {
        if (!request.rows.empty()) {
            return request.rows;
        }
        switch (request.kind) {
        case MatrixKind::Build:
            return {Dimension::Config};
        case MatrixKind::Boot:
            return {Dimension::Platform};
        case MatrixKind::Test:
            break;
        }
        return {Dimension::Path};
    }

    std::vector<Dimension> columnsOf(const query::MatrixRequest& request)
    {
        if (!request.columns.empty()) {
            return request.columns;
        }
        switch (request.kind) {
        case MatrixKind::Build:
            return {Dimension::Arch, Dimension::Compiler};
        case MatrixKind::Boot:
            return {Dimension::Revision};
        case MatrixKind::Test:
            break;
        }
        return {Dimension::Platform};
    }

    /// The revisions of a matrix, newest first: those shown, then those only looked back to.
    struct Columns {
        std::vector<RevisionEntry> revisions;
        std::size_t shown = 0;
        bool isWholeHistory = false;
    };

    Result<Columns> loadColumns(const QueryContext& context, const query::MatrixRequest& request,
                                const FilterPlan& plan)
    {
        Columns columns;
        std::optional<BranchIds> branch;
        if (request.revision) {
            CBOARD_TRY(auto revision, loadRevision(context, *request.revision));
            branch = BranchIds{revision.tree, revision.branch, revision.url};
            columns.revisions.push_back(std::move(revision));
        } else {
            branch = findBranch(context.names, request.branch);
            if (!branch) {
                return columns;
            }
            CBOARD_TRY(columns.revisions,
                       loadRevisions(context, *branch, plan, {.limit = request.lastRevisions}));
        }
        columns.shown = columns.revisions.size();
        if (columns.shown == 0) {
            return columns;
        }
        const RevisionEntry& oldest = columns.revisions.back();
        query::Common unfiltered = request.common;
        unfiltered.filter = {};
        CBOARD_TRY(const auto openPlan, FilterPlan::create(context, unfiltered));
        CBOARD_TRY(auto older,
                   loadRevisions(context, *branch, openPlan,
                                 {.limit = LookBack,
                                  .olderThan = std::pair(oldest.orderTime, oldest.ref.id)}));
        columns.isWholeHistory = static_cast<std::int64_t>(older.size()) < LookBack;
        std::move(older.begin(), older.end(), std::back_inserter(columns.revisions));
        return columns;
    }

    /// Collects the cells of a matrix, revision by revision, oldest first.
    class MatrixBuilder {
    public:
        MatrixBuilder(const QueryContext& context, const query::MatrixRequest& request,
                      const FilterPlan& plan, MatrixAxis rows, MatrixAxis columns)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_rows(std::move(rows))
            , m_columns(std::move(columns))
        {
        }

        Result<query::MatrixSnapshot> build(const Columns& columns)
        {
            const FilterPlan markPlan = m_plan.withoutOutcomes();
            ResultReader reader(m_context, markPlan);
            CellMarker marker(columns.isWholeHistory);
            for (std::size_t i = columns.revisions.size(); i-- > 0;) {
                CBOARD_TRY_VOID(m_context.task.check());
                const bool isShown = i < columns.shown;
                const auto column = static_cast<std::int32_t>(i);
                if (isShown) {
                    m_columns.addRevision(column);
                    m_rows.addRevision(column);
                }
                CBOARD_TRY_VOID(
                    readGroups(reader, columns.revisions[i], [&](const ResultGroup& group) {
                        const bool isWanted = isShown
                            && m_plan.outcomes().contains(group.facts.status,
                                                          group.facts.statusClass);
                        const std::int32_t cell = isWanted ? addToCell(group, column) : -1;
                        if (hasOwnIdentity()) {
                            marker.add(group.facts, group.count, cell);
                        }
                    }));
                marker.finishRevision(m_cells);
            }
            return finish(columns);
        }

    private:
        bool usesSuites() const
        {
            const bool isBySuite = m_rows.has(Dimension::Suite) || m_columns.has(Dimension::Suite);
            const auto isTold = [this](Dimension dimension) {
                return !m_rows.has(dimension) && !m_columns.has(dimension);
            };
            return isBySuite && m_request.kind == MatrixKind::Test && isTold(Dimension::Path)
                && isTold(Dimension::Config) && isTold(Dimension::Arch)
                && isTold(Dimension::Compiler) && isTold(Dimension::Lab)
                && isTold(Dimension::Origin) && !m_plan.limitsResults(true);
        }

        /// The suites' roll-up knows neither configuration nor lab: sums, but no baseline.
        bool hasOwnIdentity() const { return !usesSuites(); }

        bool needsSingleRuns() const
        {
            const auto isAsked = [this](Dimension dimension) {
                return m_rows.has(dimension) || m_columns.has(dimension);
            };
            return isAsked(Dimension::Path) || isAsked(Dimension::Suite)
                || isAsked(Dimension::Origin);
        }

        Result<void> readGroups(ResultReader& reader, const RevisionEntry& revision,
                                const ResultReader::GroupVisitor& visit)
        {
            if (m_request.kind == MatrixKind::Build) {
                return reader.builds(revision, visit);
            }
            if (usesSuites()) {
                return suiteGroups(m_context, m_plan, revision, visit);
            }
            return reader.runs(revision,
                               {.withBoots = m_request.kind == MatrixKind::Boot,
                                .withTests = m_request.kind == MatrixKind::Test,
                                .isSingle = needsSingleRuns()},
                               visit);
        }

        std::int32_t addToCell(const ResultGroup& group, std::int32_t revision)
        {
            query::MatrixCell made;
            made.row = m_rows.place(group.facts, revision, m_context.names);
            made.column = m_columns.place(group.facts, revision, m_context.names);
            const bool isSplit = m_request.kind == MatrixKind::Boot && m_request.isSplitByLab;
            const std::int64_t lab = isSplit ? group.facts.lab : 0;
            const std::array<std::int64_t, 2> key{
                std::int64_t{made.row} << 32 | std::int64_t{made.column}, lab};
            const auto [place, isNew] =
                m_places.try_emplace(key, static_cast<std::int32_t>(m_cells.size()));
            if (isNew) {
                made.lab = m_context.names.name(NameKind::Lab, lab);
                m_cells.push_back(std::move(made));
                m_samples.emplace_back();
            }
            const auto index = static_cast<std::size_t>(place->second);
            m_cells[index].counts[group.facts.statusClass] += group.count;
            noteSample(index, group);
            if (m_request.kind == MatrixKind::Boot) {
                m_labs.emplace(m_cells[index].row, group.facts.lab);
            }
            return place->second;
        }

        struct Sample {
            StatusClass status = StatusClass::None;
            std::int64_t key = 0;
            const BuildFacts* build = nullptr;
        };

        /// Keys are roughly in order of time: the worst run wins, of equals the newest.
        void noteSample(std::size_t cell, const ResultGroup& group)
        {
            Sample& sample = m_samples[cell];
            const StatusClass status = group.facts.statusClass;
            if (status < sample.status || (status == sample.status && group.sample > sample.key)) {
                sample = {status, group.sample, group.facts.build};
            }
        }

        Result<query::MatrixSnapshot> finish(const Columns& columns)
        {
            query::MatrixSnapshot snapshot;
            finishCells();
            std::vector<bool> isRowKept(m_rows.size());
            std::vector<bool> isColumnKept(m_columns.size(), m_columns.has(Dimension::Revision));
            for (const query::MatrixCell& cell : m_cells) {
                isRowKept[static_cast<std::size_t>(cell.row)] = true;
                isColumnKept[static_cast<std::size_t>(cell.column)] = true;
            }
            std::vector<std::int32_t> rowPlace;
            std::vector<std::int32_t> columnPlace;
            snapshot.rows = m_rows.headers(m_context.names, columns.revisions, isRowKept, rowPlace);
            snapshot.columns =
                m_columns.headers(m_context.names, columns.revisions, isColumnKept, columnPlace);
            snapshot.rowFields = m_rows.fieldNames();
            snapshot.columnFields = m_columns.fieldNames();
            for (query::MatrixCell& cell : m_cells) {
                cell.row = rowPlace[static_cast<std::size_t>(cell.row)];
                cell.column = columnPlace[static_cast<std::size_t>(cell.column)];
                snapshot.rows[static_cast<std::size_t>(cell.row)].counts += cell.counts;
                snapshot.columns[static_cast<std::size_t>(cell.column)].counts += cell.counts;
                snapshot.info.shownRows += cell.counts.total();
            }
            addLabs(snapshot, rowPlace);
            std::sort(m_cells.begin(), m_cells.end(),
                      [](const query::MatrixCell& a, const query::MatrixCell& b) {
                          return std::tie(a.row, a.column, a.lab)
                              < std::tie(b.row, b.column, b.lab);
                      });
            snapshot.cells = std::move(m_cells);
            return snapshot;
        }

        /// Status, mixed mark and sample of each cell; drops cells that `is:` does not want.
        void finishCells()
        {
            std::size_t kept = 0;
            for (std::size_t i = 0; i < m_cells.size(); ++i) {
                query::MatrixCell& cell = m_cells[i];
                cell.status = cell.counts.worst();
                const bool disagree =
                    cell.counts[StatusClass::Pass] > 0 && cell.counts[StatusClass::Fail] > 0;
                if (disagree && hasOwnIdentity()) {
                    cell.setMark(CellMark::Mixed);
                }
                if (!m_plan.matchesMarks(cell.marks)) {
                    continue;
                }
                const Sample& sample = m_samples[i];
                if (m_request.kind == MatrixKind::Build) {
                    cell.recordId = sample.build->extId;
                } else if (sample.key != 0) {
                    cell.recordId = runReference(sample.key);
                }
                if (kept != i) {
                    m_cells[kept] = std::move(cell);
                }
                ++kept;
            }
            m_cells.resize(kept);
        }

        void addLabs(query::MatrixSnapshot& snapshot, const std::vector<std::int32_t>& rowPlace)
        {
            for (const auto& [row, lab] : m_labs) {
                const std::int32_t place = rowPlace[static_cast<std::size_t>(row)];
                if (place >= 0) {
                    snapshot.rows[static_cast<std::size_t>(place)].labs.emplace_back(
                        m_context.names.name(NameKind::Lab, lab));
                }
            }
            for (query::MatrixHeader& row : snapshot.rows) {
                std::sort(row.labs.begin(), row.labs.end());
            }
        }

        struct PlaceHasher {
            std::size_t operator()(const std::array<std::int64_t, 2>& key) const
            {
                const auto mixed =
                    (static_cast<std::uint64_t>(key[0]) * 31U + static_cast<std::uint64_t>(key[1]))
                    * 0x9E3779B97F4A7C15U;
                return mixed ^ mixed >> 32U;
            }
        };

        const QueryContext& m_context;
        const query::MatrixRequest& m_request;
        const FilterPlan& m_plan;
        MatrixAxis m_rows;
        MatrixAxis m_columns;
        std::vector<query::MatrixCell> m_cells;
        std::vector<Sample> m_samples; ///< Parallel to the cells.
        std::unordered_map<std::array<std::int64_t, 2>, std::int32_t, PlaceHasher> m_places;
        std::set<std::pair<std::int32_t, std::int64_t>> m_labs; ///< Row, lab.
    };

    Result<std::int64_t> resultsOf(const QueryContext& context, const Columns& columns,
                                   MatrixKind kind)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT sum(count) FROM rollup_checkout"
                                            " WHERE checkout = ?1 AND kind = ?2"));
        std::int64_t total = 0;
        for (std::size_t i = 0; i < columns.shown; ++i) {
            for (const CheckoutEntry& checkout : columns.revisions[i].checkouts) {
                rows.bindAll(checkout.id, static_cast<int>(kind)); // The stored kinds.
                CBOARD_TRY(const bool hasRow, rows.step());
                total += hasRow ? rows.integer(0) : 0;
                rows.reset();
            }
        }
        return total;
    }

} // namespace

Result<query::MatrixSnapshot> queryMatrix(const QueryContext& context,
                                          const query::MatrixRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common, {.hasMarks = true}));
    CBOARD_TRY(auto rows, MatrixAxis::create(rowsOf(request)));
    CBOARD_TRY(auto axisColumns, MatrixAxis::create(columnsOf(request)));
    CBOARD_TRY(const auto columns, loadColumns(context, request, plan));
    MatrixBuilder builder(context, request, plan, std::move(rows), std::move(axisColumns));
    CBOARD_TRY(auto snapshot, builder.build(columns));
    constexpr std::array<std::string_view, 3> Kinds = {"build", "boot", "test"};
    snapshot.kind = Kinds.at(static_cast<std::size_t>(request.kind));
    CBOARD_TRY(snapshot.info.totalRows, resultsOf(context, columns, request.kind));
    for (std::size_t i = 0; i < columns.shown; ++i) {
        snapshot.info.newestData =
            std::max(snapshot.info.newestData, columns.revisions[i].lastData());
    }
    return snapshot;
}

} // namespace cboard::store
