// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/hardware_feature.h"

#include "ui/hardware/board_view.h"
#include "ui/hardware/hardware_view.h"

namespace cboard::ui {

Feature makeHardwareFeature()
{
    Feature feature;
    feature.id = QStringLiteral("hardware");
    feature.title = HardwareView::tr("Hardware");
    feature.icon = QStringLiteral("hardware");
    feature.shortcut = QKeySequence(QStringLiteral("G,W"));
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new HardwareView(context, parent);
    };
    return feature;
}

Feature makeBoardFeature()
{
    Feature feature;
    feature.id = QStringLiteral("board");
    feature.title = BoardView::tr("Board");
    feature.icon = QStringLiteral("hardware");
    feature.shortcut = QKeySequence(QStringLiteral("G,Shift+W"));
    feature.scope = FeatureScope::Record;
    feature.create = [](const Context& context, QWidget* parent) -> View* {
        return new BoardView(context, parent);
    };
    return feature;
}

} // namespace cboard::ui
