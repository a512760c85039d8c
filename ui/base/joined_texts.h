// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cboard::ui {

/// Those of the texts that are not empty, with \p between from one to the next.
QString joinedTexts(QStringList texts, const QString& between = QStringLiteral(" \u00b7 "));

} // namespace cboard::ui
