// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_feature.h"

#include "ui/ingest/ingest_view.h"

#include <QCoreApplication>

namespace cboard::ui {

Feature makeIngestFeature()
{
    Feature feature;
    feature.id = QStringLiteral("ingest");
    feature.title = QCoreApplication::translate("Feature", "Ingest");
    feature.icon = QStringLiteral("ingest");
    feature.shortcut = QKeySequence(QStringLiteral("G, N"));
    feature.scope = FeatureScope::Global;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new IngestView(context, parent);
    };
    feature.takesFilter = false;
    return feature;
}

} // namespace cboard::ui
