// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_feature.h"

#include "ui/logview/log_state.h"
#include "ui/runs/runs_view.h"

namespace cboard::ui {

Feature makeRunsFeature()
{
    Feature feature;
    feature.id = QStringLiteral("runs");
    feature.title = RunsView::tr("Two runs");
    feature.icon = QStringLiteral("compare");
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new RunsView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

ViewState runsState(const ViewState& from, RecordKind kind, const QString& before,
                    const QString& now)
{
    ViewState state = logDiffState(from, kind, now, before); // Named as the diff of their logs.
    state.view = QStringLiteral("runs");
    return state;
}

} // namespace cboard::ui
