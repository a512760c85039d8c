// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table: which, how wide, sorted by; and how they are remembered.
#include "ui/shell/context.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/frozen_table.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_footer.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_memory.h"

#include <QEvent>

#include <algorithm>

namespace cboard::ui {

void ResultTable::rememberAs(const QString& name)
{
    m_name = name;
    if (m_memory != nullptr) {
        m_widths = m_memory->look(name).widths;
        setChoice({});
    }
}

void ResultTable::keepLook()
{
    if (m_memory != nullptr && !m_name.isEmpty()) {
        m_memory->keep(m_name, {m_choice, m_widths});
    }
}

bool ResultTable::isColumnShown(int column) const
{
    const ColumnHead& head = m_rows->head(column);
    return head.isHidden ? m_choice.shown.contains(head.id) : !m_choice.hidden.contains(head.id);
}

void ResultTable::setColumnShown(int column, bool isShown)
{
    TableChoice choice = m_choice;
    const ColumnHead& head = m_rows->head(column);
    choice.shown.removeAll(head.id);
    choice.hidden.removeAll(head.id);
    if (isShown == head.isHidden) {
        (isShown ? choice.shown : choice.hidden) << head.id;
    }
    choose(choice);
}

void ResultTable::applyColumns()
{
    if (!m_rows) {
        return;
    }
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const ColumnHead& head = m_rows->head(column);
        if (!m_hasWidths) {
            const QFontMetrics metrics = fontMetrics();
            const int title = metrics.horizontalAdvance(head.title + QStringLiteral(" ▾1"));
            const int text = metrics.averageCharWidth() * head.characters;
            const int usual = std::max(title, text) + 2 * CellPadding;
            m_header->resizeSection(column, m_widths.value(head.id, usual));
            m_header->setSectionResizeMode(column, QHeaderView::Interactive);
        }
        m_view->setColumnHidden(column, column > 0 && !isColumnShown(column));
    }
    m_hasWidths = m_model->columnCount() > 0;
    fitLooseColumn();
    m_footer->update();
}

void ResultTable::fitLooseColumn()
{
    constexpr int LeastCharacters = 18;
    for (int column = 0; m_rows && column < m_model->columnCount(); ++column) {
        if (m_rows->head(column).characters > 0 || m_view->isColumnHidden(column)) {
            continue;
        }
        const int least = fontMetrics().averageCharWidth() * LeastCharacters + 2 * CellPadding;
        const int left =
            m_view->viewport()->width() - m_header->length() + m_header->sectionSize(column);
        m_header->setSectionResizeMode(
            column, left >= least ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (left < least) {
            m_header->resizeSection(column, least);
        }
    }
}

bool ResultTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) { // Of the viewport.
        fitLooseColumn();
    }
    return QWidget::eventFilter(watched, event);
}

void ResultTable::showRanks()
{
    std::vector<TableHeader::Rank> ranks(static_cast<std::size_t>(m_model->columnCount()));
    int rank = 0;
    for (const SortColumn& sort : m_choice.sort) {
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (m_rows->head(column).id == sort.column) {
                ranks[static_cast<std::size_t>(column)] = {++rank, sort.isDescending};
            }
        }
    }
    m_frozenHeader->setRanks(ranks, rank > 1);
    m_header->setRanks(std::move(ranks), rank > 1);
}

} // namespace cboard::ui
