// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_card.h"

#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int RowHeight = 40; ///< Two lines, close together.
} // namespace

HomeCard::HomeCard(const Context& context, const QString& id, int number, const QString& title,
                   QWidget* parent)
    : QFrame(parent)
    , m_note(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_more(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new ResultTable(context))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFrameShape(QFrame::StyledPanel);
    auto* heading = new QLabel(QStringLiteral("%1  %2").arg(number).arg(title), this);
    QFont bold = font();
    bold.setBold(true);
    heading->setFont(bold);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_sentence->setContentsMargins(12, 8, 12, 8);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_sentence->setWordWrap(true);
    m_more->setText(tr("more"));
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::NoFocus); // Shift+Enter, so that Tab leads from card to card.
    m_more->setAccessibleName(tr("More of: %1").arg(title));
    m_table->setRowHeight(RowHeight);
    m_table->rememberAs(QStringLiteral("home.") + id);
    m_table->view()->setAccessibleName(title);
    m_table->setFootOnlyForNews(); // The number stands beside the title.
    m_stack->addWidget(m_sentence);
    m_stack->addWidget(m_table);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 6, 6, 4);
    top->setSpacing(10);
    top->addWidget(heading);
    top->addWidget(m_note);
    top->addStretch(1);
    top->addWidget(m_more);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
    connect(m_table, &ResultTable::arranged, this, &HomeCard::fitHeight);
    connect(m_more, &QToolButton::clicked, this, &HomeCard::moreRequested);
}

bool HomeCard::isEmpty() const
{
    return m_stack->currentWidget() != m_table;
}

void HomeCard::showSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_stack->setCurrentWidget(m_sentence);
    fitHeight();
}

void HomeCard::showTable()
{
    m_stack->setCurrentWidget(m_table);
    fitHeight();
}

int HomeCard::rowCount() const
{
    return isEmpty() ? 0 : m_table->view()->model()->rowCount();
}

void HomeCard::setFullLength(bool isFull)
{
    m_isFullLength = isFull;
    fitHeight();
}

void HomeCard::fitHeight()
{
    if (const int rows = rowCount(); rows != m_rowsShown) {
        m_rowsShown = rows;
        emit contentChanged();
    }
    if (!m_isFullLength) {
        m_stack->setMinimumHeight(0);
        m_stack->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int sentence = std::max(0, m_sentence->heightForWidth(width())); // Below 0: it is empty.
    m_stack->setFixedHeight(isEmpty() ? sentence : m_table->fullHeight());
}

void HomeCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitHeight(); // A sentence wraps in another way.
}

void HomeCard::setNote(const QString& note)
{
    m_note->setText(note);
}

} // namespace cboard::ui
