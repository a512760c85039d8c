// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table: which, how wide, sorted by; and how they are remembered.
#include "ui/base/context.h"
#include "ui/base/text_format.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/frozen_table.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_footer.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_memory.h"

#include <QEvent>

#include <algorithm>

namespace cboard::ui {

namespace {

    int charactersOf(const ColumnHead& head)
    {
        constexpr int Least = 15; // Of a column that has no width of its own.
        return head.characters > 0 ? head.characters : Least;
    }

} // namespace

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
        m_view->setColumnHidden(column, column > 0 && !isColumnShown(column));
    }
    measureColumns();
    fitColumns();
    m_footer->update();
}

/// What was seen stays: columns do not jump while one types a filter.
void ResultTable::measureColumns()
{
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int& widest = m_contents[m_rows->head(column).id];
        widest = std::max(widest, contentWidth(column));
    }
}

/// Of the rows that are seen first, and of the sum below them.
int ResultTable::contentWidth(int column) const
{
    constexpr int SeenRows = 48;
    if (!m_model->arrangement()) {
        return 0;
    }
    const ColumnHead& head = m_rows->head(column);
    const int ofDrawing = fontMetrics().averageCharWidth() * charactersOf(head);
    int width = 0;
    for (int line = 0; line < std::min(SeenRows, m_model->rowCount()); ++line) {
        if (m_model->groupOfLine(line) == nullptr) {
            width = std::max(width, cellWidth(m_model->index(line, column), font(), ofDrawing));
        }
    }
    if (head.isSummed) {
        const double sum = m_model->arrangement()->sums.numbers[static_cast<std::size_t>(column)];
        const QString text = countText(static_cast<qint64>(sum));
        width = std::max(width, fontMetrics().horizontalAdvance(text));
    }
    return width + 2 * CellPadding;
}

ColumnNeed ResultTable::needOf(int column) const
{
    const ColumnHead& head = m_rows->head(column);
    const QFontMetrics metrics = fontMetrics();
    ColumnNeed need;
    need.title = metrics.horizontalAdvance(head.title + QStringLiteral(" ▾")) + 2 * CellPadding;
    need.content = m_contents.value(head.id);
    need.most = metrics.averageCharWidth() * charactersOf(head) + 2 * CellPadding;
    need.chosen = m_widths.value(head.id);
    need.isShown = !m_view->isColumnHidden(column);
    return need;
}

/// The edge of the table is reached by the column that has no width of its own, else by the last
/// words of a row, else by its name: numbers do not stand far from each other.
void ResultTable::fitColumns()
{
    std::vector<ColumnNeed> needs;
    std::size_t taker = 0;
    bool isLoose = false;
    for (int column = 0; m_rows && column < m_model->columnCount(); ++column) {
        needs.push_back(needOf(column));
        const ColumnHead& head = m_rows->head(column);
        if (needs.back().isShown && !isLoose) {
            isLoose = head.characters == 0;
            taker = isLoose || !head.isNumber ? needs.size() - 1 : 0;
        }
    }
    if (needs.empty()) {
        return;
    }
    needs[taker].takesRest = true;
    const std::vector<int> widths = columnWidths(needs, m_view->viewport()->width());
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (needs[i].isShown) {
            m_header->resizeSection(static_cast<int>(i), widths[i]);
        }
    }
}

bool ResultTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) { // Of the viewport.
        fitColumns();
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
