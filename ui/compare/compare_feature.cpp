// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_feature.h"

#include "ui/compare/compare_view.h"

namespace cboard::ui {

Feature makeCompareFeature()
{
    Feature feature;
    feature.id = QStringLiteral("compare");
    feature.title = CompareView::tr("Compare");
    feature.icon = QStringLiteral("compare");
    feature.shortcut = QKeySequence(QStringLiteral("G,C"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new CompareView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
