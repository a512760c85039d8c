// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace cboard::ui {

class Theme;

/// Behind what was found; stronger where the cursor stands.
QColor matchGround(const Theme& theme, bool isCurrent);

} // namespace cboard::ui
