// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPalette;
class QWidget;

namespace cboard::ui {

/// Behind the selected row of a list: in colour where keys go to, grey in all other lists, so
/// that one sees which of several has the focus. \p list may be null: nothing has the focus.
QColor selectionGround(const QPalette& palette, const QWidget* list);

} // namespace cboard::ui
