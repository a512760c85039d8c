// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of the selected regressions through time.
#include "ui/regressions/regressions_view.h"
#include "ui/regressions/timeline_plot.h"
#include "ui/regressions/timeline_source.h"
#include "ui/shell/text_format.h"
#include "ui/widgets/result_table.h"

#include <QLabel>

namespace cboard::ui {

/// Shows the cells of the selected rows soon.
void RegressionsView::orderTimeline()
{
    QStringList ids;
    for (const LedgerEntry* entry : selectedEntries()) {
        ids << entry->id();
    }
    if (ids != m_timelineIds) {
        m_timelineIds = ids;
        m_read.cancel();
        m_timelineDelay.start();
        emit statusChanged();
    }
}

void RegressionsView::loadTimeline()
{
    TimelineOrder order;
    for (const LedgerEntry* entry : selectedEntries()) {
        if (entry->row != nullptr) {
            order.rows.push_back(*entry->row);
        }
    }
    if (order.rows.empty()) {
        showTimeline(nullptr);
        emit statusChanged();
        return;
    }
    order.common = m_context.common();
    order.branch = m_loaded->request.branch;
    order.lastRevisions = m_loaded->request.lastRevisions;
    order.revisions = m_loaded->revisions->rows;
    order.labIncidents = m_loaded->ledger->labIncidents;
    order.baseline = m_loaded->request.baseline.value_or(0);
    m_read.start(
        tr("Reading the cells through time"),
        [engine = m_context.engine, order = std::move(order)](const TaskContext& task) {
            return readTimeline(*engine, order, task);
        },
        [this](const Result<TimelinePtr>& timeline) {
            if (timeline) {
                showTimeline(*timeline);
            } else if (timeline.error().kind != ErrorKind::Cancelled) {
                m_timelineTitle->setText(fromUtf8(describe(timeline.error())));
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void RegressionsView::showTimeline(const TimelinePtr& timeline)
{
    m_timeline->setTimeline(timeline);
    QString title = tr("No cells to show through time");
    if (timeline) {
        title = countedText(std::ssize(timeline->lanes), tr("%1 cell through time"),
                            tr("%1 cells through time"));
        if (timeline->hiddenLanes > 0) {
            title = tr("%1, %2 more are not shown")
                        .arg(title, countText(static_cast<qint64>(timeline->hiddenLanes)));
        }
        title = tr("%1 · oldest revision left · [ ] step along a cell, + − 0 zoom").arg(title);
    }
    m_timelineTitle->setText(title);
    select();
}

} // namespace cboard::ui
