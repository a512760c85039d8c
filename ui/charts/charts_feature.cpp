// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charts_feature.h"

#include "ui/charts/charts_view.h"

namespace cboard::ui {

Feature makeChartsFeature()
{
    Feature feature;
    feature.id = QStringLiteral("charts");
    feature.title = ChartsView::tr("Charts");
    feature.icon = QStringLiteral("charts");
    feature.shortcut = QKeySequence(QStringLiteral("G,A"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new ChartsView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
