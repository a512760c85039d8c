// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/regressions/timeline_source.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace cboard::ui {

class TimelinePlot;
struct TimelineMark;

/// The lower half of a list of cells: those of the selected rows through time, read a moment after
/// the cursor stands still.
class TimelinePane : public QWidget {
    Q_OBJECT

public:
    explicit TimelinePane(const Context& context, QWidget* parent = nullptr);

    /// Asked for when it is read; an order without rows shows nothing.
    using MakeOrder = std::function<TimelineOrder()>;
    /// Shows other cells when \p key differs from what is shown or being read.
    void show(const QString& key, MakeOrder order);
    void forget() { m_key.clear(); } ///< The next show() reads again.
    bool isLoading() const { return isReading() || m_readChanges.isRunning(); }
    /// The run under the cursor; null in a gap and while it loads.
    const TimelineMark* currentMark() const;
    TimelinePlot& plot() const { return *m_plot; }

signals:
    void changed(); ///< isLoading() or what is shown.

private:
    using TimelinePtr = std::shared_ptr<const Timeline>;
    bool isReading() const { return m_delay.isActive() || m_read.isRunning(); }
    void read();
    void readChanges(const std::shared_ptr<const TimelineSource>& source);
    void showTimeline(const TimelinePtr& timeline);

    Context m_context;
    QString m_key;
    MakeOrder m_order;
    QLabel* m_title;
    TimelinePlot* m_plot;
    QTimer m_delay; ///< While the cursor runs through the rows nothing is read.
    BackgroundTask<ReadTimeline> m_read;
    BackgroundTask<TimelinePtr> m_readChanges; ///< After the rest: it reads record by record.
};

} // namespace cboard::ui
