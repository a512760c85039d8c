// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"
#include "core/logs/row_list.h"
#include "ui/logview/log_copy.h"
#include "ui/logview/log_document.h"
#include "ui/logview/log_painter.h"
#include "ui/logview/log_rows.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace cboard::ui {

class Theme;

/// The text of a log: only the rows on the screen are read, decoded and painted, so that size
/// does not matter.
///
/// A row is named by its number in the log; filters and folds leave rows out, and positions count
/// those that are left. A list of rows may have blank positions, which no row has.
class LogCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    using Rows = std::shared_ptr<const logs::RowList>;
    enum class Reveal : std::uint8_t {
        Nearest,
        Centre, ///< A third down, so that what follows is seen.
        Context ///< Stays when lines around it are in sight, else as Centre.
    };

    LogCanvas(const Theme& theme, LogRows& rows, QWidget* parent = nullptr);

    void setDocument(std::shared_ptr<const LogDocument> document);
    /// The same log with more rows behind; nothing moves.
    void growDocument(std::shared_ptr<const LogDocument> document);
    /// Null shows all rows. The current row, or the one nearest to it, stays where it is.
    void setShownRows(Rows rows);
    /// Paints the matches of what is looked for; nothing clears them. An invalid pattern: none.
    void setHighlight(const std::optional<logs::FindOptions>& options);

    /// Paints each in a colour of its own; invalid ones not at all.
    void setMarked(const std::vector<logs::FindOptions>& patterns);
    /// A bar of a colour beside rows: the stages. Ascending; later ones lie over earlier ones.
    struct Band {
        logs::RowRange rows;
        int color = 0; ///< Counted up; colours repeat.
    };
    void setBands(std::vector<Band> bands);
    /// Of these only the first row is shown, with how many are left out. The shown rows are the
    /// caller's.
    void setFolded(std::vector<logs::RowRange> folded);
    /// Rows that the log beside lacks or has otherwise; ascending, apart.
    void setChanged(std::vector<logs::RowRange> changed);
    void setBookmarks(std::vector<qint64> rows); ///< Ascending.

    LogTimeMode timeMode() const { return m_timeMode; }
    void setTimeMode(LogTimeMode mode);
    /// Rows as they are stored: of LAVA logs the items, of kernel lines level and time.
    bool isRaw() const { return m_isRaw; }
    void setRaw(bool isRaw);
    bool wraps() const { return m_wraps; }
    void setWraps(bool wraps);

    qint64 currentRow() const { return m_current; } ///< -1 without rows.
    void setCurrentRow(qint64 row, Reveal reveal);
    void moveCurrent(qint64 positions);
    /// Where the cursor stands, which may be at a blank position of a list.
    qint64 currentPosition() const { return m_blank >= 0 ? m_blank : positionOf(m_current); }
    /// Without scrolling; a blank position is current without a row.
    void setCurrentPosition(qint64 position);
    qint64 pagePositions() const { return pageRows(); }

    /// Positions [first, last) that are on the screen, and how many there are in all.
    qint64 firstPosition() const { return m_top; }
    qint64 lastPosition();
    qint64 positionCount() const;
    qint64 positionOf(qint64 row) const; ///< Of the row or the next one that is shown.
    qint64 rowAt(qint64 position) const; ///< -1 for a blank position.
    bool shows(qint64 row) const; ///< Neither left out nor folded.
    void scrollToPosition(qint64 position);

    const LogGeometry& geometryOfText() const { return m_geometry; }

    bool hasSelection() const { return m_anchor != m_head; }
    /// The selection, else the current row; what "copy" copies.
    LogCopyRequest copyRequest(bool withTimes) const;
    /// What is selected of one line, else the current row as it is shown.
    QString selectedInLine() const;
    void selectAll();
    void selectRows(qint64 first, qint64 last); ///< Both shown; whole rows.
    QString currentText() const; ///< Of the current row; empty while it is read.

signals:
    void currentRowChanged(qint64 row);
    void viewChanged(); ///< Another part is on the screen.
    void copyRequested(bool withTimes);
    void menuRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        qint64 position = 0;
        int character = 0;
        auto operator<=>(const Place&) const = default;
    };
    struct ScreenRow {
        LogRow row;
        logs::DecodedRow decoded;
        qint64 position = 0;
        double y = 0;
        int lines = 1;
        int firstLine = 0; ///< Wrapped: the first one on the screen.
        QString time;
        bool isRead = false; ///< False while its bytes are on their way.
    };

    void updateGeometryOfText();
    void updateScrollBars();
    void layoutScreen();
    void repaintSoon();
    void onRowsArrived();
    ScreenRow readRow(qint64 position) const;
    int linesOfPosition(qint64 position, Reveal reveal);
    bool hasEndMark() const { return m_document && m_document->damage; }
    void paintEndMark(QPainter& painter) const;
    int linesOf(const LogRow& row) const;
    int cellsPerLine() const;
    qint64 pageRows() const;
    void scrollLines(int lines);
    void ensureVisible(qint64 position, Reveal reveal);
    qint64 rowNear(qint64 position, bool isForward) const; ///< Not of a blank position.
    bool hidesPrefix() const;
    QString timeText(const ScreenRow& row, const ScreenRow* before) const;
    std::optional<qint64> microsecondsOf(const ScreenRow& row) const;
    void paintRow(QPainter& painter, const ScreenRow& screen) const;
    void paintGrounds(QPainter& painter, const ScreenRow& screen) const;
    bool paintMatches(QPainter& painter, const ScreenRow& screen, logs::FindPattern& pattern,
                      const QColor& color) const;
    void paintFold(QPainter& painter, const ScreenRow& screen) const;
    bool isChanged(qint64 row) const;
    int bandColorOf(qint64 row) const; ///< -1: none.
    void fillCells(QPainter& painter, const ScreenRow& screen, CellRange cells,
                   const QColor& color) const;
    Place placeAt(const QPointF& point) const;
    void selectTo(const Place& place);
    void selectLinesTo(qint64 position);
    bool isThirdClick(const QMouseEvent& event) const;
    void moveHead(qint64 positions);
    double textX() const;
    void announceCurrent();

    const Theme& m_theme;
    LogRows& m_rows;
    LogPainter m_painter;
    LogGeometry m_geometry;
    std::shared_ptr<const LogDocument> m_document;
    Rows m_shown;
    std::optional<logs::FindOptions> m_highlight;
    mutable std::optional<logs::FindPattern> m_pattern; ///< GUI thread; null when too costly.
    mutable std::vector<logs::FindPattern> m_marked;
    std::vector<Band> m_bands;
    std::vector<logs::RowRange> m_folded;
    std::vector<logs::RowRange> m_changed;
    std::vector<qint64> m_bookmarks;
    LogTimeMode m_timeMode = LogTimeMode::None;
    bool m_isRaw = false;
    bool m_wraps = false;

    qint64 m_top = 0; ///< Position of the first row on the screen.
    int m_topLine = 0; ///< Wrapped: its first line on the screen.
    qint64 m_lastPosition = 0;
    std::optional<Reveal> m_waitingReveal; ///< Once the rows have arrived.
    int m_widestCells = 0; ///< Seen so far; the horizontal bar grows with it.
    qint64 m_current = -1;
    qint64 m_blank = -1; ///< The current position when no row stands there.
    std::vector<ScreenRow> m_screen;
    bool m_isScreenDirty = true;
    QTimer m_lateRepaint; ///< When the rows on the screen do not arrive soon.
    Place m_anchor;
    Place m_head;
    bool m_isSelecting = false;
    qint64 m_linesFrom = -1; ///< Whole lines are selected, from this position on.
    QElapsedTimer m_doubleClicked;
    QPointF m_doubleClickedAt;
    int m_dragTimer = 0;
    int m_wheelRest = 0;
};

} // namespace cboard::ui
