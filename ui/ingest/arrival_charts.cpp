// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/arrival_charts.h"

#include "ui/ingest/course_plot.h"

#include <QHBoxLayout>

namespace cboard::ui {

ArrivalCharts::ArrivalCharts(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_records(
          new CoursePlot(theme, tr("Records a minute"), {}, CoursePlot::Scale::Logarithmic, this))
    , m_lag(new CoursePlot(theme, tr("Age of the newest checkout"), tr(" h"),
                           CoursePlot::Scale::Linear, this))
    , m_errors(new CoursePlot(theme, tr("Stopped by lab or tool"), tr(" %"),
                              CoursePlot::Scale::Linear, this))
{
    m_records->setToolTip(tr("New or changed records by their time of arrival, logarithmic"));
    m_errors->setToolTip(tr("ERROR and MISS among the results of the checkouts of that time"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (CoursePlot* plot : {m_records, m_lag, m_errors}) {
        layout->addWidget(plot, 1);
    }
}

void ArrivalCharts::setCourse(const store::ArrivalCourse& course)
{
    const auto hours =
        std::chrono::duration_cast<std::chrono::hours>(course.until - course.since).count();
    constexpr std::int64_t HoursADay = 24;
    const QString begin = hours > 2 * HoursADay ? tr("%1 days ago").arg(hours / HoursADay)
                                                : tr("%1 h ago").arg(hours);
    m_records->setLines(recordLines(course), begin, tr("Nothing came in this time."));
    m_lag->setLines(lagLines(course), begin, tr("No checkout says when it began."));
    m_errors->setLines(errorLines(course), begin, tr("No checkout began in this time."));
}

} // namespace cboard::ui
