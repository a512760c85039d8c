// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_model.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace cboard::ui {

namespace {
    constexpr int Padding = 12;
    constexpr int LinePadding = 10; ///< Above and below the text, together.
    constexpr int Gap = 14;
} // namespace

void PaletteModel::setItems(std::vector<PaletteItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    const PaletteItem& item = m_items[row];
    switch (role) {
    case Qt::DisplayRole:
        return item.title;
    case Qt::AccessibleTextRole:
        return QStringList{paletteGroupTitle(item.group), item.title, item.detail, item.keys}.join(
            QStringLiteral(", "));
    case DetailRole:
        return item.detail;
    case KeysRole:
        return item.keys;
    case HeadingRole:
        return row == 0 || m_items[row - 1].group != item.group ? paletteGroupTitle(item.group)
                                                                : QString();
    default:
        return {};
    }
}

PaletteDelegate::PaletteDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height() + LinePadding;
    const bool hasHeading = !index.data(PaletteModel::HeadingRole).toString().isEmpty();
    return {0, hasHeading ? 2 * line : line};
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    painter->save();
    painter->setFont(option.font);
    QRect line = option.rect;
    const QString heading = index.data(PaletteModel::HeadingRole).toString();
    if (!heading.isEmpty()) {
        QRect above = line;
        above.setHeight(line.height() / 2);
        line.setTop(above.bottom() + 1);
        painter->setPen(m_theme.mutedText());
        painter->drawText(above.adjusted(Padding, 0, -Padding, -3), Qt::AlignBottom, heading);
        if (index.row() > 0) {
            painter->fillRect(QRect(above.left(), above.top(), above.width(), 1),
                              m_theme.hairline());
        }
    }
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(line, m_theme.selection());
        painter->fillRect(QRect(line.left(), line.top(), 3, line.height()), m_theme.accent());
    }
    QRect text = line.adjusted(Padding, 0, -Padding, 0);
    const QString keys = index.data(PaletteModel::KeysRole).toString();
    if (!keys.isEmpty()) {
        painter->setFont(Theme::monospace());
        painter->setPen(m_theme.mutedText());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, keys);
        text.setRight(text.right() - painter->fontMetrics().horizontalAdvance(keys) - Gap);
        painter->setFont(option.font);
    }
    const QString title =
        option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, text.width());
    painter->setPen(m_theme.text());
    painter->drawText(text, Qt::AlignVCenter, title);
    text.setLeft(text.left() + option.fontMetrics.horizontalAdvance(title) + Gap);
    painter->setPen(m_theme.mutedText());
    painter->drawText(text, Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data(PaletteModel::DetailRole).toString(),
                                                    Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace cboard::ui
