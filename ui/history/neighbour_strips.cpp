// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/neighbour_strips.h"

#include "ui/base/text_format.h"
#include "ui/history/history_plot.h"

#include <QBoxLayout>
#include <QLabel>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int LeastWidth = 280; ///< Of a plot beside another.

    QString titleOf(std::size_t kind)
    {
        switch (kind) {
        case HistoryNeighbours::Boards:
            return NeighbourStrips::tr("The same on other boards");
        case HistoryNeighbours::Tests:
            return NeighbourStrips::tr("Other tests on this board");
        default:
            return NeighbourStrips::tr("The same on other trees, by time");
        }
    }

} // namespace

NeighbourStrips::NeighbourStrips(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    for (std::size_t kind = 0; kind < m_parts.size(); ++kind) {
        m_parts[kind] = addPart(theme);
        m_parts[kind].plot->setAccessibleName(titleOf(kind));
        connect(m_parts[kind].plot, &HistoryPlot::runChosen, this,
                [this, kind](int run) { choose(kind, run); });
    }
    setVisible(false);
}

NeighbourStrips::Part NeighbourStrips::addPart(const Theme& theme)
{
    Part part;
    part.widget = new QWidget(this);
    part.title = new QLabel(part.widget);
    part.title->setTextFormat(Qt::PlainText);
    part.title->setContentsMargins(12, 6, 12, 2);
    part.title->setForegroundRole(QPalette::PlaceholderText);
    part.title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    part.plot = new HistoryPlot(theme, part.widget);
    part.plot->setCompact();
    auto* layout = new QVBoxLayout(part.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(part.title);
    layout->addWidget(part.plot);
    layout->addStretch(1);
    m_layout->addWidget(part.widget, 1);
    return part;
}

void NeighbourStrips::setNeighbours(std::shared_ptr<const HistoryNeighbours> neighbours)
{
    m_neighbours = std::move(neighbours);
    arrange();
}

void NeighbourStrips::setRoom(const QSize& room)
{
    if (room != m_room) {
        m_room = room;
        arrange();
    }
}

void NeighbourStrips::showColumn(int column, std::size_t columns)
{
    for (const Part& part : m_parts) {
        if (part.plot->lanes().columns.size() == columns) {
            part.plot->showColumn(column);
        }
    }
}

void NeighbourStrips::arrange()
{
    int shown = 0;
    if (m_neighbours) {
        shown = static_cast<int>(std::ranges::count_if(
            m_neighbours->strips, [](const auto& strip) { return strip.laneCount > 0; }));
    }
    constexpr int LeastRoom = 80; // Below, the lanes of the cell itself need it.
    const bool isShown = shown > 0 && m_room.height() >= LeastRoom;
    setVisible(isShown);
    if (!isShown) {
        return;
    }
    const bool isBeside = m_room.width() >= shown * LeastWidth;
    m_layout->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    int height = 0;
    for (std::size_t kind = 0; kind < m_parts.size(); ++kind) {
        const NeighbourStrip& strip = m_neighbours->strips[kind];
        const Part& part = m_parts[kind];
        part.widget->setVisible(strip.laneCount > 0);
        const int room = isBeside ? m_room.height() : m_room.height() / shown;
        const int lanes = std::clamp(part.plot->lanesIn(room - part.title->sizeHint().height()), 1,
                                     NeighbourStrip::MostLanes);
        part.plot->setLanes(strip.history, strip.lanes, lanes);
        part.title->setText(
            strip.laneCount <= lanes
                ? titleOf(kind)
                : tr("%1   worst %2 of %3").arg(titleOf(kind)).arg(lanes).arg(strip.laneCount));
        if (strip.laneCount > 0) {
            const int needed = part.title->sizeHint().height() + part.plot->sizeHint().height();
            height = isBeside ? std::max(height, needed) : height + needed;
        }
    }
    setFixedHeight(height);
}

void NeighbourStrips::choose(std::size_t kind, int run)
{
    emit runChosen(m_neighbours->strips[kind].history->runs[static_cast<std::size_t>(run)]);
}

} // namespace cboard::ui
