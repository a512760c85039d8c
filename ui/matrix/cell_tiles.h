// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/matrix/cell_numbers.h"
#include "ui/theme/status_palette.h"

#include <QHash>
#include <QImage>
#include <QSize>

#include <span>
#include <vector>

namespace cboard::ui {

class Theme;

/// What \p extra and \p numberWidth, for its number, leave of a cell: the left part.
QRectF statusPart(const QPainter& painter, const QRectF& whole, const CellExtra& extra,
                  int numberWidth);

/// The number in what of \p whole is right of \p status, new warnings behind it, a
/// dotted outline of the status where there are only warnings.
void paintCellExtra(QPainter& painter, const QRectF& whole, const QRectF& status,
                    const CellExtra& extra, const Theme& theme);

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
    /// The same with numbers, which cells that are split have none of; \p place is that of \p extra
    /// among those of the matrix.
    const QImage& numberedTile(std::span<const query::MatrixCell> cells, const CellExtra& extra,
                               int place);
    /// Numbers will be others, or stand elsewhere. \p width Beside the status, for a number.
    void setNumberWidth(int width);

    /// The same drawing onto any painter, for vector output.
    void paint(QPainter& painter, const QRectF& rect, std::span<const query::MatrixCell> cells,
               std::span<const int> labIndexes, const CellExtra* extra = nullptr) const;

private:
    void drop();
    QImage render(std::span<const query::MatrixCell> cells, std::span<const int> labIndexes,
                  const CellExtra* extra) const;

    const Theme& m_theme;
    QSize m_cell;
    QSize m_tileSize;
    double m_ratio = 1;
    ThemeKind m_kind = ThemeKind::Light;
    bool m_asLetters = false;
    std::vector<QImage> m_plain; ///< By status and marks.
    QHash<quint64, QImage> m_split;
    QHash<quint64, QImage> m_numbered; ///< By status, marks and place of the extra.
    int m_numberWidth = 0;
};

} // namespace cboard::ui
