// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace cboard::ui {

class TabPage;
class View;
struct Selection;

/// Whether the peek is shown: when the user wants it, the view has logs to peek into, and that of
/// the selection is not seen already in another part of the window. The wish is kept as a property
/// of the pane.
bool isPeekWanted(const QWidget& peek);
void wantPeek(QWidget& peek, bool isWanted);
/// What is selected in the view has a log that is not shown already.
bool hasLogs(const View* view);
/// One of the pages shows the log of the selection.
bool isLogSeen(const QList<TabPage*>& pages, const Selection& selection);
void showPeekFor(QWidget& peek, const View* view, bool isSeen = false);
/// In a low window the view keeps the larger part of what it shares with the peek.
void leaveRoomAbove(QWidget& peek);

} // namespace cboard::ui
