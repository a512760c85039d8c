// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_metrics.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/theme.h"

#include <QPaintEngine>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cstring>

namespace cboard::ui {

using query::MatrixCell;

namespace {
    constexpr qsizetype LabelLimit = 4000; ///< Cached label images; each is a few kilobytes.
    /// Numbers and letters stand right, names left.
    int alignment(const RowHeaderColumn& column, Qt::Alignment vertical)
    {
        const Qt::Alignment side =
            column.isMuted && !column.isName ? Qt::AlignRight : Qt::AlignLeft;
        return static_cast<int>(vertical | side);
    }

    constexpr int NoLab[] = {0, 0, 0, 0, 0, 0, 0, 0};
} // namespace

void MatrixWidget::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(viewport());
    m_isVector = painter.paintEngine()->type() != QPaintEngine::Raster;
    m_ratio = painter.deviceTransform().m11(); // Of the real target, also when redirected.
    m_tiles.prepare(m_cell, m_ratio);
    paintBody(painter);
    painter.save();
    painter.setClipRect(bodyRect());
    paintIllColumns(painter, bodyRect(), true);
    painter.restore();
    paintHeadings(painter);
    paintRowHeaders(painter);
    paintColumnHeaders(painter);
    paintCorner(painter);
    paintFoundHeads(painter);
    paintFoundCells(painter);
    paintCursor(painter);
    paintSelected(painter);
}

void MatrixWidget::paintBody(QPainter& painter)
{
    const QRect body = bodyRect();
    if (body.isEmpty()) {
        return;
    }
    if (m_isVector) {
        painter.fillRect(body, m_theme.window());
        paintBodyAsVectors(painter);
        return;
    }
    const QSize size(qCeil(body.width() * m_ratio), qCeil(body.height() * m_ratio));
    if (m_buffer.size() != size) {
        m_buffer = QImage(size, QImage::Format_RGB32);
    }
    m_buffer.setDevicePixelRatio(1);
    fillBuffer();
    m_buffer.setDevicePixelRatio(m_ratio);
    painter.drawImage(body.topLeft(), m_buffer);
}

void MatrixWidget::fillBuffer()
{
    m_buffer.fill(m_theme.window());
    const Range lines = visibleLines();
    const Range columns = visibleColumns();
    for (int line = lines.first; line <= lines.last; ++line) {
        copyRow(line, columns);
    }
}

std::span<const int> MatrixWidget::labIndexes(std::span<const MatrixCell> cells) const
{
    if (m_arrangement.labOfCell.empty()) {
        return {NoLab, std::min(cells.size(), std::size(NoLab))};
    }
    return std::span(m_arrangement.labOfCell).subspan(indexOf(cells), cells.size());
}

std::size_t MatrixWidget::indexOf(std::span<const MatrixCell> cells) const
{
    return static_cast<std::size_t>(cells.data() - m_matrix->cells.data());
}

const QImage& MatrixWidget::tileOf(std::span<const MatrixCell> cells)
{
    const std::size_t first = indexOf(cells);
    const CellExtra* extra = m_numbers.extraOf(first);
    return extra != nullptr && cells.size() == 1
        ? m_tiles.numberedTile(cells, *extra, m_numbers.extraOfCell[first])
        : m_tiles.tile(cells, labIndexes(cells));
}

/// Calls visit(column, cells of that place) for each place of the row that has results.
template <typename Visit>
void MatrixWidget::forEachPlace(int row, Range columns, Visit visit) const
{
    const auto cells = rowCells(row);
    auto at =
        std::lower_bound(cells.begin(), cells.end(), columns.first,
                         [](const MatrixCell& cell, int column) { return cell.column < column; });
    while (at != cells.end() && at->column <= columns.last) {
        const int column = at->column;
        const auto first = at;
        while (at != cells.end() && at->column == column) {
            ++at;
        }
        visit(column,
              cells.subspan(static_cast<std::size_t>(first - cells.begin()),
                            static_cast<std::size_t>(at - first)));
    }
}

void MatrixWidget::copyRow(int line, Range columns)
{
    const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
    const int y = qRound((line * m_cell.height() - verticalScrollBar()->value()) * m_ratio);
    const double left = horizontalScrollBar()->value();
    forEachPlace(row, columns, [&](int column, std::span<const MatrixCell> cells) {
        const int x = qRound((column * m_cell.width() - left) * m_ratio);
        copyTile(tileOf(cells), {x, y});
    });
}

void MatrixWidget::copyTile(const QImage& tile, QPoint at)
{
    const QRect target = QRect(at, tile.size()).intersected(m_buffer.rect());
    if (target.isEmpty()) {
        return;
    }
    const auto bytes = static_cast<std::size_t>(target.width()) * sizeof(QRgb);
    const qsizetype fromStride = tile.bytesPerLine();
    const qsizetype toStride = m_buffer.bytesPerLine();
    const uchar* from = tile.constBits() + (target.top() - at.y()) * fromStride
        + (target.left() - at.x()) * static_cast<qsizetype>(sizeof(QRgb));
    uchar* to = m_buffer.bits() + target.top() * toStride
        + target.left() * static_cast<qsizetype>(sizeof(QRgb));
    for (int line = 0; line < target.height(); ++line) {
        std::memcpy(to, from, bytes);
        from += fromStride;
        to += toStride;
    }
}

void MatrixWidget::paintBodyAsVectors(QPainter& painter)
{
    painter.save();
    painter.setClipRect(bodyRect());
    const Range lines = visibleLines();
    for (int line = lines.first; line <= lines.last; ++line) {
        const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
        forEachPlace(row, visibleColumns(), [&](int column, std::span<const MatrixCell> cells) {
            m_tiles.paint(painter, cellRect({row, column}), cells, labIndexes(cells),
                          m_numbers.extraOf(indexOf(cells)));
        });
    }
    painter.restore();
}

void MatrixWidget::drawRowLabel(QPainter& painter, int row) const
{
    const auto at = static_cast<std::size_t>(row);
    painter.setFont(metrics::labelFont(*this, m_cell));
    const QFontMetrics fontMetrics(painter.font());
    int x = metrics::Padding;
    for (std::size_t i = 0; i < m_arrangement.headers.size(); ++i) {
        if (m_headerWidths[i] == 0) {
            continue; // Without room.
        }
        const RowHeaderColumn& column = m_arrangement.headers[i];
        const int width = m_headerWidths[i] - metrics::Padding;
        painter.setPen(column.isMuted ? m_theme.mutedText() : m_theme.text());
        const QString text = fontMetrics.elidedText(column.drawn()[at], Qt::ElideMiddle, width);
        drawText(painter, QRect(x, 0, width, m_cell.height()), alignment(column, Qt::AlignVCenter),
                 text);
        x += m_headerWidths[i];
    }
    const int height = std::min(6, m_cell.height() / 2);
    const QRectF bar(x, (m_cell.height() - height) / 2.0, metrics::SummaryWidth, height);
    paintStackedBar(painter, bar, m_matrix->rows[at].counts, m_theme.status());
}

QImage MatrixWidget::rowLabel(int row) const
{
    QImage image(QSize(qRound(m_rowHeaderWidth * m_ratio), qRound(m_cell.height() * m_ratio)),
                 QImage::Format_RGB32);
    image.setDevicePixelRatio(m_ratio);
    image.fill(m_theme.window());
    QPainter painter(&image);
    drawRowLabel(painter, row);
    return image;
}

void MatrixWidget::paintRowHeaders(QPainter& painter)
{
    painter.save();
    painter.setClipRect(QRect(0, m_columnHeaderHeight, m_rowHeaderWidth, viewport()->height()));
    if (m_rowLabels.size() > LabelLimit) {
        m_rowLabels.clear();
    }
    const Range lines = visibleLines();
    for (int line = lines.first; line <= lines.last; ++line) {
        const int row = m_arrangement.lines[static_cast<std::size_t>(line)].row;
        if (row < 0) {
            continue;
        }
        const int y = m_columnHeaderHeight + line * m_cell.height() - verticalScrollBar()->value();
        if (!m_isVector) {
            QImage& label = m_rowLabels[row];
            if (label.isNull() || label.devicePixelRatio() != m_ratio) {
                label = rowLabel(row);
            }
            painter.drawImage(QPoint(0, y), label);
        } else {
            painter.save();
            painter.translate(0, y);
            drawRowLabel(painter, row);
            painter.restore();
        }
        if (m_current && m_current->row == row) {
            QColor tint = m_theme.accent();
            tint.setAlphaF(0.16F);
            painter.fillRect(QRect(0, y, m_rowHeaderWidth, m_cell.height()), tint);
        }
    }
    painter.restore();
}

void MatrixWidget::drawColumnLabel(QPainter& painter, int column) const
{
    const auto at = static_cast<std::size_t>(column);
    const int height = m_columnHeaderHeight - m_groupBand;
    const int foot = metrics::SummaryHeight + metrics::Padding;
    painter.setFont(metrics::labelFont(*this, m_cell));
    painter.setPen(m_theme.text());
    const int room = height - foot - metrics::Padding;
    // Revisions differ in their last letters.
    const auto cut = m_matrix->columns[at].revision ? Qt::ElideLeft : Qt::ElideMiddle;
    const QString text = QFontMetrics(painter.font()).elidedText(headText(column), cut, room);
    painter.save();
    painter.translate(0, height - foot);
    painter.rotate(-90);
    drawText(painter, QRect(0, 0, room, m_cell.width() - 1), Qt::AlignVCenter | Qt::AlignLeft,
             text);
    painter.restore();
    const QRectF bar(0, height - metrics::SummaryHeight - 2, m_cell.width() - 2,
                     metrics::SummaryHeight);
    paintStackedBar(painter, bar, m_matrix->columns[at].counts, m_theme.status());
}

QImage MatrixWidget::columnLabel(int column) const
{
    QImage image(QSize(qRound(m_cell.width() * m_ratio),
                       qRound((m_columnHeaderHeight - m_groupBand) * m_ratio)),
                 QImage::Format_RGB32);
    image.setDevicePixelRatio(m_ratio);
    image.fill(m_theme.panel());
    QPainter painter(&image);
    drawColumnLabel(painter, column);
    return image;
}

void MatrixWidget::paintColumnHeaders(QPainter& painter)
{
    const QRect header(m_rowHeaderWidth, 0, viewport()->width() - m_rowHeaderWidth,
                       m_columnHeaderHeight);
    painter.fillRect(header, m_theme.panel());
    painter.save();
    painter.setClipRect(header);
    if (m_columnLabels.size() > LabelLimit) {
        m_columnLabels.clear();
    }
    const Range columns = visibleColumns();
    for (int column = columns.first; column <= columns.last; ++column) {
        const int x = m_rowHeaderWidth + column * m_cell.width() - horizontalScrollBar()->value();
        if (!m_isVector) {
            QImage& label = m_columnLabels[column];
            if (label.isNull() || label.devicePixelRatio() != m_ratio) {
                label = columnLabel(column);
            }
            painter.drawImage(QPoint(x, m_groupBand), label);
        } else {
            painter.save();
            painter.translate(x, m_groupBand);
            drawColumnLabel(painter, column);
            painter.restore();
        }
        if (m_current && m_current->column == column) {
            QColor tint = m_theme.accent();
            tint.setAlphaF(0.16F);
            painter.fillRect(
                QRect(x, m_groupBand, m_cell.width() - 1, m_columnHeaderHeight - m_groupBand),
                tint);
        }
    }
    const bool areLabs = !m_matrix->columnFields.empty() && m_matrix->columnFields.back() == "lab";
    paintIllColumns(painter, header.adjusted(0, m_groupBand, 0, -1), areLabs);
    if (m_groupBand > 0) {
        paintColumnGroups(painter, columns);
    }
    painter.restore();
    painter.fillRect(QRect(0, m_columnHeaderHeight - 1, viewport()->width(), 1),
                     m_theme.hairline());
}

void MatrixWidget::paintColumnGroups(QPainter& painter, Range columns)
{
    painter.setFont(font());
    Range group{columns.first - 1, columns.first - 1};
    while (group.last < columns.last) {
        group = columnGroup(group.last + 1);
        const int left =
            m_rowHeaderWidth + group.first * m_cell.width() - horizontalScrollBar()->value();
        const QRect band(left, 0, (group.last - group.first + 1) * m_cell.width(), m_groupBand);
        painter.fillRect(QRect(band.right() - 1, 0, 1, m_columnHeaderHeight), m_theme.hairline());
        if (!hasRoomForName(group)) {
            continue;
        }
        painter.setPen(m_theme.mutedText());
        const QRect shown = band.intersected(
            QRect(m_rowHeaderWidth, 0, viewport()->width() - m_rowHeaderWidth, m_groupBand));
        const QString& name = m_arrangement.columns[static_cast<std::size_t>(group.first)].group;
        painter.drawText(shown.adjusted(2, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(font()).elidedText(name, Qt::ElideRight,
                                                         shown.width() - metrics::GroupPadding));
    }
}

void MatrixWidget::paintCorner(QPainter& painter)
{
    const QRect corner(0, 0, m_rowHeaderWidth, m_columnHeaderHeight - 1);
    painter.fillRect(corner, m_theme.panel());
    painter.setFont(font());
    painter.setPen(m_theme.mutedText());
    int x = metrics::Padding;
    for (std::size_t i = 0; i < m_arrangement.headers.size(); ++i) {
        if (m_headerWidths[i] == 0) {
            continue; // Without room.
        }
        const RowHeaderColumn& column = m_arrangement.headers[i];
        const QRect rect(x, 0, m_headerWidths[i] - metrics::Padding, corner.height() - 4);
        painter.drawText(rect, alignment(column, Qt::AlignBottom), column.title);
        x += m_headerWidths[i];
    }
}

void MatrixWidget::paintCursor(QPainter& painter)
{
    if (!m_current || lineOf(m_current->row) < 0) {
        return;
    }
    painter.save();
    painter.setClipRect(bodyRect());
    painter.setRenderHint(QPainter::Antialiasing, false);
    const int gap = m_cell.height() >= 16 ? 2 : 1;
    const QRect rect = cellRect(*m_current).adjusted(0, 0, -gap - 1, -gap - 1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.window(), 1));
    painter.drawRect(rect.adjusted(1, 1, -1, -1));
    const bool isStrong = hasFocus() || m_found; // The match that find has gone to.
    painter.setPen(QPen(isStrong ? m_theme.accent() : m_theme.mutedText(), 2));
    painter.drawRect(rect.adjusted(0, 0, 1, 1));
    painter.restore();
}

} // namespace cboard::ui
