// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>

namespace cboard::ui {

/// What is left of a text that is too wide. The hashes of describe names go first, since the
/// number before them says which revision it is; then names lose their middle, sentences their end.
QString cutText(const QFontMetrics& metrics, const QString& text, int width, bool isProse = false);

} // namespace cboard::ui
