// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/measurement_pane.h"

#include "core/service/measurements.h"
#include "ui/history/measurement_plot.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    /// Tries the newest revisions first: most cells measure nothing.
    query::Answer<query::MeasurementsSnapshot>
    read(query::Engine& engine, const query::HistoryRequest& request, const TaskContext& task)
    {
        constexpr std::int64_t Tried = 5;
        query::HistoryRequest newest = request;
        newest.lastRevisions = std::min(Tried, request.lastRevisions);
        CBOARD_TRY(auto measured, service::measurements(engine, newest, task));
        return measured->rows.empty() ? measured : service::measurements(engine, request, task);
    }

} // namespace

MeasurementPane::MeasurementPane(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_engine(context.engine)
    , m_plot(new MeasurementPlot(*context.theme, this))
    , m_read(*context.queries, *context.tasks)
{
    auto* title = new QLabel(tr("Measured, and where it usually lies"), this);
    title->setContentsMargins(12, 6, 12, 2);
    title->setForegroundRole(QPalette::PlaceholderText);
    m_plot->setAccessibleName(title->text());
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(title);
    lines->addWidget(m_plot);
    hide();
    connect(m_plot, &MeasurementPlot::runChosen, this, &MeasurementPane::runChosen);
}

void MeasurementPane::setRoom(int height)
{
    constexpr int LeastRoom = 60;
    m_plot->setRoom(height);
    m_hasRoom = height >= LeastRoom;
    setVisible(m_hasRoom && m_hasValues);
}

void MeasurementPane::show(const query::HistoryRequest& request,
                           const std::vector<query::RevisionRow>& revisions)
{
    hide();
    m_hasValues = false;
    m_read.cancel();
    const bool isOneThing = request.kind == query::MatrixKind::Boot
        || (request.kind == query::MatrixKind::Test && !request.path.empty());
    if (!isOneThing || request.platform.empty()) {
        return; // Values of different things in one strip would tell nothing.
    }
    m_read.start(
        tr("Reading what was measured"),
        [engine = m_engine, request](const TaskContext& task) {
            return read(*engine, request, task);
        },
        [this, revisions](const Result<Measurements>& measured) {
            if (measured && !(*measured)->rows.empty()) {
                m_plot->setMeasurements(*measured, revisions);
                m_hasValues = true;
                setVisible(m_hasRoom);
            } // Without values the runs themselves say enough.
            emit changed();
        });
}

} // namespace cboard::ui
