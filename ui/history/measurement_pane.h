// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/measurement_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace cboard::ui {

class MeasurementPlot;

/// What one cell measured, under a title; hidden where it measures nothing, as most cells do.
class MeasurementPane : public QWidget {
    Q_OBJECT

public:
    explicit MeasurementPane(const Context& context, QWidget* parent = nullptr);

    /// Reads the values of the cell that the request names, with its board: that takes a record for
    /// each run, so it comes behind what is shown first. \p revisions, newest first, make columns.
    void show(const query::HistoryRequest& request,
              const std::vector<query::RevisionRow>& revisions);
    void setRoom(int height); ///< Too little hides it.
    bool isLoading() const { return m_read.isRunning(); }

signals:
    void runChosen(const QString& id);
    void changed();

private:
    using Measurements = std::shared_ptr<const query::MeasurementsSnapshot>;

    query::Engine* m_engine;
    MeasurementPlot* m_plot;
    bool m_hasRoom = true;
    bool m_hasValues = false;
    BackgroundTask<Measurements> m_read;
};

} // namespace cboard::ui
