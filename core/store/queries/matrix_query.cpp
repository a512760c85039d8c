// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/matrix_axis.h"
#include "core/store/queries/matrix_marks.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/revisions/suite_groups.h"

#include <algorithm>
#include <set>

namespace cboard::store {

namespace {

    using query::CellMark;
    using query::Dimension;
    using query::MatrixKind;

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

    /// The revisions of a matrix, newest first.
    using Columns = std::vector<RevisionEntry>;

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
            const FilterPlan readPlan = m_plan.withoutMarks();
            ResultReader reader(m_context, readPlan);
            const FilterPlan cellPlan = readPlan.withoutOutcomes();
            MatrixMarks marks(m_context, kind(), marksComeFromCells());
            if (wantsMarks()) {
                CBOARD_TRY_VOID(marks.judge(m_request.common, columns));
            }
            for (std::size_t i = columns.size(); i-- > 0;) {
                CBOARD_TRY_VOID(m_context.task.check());
                const auto column = static_cast<std::int32_t>(i);
                m_columns.addRevision(column);
                m_rows.addRevision(column);
                CBOARD_TRY_VOID(marks.enter(columns[i]));
                CBOARD_TRY_VOID(readGroups(reader, columns[i], [&](const ResultGroup& group) {
                    addMarks(addToCell(group, column), marks.of(group.facts));
                }));
                marks.forEachCell(cellPlan, columns[i], i,
                                  [&](const ResultFacts& facts, query::CellMarks some) {
                                      const auto place = m_places.find(placeKey(facts, column));
                                      if (place != m_places.end()) {
                                          addMarks(place->second, some);
                                      }
                                  });
            }
            CBOARD_TRY(auto snapshot, finish(columns));
            CBOARD_TRY_VOID(marks.nameIllLabs(columns, snapshot.rows));
            CBOARD_TRY_VOID(marks.nameIllLabs(columns, snapshot.columns));
            return snapshot;
        }

    private:
        ResultKind kind() const { return static_cast<ResultKind>(m_request.kind); }
        bool wantsMarks() const { return m_request.withMarks || m_plan.hasMarkTerms(); }

        bool isAsked(Dimension dimension) const
        {
            return m_rows.has(dimension) || m_columns.has(dimension);
        }

        bool usesSuites() const
        {
            const bool knowsMore = isAsked(Dimension::Path) || isAsked(Dimension::Config)
                || isAsked(Dimension::Arch) || isAsked(Dimension::Compiler)
                || isAsked(Dimension::Lab) || isAsked(Dimension::Origin);
            return isAsked(Dimension::Suite) && m_request.kind == MatrixKind::Test && !knowsMore
                && !isSplitByLab() && !m_plan.withoutMarks().limitsResults(true);
        }

        bool isSplitByLab() const
        {
            return m_request.kind == MatrixKind::Boot ? m_request.isSplitByLab
                : m_request.kind == MatrixKind::Test  ? m_request.areTestsSplitByLab
                                                      : false;
        }

        bool needsSingleRuns() const
        {
            if (m_request.kind == MatrixKind::Build || usesSuites()) {
                return false;
            }
            const bool judgesSome =
                m_request.kind == MatrixKind::Test && wantsMarks() && !m_plan.outcomes().isAll();
            return judgesSome || isAsked(Dimension::Path) || isAsked(Dimension::Suite)
                || isAsked(Dimension::Origin) || m_plan.withoutMarks().needsRuns(true);
        }

        /// The roll-ups of tests know no path: their marks come from the cells themselves.
        bool marksComeFromCells() const
        {
            return m_request.kind == MatrixKind::Test && !needsSingleRuns();
        }

        void addMarks(std::int32_t cell, query::CellMarks marks)
        {
            query::MatrixCell& marked = m_cells[static_cast<std::size_t>(cell)];
            marked.marks = static_cast<query::CellMarks>(marked.marks | marks);
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

        using PlaceKey = std::array<std::int64_t, 2>; ///< Row and column, lab.

        PlaceKey placeKey(const ResultFacts& facts, std::int32_t revision)
        {
            const std::int64_t row = m_rows.place(facts, revision, m_context.names);
            const std::int64_t column = m_columns.place(facts, revision, m_context.names);
            return {row << 32 | column, isSplitByLab() ? facts.lab : 0};
        }

        std::int32_t addToCell(const ResultGroup& group, std::int32_t revision)
        {
            const PlaceKey key = placeKey(group.facts, revision);
            const auto [place, isNew] =
                m_places.try_emplace(key, static_cast<std::int32_t>(m_cells.size()));
            if (isNew) {
                query::MatrixCell made;
                made.row = static_cast<std::int32_t>(key[0] >> 32);
                made.column = static_cast<std::int32_t>(key[0] & 0xFFFFFFFF);
                made.lab = m_context.names.name(NameKind::Lab, key[1]);
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
            snapshot.rows = m_rows.headers(m_context.names, columns, isRowKept, rowPlace);
            snapshot.columns =
                m_columns.headers(m_context.names, columns, isColumnKept, columnPlace);
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
                // Where tests of several paths are summed up, some pass and some fail anyway.
                const bool isOneThing =
                    m_request.kind != MatrixKind::Test || isAsked(Dimension::Path);
                if (disagree && isOneThing) {
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
            std::size_t operator()(const PlaceKey& key) const
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
        std::unordered_map<PlaceKey, std::int32_t, PlaceHasher> m_places;
        std::set<std::pair<std::int32_t, std::int64_t>> m_labs; ///< Row, lab.
    };

    Result<std::int64_t> resultsOf(const QueryContext& context, const Columns& columns,
                                   MatrixKind kind)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT sum(count) FROM rollup_checkout"
                                            " WHERE checkout = ?1 AND kind = ?2"));
        std::int64_t total = 0;
        for (const RevisionEntry& revision : columns) {
            for (const CheckoutEntry& checkout : revision.checkouts) {
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
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(auto rows, MatrixAxis::create(context, rowsOf(request)));
    CBOARD_TRY(auto axisColumns, MatrixAxis::create(context, columnsOf(request)));
    CBOARD_TRY(
        const auto columns,
        loadAskedRevisions(context, request.revision, request.branch, request.lastRevisions, plan));
    MatrixBuilder builder(context, request, plan, std::move(rows), std::move(axisColumns));
    CBOARD_TRY(auto snapshot, builder.build(columns));
    constexpr std::array<std::string_view, 3> Kinds = {"build", "boot", "test"};
    snapshot.kind = Kinds.at(static_cast<std::size_t>(request.kind));
    CBOARD_TRY(snapshot.info.totalRows, resultsOf(context, columns, request.kind));
    for (const RevisionEntry& revision : columns) {
        snapshot.info.newestData = std::max(snapshot.info.newestData, revision.lastData());
    }
    return snapshot;
}

} // namespace cboard::store
