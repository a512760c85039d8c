// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/palette_items.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace cboard::ui {

class Theme;

/// The lines of the palette.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole + 1, KeysRole, HeadingRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<PaletteItem> items);
    const std::vector<PaletteItem>& items() const { return m_items; }

    int rowCount(const QModelIndex& parent = {}) const override;
    /// HeadingRole: the title of the group on its first line, empty on the others.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<PaletteItem> m_items;
};

/// Heading of the group, title, quiet detail, keys at the right.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    PaletteDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace cboard::ui
