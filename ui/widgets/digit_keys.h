// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace cboard::ui {

/// The digits 1 to \p count (at most 9) choose a part of a view, the first being 0, while \p scope
/// or a child of it has the focus.
void addDigitKeys(QWidget& scope, int count, const std::function<void(int part)>& choose);

} // namespace cboard::ui
