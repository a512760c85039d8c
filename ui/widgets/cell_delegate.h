// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/status.h"
#include "core/logs/find.h"

#include <QStyledItemDelegate>

#include <memory>
#include <optional>

namespace cboard::ui {

class Theme;

/// Draws the cells of every table: text with an optional quiet second line, a status as glyph and
/// word, counts as a stacked bar with numbers, a trend as a strip of small columns; headings of
/// groups with a triangle.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    /// Marks what matches in texts; null: nothing.
    void setHighlight(const std::shared_ptr<logs::FindPattern>& pattern) { m_pattern = pattern; }

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index) const;
    void paintHeading(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintText(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintStatus(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintTrend(QPainter& painter, const QRect& rect, const QVariantList& fails) const;

    /// As QPainter::drawText(), on the grounds of what was found.
    void drawLine(QPainter& painter, const QRect& rect, int alignment, const QString& shown) const;

    const Theme& m_theme;
    std::shared_ptr<logs::FindPattern> m_pattern;
};

/// Fails, infrastructure and passes as numbers with their glyphs above one stacked bar.
void paintCounts(QPainter& painter, const QRect& rect, const StatusCounts& counts,
                 const Theme& theme);
/// Which of the numbers of paintCounts() stands at \p x in a cell of this width. Nothing beside
/// them, or when none is counted.
std::optional<StatusClass> countAt(const QFont& font, const QRect& rect, const StatusCounts& counts,
                                   int x);

/// Pixels, without padding.
struct CellNeed {
    int content = 0; ///< All that the cell shows.
    int least = 0; ///< Numbers rounded, bars thin, the ends of a text.
    int plain = 0; ///< Revisions without their hashes, which go where not all is seen.
};

/// \p ofDrawing: what counts and bars take where there is room. A text is cut to \p leastText.
CellNeed cellNeed(const QModelIndex& index, const QFont& font, int ofDrawing, int leastText);
/// The least that paintCounts() needs: the fails above the bar.
int leastCountsWidth(const QFont& font, const StatusCounts& counts);

/// Space left and right of what a cell shows.
constexpr int CellPadding = 10;

} // namespace cboard::ui
