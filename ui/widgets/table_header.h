// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

#include <QHeaderView>

namespace cboard::ui {

class Theme;

/// The head of a table: titles on the line of the cells' text, an arrow where it is sorted, with
/// its rank when there are several sort keys.
class TableHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit TableHeader(const Theme& theme, QWidget* parent = nullptr);

    /// By section; see sortRanks().
    struct Rank {
        int rank = 0; ///< 1 counts most; 0: not sorted by.
        bool isDescending = false;
    };
    /// \p areSeveral: draw the ranks as numbers.
    void setRanks(std::vector<Rank> ranks, bool areSeveral);

    QSize sizeHint() const override;

signals:
    /// A click; \p isAdded with Shift: as a further key.
    void sortRequested(int section, bool isAdded);
    void widthChosen(int section, int width); ///< Drawn with the mouse.
    void menuRequested(const QPoint& globalPosition);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    const Theme& m_theme;
    std::vector<Rank> m_ranks;
    bool m_hasNumbers = false;
    int m_pressed = -1;
    bool m_isPressed = false;
    int m_resized = -1; ///< Section that the mouse draws wider or narrower.
    QPoint m_pressedAt;
};

} // namespace cboard::ui
