// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/measurement_plot.h"

#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPolygonF>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    constexpr int Margin = 12;
    constexpr int StripHeight = 72;
    constexpr int StripGap = 8;
    constexpr double PointRadius = 2.5;
    constexpr double Reach = 7; ///< Of the mouse.

    /// What stands left of a strip.
    QStringList wordsOf(const query::MeasurementRow& row)
    {
        return {fromUtf8(row.names.lab), fromUtf8(row.names.compiler),
                MeasurementPlot::tr("%1 to %2")
                    .arg(measuredText(row.low, {}), measuredText(row.high, row.unit))};
    }

    /// "+12 %"; the difference itself where the level before was zero.
    QString changeText(const query::MeasurementRow& row)
    {
        const double before = row.median - row.change;
        const double share = before == 0 ? 0 : row.change / before;
        const QString sign = row.change > 0 ? QStringLiteral("+") : QStringLiteral("−");
        return sign
            + (before == 0 ? measuredText(std::abs(row.change), row.unit)
                           : percentText(std::abs(share)));
    }

} // namespace

QString measuredText(double value, const std::string& unit)
{
    constexpr int Digits = 4;
    constexpr double Whole = 1000; // From here on no fraction is worth its room ...
    constexpr double Large = 1e15; // ... to where a double no longer counts by ones.
    const double size = std::abs(value);
    const QString number = size >= Whole && size < Large ? countText(std::llround(value))
                                                         : QString::number(value, 'g', Digits);
    return joinedTexts({number, fromUtf8(unit)}, QStringLiteral(" "));
}

MeasurementPlot::MeasurementPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MeasurementPlot::setMeasurements(
    std::shared_ptr<const query::MeasurementsSnapshot> measurements,
    const std::vector<query::RevisionRow>& revisions)
{
    m_measurements = std::move(measurements);
    m_columns.clear();
    for (auto row = revisions.rbegin(); row != revisions.rend(); ++row) {
        m_columns.emplace(row->revision.id, static_cast<int>(m_columns.size()));
    }
    updateGeometry();
    update();
}

void MeasurementPlot::setRoom(int height)
{
    m_mostStrips = std::clamp(height / (StripHeight + StripGap), 1, MaxStrips);
    updateGeometry();
}

int MeasurementPlot::stripCount() const
{
    const auto rows = m_measurements ? m_measurements->rows.size() : 0;
    return std::min(static_cast<int>(rows), m_mostStrips);
}

const query::MeasurementRow& MeasurementPlot::rowOf(int strip) const
{
    return m_measurements->rows[static_cast<std::size_t>(strip)];
}

QSize MeasurementPlot::sizeHint() const
{
    return {400, stripCount() * (StripHeight + StripGap)};
}

QSize MeasurementPlot::minimumSizeHint() const
{
    return {100, sizeHint().height()};
}

int MeasurementPlot::nameWidth() const
{
    int widest = 0;
    for (int strip = 0; strip < stripCount(); ++strip) {
        for (const QString& word : wordsOf(rowOf(strip))) {
            widest = std::max(widest, fontMetrics().horizontalAdvance(word));
        }
    }
    return std::min(widest, width() / 4);
}

QRectF MeasurementPlot::plotRect(int strip) const
{
    constexpr int ValueCharacters = 14;
    const double left = nameWidth() + 2 * Margin;
    const double right = fontMetrics().averageCharWidth() * ValueCharacters + Margin;
    return {left, strip * (StripHeight + StripGap) + 4.0, std::max(40.0, width() - left - right),
            static_cast<double>(StripHeight - 8)};
}

MeasurementPlot::Scale MeasurementPlot::scaleOf(const query::MeasurementRow& row)
{
    Scale scale{row.low, row.high};
    for (const query::MeasuredPoint& point : row.points) {
        scale.least = std::min(scale.least, point.value);
        scale.most = std::max(scale.most, point.value);
    }
    if (scale.least == scale.most) { // A flat line runs through the middle.
        scale.least -= 1;
        scale.most += 1;
    }
    return scale;
}

QPointF MeasurementPlot::placeOf(int strip, const Scale& scale,
                                 const query::MeasuredPoint& point) const
{
    const QRectF rect = plotRect(strip);
    const auto column = m_columns.find(point.revision.id);
    const double columns = std::max<double>(1, static_cast<double>(m_columns.size()) - 1);
    const double x = column == m_columns.end() ? 0 : column->second / columns;
    const double y = (point.value - scale.least) / (scale.most - scale.least);
    return {rect.left() + x * rect.width(), rect.bottom() - y * rect.height()};
}

const query::MeasuredPoint* MeasurementPlot::pointAt(const QPoint& at, int& strip) const
{
    strip = at.y() / (StripHeight + StripGap);
    if (at.y() < 0 || strip >= stripCount()) {
        return nullptr;
    }
    const Scale scale = scaleOf(rowOf(strip));
    const query::MeasuredPoint* nearest = nullptr;
    double least = Reach;
    for (const query::MeasuredPoint& point : rowOf(strip).points) {
        const double distance = QLineF(placeOf(strip, scale, point), at).length();
        if (m_columns.contains(point.revision.id) && distance <= least) {
            nearest = &point;
            least = distance;
        }
    }
    return nearest;
}

void MeasurementPlot::paintStrip(QPainter& painter, int strip) const
{
    const query::MeasurementRow& row = rowOf(strip);
    const QRectF rect = plotRect(strip);
    const Scale scale = scaleOf(row);
    const auto yOf = [&](double value) {
        return rect.bottom() - (value - scale.least) / (scale.most - scale.least) * rect.height();
    };
    // The band holds from the last change on.
    double left = rect.left();
    for (const query::MeasuredPoint& point : row.points) {
        left = point.isChange ? placeOf(strip, scale, point).x() : left;
    }
    painter.fillRect(QRectF(QPointF(left, yOf(row.high)), QPointF(rect.right(), yOf(row.low))),
                     mixed(m_theme.window(), m_theme.accent(), 0.12));
    painter.setPen(QPen(mixed(m_theme.window(), m_theme.accent(), 0.6), 1, Qt::DashLine));
    painter.drawLine(QPointF(left, yOf(row.median)), QPointF(rect.right(), yOf(row.median)));
    painter.setPen(QPen(m_theme.hairline(), 1));
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    paintPoints(painter, strip);
    paintTexts(painter, strip);
}

void MeasurementPlot::paintPoints(QPainter& painter, int strip) const
{
    const query::MeasurementRow& row = rowOf(strip);
    const Scale scale = scaleOf(row);
    const QRectF rect = plotRect(strip);
    QPolygonF line;
    for (const query::MeasuredPoint& point : row.points) {
        if (m_columns.contains(point.revision.id)) {
            line << placeOf(strip, scale, point);
        }
    }
    painter.setPen(QPen(m_theme.mutedText(), 1));
    painter.drawPolyline(line);
    for (const query::MeasuredPoint& point : row.points) {
        if (!m_columns.contains(point.revision.id)) {
            continue;
        }
        const QPointF place = placeOf(strip, scale, point);
        if (point.isChange) {
            painter.setPen(QPen(m_theme.accent(), 1.5));
            painter.drawLine(QPointF(place.x(), rect.top()), QPointF(place.x(), rect.bottom()));
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(point.isChange ? m_theme.accent() : m_theme.text());
        painter.drawEllipse(place, PointRadius, PointRadius);
    }
}

void MeasurementPlot::paintTexts(QPainter& painter, int strip) const
{
    const query::MeasurementRow& row = rowOf(strip);
    const QRectF rect = plotRect(strip);
    const int lineHeight = fontMetrics().height();
    const auto write = [&](double left, double right, int line, const QColor& color,
                           const QString& text) {
        const QRectF place(left, rect.top() + line * lineHeight, right - left, lineHeight);
        painter.setPen(color);
        painter.drawText(
            place, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(place.width())));
    };
    const QStringList words = wordsOf(row);
    for (int line = 0; line < words.size(); ++line) {
        write(Margin, rect.left() - Margin, line, line == 0 ? m_theme.text() : m_theme.mutedText(),
              words[line]);
    }
    const double right = rect.right() + Margin;
    write(right, width(), 0, m_theme.text(), measuredText(row.points.back().value, row.unit));
    if (row.change != 0) {
        write(right, width(), 1, m_theme.accent(), changeText(row));
    } else if (row.isOutside()) {
        write(right, width(), 1, m_theme.mutedText(), tr("outside"));
    }
}

void MeasurementPlot::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.window());
    for (int strip = 0; strip < stripCount(); ++strip) {
        paintStrip(painter, strip);
    }
}

void MeasurementPlot::mousePressEvent(QMouseEvent* event)
{
    int strip = 0;
    if (const query::MeasuredPoint* point = pointAt(event->position().toPoint(), strip)) {
        emit runChosen(fromUtf8(point->run));
    }
}

bool MeasurementPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    int strip = 0;
    const query::MeasuredPoint* point = pointAt(help->pos(), strip);
    if (point == nullptr) {
        QToolTip::hideText();
        return true;
    }
    QString text = QStringLiteral("%1\n%2").arg(revisionText(point->revision),
                                                measuredText(point->value, rowOf(strip).unit));
    if (point->runs > 1) {
        text += QLatin1Char('\n') + tr("median of %1 runs").arg(point->runs);
    }
    if (point->isChange) {
        text += QLatin1Char('\n') + tr("the level changed here");
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace cboard::ui
