// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_feature.h"

#include "ui/history/history_view.h"

namespace cboard::ui {

Feature makeHistoryFeature()
{
    Feature feature;
    feature.id = QStringLiteral("history");
    feature.title = HistoryView::tr("History");
    feature.icon = QStringLiteral("history");
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new HistoryView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
