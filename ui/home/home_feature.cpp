// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_feature.h"

#include "ui/home/home_view.h"

namespace cboard::ui {

Feature makeHomeFeature()
{
    Feature feature;
    feature.id = QStringLiteral("home");
    feature.title = HomeView::tr("Home");
    feature.icon = QStringLiteral("home");
    feature.shortcut = QKeySequence(QStringLiteral("G,H"));
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new HomeView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
