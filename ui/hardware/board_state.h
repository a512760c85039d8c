// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/view_state.h"

namespace cboard::ui {

/// The page of a board, its name in the option "board".
inline ViewState boardState(const QString& board)
{
    ViewState state;
    state.view = QStringLiteral("board");
    state.options.insert(QStringLiteral("board"), board);
    return state;
}

inline QString boardOf(const ViewState& state)
{
    return state.options.value(QStringLiteral("board"));
}

} // namespace cboard::ui
