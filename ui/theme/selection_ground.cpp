// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/selection_ground.h"

#include "ui/theme/status_palette.h"

#include <QPalette>
#include <QWidget>

namespace cboard::ui {

QColor selectionGround(const QPalette& palette, const QWidget* list)
{
    constexpr double Grey = 0.13;
    return list != nullptr && list->hasFocus()
        ? palette.color(QPalette::Highlight)
        : mixed(palette.color(QPalette::Base), palette.color(QPalette::PlaceholderText), Grey);
}

} // namespace cboard::ui
