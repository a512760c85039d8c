// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cell_delegate.h"

#include "ui/shell/text_format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/column_model.h"

#include <QPainter>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int Padding = 8;
    constexpr int BarHeight = 6;
    constexpr double SmallFont = 0.88;
} // namespace

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    painter->save();
    painter->fillRect(option.rect,
                      option.state.testFlag(QStyle::State_Selected) ? m_theme.selection()
                                                                    : m_theme.window());
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      mixed(m_theme.window(), m_theme.hairline(), 0.55));
    painter->setFont(option.font);
    const QRect inner = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QVariant trend = index.data(TrendRole);
    if (index.data(CountsRole).isValid()) {
        paintCounts(*painter, inner, index);
    } else if (trend.isValid()) {
        paintTrend(*painter, inner, trend.toList());
    } else if (index.data(StatusRole).isValid()) {
        paintStatus(*painter, inner, index);
    } else {
        paintText(*painter, inner, index);
    }
    painter->restore();
}

void CellDelegate::paintText(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const QString second = index.data(SecondLineRole).toString();
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    if (index.data(CodeRole).toBool()) {
        painter.setFont(m_theme.monospace());
    }
    QRect first = rect;
    if (!second.isEmpty()) {
        first.setBottom(rect.center().y() + 1);
    }
    painter.setPen(m_theme.text());
    painter.drawText(
        first, second.isEmpty() ? alignment : static_cast<int>(Qt::AlignBottom | Qt::AlignLeft),
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, rect.width()));
    if (!second.isEmpty()) {
        QFont small = painter.font();
        small.setPointSizeF(small.pointSizeF() * SmallFont);
        painter.setFont(small);
        painter.setPen(m_theme.mutedText());
        const QRect below(rect.left(), first.bottom() + 1, rect.width(),
                          rect.bottom() - first.bottom() - 3);
        painter.drawText(below, static_cast<int>(Qt::AlignTop | Qt::AlignLeft),
                         painter.fontMetrics().elidedText(second, Qt::ElideRight, rect.width()));
    }
}

void CellDelegate::paintStatus(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const auto status = static_cast<StatusClass>(index.data(StatusRole).toInt());
    constexpr int Side = 16;
    const QRectF box(rect.left(), rect.center().y() - Side / 2.0 + 1, Side, Side);
    paintCell(painter, box, {status, 0, m_theme.lettersMode()}, m_theme.status());
    painter.setPen(status == StatusClass::Pass ? m_theme.mutedText()
                                               : m_theme.status().textColor(status));
    painter.drawText(rect.adjusted(Side + 6, 0, 0, 0), Qt::AlignVCenter, index.data().toString());
}

void CellDelegate::paintCounts(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const auto counts = index.data(CountsRole).value<StatusCounts>();
    const std::int64_t total = counts.total();
    if (total == 0) {
        painter.setPen(m_theme.mutedText());
        painter.drawText(rect, Qt::AlignVCenter, QStringLiteral("–"));
        return;
    }
    const std::int64_t fails = counts[StatusClass::Fail];
    const QFontMetrics metrics = painter.fontMetrics();
    const int textHeight = metrics.height();
    const int top = rect.center().y() - (textHeight + BarHeight + 2) / 2;
    const QRect line(rect.left(), top, rect.width(), textHeight);
    const QString count = countText(fails);
    QFont font = painter.font();
    font.setBold(fails > 0);
    painter.setFont(font);
    painter.setPen(fails > 0 ? m_theme.status().textColor(StatusClass::Fail) : m_theme.mutedText());
    painter.drawText(line, Qt::AlignVCenter, count);
    const int used = painter.fontMetrics().horizontalAdvance(count);
    font.setBold(false);
    painter.setFont(font);
    painter.setPen(m_theme.mutedText());
    painter.drawText(line.adjusted(used, 0, 0, 0), Qt::AlignVCenter,
                     tr(" of %1").arg(countText(total)));
    const QRectF bar(rect.left(), top + textHeight + 2, rect.width(), BarHeight);
    paintStackedBar(painter, bar, counts, m_theme.status());
}

void CellDelegate::paintTrend(QPainter& painter, const QRect& rect, const QVariantList& fails) const
{
    if (fails.isEmpty()) {
        return;
    }
    double most = 1;
    for (const QVariant& value : fails) {
        most = std::max(most, value.toDouble());
    }
    constexpr int Step = 9;
    const int height = rect.height() - 16;
    const int base = rect.bottom() - 8;
    int x = rect.left();
    for (qsizetype i = 0; i < fails.size(); ++i, x += Step) {
        const bool isNewest = i == fails.size() - 1;
        const double share = fails[i].toDouble() / most;
        const double size = std::max(share > 0 ? 2.0 : 0.0, share * height);
        painter.fillRect(QRectF(x, base - size, Step - 3, size),
                         m_theme.status().tint(StatusClass::Fail, isNewest ? 1.0 : 0.45));
        painter.fillRect(QRectF(x, base + 1, Step - 3, 1), m_theme.hairline());
    }
}

} // namespace cboard::ui
