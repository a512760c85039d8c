// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/timeline.h"

#include "ui/base/text_format.h"
#include "ui/widgets/table_arrangement.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>

namespace cboard::ui {

namespace {

    using query::CellNames;

    constexpr std::array Words = {&CellNames::platform, &CellNames::path,
                                  &CellNames::config,   &CellNames::architecture,
                                  &CellNames::compiler, &CellNames::lab};

    using Columns = std::unordered_map<std::int64_t, int>; ///< By revision.
    /// Kind of the regression, then the words of the cell.
    using CellKey = std::array<std::string, Words.size() + 1>;

    /// The boots of a board are one cell, whatever their paths; builds have none.
    CellKey keyOf(const std::string& kind, CellNames cell)
    {
        if (kind != "test") {
            cell.path.clear();
        }
        CellKey key;
        key.back() = kind;
        std::transform(Words.begin(), Words.end(), key.begin(),
                       [&cell](auto word) { return cell.*word; });
        return key;
    }

    int columnOf(const Columns& columns, std::int64_t revision)
    {
        const auto place = columns.find(revision);
        return place == columns.end() ? -1 : place->second;
    }

    void addRun(TimelineLane& lane, int column, const query::HistoryRun& run)
    {
        const auto place = std::lower_bound(
            lane.marks.begin(), lane.marks.end(), column,
            [](const TimelineMark& mark, int wanted) { return mark.column < wanted; });
        if (place == lane.marks.end() || place->column != column) {
            lane.marks.insert(place,
                              {column, run.status, run.marks, fromUtf8(run.id), run.hasLog, 1});
            return;
        }
        ++place->runCount;
        const bool disagree =
            isConclusive(place->status) && isConclusive(run.status) && place->status != run.status;
        if (disagree) {
            place->marks |= query::markBit(query::CellMark::Mixed);
        }
        if (run.status < place->status) {
            place->status = run.status;
            place->run = fromUtf8(run.id);
            place->hasLog = run.hasLog;
        }
    }

    void addChange(TimelineLane& lane, int column, const QString& change)
    {
        if (!change.isEmpty()) {
            const auto place = std::lower_bound(
                lane.changes.begin(), lane.changes.end(), column,
                [](const TimelineChange& one, int wanted) { return one.column < wanted; });
            lane.changes.insert(place, {column, change});
        }
    }

    /// The words of the cell that are not the same in all of \p cells.
    QString laneName(const CellNames& cell, const std::vector<query::RegressionCell>& cells)
    {
        QStringList words;
        for (const auto word : Words) {
            const bool isSame =
                std::all_of(cells.begin(), cells.end(), [&](const query::RegressionCell& other) {
                    return other.names.*word == cell.*word;
                });
            const bool isHead = word == Words.front() && !cell.platform.empty();
            if ((!isSame || isHead) && !(cell.*word).empty()) {
                words << fromUtf8(cell.*word);
            }
        }
        return words.isEmpty() ? fromUtf8(cell.config) : words.join(QStringLiteral(" · "));
    }

    class TimelineMaker {
    public:
        explicit TimelineMaker(const TimelineSource& source)
            : m_source(source)
        {
        }

        Timeline make()
        {
            addRevisions();
            for (const query::RegressionRow& row : m_source.rows) {
                addGroup(row);
            }
            for (const auto& history : m_source.histories) {
                addRuns(*history);
            }
            return std::move(m_made);
        }

        /// After make().
        std::vector<query::HistoryRun> takeRuns()
        {
            std::stable_sort(m_runs.begin(), m_runs.end(),
                             [](const auto& a, const auto& b) { return a.first > b.first; });
            std::vector<query::HistoryRun> runs;
            for (const auto& [column, run] : m_runs) {
                runs.push_back(*run);
            }
            return runs;
        }

    private:
        void addRevisions()
        {
            const auto& rows = m_source.revisions;
            for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
                m_columns.emplace(row->revision.id, static_cast<int>(m_made.revisions.size()));
                m_made.revisions.push_back(row->revision);
            }
            m_made.baseline = columnOf(m_columns, m_source.baseline);
        }

        void addGroup(const query::RegressionRow& row)
        {
            const auto first = static_cast<std::ptrdiff_t>(m_made.lanes.size());
            const auto group = static_cast<int>(m_made.groups.size());
            m_made.groups.push_back({fromUtf8(row.title), row.kind});
            for (const query::RegressionCell& cell : row.cells) {
                if (m_made.lanes.size() == Timeline::MostLanes) {
                    ++m_made.hiddenLanes;
                    continue;
                }
                TimelineLane lane;
                lane.name = laneName(cell.names, row.cells);
                lane.group = group;
                lane.cell = cell.names;
                lane.illColumns = illColumns(cell.names.lab);
                lane.lastGood = columnOf(m_columns, row.lastGood.id);
                lane.firstBad = columnOf(m_columns, row.firstBad.id);
                lane.fixedIn = row.fixedIn ? columnOf(m_columns, row.fixedIn->id) : -1;
                m_made.lanes.push_back(std::move(lane));
            }
            std::stable_sort(m_made.lanes.begin() + first, m_made.lanes.end(),
                             [](const TimelineLane& a, const TimelineLane& b) {
                                 return compareNaturally(a.name, b.name) < 0;
                             });
            for (auto at = static_cast<std::size_t>(first); at < m_made.lanes.size(); ++at) {
                m_lanes[keyOf(row.kind, m_made.lanes[at].cell)].push_back(at);
            }
        }

        std::vector<int> illColumns(const std::string& lab) const
        {
            std::vector<int> columns;
            for (const query::LabIncidentRow& incident : m_source.labIncidents) {
                const int column = columnOf(m_columns, incident.revision.id);
                if (incident.lab == lab && column >= 0) {
                    columns.push_back(column);
                }
            }
            std::sort(columns.begin(), columns.end());
            return columns;
        }

        void addRuns(const query::HistorySnapshot& history)
        {
            for (const query::HistoryRun& run : history.runs) {
                const int column = columnOf(m_columns, run.revision.id);
                const CellNames cell{run.path,         run.platform, run.config,
                                     run.architecture, run.compiler, run.lab};
                for (const char* kind : {"build", "boot", "test"}) {
                    const auto place = m_lanes.find(keyOf(kind, cell));
                    if (column < 0 || place == m_lanes.end()) {
                        continue;
                    }
                    for (const std::size_t lane : place->second) {
                        addRun(m_made.lanes[lane], column, run);
                        addChange(m_made.lanes[lane], column,
                                  testChangeOf(m_source.tests.get(), run.id));
                    }
                    if (!run.path.empty()) {
                        m_runs.emplace_back(column, &run);
                    }
                }
            }
        }

        const TimelineSource& m_source;
        Timeline m_made;
        std::vector<std::pair<int, const query::HistoryRun*>> m_runs; ///< By column.
        Columns m_columns;
        std::map<CellKey, std::vector<std::size_t>> m_lanes; ///< A cell can break more than once.
    };

} // namespace

const TimelineMark* TimelineLane::markAt(int column) const
{
    const auto place = std::find_if(marks.begin(), marks.end(), [column](const TimelineMark& mark) {
        return mark.column >= column;
    });
    return place != marks.end() && place->column == column ? &*place : nullptr;
}

const TimelineMark* TimelineLane::markBeside(int column, int step) const
{
    const TimelineMark* older = nullptr;
    for (const TimelineMark& mark : marks) {
        if (step > 0 && mark.column > column) {
            return &mark;
        }
        if (mark.column < column) {
            older = &mark;
        }
    }
    return step > 0 ? nullptr : older;
}

const TimelineMark* TimelineLane::firstToRead() const
{
    if (const TimelineMark* mark = markAt(firstBad)) {
        return mark;
    }
    return marks.empty() ? nullptr : &marks.back();
}

Timeline makeTimeline(const TimelineSource& source)
{
    return TimelineMaker(source).make();
}

std::vector<query::HistoryRun> timelineRuns(const TimelineSource& source)
{
    TimelineMaker maker(source);
    maker.make();
    return maker.takeRuns();
}

} // namespace cboard::ui
