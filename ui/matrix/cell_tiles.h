// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/theme/status_palette.h"

#include <QHash>
#include <QImage>
#include <QSize>

#include <span>
#include <vector>

namespace cboard::ui {

class Theme;

/// Looks of cells as ready images, so that painting a matrix is copying lines of pixels.
///
/// A tile is one cell with its gap, in device pixels, opaque. Made on first use; all are dropped
/// when size, theme, letters mode or pixel ratio differ.
class CellTiles {
public:
    explicit CellTiles(const Theme& theme);

    /// \p cell in device-independent pixels, the gap included.
    void prepare(QSize cell, double devicePixelRatio);
    QSize tileSize() const { return m_tileSize; } ///< Device pixels.

    /// The tile for the cells of one place, one per lab. Labs that agree are drawn as one; labs
    /// that differ as stacked parts, at most three, each with its letter.
    const QImage& tile(std::span<const query::MatrixCell> cells, std::span<const int> labIndexes);

    /// The same drawing onto any painter, for vector output.
    void paint(QPainter& painter, const QRectF& rect, std::span<const query::MatrixCell> cells,
               std::span<const int> labIndexes) const;

private:
    void drop();
    QImage render(std::span<const query::MatrixCell> cells, std::span<const int> labIndexes) const;

    const Theme& m_theme;
    QSize m_cell;
    QSize m_tileSize;
    double m_ratio = 1;
    ThemeKind m_kind = ThemeKind::Light;
    bool m_asLetters = false;
    std::vector<QImage> m_plain; ///< By status and marks.
    QHash<quint64, QImage> m_split;
};

} // namespace cboard::ui
