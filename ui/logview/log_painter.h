// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/error_marks.h"
#include "ui/logview/cell_text.h"
#include "ui/logview/log_row.h"

#include <QColor>
#include <QFont>

class QPainter;
class QPaintDevice;
class QWidget;

namespace cboard::ui {

class Theme;

/// Where the columns of the canvas stand, in logical pixels.
struct LogGeometry {
    double cell = 8; ///< Width of a character.
    int lineHeight = 16;
    int ascent = 12;
    int numberRight = 0; ///< Line numbers end here.
    int timeRight = 0; ///< 0: no time column.
    int levelLeft = 0; ///< 0: no level column.
    int textLeft = 0;
};

/// What is drawn beside the text of a row.
struct LogRowMarks {
    qint64 lineNumber = 0; ///< 0: a further row of the line.
    QString time;
    const logs::ErrorMark* mark = nullptr;
    bool isCurrent = false;
    int band = -1; ///< Colour of the stage; -1: none.
    bool hasBookmark = false;
    bool isChanged = false; ///< Differs from the log beside.
    bool isDoubtful = false; ///< Behind damage: may not be what was written.
};

QColor markColor(const Theme& theme, logs::MarkKind kind);
/// Of the bar beside the stage with that number.
QColor bandColor(const Theme& theme, int number);

/// Colours and strokes of the canvas. Reads the theme each time, keeps nothing of a log.
class LogPainter {
public:
    explicit LogPainter(const Theme& theme);

    QFont font() const { return m_font; }
    /// \p lastNumber is the highest line number, \p timeCells the width of times (0: none).
    LogGeometry geometry(const QPaintDevice& device, qint64 lastNumber, int timeCells,
                         bool hasLevels) const;

    void paintGutter(QPainter& painter, const LogGeometry& geometry, double y, int height,
                     const LogRow& row, const LogRowMarks& marks) const;
    /// Cells [firstCell, lastCell) of the row from \p x on.
    void paintText(QPainter& painter, const LogGeometry& geometry, double x, double y,
                   const LogRow& row, int firstCell, int lastCell) const;
    /// "+ 12 lines" behind a row.
    void paintFold(QPainter& painter, const LogGeometry& geometry, double x, double y,
                   const QString& text) const;
    /// Where another log has a row and this one has none.
    void paintBlank(QPainter& painter, const QRectF& rect, bool isCurrent,
                    const QWidget* canvas) const;
    /// Where a text ends before its end.
    void paintEndMark(QPainter& painter, const LogGeometry& geometry, const QRectF& rect,
                      const QString& text) const;
    /// Ground of a whole row of \p canvas; that of the current one says whether keys go there.
    QColor ground(const LogRowMarks& marks, const QWidget* canvas) const;
    QColor markedGround(int number) const; ///< Of the pattern with that number.
    QColor selectedTextGround() const;

private:
    QColor baseColor(const LogRow& row) const;
    QColor barColor(const LogRow& row, const LogRowMarks& marks) const;
    void paintRun(QPainter& painter, const LogGeometry& geometry, double x, double y,
                  const LogRow& row, const LogRun& run, int firstCell) const;

    const Theme* m_theme;
    QFont m_font;
    CellText m_text;
};

} // namespace cboard::ui
