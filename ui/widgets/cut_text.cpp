// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cut_text.h"

#include "ui/base/text_format.h"

namespace cboard::ui {

QString cutText(const QFontMetrics& metrics, const QString& text, int width, bool isProse)
{
    if (metrics.horizontalAdvance(text) <= width) {
        return text;
    }
    return metrics.elidedText(withoutHashes(text), isProse ? Qt::ElideRight : Qt::ElideMiddle,
                              width);
}

} // namespace cboard::ui
