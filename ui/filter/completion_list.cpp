// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/completion_list.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace cboard::ui {

class CompletionModel : public QAbstractListModel {
public:
    enum Role { CountRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;

    void setCompletions(std::vector<query::Completion> completions)
    {
        beginResetModel();
        m_completions = std::move(completions);
        endResetModel();
    }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_completions.size());
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid()) {
            return {};
        }
        const query::Completion& completion = m_completions[static_cast<std::size_t>(index.row())];
        switch (role) {
        case Qt::DisplayRole:
            return fromUtf8(completion.text);
        case CountRole:
            return completion.count > 0 ? countText(completion.count) : QString();
        case Qt::AccessibleTextRole:
            return completion.count > 0
                ? QCoreApplication::translate("CompletionModel", "%1, %2 results")
                      .arg(fromUtf8(completion.text), countText(completion.count))
                : fromUtf8(completion.text);
        default:
            return {};
        }
    }

private:
    std::vector<query::Completion> m_completions;
};

namespace {

    constexpr int MaxVisibleRows = 10;
    constexpr int Margin = 8;
    constexpr int CountGap = 24;

    /// The value at the left, its count at the right.
    class CompletionDelegate : public QStyledItemDelegate {
    public:
        CompletionDelegate(const Theme& theme, QObject* parent)
            : QStyledItemDelegate(parent)
            , m_theme(theme)
        {
        }

        void paint(QPainter* painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const override
        {
            const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
            painter->fillRect(option.rect, isCurrent ? m_theme.selection() : m_theme.panel());
            const QRect line = option.rect.adjusted(Margin, 0, -Margin, 0);
            painter->setFont(option.font);
            painter->setPen(m_theme.mutedText());
            const QString count = index.data(CompletionModel::CountRole).toString();
            painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, count);
            painter->setPen(m_theme.text());
            const int room =
                line.width() - (count.isEmpty() ? 0 : widthOf(option, count) + CountGap);
            painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                              option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(),
                                                            Qt::ElideMiddle, room));
        }

        QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
        {
            const int text = widthOf(option, index.data(Qt::DisplayRole).toString());
            const int count = widthOf(option, index.data(CompletionModel::CountRole).toString());
            return {2 * Margin + text + (count > 0 ? count + CountGap : 0),
                    option.fontMetrics.height() + Margin};
        }

    private:
        static int widthOf(const QStyleOptionViewItem& option, const QString& text)
        {
            return option.fontMetrics.horizontalAdvance(text);
        }

        const Theme& m_theme;
    };

} // namespace

CompletionList::CompletionList(const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_model(new CompletionModel(this))
{
    setModel(m_model);
    setItemDelegate(new CompletionDelegate(theme, this));
    setFocusPolicy(Qt::NoFocus);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformItemSizes(false); // The widest row sets the width.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Values for the filter"));
    hide();
}

void CompletionList::setCompletions(std::vector<query::Completion> completions)
{
    m_model->setCompletions(std::move(completions));
    if (m_model->rowCount() == 0) {
        hide();
    }
}

void CompletionList::openBelow(const QPoint& anchor)
{
    const int rows = m_model->rowCount();
    if (rows == 0) {
        hide();
        return;
    }
    const bool isScrolling = rows > MaxVisibleRows;
    const int width = sizeHintForColumn(0) + 2 * frameWidth()
        + (isScrolling ? verticalScrollBar()->sizeHint().width() : 0);
    const int height = std::min(rows, MaxVisibleRows) * sizeHintForRow(0) + 2 * frameWidth();
    const QSize room = parentWidget()->size();
    const QSize size(std::min(width, room.width()), std::min(height, room.height()));
    setGeometry(std::clamp(anchor.x(), 0, room.width() - size.width()), anchor.y(), size.width(),
                size.height());
    raise();
    show();
}

void CompletionList::moveCurrent(int rows)
{
    const int last = m_model->rowCount() - 1;
    const int row = std::min((hasCurrent() ? currentIndex().row() : -1) + rows, last);
    row < 0 ? setCurrentIndex({}) : setCurrentIndex(m_model->index(row));
}

QString CompletionList::chosenText() const
{
    const QModelIndex chosen = hasCurrent() ? currentIndex() : m_model->index(0);
    return chosen.data(Qt::DisplayRole).toString();
}

} // namespace cboard::ui
