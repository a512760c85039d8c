// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_feature.h"

#include "ui/revision/revision_view.h"

namespace cboard::ui {

Feature makeRevisionFeature()
{
    Feature feature;
    feature.id = QStringLiteral("revision");
    feature.title = RevisionView::tr("Revision");
    feature.icon = QStringLiteral("revision");
    feature.shortcut = QKeySequence(QStringLiteral("G,V"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new RevisionView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
