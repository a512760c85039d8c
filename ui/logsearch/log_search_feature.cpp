// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logsearch/log_search_feature.h"

#include "ui/logsearch/log_search_view.h"

#include <QCoreApplication>

namespace cboard::ui {

Feature makeLogSearchFeature()
{
    Feature feature;
    feature.id = QStringLiteral("logsearch");
    feature.title = QCoreApplication::translate("Feature", "Search in logs");
    feature.icon = QStringLiteral("log");
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new LogSearchView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

} // namespace cboard::ui
