// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace cboard::ui {

/// \p first left of \p second, or above it, in these shares of the room; none can be folded away.
QSplitter* makeSplit(Qt::Orientation orientation, QWidget& first, int firstShare, QWidget& second,
                     int secondShare);

} // namespace cboard::ui
