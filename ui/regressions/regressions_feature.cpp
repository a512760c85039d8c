// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/regressions_feature.h"

#include "ui/regressions/regressions_view.h"

namespace cboard::ui {

Feature makeRegressionsFeature()
{
    Feature feature;
    feature.id = QStringLiteral("regressions");
    feature.title = RegressionsView::tr("Regressions");
    feature.icon = QStringLiteral("regressions");
    feature.shortcut = QKeySequence(QStringLiteral("G,R"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new RegressionsView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
