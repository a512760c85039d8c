// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of rows: their headings with sums, and what folding them does; columns of ill labs.
#include "ui/matrix/legend.h"
#include "ui/matrix/matrix_metrics.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace cboard::ui {

void MatrixWidget::setFolded(const QSet<QString>& keys)
{
    if (keys == m_folded) {
        return;
    }
    m_folded = keys;
    const int before = m_current ? lineOf(m_current->row) : -1;
    foldGroups(m_arrangement, m_folded);
    updateScrollBars();
    viewport()->update();
    if (before >= 0 && lineOf(m_current->row) < 0) {
        goToLine(before);
    }
}

/// To the row at or below a line, else the nearest above it.
void MatrixWidget::goToLine(int line)
{
    const auto& rows = m_arrangement.shownRows;
    const auto below = std::find_if(rows.begin(), rows.end(),
                                    [this, line](int row) { return lineOf(row) >= line; });
    if (!rows.empty()) {
        setCurrent({below == rows.end() ? rows.back() : *below, m_current->column});
    }
}

void MatrixWidget::toggleGroup(int group)
{
    QSet<QString> keys = m_folded;
    const QString& key = m_arrangement.groups[static_cast<std::size_t>(group)].key;
    if (!keys.remove(key)) {
        keys.insert(key);
    }
    setFolded(keys);
    emit foldedChanged();
}

void MatrixWidget::foldCurrent()
{
    const auto& rows = m_arrangement.orderedRows;
    const auto& groups = m_arrangement.groups;
    const int place = m_current && lineOf(m_current->row) >= 0
        ? static_cast<int>(std::find(rows.begin(), rows.end(), m_current->row) - rows.begin())
        : -1;
    const auto innermost =
        std::find_if(groups.rbegin(), groups.rend(), [place](const MatrixGroup& group) {
            return group.firstRow <= place && place < group.firstRow + group.rowCount;
        });
    if (place >= 0 && innermost != groups.rend()) {
        toggleGroup(static_cast<int>(groups.rend() - innermost) - 1);
    } else {
        unfoldAll();
    }
}

void MatrixWidget::reveal(int row)
{
    const auto& rows = m_arrangement.orderedRows;
    const auto place = static_cast<int>(std::find(rows.begin(), rows.end(), row) - rows.begin());
    QSet<QString> keys = m_folded;
    for (const MatrixGroup& group : m_arrangement.groups) {
        if (group.firstRow <= place && place < group.firstRow + group.rowCount) {
            keys.remove(group.key);
        }
    }
    if (lineOf(row) < 0 && keys != m_folded) {
        setFolded(keys);
        emit foldedChanged();
    }
}

void MatrixWidget::unfoldAll()
{
    if (!m_folded.isEmpty()) {
        setFolded({});
        emit foldedChanged();
    }
}

/// Behind its triangle and its glyph.
int MatrixWidget::headingLeft(const MatrixLine& line) const
{
    constexpr int Gap = 4;
    const int depth = m_arrangement.groups[static_cast<std::size_t>(line.group)].depth;
    return metrics::Padding + metrics::FoldMark * (depth + 1) + m_cell.height() + Gap;
}

void MatrixWidget::paintHeadings(QPainter& painter)
{
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(0, m_columnHeaderHeight, 0, 0));
    painter.fillRect(QRect(0, m_columnHeaderHeight, m_rowHeaderWidth, bodyRect().height()),
                     m_theme.window());
    QFont bold = font();
    bold.setBold(true);
    const Range lines = visibleLines();
    for (int line = lines.first; line <= lines.last; ++line) {
        const MatrixLine& at = m_arrangement.lines[static_cast<std::size_t>(line)];
        if (at.row >= 0) {
            continue;
        }
        const QRect rect(
            0, m_columnHeaderHeight + line * m_cell.height() - verticalScrollBar()->value(),
            viewport()->width(), m_cell.height());
        painter.fillRect(rect, m_theme.panel());
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), m_theme.hairline());
        const int indent = metrics::Padding
            + metrics::FoldMark * m_arrangement.groups[static_cast<std::size_t>(at.group)].depth;
        painter.setFont(font());
        painter.setPen(m_theme.mutedText());
        painter.drawText(QRect(indent, rect.top(), metrics::FoldMark, rect.height()),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         at.isFolded ? QStringLiteral("▸") : QStringLiteral("▾"));
        const QRectF glyph(indent + metrics::FoldMark, rect.top(), rect.height(), rect.height());
        paintGlyph(painter, glyph, at.tone, m_theme.status().hue(at.tone), m_theme.lettersMode());
        painter.setFont(bold);
        painter.setPen(m_theme.text());
        const int left = headingLeft(at);
        const int width = m_rowHeaderWidth - metrics::SummaryWidth - 3 * metrics::Padding - left;
        drawText(painter, QRect(left, rect.top(), width, rect.height()),
                 Qt::AlignVCenter | Qt::AlignLeft,
                 painter.fontMetrics().elidedText(at.heading, Qt::ElideMiddle, width));
        paintGroupSums(painter, rect, at); // Last: a PDF keeps its clip beyond restore().
    }
    painter.restore();
}

/// What stands below a heading: all of it at the end of the row headers, and column by column.
void MatrixWidget::paintGroupSums(QPainter& painter, const QRect& rect, const MatrixLine& line)
{
    const MatrixGroup& group = m_arrangement.groups[static_cast<std::size_t>(line.group)];
    const int height = std::min(6, m_cell.height() / 2);
    const double top = rect.top() + (rect.height() - height) / 2.0;
    const double left = m_rowHeaderWidth - metrics::SummaryWidth - 2.0 * metrics::Padding;
    paintStackedBar(painter, QRectF(left, top, metrics::SummaryWidth, height), group.counts,
                    m_theme.status());
    painter.save();
    painter.setClipRect(bodyRect(), Qt::IntersectClip);
    const Range columns = visibleColumns();
    for (int column = columns.first; column <= columns.last; ++column) {
        const StatusCounts& counts = group.columns[static_cast<std::size_t>(column)];
        if (counts.total() > 0) {
            const double x = m_rowHeaderWidth + column * m_cell.width()
                - static_cast<double>(horizontalScrollBar()->value());
            paintStackedBar(painter, QRectF(x, top, m_cell.width() - 2, height), counts,
                            m_theme.status());
        }
    }
    painter.restore();
}

/// Columns of labs that were ill are hatched from head to foot.
void MatrixWidget::paintIllColumns(QPainter& painter, const QRect& area, bool onlyOneLab)
{
    const Range columns = visibleColumns();
    for (int column = columns.first; column <= columns.last; ++column) {
        const ColumnLabel& label = m_arrangement.columns[static_cast<std::size_t>(column)];
        if (onlyOneLab ? label.isIll : !label.illLabs.isEmpty()) {
            const int x =
                m_rowHeaderWidth + column * m_cell.width() - horizontalScrollBar()->value();
            paintIllLab(painter, QRect(x, area.top(), m_cell.width() - 1, area.height()), m_theme);
        }
    }
}

} // namespace cboard::ui
