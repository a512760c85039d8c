// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace cboard::ui {

class Theme;

/// Draws the cells of every table: text with an optional quiet second line, a status as glyph and
/// word, counts as a stacked bar with numbers, a trend as a strip of small columns.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintText(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintStatus(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintCounts(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintTrend(QPainter& painter, const QRect& rect, const QVariantList& fails) const;

    const Theme& m_theme;
};

} // namespace cboard::ui
