// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cboard::ui {

/// Hides \p part, which says more about the rows of \p view, while the view is so low that its rows
/// would have no room beside it: in a small window at 200 %, above the log of the selection.
void hideWhereLow(QWidget& view, QWidget& part);

} // namespace cboard::ui
