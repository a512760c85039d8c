// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_grid.h"

#include "ui/home/home_card.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QGridLayout>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int TwoColumnsNeed = 900;
    constexpr int FewestRows = 5; ///< Of a table or a sentence, with the title of the card.
    constexpr int MostRows = 10; ///< More scroll, or the cards beside would be cut.
} // namespace

HomeGrid::HomeGrid(QWidget* parent)
    : QScrollArea(parent)
{
    auto* content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(12, 8, 12, 12);
    m_grid->setSpacing(10);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // The cards have it.
}

void HomeGrid::addCard(HomeCard* card)
{
    m_cards << card;
    card->setParent(widget());
    connect(card, &HomeCard::contentChanged, this, &HomeGrid::shareHeight);
    m_columns = 0;
    arrange();
}

void HomeGrid::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void HomeGrid::arrange()
{
    const int columns = width() >= TwoColumnsNeed ? 2 : 1;
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    const int rows = static_cast<int>(m_cards.size());
    for (int i = 0; i < rows; ++i) {
        m_grid->removeWidget(m_cards[i]);
        m_cards[i]->setFullLength(columns == 1);
        m_grid->setRowStretch(i, 0);
        m_grid->addWidget(m_cards[i], i / columns, i % columns);
    }
    m_grid->setRowStretch(rows, columns == 1 ? 1 : 0); // Short cards stay at the top.
    m_grid->setColumnStretch(0, columns == 1 ? 1 : 4);
    m_grid->setColumnStretch(1, columns == 1 ? 0 : 3);
    shareHeight();
}

/// Two cards beside each other are as high as the longer list of them needs.
void HomeGrid::shareHeight()
{
    for (int i = 0; i < m_cards.size() && m_columns > 1; ++i) {
        const int rows = std::clamp(m_cards[i]->rowCount() + 2, FewestRows, MostRows);
        const bool isFirst = i % m_columns == 0;
        const int row = i / m_columns;
        m_grid->setRowStretch(row, isFirst ? rows : std::max(rows, m_grid->rowStretch(row)));
    }
}

void HomeGrid::reveal(const HomeCard& card)
{
    constexpr int Margin = 24;
    const QAbstractItemView& view = *card.table().view();
    const QRect row = view.visualRect(view.currentIndex());
    if (m_columns == 1 && row.isValid()) {
        const QPoint at = view.viewport()->mapTo(widget(), row.center());
        ensureVisible(at.x(), at.y(), 0, row.height() + Margin);
    }
}

} // namespace cboard::ui
