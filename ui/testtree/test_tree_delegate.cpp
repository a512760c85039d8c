// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_delegate.h"

#include "ui/base/text_format.h"
#include "ui/find/found_texts.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/theme/selection_ground.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace cboard::ui {

namespace {

    constexpr int Gap = 6;
    constexpr int GlyphSide = 14;

    void paintStatus(QPainter& painter, const QRect& rect, StatusClass status, const Theme& theme)
    {
        painter.setRenderHint(QPainter::Antialiasing);
        const double y = rect.top() + (rect.height() - GlyphSide) / 2.0;
        const CellLook look{status, 0, theme.lettersMode()};
        paintCell(painter, QRectF(rect.left(), y, GlyphSide, GlyphSide), look, theme.status());
        painter.setRenderHint(QPainter::Antialiasing, false);
    }

    void paintElided(QPainter& painter, const QRect& rect, const QString& text,
                     Qt::Alignment alignment = Qt::AlignLeft)
    {
        const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width());
        painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter), shown);
    }

    /// What stands behind the name.
    QString remarkOf(const QModelIndex& index)
    {
        if (const int folded = index.data(TestTreeModel::FoldedCountRole).toInt(); folded > 0) {
            return TestTreeModel::tr("and %1 after it").arg(countText(folded));
        }
        if (index.data(TestTreeModel::SuiteFailRole).toBool()) {
            return TestTreeModel::tr("suite-level failure");
        }
        return index.data(TestTreeModel::OwnFailRole).toBool() ? TestTreeModel::tr("itself fails")
                                                               : QString();
    }

    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const Theme& theme)
    {
        if ((option.state & QStyle::State_Selected) != 0) {
            painter.fillRect(option.rect, selectionGround(theme.palette(), option.widget));
        }
    }

} // namespace

TestTreeDelegate::TestTreeDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize TestTreeDelegate::sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& /*index*/) const
{
    return {80, option.fontMetrics.height() + 8};
}

void TestTreeDelegate::paintPath(QPainter& painter, const QRect& rect,
                                 const QModelIndex& index) const
{
    paintStatus(painter, rect, index.data(TestTreeModel::StatusRole).value<StatusClass>(), m_theme);
    QRect text = rect.adjusted(GlyphSide + Gap, 0, -Gap, 0);
    painter.setPen(m_theme.text());
    const QString name = index.data().toString();
    if (m_pattern) {
        paintFound(painter, text, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                   painter.fontMetrics().elidedText(name, Qt::ElideMiddle, text.width()),
                   *m_pattern, m_theme);
    }
    paintElided(painter, text, name);
    if (const QString remark = remarkOf(index); !remark.isEmpty()) {
        text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(name) + 2 * Gap);
        painter.setPen(m_theme.mutedText());
        paintElided(painter, text, remark);
    }
}

void TestTreeDelegate::paintCount(QPainter& painter, const QRect& rect,
                                  const QModelIndex& index) const
{
    const qint64 count = index.data().toLongLong();
    if (count == 0) {
        return; // A blank reads faster than a column of zeros.
    }
    const bool isFail =
        index.column() == TestTreeModel::FailColumn || index.column() == TestTreeModel::NewColumn;
    QFont font = painter.font();
    font.setBold(isFail);
    painter.setFont(font);
    painter.setPen(isFail ? m_theme.status().textColor(StatusClass::Fail)
                       : index.column() == TestTreeModel::InfraColumn ? m_theme.text()
                                                                      : m_theme.mutedText());
    // Below the end of the heading.
    paintElided(painter, rect.adjusted(0, 0, -2 * Gap, 0), countText(count), Qt::AlignRight);
}

void TestTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    constexpr int BarInset = 6;
    painter->save();
    painter->setFont(option.font);
    paintGround(*painter, option, m_theme);
    if (index.column() == TestTreeModel::PathColumn) {
        paintPath(*painter, option.rect, index);
    } else if (index.column() == TestTreeModel::BarColumn) {
        paintStackedBar(*painter, QRectF(option.rect).adjusted(Gap, BarInset, -Gap, -BarInset),
                        index.data(TestTreeModel::CountsRole).value<StatusCounts>(),
                        m_theme.status());
    } else {
        paintCount(*painter, option.rect, index);
    }
    painter->restore();
}

} // namespace cboard::ui
