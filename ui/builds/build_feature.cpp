// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/builds/build_feature.h"

#include "ui/base/baseline_choice.h"
#include "ui/builds/build_view.h"

namespace cboard::ui {

Feature makeBuildFeature()
{
    Feature feature;
    feature.id = QStringLiteral("build");
    feature.title = BuildView::tr("Build");
    feature.icon = QStringLiteral("builds");
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new BuildView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

ViewState buildState(const ViewState& from, bool onlyChanges)
{
    ViewState state = from;
    state.view = QStringLiteral("build");
    state.filter.clear();
    state.options.clear();
    carryBaseline(from, state);
    if (onlyChanges) {
        state.options.insert(BuildView::OnlyOption, BuildView::OnlyChanges);
    }
    return state;
}

} // namespace cboard::ui
