// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/triage_targets.h"

#include "core/query/cell_target.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/history/cell_history.h"

namespace cboard::ui {

namespace {

    const QString TestPrefix = QStringLiteral("test:");
    const QString BuildPrefix = QStringLiteral("build:");

    /// What a view is about: builds, boots, tests, or all of them.
    struct Shown {
        bool areBuilds = false;
        std::optional<query::RunKind> runs;
    };

    Shown shownKinds(const ViewState& state)
    {
        const QString list = state.options.value(QStringLiteral("list"));
        const QString& what = state.view == QLatin1String("revision") ? list : state.view;
        if (what == QLatin1String("builds")) {
            return {true, std::nullopt};
        }
        if (what == QLatin1String("boots")) {
            return {false, query::RunKind::Boots};
        }
        if (what == QLatin1String("suites") || what == QLatin1String("tests")
            || what == QLatin1String("testmatrix")) {
            return {false, query::RunKind::Tests};
        }
        return {true, query::RunKind::All};
    }

} // namespace

QString targetOf(RecordKind kind, const std::string& id)
{
    return (kind == RecordKind::Build ? BuildPrefix : TestPrefix) + fromUtf8(id);
}

std::optional<NamedResult> resultOfTarget(const QString& target)
{
    if (target.startsWith(TestPrefix)) {
        return NamedResult{RecordKind::Test, target.mid(TestPrefix.size()).toStdString()};
    }
    if (target.startsWith(BuildPrefix)) {
        return NamedResult{RecordKind::Build, target.mid(BuildPrefix.size()).toStdString()};
    }
    return std::nullopt;
}

Result<QString> findTarget(query::Engine& engine, const query::RecordRequest& request,
                           const TaskContext& task)
{
    CBOARD_TRY(const auto record, engine.record(request, task));
    return targetOf(record->kind, record->id);
}

QStringList cellsOf(const Selection& selection)
{
    if (!selection.cells.isEmpty() || !selection.history) {
        return selection.cells;
    }
    return {fromUtf8(query::cellTarget(cellOf(*selection.history)))};
}

Result<QStringList> findShownTargets(query::Engine& engine, const ViewState& state,
                                     const query::Common& common, const TaskContext& task)
{
    query::Common filtered = common;
    CBOARD_TRY(filtered.filter, parseStateFilter(state));
    CBOARD_TRY(const auto revision, resolveRevision(engine, state, common, task));
    const Shown shown = shownKinds(state);
    QStringList targets;
    if (shown.areBuilds) {
        CBOARD_TRY(const auto builds, engine.builds({filtered, revision.id}, task));
        for (const query::BuildRow& build : builds->rows) {
            targets << targetOf(RecordKind::Build, build.id);
        }
    }
    if (shown.runs) {
        CBOARD_TRY(const auto runs,
                   engine.tests({filtered, revision.id, *shown.runs, MostTargets + 1}, task));
        for (const query::TestRow& run : runs->rows) {
            targets << targetOf(RecordKind::Test, run.id);
        }
    }
    if (targets.size() > MostTargets) {
        return fail(ErrorKind::Invalid,
                    "more than " + std::to_string(MostTargets)
                        + " results are shown: filter first ( / ), or put single ones in ( m )");
    }
    return targets;
}

} // namespace cboard::ui
