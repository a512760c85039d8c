// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_footer.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_model.h"

#include <QHeaderView>
#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int LinePadding = 9;
} // namespace

TableFooter::TableFooter(const Theme& theme, const TableModel& model, const QHeaderView& header,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_header(header)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&header, &QHeaderView::sectionResized, this, repaint);
    connect(&model, &QAbstractItemModel::modelReset, this, repaint);
    connect(&theme, &Theme::changed, this, repaint);
}

void TableFooter::setWithoutRoom(const QStringList& titles)
{
    if (m_withoutRoom != titles) {
        m_withoutRoom = titles;
        setToolTip(titles.isEmpty() ? QString()
                                    : tr("No room for: %1").arg(titles.join(QStringLiteral(", "))));
        update();
    }
}

QSize TableFooter::sizeHint() const
{
    return {0, fontMetrics().height() + 2 * LinePadding};
}

void TableFooter::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel());
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.hairline());
    if (!m_model.arrangement()) {
        return;
    }
    for (int column = m_model.columnCount() - 1; column >= 0; --column) {
        if (m_header.isSectionHidden(column)) {
            continue;
        }
        // The first one stays in sight as its column does, above those that scroll below it.
        const int left = column == 0 ? 0 : m_header.sectionViewportPosition(column);
        const int width =
            column == 0 && m_header.offset() == 0 ? roomForRows() : m_header.sectionSize(column);
        const QRect cell(left, 1, width, height() - 1);
        painter.fillRect(cell, m_theme.panel());
        painter.setClipRect(cell);
        paintSum(painter, cell.adjusted(CellPadding, 0, -CellPadding, 0), column);
        painter.setClipping(false);
    }
}

/// To the first sum: the columns before it have nothing to show here.
int TableFooter::roomForRows() const
{
    const TableSums& sums = m_model.arrangement()->sums;
    for (int column = 1; column < m_model.columnCount(); ++column) {
        const bool hasSum = sums.counts[static_cast<std::size_t>(column)].total() > 0
            || m_model.rows()->head(column).isSummed;
        if (hasSum && !m_header.isSectionHidden(column)) {
            return m_header.sectionViewportPosition(column);
        }
    }
    return width();
}

QString TableFooter::rowsText(int room) const
{
    const QString rows = countedText(m_model.arrangement()->sums.rows, tr("%1 row"), tr("%1 rows"));
    if (m_withoutRoom.isEmpty()) {
        return rows;
    }
    const qint64 hidden = m_withoutRoom.size();
    for (const QString& text :
         {tr("%1 · %2").arg(rows, countedText(hidden, tr("%1 more column"), tr("%1 more columns"))),
          tr("%1 · +%2").arg(rows, countText(hidden))}) {
        if (fontMetrics().horizontalAdvance(text) <= room) {
            return text;
        }
    }
    return rows;
}

void TableFooter::paintSum(QPainter& painter, const QRect& rect, int column) const
{
    const TableSums& sums = m_model.arrangement()->sums;
    const auto at = static_cast<std::size_t>(column);
    const ColumnHead& head = m_model.rows()->head(column);
    painter.setPen(m_theme.text());
    if (sums.counts[at].total() > 0) {
        paintCounts(painter, rect, sums.counts[at], m_theme);
    } else if (head.isSummed) {
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight,
                         countText(static_cast<qint64>(sums.numbers[at])));
    } else if (column == 0) {
        painter.drawText(rect, Qt::AlignVCenter, rowsText(rect.width()));
    }
}

} // namespace cboard::ui
