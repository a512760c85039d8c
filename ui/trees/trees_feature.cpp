// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_feature.h"

#include "ui/trees/trees_view.h"

namespace cboard::ui {

Feature makeTreesFeature()
{
    Feature feature;
    feature.id = QStringLiteral("trees");
    feature.title = TreesView::tr("Trees");
    feature.icon = QStringLiteral("trees");
    feature.shortcut = QKeySequence(QStringLiteral("G,T"));
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new TreesView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
