// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/paused_banner.h"

#include "ui/base/key_text.h"
#include "ui/base/task_list.h"

namespace cboard::ui {

PausedBanner::PausedBanner(const Context& context, QWidget* parent)
    : QLabel(parent)
    , m_context(context)
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
    connect(&m_context.tasks->pause(), &WorkPause::changed, this, &PausedBanner::follow);
    followKeys(m_context, this, [this] {
        setText(
            withKeys(m_context, tr("Paused: nothing comes in until you resume ({pause-work})")));
    });
    follow();
}

void PausedBanner::follow()
{
    setVisible(m_context.tasks->pause().isPaused());
}

} // namespace cboard::ui
