// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/digit_keys.h"

#include <QShortcut>
#include <QWidget>

#include <algorithm>

namespace cboard::ui {

void addDigitKeys(QWidget& scope, int count, const std::function<void(int part)>& choose)
{
    constexpr int Digits = 9;
    for (int part = 0; part < std::min(count, Digits); ++part) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_1 + part), &scope);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(shortcut, &QShortcut::activated, &scope, [choose, part] { choose(part); });
    }
}

} // namespace cboard::ui
