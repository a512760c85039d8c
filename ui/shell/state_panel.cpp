// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/state_panel.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int LoadingDelayMs = 150;
    constexpr int TextWidth = 560;

    QLabel* makeLabel(QWidget* parent, double scale, bool isBold)
    {
        auto* label = new QLabel(parent);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setMaximumWidth(TextWidth);
        label->setMinimumWidth(TextWidth / 2);
        QFont font = label->font();
        font.setPointSizeF(font.pointSizeF() * scale);
        font.setBold(isBold);
        label->setFont(font);
        return label;
    }

} // namespace

StatePanel::StatePanel(QWidget* content, QWidget* parent)
    : QStackedWidget(parent)
    , m_content(content)
    , m_page(new QWidget(this))
{
    m_sentence = makeLabel(m_page, 1.2, true);
    m_hint = makeLabel(m_page, 1.0, false);
    m_busy = new QProgressBar(m_page);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(TextWidth / 4, 4);
    m_action = new QPushButton(m_page);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionRequested);

    auto* layout = new QVBoxLayout(m_page);
    layout->setSpacing(12);
    layout->addStretch(2);
    for (QWidget* widget : {static_cast<QWidget*>(m_sentence), static_cast<QWidget*>(m_hint),
                            static_cast<QWidget*>(m_busy), static_cast<QWidget*>(m_action)}) {
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
    m_page->setAutoFillBackground(true);
    m_page->setBackgroundRole(QPalette::Base);

    addWidget(m_content);
    addWidget(m_page);
    m_delay.setSingleShot(true);
    m_delay.setInterval(LoadingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] { setCurrentWidget(m_page); });
}

void StatePanel::showContent()
{
    m_delay.stop();
    setCurrentWidget(m_content);
}

void StatePanel::showLoading(const QString& what)
{
    m_sentence->setText(what);
    m_hint->hide();
    m_action->hide();
    m_busy->show();
    m_delay.start();
}

void StatePanel::showMessage(const QString& sentence, const QString& hint, const QString& action)
{
    m_delay.stop();
    m_busy->hide();
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setCurrentWidget(m_page);
}

void StatePanel::showError(const QString& headline, const QString& details)
{
    showMessage(headline, details, tr("Try again"));
}

bool StatePanel::showsContent() const
{
    return currentWidget() == m_content;
}

} // namespace cboard::ui
