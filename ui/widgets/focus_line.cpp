// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focus_line.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int Height = 2;
} // namespace

FocusLine::FocusLine(const Theme& theme, QWidget* pane)
    : QWidget(pane)
    , m_theme(theme)
    , m_pane(pane)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    pane->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this,
            [this](const QWidget* /*before*/, const QWidget* now) { follow(now); });
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    lieAtTheEdge();
    follow(QApplication::focusWidget());
}

/// In a window that is not active nothing has the focus.
void FocusLine::follow(const QWidget* focus)
{
    setVisible(focus != nullptr && (focus == m_pane || m_pane->isAncestorOf(focus)));
    raise();
}

void FocusLine::lieAtTheEdge()
{
    setGeometry(0, 0, m_pane->width(), Height);
}

bool FocusLine::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        lieAtTheEdge();
    }
    return QWidget::eventFilter(watched, event);
}

void FocusLine::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter(this).fillRect(rect(), m_theme.accent());
}

} // namespace cboard::ui
