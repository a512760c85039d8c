// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_feature.h"

#include "ui/testtree/test_tree_view.h"

#include <QCoreApplication>

namespace cboard::ui {

Feature makeTestTreeFeature()
{
    Feature feature;
    feature.id = QStringLiteral("tests");
    feature.title = QCoreApplication::translate("Feature", "Tests");
    feature.icon = QStringLiteral("tests");
    feature.shortcut = QKeySequence(QStringLiteral("G, E"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new TestTreeView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
