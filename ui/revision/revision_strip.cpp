// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_strip.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr int LargestStep = 34;
    constexpr int SmallestStep = 14;
    constexpr int MaxColumns = 30;
    constexpr int BarHeight = 40;
    constexpr int Top = 6;
    constexpr int Left = 12;

    /// Fails of few among many would vanish in a share; the height grows with the logarithm-like
    /// root, so that one fail is seen and half of them is tall.
    double failShare(const StatusCounts& counts, std::int64_t part)
    {
        const auto total = static_cast<double>(counts.total());
        return total <= 0 || part == 0
            ? 0
            : std::max(0.08, std::sqrt(static_cast<double>(part) / total));
    }

} // namespace

RevisionStrip::RevisionStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("The last revisions"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RevisionStrip::setRevisions(std::shared_ptr<const query::RevisionsSnapshot> revisions,
                                 std::int64_t current)
{
    m_revisions = std::move(revisions);
    const auto& rows = m_revisions->rows;
    const auto place = std::find_if(rows.begin(), rows.end(), [current](const auto& row) {
        return row.revision.id == current;
    });
    m_current = place == rows.end() ? -1 : static_cast<int>(place - rows.begin());
    update();
}

QSize RevisionStrip::sizeHint() const
{
    return {Left * 2 + LargestStep * MaxColumns, Top + BarHeight + fontMetrics().height() + 8};
}

QSize RevisionStrip::minimumSizeHint() const
{
    return {Left * 2 + SmallestStep * MaxColumns, sizeHint().height()};
}

int RevisionStrip::step() const
{
    // A short history has wider columns, not a strip that ends at once.
    const auto count = m_revisions ? static_cast<int>(m_revisions->rows.size()) : MaxColumns;
    return std::clamp((width() - 2 * Left) / std::clamp(count, 1, MaxColumns), SmallestStep,
                      LargestStep);
}

int RevisionStrip::indexAt(const QPoint& point) const
{
    const int index = (point.x() - Left) / step();
    const bool isOne =
        m_revisions && point.x() >= Left && index < static_cast<int>(m_revisions->rows.size());
    return isOne ? index : -1;
}

void RevisionStrip::paintColumn(QPainter& painter, const QRectF& rect,
                                const query::RevisionRow& row) const
{
    const std::array kinds = {&row.counts.builds, &row.counts.boots, &row.counts.tests};
    const double barWidth = (rect.width() - 8) / 3;
    double x = rect.left() + 2;
    const double base = rect.top() + BarHeight;
    for (const StatusCounts* counts : kinds) {
        const StatusPalette& palette = m_theme.status();
        if (counts->total() > 0) {
            painter.fillRect(QRectF(x, rect.top(), barWidth, BarHeight),
                             palette.tint(StatusClass::Pass, 0.12));
            const double infra = failShare(*counts, counts->infrastructure()) * BarHeight;
            const double fail = failShare(*counts, (*counts)[StatusClass::Fail]) * BarHeight;
            painter.fillRect(QRectF(x + barWidth - 2, base - infra, 2, infra),
                             palette.tint(StatusClass::Error, 0.6));
            painter.fillRect(QRectF(x, base - fail, barWidth - 2, fail),
                             palette.hue(StatusClass::Fail));
        } else {
            painter.fillRect(QRectF(x, base - 1, barWidth, 1), m_theme.hairline());
        }
        x += barWidth + 2;
    }
}

void RevisionStrip::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window());
    if (!m_revisions) {
        return;
    }
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    for (std::size_t i = 0; i < m_revisions->rows.size(); ++i) {
        const QRectF column(Left + static_cast<double>(i) * step(), Top, step() - 2, BarHeight);
        if (column.right() > width()) {
            break;
        }
        const auto& row = m_revisions->rows[i];
        paintColumn(painter, column, row);
        if (static_cast<int>(i) == m_current) {
            painter.setPen(QPen(m_theme.accent(), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(column.adjusted(-1, -4, -1, 3));
        }
    }
    paintTags(painter);
}

/// Tags are the landmarks. The current revision's is always written; of the others those that
/// have room.
void RevisionStrip::paintTags(QPainter& painter) const
{
    constexpr int Gap = 10;
    const auto& rows = m_revisions->rows;
    const QFontMetrics metrics(painter.font());
    const auto place = [&](std::size_t i) {
        const QString text = fromUtf8(rows[i].revision.tags.front());
        const int textWidth = metrics.horizontalAdvance(text);
        const int left = std::min(Left + static_cast<int>(i) * step(), width() - Left - textWidth);
        return std::pair(QRect(left, Top + BarHeight + 4, textWidth + 1, metrics.height()), text);
    };
    QRect current;
    const auto at = static_cast<std::size_t>(std::max(0, m_current));
    if (m_current >= 0 && !rows[at].revision.tags.empty()) {
        const auto [rect, text] = place(at);
        painter.setPen(m_theme.text());
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
        current = rect.adjusted(-Gap, 0, Gap, 0);
    }
    int free = 0; // Right of the last one.
    painter.setPen(m_theme.mutedText());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].revision.tags.empty() || (m_current >= 0 && i == at)) {
            continue;
        }
        const auto [rect, text] = place(i);
        if (rect.left() >= free && !rect.intersects(current)) {
            painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
            free = rect.right() + Gap;
        }
    }
}

void RevisionStrip::mousePressEvent(QMouseEvent* event)
{
    const int index = indexAt(event->position().toPoint());
    if (index >= 0) {
        emit revisionRequested(index);
    }
}

bool RevisionStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos());
        if (index < 0) {
            QToolTip::hideText();
            return true;
        }
        const auto& row = m_revisions->rows[static_cast<std::size_t>(index)];
        const QString text = tr("%1\n%2\nbuilds: %3\nboots: %4\ntests: %5")
                                 .arg(revisionText(row.revision), exactTimeText(row.revision.time),
                                      countsText(row.counts.builds), countsText(row.counts.boots),
                                      countsText(row.counts.tests));
        QToolTip::showText(
            help->globalPos(),
            QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace cboard::ui
