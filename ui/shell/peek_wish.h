// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cboard::ui {

class View;

/// Whether the peek is shown: when the user wants it, and the view has logs to peek into. The wish
/// is kept as a property of the pane.
bool isPeekWanted(const QWidget& peek);
void wantPeek(QWidget& peek, bool isWanted);
/// What is selected in the view has a log that is not shown already.
bool hasLogs(const View* view);
void showPeekFor(QWidget& peek, const View* view);

} // namespace cboard::ui
