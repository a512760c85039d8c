// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/measurements.h"

#include "core/analysis/measurements.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

namespace cboard::service {

namespace {

    using query::MeasuredPoint;
    using query::MeasurementRow;

    struct Value {
        double number = 0;
        std::string unit;
    };

    /// Nothing when the run measured nothing.
    Result<std::optional<Value>> valueOf(query::Engine& engine, const std::string& run,
                                         const TaskContext& task)
    {
        CBOARD_TRY(const auto record, engine.record({{}, RecordKind::Test, run}, task));
        std::optional<Value> value;
        std::string unit;
        for (const query::RecordField& field : record->fields) {
            if (field.key == "number.value") {
                value.emplace();
                const char* end = field.value.data() + field.value.size();
                if (std::from_chars(field.value.data(), end, value->number).ptr != end) {
                    value.reset(); // Not a number that a machine can hold.
                }
            } else if (field.key == "number.prefix" || field.key == "number.unit") {
                unit += field.value;
            }
        }
        if (value) {
            value->unit = std::move(unit);
        }
        return value;
    }

    /// How long a boot took that passed; what else boots measure are values of other tests.
    std::optional<Value> bootTimeOf(const query::HistoryRun& run)
    {
        return run.status == StatusClass::Pass && run.durationSeconds
            ? std::optional(Value{*run.durationSeconds, "s"})
            : std::nullopt;
    }

    auto keyOf(const query::HistoryRun& run)
    {
        return std::tuple(run.path, run.platform, run.config, run.architecture, run.compiler,
                          run.lab);
    }

    /// The runs of one cell by revision, newest first, as histories come.
    struct Cell {
        query::CellNames names;
        std::string unit;
        std::vector<MeasuredPoint> points;
        std::vector<std::vector<double>> values; ///< Parallel to the points.

        void add(const query::HistoryRun& run, const Value& value)
        {
            if (points.empty()) {
                names = {run.path,         run.platform, run.config,
                         run.architecture, run.compiler, run.lab};
                unit = value.unit;
            }
            if (points.empty() || points.back().revision.id != run.revision.id) {
                points.push_back({run.revision, run.id, 0, 0, false});
                values.emplace_back();
            }
            ++points.back().runs;
            values.back().push_back(value.number);
        }

        MeasurementRow row()
        {
            for (std::size_t i = 0; i < points.size(); ++i) {
                points[i].value = analysis::bandOf(values[i]).median;
            }
            std::reverse(points.begin(), points.end());
            std::vector<double> series;
            for (const MeasuredPoint& point : points) {
                series.push_back(point.value);
            }
            const auto changes = analysis::changePoints(series);
            MeasurementRow made{names, unit, std::move(points), 0, 0, 0, 0};
            for (const analysis::ChangePoint& change : changes) {
                made.points[change.first].isChange = true;
            }
            const analysis::Band band =
                changes.empty() ? analysis::bandOf(series) : changes.back().after;
            made.median = band.median;
            // What is never negative does not usually lie below nothing.
            const bool isNeverNegative = std::ranges::min(series) >= 0;
            made.low = isNeverNegative ? std::max(0.0, band.low()) : band.low();
            made.high = band.high();
            made.change = changes.empty() ? 0 : changes.back().change();
            return made;
        }
    };

    double relativeChange(const MeasurementRow& row)
    {
        const double before = row.median - row.change;
        return before == 0 ? std::abs(row.change) : std::abs(row.change / before);
    }

} // namespace

query::Answer<query::MeasurementsSnapshot>
measurements(query::Engine& engine, const query::HistoryRequest& request, const TaskContext& task)
{
    CBOARD_TRY(const auto history, engine.history(request, task));
    auto snapshot = std::make_shared<query::MeasurementsSnapshot>();
    std::map<decltype(keyOf(history->runs.front())), Cell> cells;
    std::int64_t done = 0;
    for (const query::HistoryRun& run : history->runs) {
        CBOARD_TRY_VOID(task.check());
        task.report({done++, std::ssize(history->runs), "measurements"});
        std::optional<Value> value;
        if (request.kind == query::MatrixKind::Boot) {
            value = bootTimeOf(run);
        } else {
            CBOARD_TRY(value, valueOf(engine, run.id, task));
        }
        if (value) {
            cells[keyOf(run)].add(run, *value);
        } else {
            ++snapshot->withoutValue;
        }
    }
    for (auto& [key, cell] : cells) {
        snapshot->rows.push_back(cell.row());
    }
    std::stable_sort(snapshot->rows.begin(), snapshot->rows.end(),
                     [](const MeasurementRow& a, const MeasurementRow& b) {
                         return relativeChange(a) > relativeChange(b);
                     });
    return std::shared_ptr<const query::MeasurementsSnapshot>(std::move(snapshot));
}

} // namespace cboard::service
