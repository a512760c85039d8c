// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/timeline_pane.h"

#include "ui/base/text_format.h"
#include "ui/regressions/timeline_plot.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {
    constexpr int DelayMs = 60;
} // namespace

TimelinePane::TimelinePane(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_plot(new TimelinePlot(*context.theme, this))
    , m_read(*context.queries, *context.tasks)
    , m_readChanges(*context.queries, *context.tasks)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_title->setContentsMargins(12, 6, 12, 6);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_title->setTextFormat(Qt::PlainText);
    layout->addWidget(m_title);
    layout->addWidget(m_plot, 1);
    setFocusProxy(m_plot);
    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMs);
    connect(&m_delay, &QTimer::timeout, this, &TimelinePane::read);
}

void TimelinePane::show(const QString& key, MakeOrder order)
{
    if (key != m_key) {
        m_key = key;
        m_order = std::move(order);
        m_read.cancel();
        m_readChanges.cancel();
        m_delay.start();
        emit changed();
    }
}

const TimelineMark* TimelinePane::currentMark() const
{
    return isReading() ? nullptr : m_plot->currentMark();
}

void TimelinePane::read()
{
    TimelineOrder order = m_order();
    if (order.rows.empty()) {
        showTimeline(nullptr);
        return;
    }
    m_read.start(
        tr("Reading the cells through time"),
        [engine = m_context.engine, order = std::move(order)](const TaskContext& task) {
            return readTimeline(*engine, order, task);
        },
        [this](const Result<ReadTimeline>& timeline) {
            if (timeline) {
                readChanges(timeline->source);
                showTimeline(timeline->timeline);
            } else if (timeline.error().kind != ErrorKind::Cancelled) {
                m_title->setText(fromUtf8(describe(timeline.error())));
                emit changed();
            }
        });
    emit changed();
}

void TimelinePane::readChanges(const std::shared_ptr<const TimelineSource>& source)
{
    m_readChanges.start(
        tr("Reading the test versions of the cells"),
        [engine = m_context.engine, source](const TaskContext& task) {
            return readTestChanges(*engine, *source, task);
        },
        [this](const Result<TimelinePtr>& timeline) {
            if (timeline && *timeline) { // Without them there are no lines.
                m_plot->replaceTimeline(*timeline);
            }
            emit changed();
        });
}

void TimelinePane::showTimeline(const TimelinePtr& timeline)
{
    m_plot->setTimeline(timeline);
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
    m_title->setText(title);
    emit changed();
}

} // namespace cboard::ui
