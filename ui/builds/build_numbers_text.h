// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/build_health_snapshots.h"

#include <QString>

namespace cboard::ui {

/// "3 warnings, 1 of them new, 1 error, 41 s, 12.3 MB": what is known.
QString numbersText(const query::BuildNumbers& build);

} // namespace cboard::ui
