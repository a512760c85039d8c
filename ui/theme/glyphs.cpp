// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/snapshots.h"
#include "ui/theme/hatch.h"
#include "ui/theme/status_palette.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cboard::ui {

namespace {

    using query::CellMark;

    constexpr double PassTint = 0.12;
    constexpr double OldFailTint = 0.3;
    constexpr double ErrorFill = 0.6;

    bool has(std::uint16_t marks, CellMark mark)
    {
        return (marks >> static_cast<unsigned>(mark) & 1U) != 0;
    }

    void strokeLines(QPainter& painter, const QColor& color, double width,
                     std::initializer_list<QPointF> points)
    {
        QPainterPath path;
        bool isFirst = true;
        for (const QPointF& point : points) {
            isFirst ? path.moveTo(point) : path.lineTo(point);
            isFirst = false;
        }
        painter.strokePath(path, QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }

    void paintTriangle(QPainter& painter, const QRectF& box, const QColor& color, double width)
    {
        const double x = box.center().x();
        QPainterPath outline;
        outline.moveTo(x, box.top() + box.height() * 0.08);
        outline.lineTo(box.right(), box.bottom() - box.height() * 0.06);
        outline.lineTo(box.left(), box.bottom() - box.height() * 0.06);
        outline.closeSubpath();
        painter.strokePath(outline, QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        strokeLines(painter, color, width,
                    {{x, box.top() + box.height() * 0.42}, {x, box.top() + box.height() * 0.72}});
    }

    void paintQuestionMark(QPainter& painter, const QRectF& box, const QColor& color, double width)
    {
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
        };
        QPainterPath hook;
        hook.moveTo(at(0.24, 0.28));
        hook.cubicTo(at(0.24, -0.04), at(0.80, -0.04), at(0.78, 0.28));
        hook.cubicTo(at(0.76, 0.50), at(0.50, 0.44), at(0.50, 0.68));
        painter.strokePath(hook, QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(at(0.50, 0.94), width * 0.62, width * 0.62);
    }

    void paintPending(QPainter& painter, const QRectF& box, const QColor& color, double width)
    {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        const QRectF ring = box.adjusted(width / 2, width / 2, -width / 2, -width / 2);
        painter.drawEllipse(ring);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPie(ring, 0, 90 * 16);
    }

    void paintLetter(QPainter& painter, const QRectF& rect, StatusClass statusClass,
                     const QColor& color)
    {
        QFont font = painter.font();
        font.setPixelSize(std::max(6, static_cast<int>(rect.height() * 0.68)));
        font.setBold(statusClass == StatusClass::Fail);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(rect, Qt::AlignCenter, statusLetter(statusClass));
    }

    void paintShape(QPainter& painter, const QRectF& box, StatusClass statusClass,
                    const QColor& color, double width)
    {
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
        };
        switch (statusClass) {
        case StatusClass::Pass:
            strokeLines(painter, color, width * 0.8,
                        {at(0.06, 0.55), at(0.38, 0.86), at(0.94, 0.18)});
            break;
        case StatusClass::Fail:
            strokeLines(painter, color, width * 1.15, {at(0.1, 0.1), at(0.9, 0.9)});
            strokeLines(painter, color, width * 1.15, {at(0.9, 0.1), at(0.1, 0.9)});
            break;
        case StatusClass::Error:
            paintTriangle(painter, box, color, width * 0.9);
            break;
        case StatusClass::Miss:
            paintQuestionMark(painter, box, color, width);
            break;
        case StatusClass::Skip:
            strokeLines(painter, color, width, {at(0.12, 0.5), at(0.88, 0.5)});
            break;
        case StatusClass::Done:
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(box.center(), box.width() * 0.26, box.height() * 0.26);
            break;
        case StatusClass::Pending:
            paintPending(painter, box, color, width * 0.8);
            break;
        case StatusClass::None:
            break;
        }
    }

    struct Look {
        QColor fill; ///< Invalid: none.
        QColor glyph;
        QColor outline; ///< Invalid: none.
        bool isHatched = false;
    };

    Look lookOf(const CellLook& cell, const StatusPalette& palette)
    {
        const QColor hue = palette.hue(cell.status);
        switch (cell.status) {
        case StatusClass::Fail:
            if (has(cell.marks, CellMark::New)) {
                return {hue, StatusPalette::inverse(hue), hue, false};
            }
            return {palette.tint(cell.status, OldFailTint), hue, palette.tint(cell.status, 0.7),
                    false};
        case StatusClass::Error: {
            const QColor fill = palette.tint(cell.status, ErrorFill);
            return {fill, StatusPalette::inverse(fill), {}, false};
        }
        case StatusClass::Miss:
            return {{}, palette.normalText(), hue, true};
        case StatusClass::Pass:
            return {
                palette.tint(cell.status, PassTint), palette.tint(cell.status, 0.75), {}, false};
        case StatusClass::Done:
        case StatusClass::Skip:
            return {{}, hue, palette.tint(cell.status, 0.55), false};
        case StatusClass::Pending:
            return {{}, hue, hue, false};
        case StatusClass::None:
            break;
        }
        return {};
    }

    void paintMark(QPainter& painter, const QRectF& rect, CellMark mark, const Look& look,
                   const StatusPalette& palette)
    {
        const double corner = std::min(rect.width(), rect.height()) * 0.34;
        const QColor ink = look.glyph.isValid() ? look.glyph : palette.normalText();
        painter.setBrush(Qt::NoBrush);
        switch (mark) {
        case CellMark::New:
            painter.setPen(Qt::NoPen);
            painter.setBrush(ink);
            painter.drawPolygon(QPolygonF({rect.topLeft(), rect.topLeft() + QPointF(corner, 0),
                                           rect.topLeft() + QPointF(0, corner)}));
            break;
        case CellMark::Fixed:
            painter.setPen(QPen(palette.hue(StatusClass::Pass), 1.2));
            painter.drawPolyline(QPolygonF({rect.bottomLeft() + QPointF(0.6, -corner - 0.6),
                                            rect.bottomLeft() + QPointF(corner + 0.6, -0.6),
                                            rect.bottomLeft() + QPointF(0.6, -0.6),
                                            rect.bottomLeft() + QPointF(0.6, -corner - 0.6)}));
            break;
        case CellMark::LabConflict: // Of what stands below it paintOtherOutcome() tells.
            painter.setPen(QPen(ink, 1.2));
            for (const double share : {0.0, 0.8}) { // Not over the glyph, as a waived one's line.
                const double left = rect.left() + rect.width() * share;
                painter.drawLine(QPointF(left, rect.center().y()),
                                 QPointF(left + rect.width() * 0.2, rect.center().y()));
            }
            break;
        case CellMark::Mixed:
            painter.setPen(QPen(ink, 1.2));
            painter.drawLine(rect.bottomLeft(), rect.topRight());
            break;
        case CellMark::Flaky: {
            const double y = rect.bottom() - 2;
            QPainterPath wave(QPointF(rect.left() + 2, y));
            const double third = (rect.width() - 4) / 3;
            wave.quadTo(rect.left() + 2 + third / 2, y - 3, rect.left() + 2 + third, y);
            wave.quadTo(rect.left() + 2 + third * 1.5, y + 3, rect.left() + 2 + third * 2, y);
            wave.quadTo(rect.left() + 2 + third * 2.5, y - 3, rect.right() - 2, y);
            painter.strokePath(wave, QPen(ink, 1.1));
            break;
        }
        case CellMark::Known: {
            const double side = corner * 0.8;
            const QRectF box(rect.right() - side - 1.5, rect.top() + 1.5, side, side);
            painter.setPen(QPen(ink, 1));
            for (const double share : {0.3, 0.75}) {
                const double y = box.top() + side * share;
                const double x = box.left() + side * share;
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
            }
            break;
        }
        case CellMark::NeverPassed:
            painter.setPen(QPen(palette.hue(StatusClass::Fail), 1, Qt::DotLine));
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
            break;
        case CellMark::Waived:
            painter.setPen(QPen(ink, 1.4));
            painter.drawLine(QPointF(rect.left() + 1, rect.center().y()),
                             QPointF(rect.right() - 1, rect.center().y()));
            break;
        case CellMark::Stale:
        case CellMark::StillFailing:
        case CellMark::FirstSeenFailing:
        case CellMark::LabIncident:
            break;
        }
    }

    constexpr std::array DrawnMarks = {
        CellMark::New,   CellMark::LabConflict, CellMark::Mixed, CellMark::Flaky,
        CellMark::Known, CellMark::NeverPassed, CellMark::Fixed};

    /// At most two marks are drawn, in that order of importance; the rest is for the tooltip.
    std::vector<CellMark> drawnMarks(std::uint16_t marks)
    {
        std::vector<CellMark> drawn;
        for (const CellMark mark : DrawnMarks) {
            if (drawn.size() < 2 && has(marks, mark)) {
                drawn.push_back(mark);
            }
        }
        return drawn;
    }

    /// Where runs or labs differ a part of the ground is that of the other outcome: below the
    /// diagonal, or below the middle.
    void paintOtherOutcome(QPainter& painter, const QRectF& rect, const CellLook& cell,
                           const StatusPalette& palette)
    {
        QPolygonF part;
        for (const CellMark mark : drawnMarks(cell.marks)) {
            if (mark == CellMark::LabConflict) {
                part = QPolygonF({QPointF(rect.left(), rect.center().y()),
                                  QPointF(rect.right(), rect.center().y()), rect.bottomRight(),
                                  rect.bottomLeft()});
            } else if (mark == CellMark::Mixed) {
                part = QPolygonF({rect.bottomLeft(), rect.topRight(), rect.bottomRight()});
            }
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(cell.status == StatusClass::Pass
                             ? palette.tint(StatusClass::Fail, OldFailTint)
                             : palette.tint(StatusClass::Pass, PassTint));
        painter.drawPolygon(part);
    }

} // namespace

void paintGlyph(QPainter& painter, const QRectF& rect, StatusClass statusClass, const QColor& color,
                bool asLetter, double share)
{
    if (statusClass == StatusClass::None) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (asLetter) {
        paintLetter(painter, rect, statusClass, color);
    } else {
        const double side = std::min(rect.width(), rect.height()) * share;
        QRectF box(0, 0, side, side);
        box.moveCenter(rect.center());
        paintShape(painter, box, statusClass, color, std::max(1.1, side * 0.17));
    }
    painter.restore();
}

void paintCellGround(QPainter& painter, const QRectF& rect, const CellLook& cell,
                     const StatusPalette& palette)
{
    const Look look = lookOf(cell, palette);
    painter.save();
    if (look.fill.isValid()) {
        painter.fillRect(rect, look.fill);
    }
    if (!has(cell.marks, CellMark::New)) { // Whose glyph needs the loud ground whole.
        paintOtherOutcome(painter, rect, cell, palette);
    }
    if (look.isHatched) {
        constexpr double Step = 4;
        paintHatch(painter, rect, palette.tint(cell.status, 0.75), Step);
        // A calm ground under the glyph, or the hatching would eat its shape.
        const double side = std::min(rect.width(), rect.height()) * 0.72;
        QRectF ground(0, 0, side, side);
        ground.moveCenter(rect.center());
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.window());
        painter.drawEllipse(ground);
    }
    if (look.outline.isValid()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.outline, 1));
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.restore();
}

QColor cellInk(const CellLook& cell, const StatusPalette& palette)
{
    return lookOf(cell, palette).glyph;
}

void paintCell(QPainter& painter, const QRectF& rect, const CellLook& cell,
               const StatusPalette& palette)
{
    if (cell.status == StatusClass::None) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (has(cell.marks, CellMark::Stale)) {
        painter.setOpacity(0.5);
    }
    const Look look = lookOf(cell, palette);
    paintCellGround(painter, rect, cell, palette);
    paintGlyph(painter, rect, cell.status, look.glyph, cell.asLetter);
    for (const CellMark mark : drawnMarks(cell.marks)) {
        paintMark(painter, rect, mark, look, palette);
    }
    if (has(cell.marks, CellMark::Waived)) {
        paintMark(painter, rect, CellMark::Waived, look, palette);
    }
    painter.restore();
}

} // namespace cboard::ui
