// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/paused_banner.h"

#include "ui/base/work_pause.h"

namespace cboard::ui {

PausedBanner::PausedBanner(const WorkPause& pause, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_pause(pause)
{
    constexpr int Side = 16;
    constexpr int Above = 8;
    setObjectName(QStringLiteral("paused"));
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Highlight);
    setForegroundRole(QPalette::HighlightedText);
    setContentsMargins(Side, Above, Side, Above);
    connect(&pause, &WorkPause::changed, this, &PausedBanner::follow);
    follow();
}

void PausedBanner::follow()
{
    setVisible(m_pause.isPaused());
}

} // namespace cboard::ui
