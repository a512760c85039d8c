// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSize>
#include <QWidget>

#include <algorithm>

/// Distances of the matrix's headers, in device-independent pixels.
namespace cboard::ui::metrics {

constexpr int Padding = 8;
constexpr int SummaryWidth = 56; ///< Stacked bar at the end of a row's header.
constexpr int NumberWidth = 52; ///< Room for a number, with the count of what is new.
constexpr int NumberGrowth = 36; ///< By which it widens a cell.
constexpr int FoldMark = 14; ///< Triangle of a heading.
constexpr int GroupPadding = 6; ///< Left and right of the name of a group of columns.
constexpr int SummaryHeight = 5; ///< Stacked bar at the foot of a column's header.

/// The widget's font, smaller where the cells are.
inline QFont labelFont(const QWidget& widget, QSize cell)
{
    QFont font = widget.font();
    const int fitting = static_cast<int>(std::min(cell.width(), cell.height()) * 0.78);
    const int normal = QFontInfo(font).pixelSize();
    if (fitting < normal) {
        font.setPixelSize(std::max(7, fitting));
    }
    return font;
}

} // namespace cboard::ui::metrics
