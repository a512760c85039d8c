// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <vector>

class QWidget;

namespace cboard::ui {

class ResultTable;

/// Find in the shown columns of a table and in the headings of its groups. \returns false for other
/// actions than those of find.
bool performFind(ActionId action, ResultTable& table);

/// The same in tables that stand beside each other in \p list, as in one; \p current is the one
/// with the cursor.
bool performFind(ActionId action, QWidget& list, ResultTable& current,
                 const std::vector<ResultTable*>& tables);

} // namespace cboard::ui
