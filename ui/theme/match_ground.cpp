// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/match_ground.h"

#include "ui/theme/theme.h"

namespace cboard::ui {

QColor matchGround(const Theme& theme, bool isCurrent)
{
    return mixed(theme.window(), theme.status().hue(StatusClass::Miss), isCurrent ? 0.7 : 0.38);
}

} // namespace cboard::ui
