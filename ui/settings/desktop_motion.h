// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cboard::ui {

/// Whether the desktop wants things to move: false when the user turned animations off, for Plasma
/// (kdeglobals) or for GTK (settings.ini), in their files below \p configFolder. Read once, when
/// the program begins. Qt 6.4 itself passes no such wish on.
bool doesDesktopMove(const QString& configFolder);

} // namespace cboard::ui
