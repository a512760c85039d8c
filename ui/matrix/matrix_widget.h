// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matrix/arrangement.h"
#include "ui/matrix/cell_tiles.h"

#include <QAbstractScrollArea>
#include <QHash>
#include <QImage>

#include <optional>
#include <span>
#include <string>

namespace cboard::logs {
class FindPattern;
}

namespace cboard::ui {

class MatrixMatches;
class Theme;

/// A place in the snapshot.
struct MatrixPlace {
    int row = -1;
    int column = -1;
    bool operator==(const MatrixPlace&) const = default;
};

enum class FailureKind : std::uint8_t { New, Any };
enum class Direction : std::uint8_t { Forward, Backward };

/// The one widget for all matrices: cells of a fixed size, painted by copying tiles, virtual in
/// both directions, headers that stay, a cursor that is driven by keys.
///
/// Draws a snapshot of any size; cost grows with the visible cells only. Scroll values and
/// geometry are in device-independent pixels.
class MatrixWidget : public QAbstractScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MatrixWidget)

public:
    explicit MatrixWidget(const Theme& theme, QWidget* parent = nullptr);
    ~MatrixWidget() override;

    /// Keeps the cursor on the same row and column names when they still exist.
    void setMatrix(MatrixPtr matrix, MatrixArrangement arrangement);
    /// The same with \p folded groups, which the arrangement has folded already.
    void setMatrix(MatrixPtr matrix, MatrixArrangement arrangement, QSet<QString> folded);
    const MatrixPtr& matrix() const { return m_matrix; }
    const MatrixArrangement& arrangement() const { return m_arrangement; }

    /// Gap included; the smallest is 6 x 6.
    void setCellSize(QSize size);
    /// Of the cells of matrix(); others have none.
    void setNumbers(CellNumbers numbers);
    const CellNumbers& numbers() const { return m_numbers; }

    /// What tells a row or column from the others, in this matrix and in later ones: its fields
    /// joined by '|', or its commit.
    QString rowKey(int row) const;
    QString columnKey(int column) const;
    /// Nothing when one of them is not there.
    std::optional<MatrixPlace> findPlace(const QString& rowKey, const QString& columnKey) const;

    std::optional<MatrixPlace> current() const { return m_current; }
    void setCurrent(MatrixPlace place); ///< Scrolls it into view.
    void moveBy(int lines, int columns);
    /// The next cell of that kind in reading order; nothing when there is none.
    std::optional<MatrixPlace> nextFailure(FailureKind kind, Direction direction) const;
    /// \returns false when there is none.
    bool goToFailure(FailureKind kind, Direction direction);
    /// Cells with results that one key would make the current one, the likeliest first.
    std::vector<MatrixPlace> nearPlaces() const;
    void goToFirstCell(); ///< The first cell with results; the first place when there is none.

    /// Cells that the user chose beside the cursor, in that order; kept by their names, as the
    /// cursor is. Chosen by toggleSelected(), Ctrl and a click, Shift and an arrow.
    const std::vector<MatrixPlace>& selected() const { return m_selected; }
    void toggleSelected(); ///< The current cell.
    bool clearSelected(); ///< \returns false when none was.

    /// Paints what matches in texts, and the cells that were found; null: nothing any more.
    void setHighlight(const std::shared_ptr<logs::FindPattern>& pattern);
    void setFound(const std::shared_ptr<const MatrixMatches>& found);

    /// Groups whose rows are hidden, by MatrixGroup::key; kept when the matrix is replaced.
    const QSet<QString>& folded() const { return m_folded; }
    void setFolded(const QSet<QString>& keys);
    void reveal(int row); ///< Unfolds the groups that hide it.
    void foldCurrent(); ///< The innermost group of the current row; when all are folded, none.
    void unfoldAll();

    /// One entry per lab, sorted by lab; empty for a cell without results.
    std::span<const query::MatrixCell> cellsAt(MatrixPlace place) const;
    /// The cell in words, for the line below the matrix.
    QString cellText(MatrixPlace place) const;
    /// As a screen reader says it: "boot, kevin, lab collabora, v7.1-rc2: new failure".
    QString spokenText(MatrixPlace place) const;
    QString rowText(int row) const;
    QString columnText(int column) const;
    /// What stands above the column: its group, too, where that has no room of its own.
    QString headText(int column) const;

    MatrixPlace placeAt(QPoint viewportPoint) const; ///< Row or column -1 outside the cells.
    QRect cellRect(MatrixPlace place) const; ///< In viewport coordinates.
    QSize contentSize() const; ///< Headers and all cells.

signals:
    void currentChanged(cboard::ui::MatrixPlace place);
    void activated(cboard::ui::MatrixPlace place);
    void columnActivated(int column);
    void foldedChanged(); ///< By the user.
    void selectedChanged();
    void replaced(); ///< Another matrix, or another arrangement of it.

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Range {
        int first = 0;
        int last = -1;
    };

    // matrix_widget.cpp
    void measure();
    void fitRowHeader(int characterWidth);
    int widestHeading() const;
    int headingLeft(const MatrixLine& line) const;
    Range columnGroup(int column) const;
    bool hasRoomForName(Range group) const;
    void updateScrollBars();
    void ensureVisible(MatrixPlace place);
    bool handleMoveKey(int key, Qt::KeyboardModifiers modifiers);

    // matrix_selection.cpp
    void setSelected(MatrixPlace place, bool isSelected);
    void extendSelected(int lines, int columns);
    void keepSelected(const std::vector<std::pair<QString, QString>>& names);
    std::vector<std::pair<QString, QString>> selectedNames() const;
    void paintSelected(QPainter& painter);

    int lineOf(int row) const;
    int lineAt(QPoint viewportPoint) const; ///< -1 outside the rows.
    Range visibleLines() const;
    Range visibleColumns() const;
    QRect bodyRect() const;
    QString tooltipAt(QPoint point) const;
    std::span<const query::MatrixCell> rowCells(int row) const;
    bool isFailure(MatrixPlace place, FailureKind kind) const;
    void dropLabels();

    // matrix_painting.cpp
    void paintBody(QPainter& painter);
    void fillBuffer();
    void copyRow(int line, Range columns);
    void copyTile(const QImage& tile, QPoint at);
    void paintBodyAsVectors(QPainter& painter);
    template <typename Visit>
    void forEachPlace(int row, Range columns, Visit visit) const;
    std::span<const int> labIndexes(std::span<const query::MatrixCell> cells) const;
    std::size_t indexOf(std::span<const query::MatrixCell> cells) const;
    const QImage& tileOf(std::span<const query::MatrixCell> cells);
    QString numbersAt(MatrixPlace place) const;
    void paintRowHeaders(QPainter& painter);
    void paintColumnHeaders(QPainter& painter);
    void paintColumnGroups(QPainter& painter, Range columns);
    void paintCorner(QPainter& painter);
    void paintCursor(QPainter& painter);
    QImage rowLabel(int row) const;
    QImage columnLabel(int column) const;
    void drawRowLabel(QPainter& painter, int row) const;
    void drawColumnLabel(QPainter& painter, int column) const;

    // matrix_found.cpp
    void drawText(QPainter& painter, const QRect& rect, int alignment, const QString& text) const;
    void paintFoundCells(QPainter& painter);
    void paintFoundHeads(QPainter& painter);

    // matrix_headings.cpp
    void paintHeadings(QPainter& painter);
    void paintGroupSums(QPainter& painter, const QRect& rect, const MatrixLine& line);
    void paintIllColumns(QPainter& painter, const QRect& area, bool onlyOneLab);
    void toggleGroup(int group);
    void goToLine(int line);

    const Theme& m_theme;
    CellTiles m_tiles;
    MatrixPtr m_matrix;
    MatrixArrangement m_arrangement;
    std::optional<MatrixPlace> m_current;
    std::vector<MatrixPlace> m_selected;
    QSet<QString> m_folded;
    QSize m_cell{26, 20};
    QSize m_statusCell = m_cell; ///< Without a number.
    CellNumbers m_numbers;

    int m_rowHeaderWidth = 0;
    int m_columnHeaderHeight = 0;
    int m_groupBand = 0;
    std::vector<int> m_headerWidths; ///< Of the row header's columns.

    QImage m_buffer; ///< The body in device pixels.
    bool m_isVector = false; ///< Painted for PDF or SVG, where clips do not hold.
    double m_ratio = 1;
    std::shared_ptr<logs::FindPattern> m_pattern; ///< Null while nothing is looked for.
    std::shared_ptr<const MatrixMatches> m_found;
    QHash<int, QImage> m_rowLabels;
    QHash<int, QImage> m_columnLabels;
};

} // namespace cboard::ui
