// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"

#include <QStyledItemDelegate>

#include <memory>

namespace cboard::ui {

class Theme;

/// Draws the rows of the tree: status glyphs, stacked bars, quiet zeros.
class TestTreeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TestTreeDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// Marks what matches in the names; null: nothing.
    void setHighlight(const std::shared_ptr<logs::FindPattern>& pattern) { m_pattern = pattern; }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintPath(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintCount(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    const Theme& m_theme;
    std::shared_ptr<logs::FindPattern> m_pattern;
};

} // namespace cboard::ui
