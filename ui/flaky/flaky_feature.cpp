// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flaky/flaky_feature.h"

#include "ui/flaky/flaky_view.h"

namespace cboard::ui {

Feature makeFlakyFeature()
{
    Feature feature;
    feature.id = QStringLiteral("flaky");
    feature.title = FlakyView::tr("Flaky");
    feature.icon = QStringLiteral("flaky");
    feature.shortcut = QKeySequence(QStringLiteral("Shift+F"));
    feature.scope = FeatureScope::Revision;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new FlakyView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
