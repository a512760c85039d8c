// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"

class QPainter;
class QRect;
class QString;

namespace cboard::ui {

class Theme;

/// Grounds behind the parts of a line that match, to be painted before the line itself: of \p shown
/// as QPainter::drawText() places it by \p alignment, in the font of the painter.
void paintFound(QPainter& painter, const QRect& rect, int alignment, const QString& shown,
                logs::FindPattern& pattern, const Theme& theme);

} // namespace cboard::ui
