// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <QList>

#include <optional>

/// The actions of the digits, which choose a tab, card or chip of a view.
namespace cboard::ui {

/// For the first \p count parts; at most nine.
QList<ActionId> partActions(int count);

/// Which part the action chooses, from 0; nothing for other actions.
std::optional<int> partOf(ActionId action);

} // namespace cboard::ui
