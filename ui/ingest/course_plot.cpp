// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/course_plot.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr int Margin = 12;
    constexpr int NameGap = 6;
    constexpr int SampleWidth = 22; ///< Of a line before its name.
    constexpr std::array Dashes = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine,
                                   Qt::DashDotDotLine};

    QString valueText(double value)
    {
        constexpr double Many = 100;
        return value >= Many || value == std::floor(value) ? countText(std::llround(value))
                                                           : QString::number(value, 'f', 1);
    }

    /// One of few hues for the line's number; the dashes tell on.
    QColor lineColor(const Theme& theme, std::size_t line)
    {
        constexpr std::array Shares = {1.0, 0.0, 0.5};
        return mixed(theme.mutedText(), theme.accent(), Shares.at(line % Shares.size()));
    }

} // namespace

CoursePlot::CoursePlot(const Theme& theme, const QString& title, const QString& unit, Scale scale,
                       QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(title)
    , m_unit(unit)
    , m_scale(scale)
{
    setAccessibleName(title);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CoursePlot::setLines(std::vector<CourseLine> lines, const QString& begin, const QString& empty)
{
    m_lines = std::move(lines);
    m_begin = begin;
    m_empty = empty;
    QStringList names;
    for (const CourseLine& line : m_lines) {
        names << line.name;
    }
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    update();
}

double CoursePlot::highest() const
{
    double value = 0;
    for (const CourseLine& line : m_lines) {
        for (const QPointF& point : line.points) {
            value = std::max(value, point.y());
        }
    }
    return value;
}

double CoursePlot::heightOf(double value) const
{
    const double most = highest();
    if (most <= 0) {
        return 0;
    }
    return m_scale == Scale::Linear ? value / most : std::log1p(value) / std::log1p(most);
}

int CoursePlot::nameWidth() const
{
    int widest = 0;
    for (const CourseLine& line : m_lines) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(line.name) + 1);
    }
    return std::min(widest + SampleWidth, width() / 3);
}

QRectF CoursePlot::area() const
{
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(Margin, 2 * line + 8, -Margin - NameGap - nameWidth(),
                                   -line - 8);
}

/// The highest, and below it what shows that a scale is logarithmic; the lowest is 0.
std::vector<double> CoursePlot::gridValues() const
{
    std::vector<double> values{highest()};
    constexpr double Base = 10;
    const double apart = 1.5 * fontMetrics().height() / std::max(1.0, area().height());
    for (double value = 1; m_scale == Scale::Logarithmic && value < highest(); value *= Base) {
        const bool isFree = std::ranges::all_of(values, [&](double other) {
            return std::abs(heightOf(other) - heightOf(value)) >= apart;
        });
        if (isFree && heightOf(value) >= apart) {
            values.push_back(value);
        }
    }
    return values;
}

void CoursePlot::paintFrame(QPainter& painter) const
{
    const QRectF plot = area();
    const int line = fontMetrics().height();
    painter.setPen(m_theme.text());
    painter.drawText(QRect(Margin, 4, width() - 2 * Margin, line), Qt::AlignLeft,
                     fontMetrics().elidedText(m_title, Qt::ElideRight, width() - 2 * Margin));
    painter.setPen(m_theme.mutedText());
    if (m_lines.empty()) {
        painter.drawText(plot.toRect().adjusted(0, 0, nameWidth(), 0),
                         Qt::AlignTop | Qt::TextWordWrap, m_empty);
        return;
    }
    for (const double value : gridValues()) {
        const double y = plot.bottom() - heightOf(value) * plot.height();
        painter.setPen(m_theme.mutedText());
        painter.drawText(QPointF(plot.left(), y - 4), valueText(value) + m_unit);
        painter.setPen(m_theme.hairline());
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    painter.setPen(m_theme.mutedText());
    painter.drawText(QPointF(plot.left(), plot.bottom() + line), m_begin);
    const QString now = tr("now");
    painter.drawText(
        QPointF(plot.right() - fontMetrics().horizontalAdvance(now), plot.bottom() + line), now);
    painter.setPen(m_theme.hairline());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void CoursePlot::paintLines(QPainter& painter) const
{
    const QRectF plot = area();
    const double lineHeight = fontMetrics().height();
    std::vector<double> taken; // Tops of names.
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto place = [&](const QPointF& point) {
            return QPointF(plot.left() + point.x() * plot.width(),
                           plot.bottom() - heightOf(point.y()) * plot.height());
        };
        QPolygonF polygon;
        for (const QPointF& point : m_lines[i].points) {
            polygon << place(point);
        }
        const QColor color = lineColor(m_theme, i);
        const QPen pen(color, 1.6, Dashes.at(i % Dashes.size()));
        painter.setPen(pen);
        painter.drawPolyline(polygon);
        painter.setPen(QPen(color, 4, Qt::SolidLine, Qt::RoundCap));
        if (polygon.size() == 1) {
            painter.drawPoint(polygon.front());
        }
        double top =
            std::clamp(polygon.back().y() - lineHeight / 2, plot.top() - lineHeight, plot.bottom());
        while (std::ranges::any_of(
            taken, [&](double other) { return std::abs(other - top) < lineHeight; })) {
            top -= 1;
        }
        taken.push_back(top);
        const QRectF name(plot.right() + NameGap, top, nameWidth(), lineHeight);
        painter.setPen(pen);
        painter.drawLine(QLineF(name.left(), name.center().y(), name.left() + SampleWidth - NameGap,
                                name.center().y()));
        painter.setPen(m_theme.text());
        painter.drawText(
            name.adjusted(SampleWidth, 0, 0, 0), Qt::AlignVCenter,
            fontMetrics().elidedText(m_lines[i].name, Qt::ElideRight, nameWidth() - SampleWidth));
    }
}

void CoursePlot::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.window());
    paintFrame(painter);
    paintLines(painter);
}

} // namespace cboard::ui
