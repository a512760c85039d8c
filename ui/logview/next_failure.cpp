// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/next_failure.h"

#include "ui/base/record_field.h"

#include <algorithm>
#include <tuple>

namespace cboard::ui {

namespace {

    auto orderOf(const query::BuildRow& row)
    {
        return std::tie(row.config, row.architecture, row.compiler, row.id);
    }

    auto orderOf(const query::TestRow& row)
    {
        return std::tie(row.path, row.platform, row.config, row.compiler, row.id);
    }

    template <typename Row>
    Result<std::string> besides(std::vector<Row> rows, const std::string& id, bool isForward)
    {
        // The one that is read stays whatever it is: it may have passed.
        const auto isLeftOut = [&id](const Row& row) {
            const bool isFailure = row.status == StatusClass::Fail || isInfrastructure(row.status);
            return row.id != id && !(isFailure && row.hasLog);
        };
        rows.erase(std::remove_if(rows.begin(), rows.end(), isLeftOut), rows.end());
        std::sort(rows.begin(), rows.end(),
                  [](const Row& a, const Row& b) { return orderOf(a) < orderOf(b); });
        const auto own =
            std::find_if(rows.begin(), rows.end(), [&id](const Row& row) { return row.id == id; });
        if (own == rows.end() || own == (isForward ? rows.end() - 1 : rows.begin())) {
            return fail(ErrorKind::NotFound, "no further failure has a log");
        }
        return (isForward ? own + 1 : own - 1)->id;
    }

} // namespace

Result<std::string> findNextFailure(query::Engine& engine, const query::RecordRequest& request,
                                    bool isForward, const TaskContext& task)
{
    CBOARD_TRY(const auto record, engine.record(request, task));
    if (!record->revision) {
        return fail(ErrorKind::NotFound, "the revision of this record is not known");
    }
    const std::int64_t revision = record->revision->id;
    if (record->kind == RecordKind::Build) {
        CBOARD_TRY(const auto builds, engine.builds({request.common, revision}, task));
        return besides(builds->rows, record->id, isForward);
    }
    const QString path = recordField(*record, "path");
    const bool isBoot = path == QLatin1String("boot") || path.startsWith(QLatin1String("boot."));
    const auto kind = isBoot ? query::RunKind::Boots : query::RunKind::Tests;
    CBOARD_TRY(const auto tests, engine.tests({request.common, revision, kind}, task));
    return besides(tests->rows, record->id, isForward);
}

} // namespace cboard::ui
