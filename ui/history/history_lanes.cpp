// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_lanes.h"

#include "ui/base/text_format.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    using query::HistoryRun;

    HistoryColumn columnOf(const query::RevisionRef& revision)
    {
        HistoryColumn column;
        column.isLandmark = !revision.tags.empty();
        column.label =
            column.isLandmark ? fromUtf8(revision.tags.front()) : shortRevisionText(revision);
        return column;
    }

    /// Columns newest first, and the column of each run.
    struct Placement {
        std::vector<HistoryColumn> columns;
        std::vector<int> ofRun;
    };

    Placement placeByRevision(const std::vector<HistoryRun>& runs,
                              const std::vector<query::RevisionRow>& revisions)
    {
        Placement placement;
        std::map<std::int64_t, int> columns;
        const auto add = [&](const query::RevisionRef& revision) {
            const auto [place, isNew] =
                columns.emplace(revision.id, static_cast<int>(placement.columns.size()));
            if (isNew) {
                placement.columns.push_back(columnOf(revision));
            }
            return place->second;
        };
        for (const query::RevisionRow& row : revisions) {
            add(row.revision);
        }
        for (const HistoryRun& run : runs) { // Older ones than `revisions` come after.
            placement.ofRun.push_back(add(run.revision));
        }
        return placement;
    }

    Placement placeByRun(const std::vector<HistoryRun>& runs)
    {
        Placement placement;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            placement.ofRun.push_back(static_cast<int>(i));
            placement.columns.push_back(columnOf(runs[i].revision));
            const bool isSame = i > 0 && runs[i].revision.id == runs[i - 1].revision.id;
            if (isSame) { // The newest run carries the name.
                placement.columns.back().label.clear();
                placement.columns.back().isLandmark = false;
            }
        }
        return placement;
    }

    void spreadEvenly(std::vector<HistoryColumn>& columns)
    {
        const auto last = static_cast<double>(columns.size()) - 1;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].position = last <= 0 ? 1 : 1 - static_cast<double>(i) / last;
        }
    }

    void spreadByTime(std::vector<HistoryColumn>& columns, const std::vector<HistoryRun>& runs)
    {
        std::vector<double> times;
        for (const HistoryRun& run : runs) {
            const auto time = run.startTime ? run.startTime : run.revision.time;
            times.push_back(time ? static_cast<double>(time->time_since_epoch().count()) : 0.0);
        }
        if (times.empty()) {
            return;
        }
        const auto [oldest, newest] = std::minmax_element(times.begin(), times.end());
        const double span = *newest - *oldest;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            columns[i].position = span <= 0 ? 1 : (times[i] - *oldest) / span;
        }
    }

    void addRun(HistoryLane& lane, int column, const HistoryRun& run, int index)
    {
        constexpr auto Mixed =
            static_cast<std::uint16_t>(1U << static_cast<unsigned>(query::CellMark::Mixed));
        if (lane.marks.empty() || lane.marks.back().column != column) {
            lane.marks.push_back({column, run.status, 0, index, 1});
            return;
        }
        HistoryMark& mark = lane.marks.back();
        ++mark.runCount;
        if (isConclusive(mark.status) && isConclusive(run.status) && mark.status != run.status) {
            mark.marks |= Mixed;
        }
        if (run.status < mark.status) {
            mark.status = run.status;
            mark.run = index;
        }
    }

    void addChange(HistoryLane& lane, int column, const QString& change)
    {
        if (change.isEmpty()) {
            return;
        }
        if (lane.changes.empty() || lane.changes.back().column != column) {
            lane.changes.push_back({column, change});
            return;
        }
        QStringList lines = lane.changes.back().text.split(QLatin1Char('\n'));
        if (!lines.contains(change)) {
            lane.changes.back().text = (lines << change).join(QLatin1Char('\n'));
        }
    }

    std::int64_t fails(const HistoryLane& lane)
    {
        return std::count_if(lane.marks.begin(), lane.marks.end(), [](const HistoryMark& mark) {
            return mark.status == StatusClass::Fail;
        });
    }

} // namespace

HistoryLanes makeHistoryLanes(const query::HistorySnapshot& history,
                              const std::vector<query::RevisionRow>& revisions, HistoryScale scale,
                              const LaneOf& laneOf, const RunTests* tests)
{
    Placement placement = scale == HistoryScale::Revision ? placeByRevision(history.runs, revisions)
                                                          : placeByRun(history.runs);
    if (scale == HistoryScale::Time) {
        spreadByTime(placement.columns, history.runs);
    } else {
        spreadEvenly(placement.columns);
    }
    HistoryLanes result;
    const int last = static_cast<int>(placement.columns.size()) - 1;
    std::map<QString, HistoryLane> lanes;
    for (std::size_t i = history.runs.size(); i-- > 0;) { // Oldest first.
        const QString name = laneOf(history.runs[i]);
        lanes[name].name = name;
        const int column = last - placement.ofRun[i];
        addRun(lanes[name], column, history.runs[i], static_cast<int>(i));
        addChange(lanes[name], column, testChangeOf(tests, history.runs[i].id));
    }
    for (auto& [name, lane] : lanes) {
        result.lanes.push_back(std::move(lane));
    }
    std::stable_sort(result.lanes.begin(), result.lanes.end(),
                     [](const auto& a, const auto& b) { return fails(a) > fails(b); });
    result.columns.assign(placement.columns.rbegin(), placement.columns.rend());
    return result;
}

} // namespace cboard::ui
