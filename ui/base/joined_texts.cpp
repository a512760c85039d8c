// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/joined_texts.h"

namespace cboard::ui {

QString joinedTexts(QStringList texts, const QString& between)
{
    texts.removeAll(QString());
    return texts.join(between);
}

} // namespace cboard::ui
