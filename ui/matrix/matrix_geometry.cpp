// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes of the parts of a matrix.
#include "ui/matrix/matrix_metrics.h"
#include "ui/matrix/matrix_widget.h"

#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace cboard::ui {

void MatrixWidget::setCellSize(QSize size)
{
    constexpr int Smallest = 6;
    m_statusCell = size.expandedTo({Smallest, Smallest});
    m_cell = m_statusCell;
    if (m_numbers.hasRoom) {
        m_cell.rwidth() += metrics::NumberGrowth;
    }
    m_tiles.setNumberWidth(m_numbers.hasRoom ? metrics::NumberWidth : 0);
    dropLabels();
    measure();
    updateScrollBars();
    viewport()->update();
}

void MatrixWidget::setNumbers(CellNumbers numbers)
{
    const bool hadRoom = m_numbers.hasRoom;
    m_numbers = std::move(numbers);
    if (m_numbers.hasRoom != hadRoom) {
        setCellSize(m_statusCell);
        if (m_current && lineOf(m_current->row) >= 0) {
            ensureVisible(*m_current);
        }
    } else {
        m_tiles.setNumberWidth(m_numbers.hasRoom ? metrics::NumberWidth : 0);
        viewport()->update();
    }
}

void MatrixWidget::dropLabels()
{
    m_rowLabels.clear();
    m_columnLabels.clear();
}

void MatrixWidget::measure()
{
    const QFontMetrics metrics(metrics::labelFont(*this, m_cell));
    m_headerWidths.clear();
    m_rowHeaderWidth = metrics::Padding;
    for (const RowHeaderColumn& column : m_arrangement.headers) {
        const int title = QFontMetrics(font()).horizontalAdvance(column.title);
        int width = std::max(title, metrics.averageCharWidth() * 3);
        const auto longest =
            std::max_element(column.drawn().begin(), column.drawn().end(),
                             [](const auto& a, const auto& b) { return a.size() < b.size(); });
        if (longest != column.drawn().end()) {
            constexpr int MaxCharacters = 36;
            width = std::max(width,
                             std::min(metrics.horizontalAdvance(*longest) + 2,
                                      metrics.averageCharWidth() * MaxCharacters));
        }
        m_headerWidths.push_back(width + metrics::Padding);
        m_rowHeaderWidth += m_headerWidths.back();
    }
    m_rowHeaderWidth += metrics::SummaryWidth + 2 * metrics::Padding;
    if (const int missing = widestHeading() - m_rowHeaderWidth;
        missing > 0 && !m_headerWidths.empty()) {
        m_headerWidths.front() += missing;
        m_rowHeaderWidth += missing;
    }
    fitRowHeader(metrics.averageCharWidth());
    QString longest;
    bool hasGroups = false;
    for (int column = 0; column < static_cast<int>(m_arrangement.columns.size()); ++column) {
        const QString text = headText(column);
        longest = text.size() > longest.size() ? text : longest;
        hasGroups =
            hasGroups || !m_arrangement.columns[static_cast<std::size_t>(column)].group.isEmpty();
    }
    constexpr int MaxLabel = 24; ///< Characters.
    m_groupBand = hasGroups ? QFontMetrics(font()).height() + 6 : 0;
    const int around = m_groupBand + metrics::SummaryHeight + 3 * metrics::Padding;
    // In a low window names are cut before the last rows are out of sight.
    constexpr double MostShare = 0.45;
    const int room =
        std::max(2 * metrics.height(), static_cast<int>(MostShare * viewport()->height()) - around);
    m_columnHeaderHeight = around
        + std::min({metrics.horizontalAdvance(longest) + 4, MaxLabel * metrics.averageCharWidth(),
                    room});
}

/// Of the row headers where a heading stands in them, with its bar.
int MatrixWidget::widestHeading() const
{
    QFont bold = font();
    bold.setBold(true);
    int widest = 0;
    for (const MatrixLine& line : m_arrangement.lines) {
        if (line.row < 0) {
            widest = std::max(widest,
                              headingLeft(line) + QFontMetrics(bold).horizontalAdvance(line.heading)
                                  + metrics::SummaryWidth + 3 * metrics::Padding + 1);
        }
    }
    return widest;
}

/// The columns of one group, from this one or one beside it.
MatrixWidget::Range MatrixWidget::columnGroup(int column) const
{
    const auto groupAt = [this](int at) -> const QString& {
        return m_arrangement.columns[static_cast<std::size_t>(at)].group;
    };
    Range group{column, column};
    while (group.first > 0 && groupAt(group.first - 1) == groupAt(column)) {
        --group.first;
    }
    while (group.last + 1 < static_cast<int>(m_arrangement.columns.size())
           && groupAt(group.last + 1) == groupAt(column)) {
        ++group.last;
    }
    return group;
}

/// A name that is wider than its columns stands in each of them instead: nothing is cut.
bool MatrixWidget::hasRoomForName(Range group) const
{
    const QString& name = m_arrangement.columns[static_cast<std::size_t>(group.first)].group;
    return QFontMetrics(font()).horizontalAdvance(name) + metrics::GroupPadding
        <= (group.last - group.first + 1) * m_cell.width();
}

QString MatrixWidget::headText(int column) const
{
    const ColumnLabel& label = m_arrangement.columns[static_cast<std::size_t>(column)];
    return label.group.isEmpty() || hasRoomForName(columnGroup(column))
        ? label.text
        : label.group + QLatin1Char(' ') + label.text;
}

/// Cells go before what stands left of them: at half the width the columns that tell least are left
/// out, makers first, then from the right; then names are shortened.
void MatrixWidget::fitRowHeader(int characterWidth)
{
    constexpr int LeastName = 14; ///< Characters.
    const int width = viewport()->width();
    const int cells = m_matrix ? static_cast<int>(m_matrix->columns.size()) * m_cell.width() : 0;
    const int limit = std::max(width / 2, width - cells);
    const auto dropLast = [this, limit](bool isName) {
        for (std::size_t i = m_headerWidths.size(); i-- > 1 && m_rowHeaderWidth > limit;) {
            const RowHeaderColumn& column = m_arrangement.headers[i];
            if (column.isMuted && column.isName == isName) {
                m_rowHeaderWidth -= std::exchange(m_headerWidths[i], 0);
            }
        }
    };
    dropLast(true);
    dropLast(false);
    if (!m_headerWidths.empty() && m_rowHeaderWidth > limit) {
        const int least = std::min(m_headerWidths.front(), LeastName * characterWidth);
        const int shorter = std::min(m_headerWidths.front() - least, m_rowHeaderWidth - limit);
        m_headerWidths.front() -= shorter;
        m_rowHeaderWidth -= shorter;
    }
}

QSize MatrixWidget::contentSize() const
{
    return {m_rowHeaderWidth + static_cast<int>(m_matrix->columns.size()) * m_cell.width(),
            m_columnHeaderHeight + static_cast<int>(m_arrangement.lines.size()) * m_cell.height()};
}

QRect MatrixWidget::bodyRect() const
{
    return viewport()->rect().adjusted(m_rowHeaderWidth, m_columnHeaderHeight, 0, 0);
}

void MatrixWidget::updateScrollBars()
{
    const QSize body = bodyRect().size();
    const QSize content = contentSize() - QSize(m_rowHeaderWidth, m_columnHeaderHeight);
    horizontalScrollBar()->setRange(0, std::max(0, content.width() - body.width()));
    horizontalScrollBar()->setPageStep(std::max(1, body.width()));
    horizontalScrollBar()->setSingleStep(m_cell.width());
    verticalScrollBar()->setRange(0, std::max(0, content.height() - body.height()));
    verticalScrollBar()->setPageStep(std::max(1, body.height()));
    verticalScrollBar()->setSingleStep(m_cell.height() * 3);
}

/// Also those that are cut, but where nothing cuts them.
MatrixWidget::Range MatrixWidget::visibleLines() const
{
    const int top = verticalScrollBar()->value();
    const int last = (top + bodyRect().height()) / m_cell.height() - (m_isVector ? 1 : 0);
    return {top / m_cell.height(),
            std::min(last, static_cast<int>(m_arrangement.lines.size()) - 1)};
}

MatrixWidget::Range MatrixWidget::visibleColumns() const
{
    const int left = horizontalScrollBar()->value();
    const int last = (left + bodyRect().width()) / m_cell.width();
    return {left / m_cell.width(), std::min(last, static_cast<int>(m_matrix->columns.size()) - 1)};
}

} // namespace cboard::ui
