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
#include <limits>

namespace cboard::ui {

namespace {

    int charactersOf(const ColumnHead& head)
    {
        constexpr int Least = 15; // Of a column that has no width of its own.
        return head.characters > 0 ? head.characters : Least;
    }

    /// To which a text is cut, its end in sight: a name needs more than the words beside it.
    int leastCharacters(int column)
    {
        constexpr int OfName = 24;
        constexpr int OfText = 16; // A date is not cut.
        return column == 0 ? OfName : OfText;
    }

    CellNeed widerOf(const CellNeed& a, const CellNeed& b)
    {
        return {std::max(a.content, b.content), std::max(a.least, b.least),
                std::max(a.plain, b.plain)};
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

std::vector<int> ResultTable::shownColumns() const
{
    std::vector<int> columns;
    for (int column = 0; m_rows && column < m_rows->columnCount(); ++column) {
        if (column == 0 || isColumnShown(column)) {
            columns.push_back(column);
        }
    }
    return columns;
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
    measureColumns();
    fitColumns();
    m_footer->update();
}

/// What was seen stays: columns do not jump while one types a filter.
void ResultTable::measureColumns()
{
    for (int column = 0; column < m_model->columnCount(); ++column) {
        CellNeed& widest = m_contents[m_rows->head(column).id];
        widest = widerOf(widest, contentNeed(column));
    }
}

/// Of the rows that are seen first, and of the sum below them.
CellNeed ResultTable::contentNeed(int column) const
{
    constexpr int SeenRows = 48;
    if (!m_model->arrangement()) {
        return {};
    }
    const ColumnHead& head = m_rows->head(column);
    const int ofDrawing = fontMetrics().averageCharWidth() * charactersOf(head);
    const int leastText = head.isNumber
        ? std::numeric_limits<int>::max() // Never cut.
        : fontMetrics().averageCharWidth() * leastCharacters(column);
    CellNeed need;
    for (int line = 0; line < std::min(SeenRows, m_model->rowCount()); ++line) {
        // The headings of groups stand in the first column.
        if (column == 0 || m_model->groupOfLine(line) == nullptr) {
            need =
                widerOf(need, cellNeed(m_model->index(line, column), font(), ofDrawing, leastText));
        }
    }
    const TableSums& sums = m_model->arrangement()->sums;
    const auto at = static_cast<std::size_t>(column);
    need.least = std::max(need.least, leastCountsWidth(font(), sums.counts[at]));
    if (head.isSummed) {
        const QString text = countText(static_cast<qint64>(sums.numbers[at]));
        const int width = fontMetrics().horizontalAdvance(text);
        need = widerOf(need, {width, width, width});
    }
    constexpr int Padding = 2 * CellPadding;
    return {need.content + Padding, need.least + Padding, need.plain + Padding};
}

ColumnNeed ResultTable::needOf(int column) const
{
    const ColumnHead& head = m_rows->head(column);
    const QFontMetrics metrics = fontMetrics();
    ColumnNeed need;
    need.title = metrics.horizontalAdvance(head.title + QStringLiteral(" ▾")) + 2 * CellPadding;
    const CellNeed seen = m_contents.value(head.id);
    need.least = seen.least;
    need.content = std::max(seen.content, seen.least);
    need.plain = std::max(seen.plain, seen.least);
    const int most = metrics.averageCharWidth() * charactersOf(head) + 2 * CellPadding;
    need.most = std::max(most, seen.least);
    need.chosen = m_widths.value(head.id);
    need.isShown = column == 0 || isColumnShown(column);
    // The user is right: what has a width by hand or was asked for stays, beyond the edge.
    need.isEmpty = seen.content <= 2 * CellPadding;
    need.mayGiveWay = column > 0 && need.chosen == 0 && !m_choice.shown.contains(head.id);
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
    QStringList withoutRoom;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto column = static_cast<int>(i);
        m_view->setColumnHidden(column, widths[i] == 0);
        if (widths[i] > 0) {
            m_header->resizeSection(column, widths[i]);
        } else if (needs[i].isShown) {
            withoutRoom << m_rows->head(column).title;
        }
    }
    m_footer->setWithoutRoom(withoutRoom);
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
    if (m_frozenHeader != nullptr) {
        m_frozenHeader->setRanks(ranks, rank > 1);
    }
    m_header->setRanks(std::move(ranks), rank > 1);
}

} // namespace cboard::ui
