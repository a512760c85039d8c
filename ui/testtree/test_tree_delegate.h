// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cboard::ui {

class Theme;

/// Draws the rows of the tree: status glyphs, stacked bars, quiet zeros.
class TestTreeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TestTreeDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPath(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintCount(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    const Theme& m_theme;
};

} // namespace cboard::ui
