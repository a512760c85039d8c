// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_painter.h"

#include "ui/theme/hatch.h"
#include "ui/theme/selection_ground.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr int Margin = 8;
    constexpr int BarWidth = 3;
    constexpr int BandWidth = 3; ///< The bar of stages,
    constexpr int BandRight = Margin + 5; ///< so far before the text.
    constexpr int LevelCells = 9; ///< "exception".
    constexpr double ReadableContrast = 4.5;

    QColor indexedColor(std::uint32_t index)
    {
        // The colours that terminals agree on; contrast is mended against the theme's ground.
        static constexpr std::array<QRgb, 16> Basic{
            0x000000, 0xC03030, 0x2E8B3D, 0xA87B00, 0x3465C4, 0x9A3BA0, 0x1F8A93, 0xC8C8C8,
            0x777777, 0xE05050, 0x45B558, 0xD2A520, 0x5A8CF0, 0xC060C8, 0x35B5C0, 0xFFFFFF};
        if (index < Basic.size()) {
            return QColor::fromRgb(Basic[index]);
        }
        if (index >= 232) {
            const int gray = static_cast<int>(8 + 10 * (index - 232));
            return {gray, gray, gray};
        }
        const auto level = [](std::uint32_t step) {
            return step == 0 ? 0 : static_cast<int>(55 + 40 * step);
        };
        const std::uint32_t cube = index - 16;
        return {level(cube / 36), level(cube / 6 % 6), level(cube % 6)};
    }

    QColor terminalColor(const logs::TerminalColor& color, const QColor& fallback)
    {
        switch (color.kind) {
        case logs::TerminalColor::Kind::Default:
            return fallback;
        case logs::TerminalColor::Kind::Indexed:
            return indexedColor(color.value);
        case logs::TerminalColor::Kind::Rgb:
            return QColor::fromRgb(color.value);
        }
        return fallback;
    }

    /// \p color moved towards \p text until it can be read on \p ground.
    QColor readable(const QColor& color, const QColor& ground, const QColor& text)
    {
        QColor result = color;
        for (double share = 0.2; share < 1 && contrastRatio(result, ground) < ReadableContrast;
             share += 0.2) {
            result = mixed(color, text, share);
        }
        return contrastRatio(result, ground) < ReadableContrast ? text : result;
    }

    /// The letter of the key that makes a control character: H for U+2408. Few fonts have the
    /// pictures themselves.
    QChar controlLetter(QChar picture)
    {
        constexpr char16_t FirstPicture = 0x2400;
        constexpr char16_t DeletePicture = 0x2421;
        const char16_t code = picture.unicode();
        return code == DeletePicture ? QLatin1Char('?') : QChar(u'@' + (code - FirstPicture));
    }

    QString levelWord(const LogRow& row)
    {
        if (!row.lavaLevel) {
            return {};
        }
        const std::string_view word = logs::lavaLevelText(*row.lavaLevel);
        return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
    }

} // namespace

QColor markColor(const Theme& theme, logs::MarkKind kind)
{
    switch (kind) {
    case logs::MarkKind::KernelPanic:
    case logs::MarkKind::Oops:
    case logs::MarkKind::Bug:
    case logs::MarkKind::Error:
    case logs::MarkKind::NotOk:
        return theme.status().hue(StatusClass::Fail);
    case logs::MarkKind::Warning:
    case logs::MarkKind::CallTrace:
        return theme.status().hue(StatusClass::Miss);
    case logs::MarkKind::LavaError:
        return theme.status().hue(StatusClass::Error);
    }
    return {};
}

QColor bandColor(const Theme& theme, int number)
{
    constexpr std::array Hues{StatusClass::Pass, StatusClass::Miss, StatusClass::Pending,
                              StatusClass::Skip, StatusClass::Error};
    return mixed(theme.window(),
                 theme.status().hue(Hues[static_cast<std::size_t>(number) % Hues.size()]), 0.6);
}

LogPainter::LogPainter(const Theme& theme)
    : m_theme(&theme)
    , m_font(Theme::monospace())
    , m_text(m_font)
{
}

LogGeometry LogPainter::geometry(const QPaintDevice& device, qint64 lastNumber, int timeCells,
                                 bool hasLevels) const
{
    const QFontMetricsF metrics(m_font, &device);
    constexpr int Probe = 64; // An average, since advances may be rounded to pixels.
    LogGeometry result;
    result.cell = metrics.horizontalAdvance(QString(Probe, QLatin1Char('0'))) / Probe;
    result.lineHeight = static_cast<int>(std::ceil(metrics.height())) + 2;
    result.ascent = static_cast<int>(std::round(metrics.ascent())) + 1;
    const auto cells = [&result](auto count) {
        return static_cast<int>(std::ceil(static_cast<double>(count) * result.cell));
    };
    const auto digits = std::max<qsizetype>(4, QString::number(lastNumber).size());
    result.numberRight = BarWidth + Margin + cells(digits);
    int left = result.numberRight + Margin;
    if (timeCells > 0) {
        result.timeRight = left + cells(timeCells);
        left = result.timeRight + Margin;
    }
    if (hasLevels) {
        result.levelLeft = left;
        left += cells(LevelCells) + Margin;
    }
    result.textLeft = left + Margin;
    return result;
}

QColor LogPainter::baseColor(const LogRow& row) const
{
    if (!row.lavaLevel) {
        return m_theme->text();
    }
    switch (*row.lavaLevel) {
    case logs::LavaLevel::Target:
    case logs::LavaLevel::Results:
    case logs::LavaLevel::Warning:
    case logs::LavaLevel::Error:
    case logs::LavaLevel::Exception:
    case logs::LavaLevel::Other:
    case logs::LavaLevel::Unparsed:
        return m_theme->text();
    case logs::LavaLevel::Input:
        return readable(m_theme->accent(), m_theme->window(), m_theme->text());
    case logs::LavaLevel::Feedback:
    case logs::LavaLevel::Debug:
    case logs::LavaLevel::Info:
    case logs::LavaLevel::Event:
        return m_theme->mutedText();
    }
    return m_theme->text();
}

QColor LogPainter::barColor(const LogRow& row, const LogRowMarks& marks) const
{
    constexpr int KernelError = 3;
    constexpr int KernelWarning = 4;
    if (marks.mark != nullptr) {
        return markColor(*m_theme, marks.mark->kind);
    }
    if (row.kernelLevel && *row.kernelLevel <= KernelError) {
        return m_theme->status().hue(StatusClass::Fail);
    }
    if ((row.kernelLevel && *row.kernelLevel == KernelWarning)
        || row.lavaLevel == logs::LavaLevel::Warning) {
        return m_theme->status().hue(StatusClass::Miss);
    }
    return {};
}

QColor LogPainter::ground(const LogRowMarks& marks, const QWidget* canvas) const
{
    constexpr double MarkTint = 0.09;
    constexpr double ChangedTint = 0.16;
    if (marks.isCurrent) {
        return selectionGround(m_theme->palette(), canvas);
    }
    if (marks.isChanged) {
        return mixed(m_theme->window(), m_theme->accent(), ChangedTint);
    }
    if (marks.mark != nullptr) {
        return mixed(m_theme->window(), markColor(*m_theme, marks.mark->kind), MarkTint);
    }
    return m_theme->window();
}

QColor LogPainter::markedGround(int number) const
{
    constexpr std::array Hues{StatusClass::Pending, StatusClass::Error, StatusClass::Pass,
                              StatusClass::Skip};
    return mixed(m_theme->window(),
                 m_theme->status().hue(Hues[static_cast<std::size_t>(number) % Hues.size()]), 0.38);
}

QColor LogPainter::selectedTextGround() const
{
    return mixed(m_theme->window(), m_theme->accent(), 0.4);
}

void LogPainter::paintGutter(QPainter& painter, const LogGeometry& geometry, double y, int height,
                             const LogRow& row, const LogRowMarks& marks) const
{
    const QColor bar = barColor(row, marks);
    if (bar.isValid()) {
        painter.fillRect(QRectF(0, y, BarWidth, height), bar);
    }
    if (marks.band >= 0) {
        painter.fillRect(QRectF(geometry.textLeft - BandRight, y, BandWidth, height),
                         bandColor(*m_theme, marks.band));
    }
    if (marks.hasBookmark) {
        const double middle = y + geometry.lineHeight / 2.0;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme->accent());
        painter.drawPolygon(QPolygonF({{BarWidth + 1.0, middle - 4},
                                       {BarWidth + 7.0, middle},
                                       {BarWidth + 1.0, middle + 4}}));
    }
    const double baseline = y + geometry.ascent;
    const auto paintRight = [&](int right, const QString& text) {
        const auto width = static_cast<double>(text.size()) * geometry.cell;
        m_text.paint(painter, {right - width, baseline}, text, geometry.cell);
    };
    painter.setPen(marks.isCurrent ? m_theme->text() : m_theme->mutedText());
    if (marks.lineNumber > 0) {
        paintRight(geometry.numberRight, QString::number(marks.lineNumber));
    }
    if (marks.isDoubtful) {
        painter.setPen(m_theme->status().hue(StatusClass::Fail));
        m_text.paint(painter, {BarWidth + 1.0, baseline}, QStringLiteral("?"), geometry.cell);
        painter.setPen(m_theme->mutedText());
    }
    if (geometry.timeRight > 0) {
        paintRight(geometry.timeRight, marks.time);
    }
    if (geometry.levelLeft > 0) {
        const bool isLoud = row.lavaLevel == logs::LavaLevel::Error
            || row.lavaLevel == logs::LavaLevel::Exception
            || row.lavaLevel == logs::LavaLevel::Warning;
        painter.setPen(isLoud ? m_theme->text() : m_theme->mutedText());
        m_text.paint(painter, {static_cast<double>(geometry.levelLeft), baseline}, levelWord(row),
                     geometry.cell);
    }
}

void LogPainter::paintEndMark(QPainter& painter, const LogGeometry& geometry, const QRectF& rect,
                              const QString& text) const
{
    painter.fillRect(rect, m_theme->status().hue(StatusClass::Fail));
    painter.setPen(m_theme->window());
    painter.drawText(QPointF(geometry.textLeft, rect.top() + geometry.ascent), text);
}

void LogPainter::paintFold(QPainter& painter, const LogGeometry& geometry, double x, double y,
                           const QString& text) const
{
    const QRectF chip(x, y + 1, static_cast<double>(text.size() + 2) * geometry.cell,
                      geometry.lineHeight - 2);
    painter.fillRect(chip, mixed(m_theme->window(), m_theme->accent(), 0.2));
    painter.setPen(m_theme->text());
    painter.drawText(QPointF(x + geometry.cell, y + geometry.ascent), text);
}

void LogPainter::paintBlank(QPainter& painter, const QRectF& rect, bool isCurrent,
                            const QWidget* canvas) const
{
    painter.fillRect(rect,
                     isCurrent ? selectionGround(m_theme->palette(), canvas) : m_theme->panel());
    fillHatched(painter, rect, m_theme->hairline());
}

void LogPainter::paintRun(QPainter& painter, const LogGeometry& geometry, double x, double y,
                          const LogRow& row, const LogRun& run, int firstCell) const
{
    const auto xOf = [&](int character) {
        return x + (row.cellOf(character) - firstCell) * geometry.cell;
    };
    const CellTextStyle style{run.style.isBold, run.style.isItalic, run.style.isUnderlined};
    const bool isControl = run.style.substitute == logs::Substitute::Control;
    // Neighbours of one cell each are one text; others stand alone in their cells.
    for (int begin = run.begin; begin < run.end;) {
        const QPointF at(xOf(begin), y + geometry.ascent);
        int end = begin + 1;
        if (isControl) {
            m_text.paint(painter, at, QString(controlLetter(row.text[begin])), geometry.cell,
                         style);
        } else if (row.text[begin].unicode() < 0x80) {
            while (end < run.end && row.text[end].unicode() < 0x80) {
                ++end;
            }
            m_text.paint(painter, at, row.text.mid(begin, end - begin), geometry.cell, style);
        } else {
            while (end < run.end
                   && (row.cellOf(end) == row.cellOf(begin) || row.text[end].isLowSurrogate())) {
                ++end;
            }
            painter.setFont(m_text.fontOf(style));
            painter.drawText(at, row.text.mid(begin, end - begin));
            painter.setFont(m_font);
        }
        begin = end;
    }
}

void LogPainter::paintText(QPainter& painter, const LogGeometry& geometry, double x, double y,
                           const LogRow& row, int firstCell, int lastCell) const
{
    const int first = row.characterAt(firstCell);
    const int last = row.characterAt(lastCell);
    const QColor base = baseColor(row);
    for (const LogRun& run : row.runs) {
        const LogRun part{std::max(run.begin, first), std::min(run.end, last), run.style};
        if (part.begin >= part.end) {
            continue;
        }
        const logs::TextStyle& style = run.style;
        QColor ink = terminalColor(style.foreground, style.isDim ? m_theme->mutedText() : base);
        QColor ground = terminalColor(style.background, m_theme->window());
        if (style.isInverse) {
            std::swap(ink, ground);
        }
        if (style.substitute != logs::Substitute::None) {
            ink = m_theme->mutedText();
            ground = m_theme->hairline();
        }
        if (ground != m_theme->window()) {
            const double left = x + (row.cellOf(part.begin) - firstCell) * geometry.cell;
            const double width = (row.cellOf(part.end) - row.cellOf(part.begin)) * geometry.cell;
            painter.fillRect(QRectF(left, y, width, geometry.lineHeight), ground);
        }
        painter.setPen(readable(ink, ground, m_theme->text()));
        paintRun(painter, geometry, x, y, row, part, firstCell);
    }
}

} // namespace cboard::ui
