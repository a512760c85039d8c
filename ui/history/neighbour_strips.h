// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/history_neighbours.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace cboard::ui {

class HistoryPlot;
class Theme;

/// What stands near a cell, in three small plots: side by side where there is room, else one below
/// the other with fewer lanes.
class NeighbourStrips : public QWidget {
    Q_OBJECT

public:
    explicit NeighbourStrips(const Theme& theme, QWidget* parent = nullptr);

    void setNeighbours(std::shared_ptr<const HistoryNeighbours> neighbours);
    /// Brings the revision at this of \p columns into sight, in the strips with the same columns.
    void showColumn(int column, std::size_t columns);
    /// Takes this width and at most this height.
    void setRoom(const QSize& room);

signals:
    /// A click on one of the runs.
    void runChosen(const query::HistoryRun& run);

private:
    struct Part {
        QWidget* widget = nullptr;
        QLabel* title = nullptr;
        HistoryPlot* plot = nullptr;
    };

    Part addPart(const Theme& theme);
    void choose(std::size_t kind, int run);
    void arrange();

    std::shared_ptr<const HistoryNeighbours> m_neighbours;
    QBoxLayout* m_layout;
    std::array<Part, HistoryNeighbours::KindCount> m_parts;
    QSize m_room;
};

} // namespace cboard::ui
