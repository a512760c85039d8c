// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_footer.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/table_model.h"

#include <QHeaderView>
#include <QMouseEvent>
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
        showTip();
    }
}

void TableFooter::setNews(const QString& text, const QString& brief)
{
    if (m_news != text) {
        m_news = text;
        m_briefNews = brief;
        m_link = {};
        setMouseTracking(!text.isEmpty());
        unsetCursor();
        showTip();
    }
}

void TableFooter::showTip()
{
    QStringList tips;
    if (!m_news.isEmpty()) {
        tips << tr("%1: results came in while you looked; nothing moves until you want it")
                    .arg(m_news);
    }
    if (!m_withoutRoom.isEmpty()) {
        tips << tr("No room for: %1").arg(m_withoutRoom.join(QStringLiteral(", ")));
    }
    setToolTip(tips.join(QLatin1Char('\n')));
    setAccessibleDescription(m_news);
    update();
}

void TableFooter::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_link.contains(event->pos())) {
        emit orderRequested();
    }
}

void TableFooter::mouseMoveEvent(QMouseEvent* event)
{
    m_link.contains(event->pos()) ? setCursor(Qt::PointingHandCursor) : unsetCursor();
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
    m_link = {};
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
        const QRect inner = cell.adjusted(CellPadding, 0, -CellPadding, 0);
        column == 0 ? paintRows(painter, inner) : paintSum(painter, inner, column);
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
    }
}

/// What waits goes first when there is no room for both: the number of rows stands above, too.
QString TableFooter::newsText(int room) const
{
    return m_news.isEmpty() || fontMetrics().horizontalAdvance(m_news) <= room ? m_news
                                                                               : m_briefNews;
}

void TableFooter::paintRows(QPainter& painter, const QRect& rect)
{
    const QString news = newsText(rect.width());
    const QString between = QStringLiteral(" · ");
    const int newsWidth = fontMetrics().horizontalAdvance(news);
    const int room =
        rect.width() - (news.isEmpty() ? 0 : newsWidth + fontMetrics().horizontalAdvance(between));
    QString rows = rowsText(room);
    if (!news.isEmpty()) {
        rows = fontMetrics().horizontalAdvance(rows) <= room ? rows + between : QString();
    }
    painter.setPen(m_theme.text());
    painter.drawText(rect, Qt::AlignVCenter, rows);
    if (!news.isEmpty()) {
        m_link = QRect(rect.left() + fontMetrics().horizontalAdvance(rows), rect.top(), newsWidth,
                       rect.height());
        painter.save();
        QFont font = painter.font();
        font.setUnderline(true);
        painter.setFont(font);
        painter.setPen(m_theme.accent());
        painter.drawText(m_link, Qt::AlignVCenter, news);
        painter.restore();
    }
}

} // namespace cboard::ui
