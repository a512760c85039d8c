// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/split.h"

namespace cboard::ui {

QSplitter* makeSplit(Qt::Orientation orientation, QWidget& first, int firstShare, QWidget& second,
                     int secondShare)
{
    auto* split = new QSplitter(orientation);
    split->setHandleWidth(1);
    split->addWidget(&first);
    split->addWidget(&second);
    split->setStretchFactor(0, firstShare);
    split->setStretchFactor(1, secondShare);
    split->setChildrenCollapsible(false);
    return split;
}

} // namespace cboard::ui
