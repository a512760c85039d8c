// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_feature.h"

#include "ui/logview/log_diff_view.h"
#include "ui/logview/log_view.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace cboard::ui {

Feature makeLogFeature()
{
    Feature feature;
    feature.id = QStringLiteral("log");
    feature.title = QCoreApplication::translate("Feature", "Log");
    feature.icon = QStringLiteral("log");
    feature.shortcut = QKeySequence(QStringLiteral("G, L"));
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new LogView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

Feature makeLogDiffFeature()
{
    Feature feature;
    feature.id = QStringLiteral("logdiff");
    feature.title = QCoreApplication::translate("Feature", "Diff of logs");
    feature.icon = QStringLiteral("log");
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new LogDiffView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

ViewState stateOfLogFile(const QString& path)
{
    ViewState state;
    state.view = QStringLiteral("log");
    state.options.insert(QStringLiteral("file"), QFileInfo(path).absoluteFilePath());
    return state;
}

} // namespace cboard::ui
