// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/history_strip.h"

#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {
    constexpr int Step = 14;
    constexpr int LaneHeight = 16;
    constexpr int LabWidth = 96;
    constexpr std::size_t MaxLanes = 5;
} // namespace

HistoryStrip::HistoryStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("History"));
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HistoryStrip::setHistory(std::shared_ptr<const query::HistorySnapshot> history)
{
    m_history = std::move(history);
    m_lanes.clear();
    m_hiddenLabs = 0;
    if (m_history) {
        std::map<std::int64_t, int> ages;
        std::map<std::string, Lane> lanes;
        for (std::size_t i = 0; i < m_history->runs.size(); ++i) {
            const auto& run = m_history->runs[i];
            const int age =
                ages.try_emplace(run.revision.id, static_cast<int>(ages.size())).first->second;
            Lane& lane = lanes[run.lab];
            lane.lab = fromUtf8(run.lab);
            if (!lane.marks.empty() && lane.marks.back().age == age) {
                if (run.status < lane.marks.back().status) {
                    lane.marks.back() = {age, run.status, i};
                }
            } else {
                lane.marks.push_back({age, run.status, i});
            }
        }
        for (auto& [lab, lane] : lanes) {
            m_lanes.push_back(std::move(lane));
        }
        std::stable_sort(m_lanes.begin(), m_lanes.end(), [](const Lane& a, const Lane& b) {
            return a.marks.size() > b.marks.size();
        });
        m_hiddenLabs = std::max(m_lanes.size(), MaxLanes) - MaxLanes;
        m_lanes.resize(std::min(m_lanes.size(), MaxLanes));
    }
    updateGeometry();
    update();
}

QSize HistoryStrip::sizeHint() const
{
    return {260,
            std::max<int>(1, static_cast<int>(m_lanes.size())) * LaneHeight
                + (m_hiddenLabs > 0 ? fontMetrics().height() : 0)};
}

QRectF HistoryStrip::markRect(std::size_t lane, int age) const
{
    return {static_cast<double>(width() - (age + 1) * Step),
            static_cast<double>(lane) * LaneHeight + 1.0, Step - 2.0, LaneHeight - 3.0};
}

void HistoryStrip::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    if (m_lanes.empty()) {
        painter.setPen(m_theme.mutedText());
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
                         m_history ? tr("no earlier runs") : QString());
        return;
    }
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        painter.setPen(m_theme.mutedText());
        const QRect label(0, static_cast<int>(lane) * LaneHeight, LabWidth - 6, LaneHeight - 2);
        painter.drawText(
            label, Qt::AlignVCenter | Qt::AlignLeft,
            fontMetrics().elidedText(m_lanes[lane].lab, Qt::ElideRight, label.width()));
        for (const Mark& mark : m_lanes[lane].marks) {
            const QRectF box = markRect(lane, mark.age);
            if (box.left() < LabWidth) {
                break;
            }
            paintCell(painter, box, {mark.status, 0, m_theme.lettersMode()}, m_theme.status());
        }
    }
    if (m_hiddenLabs > 0) {
        painter.setPen(m_theme.mutedText());
        painter.drawText(rect().adjusted(0, static_cast<int>(m_lanes.size()) * LaneHeight, 0, 0),
                         Qt::AlignTop | Qt::AlignLeft,
                         countedText(static_cast<qint64>(m_hiddenLabs), tr("and %1 more lab"),
                                     tr("and %1 more labs")));
    }
}

bool HistoryStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_history) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
            for (const Mark& mark : m_lanes[lane].marks) {
                if (!markRect(lane, mark.age).contains(help->pos())) {
                    continue;
                }
                const auto& run = m_history->runs[mark.run];
                QToolTip::showText(
                    help->globalPos(),
                    QStringLiteral("<p style='white-space:pre'>%1</p>")
                        .arg(QStringLiteral("%1\n%2, %3\n%4")
                                 .arg(revisionText(run.revision), statusWord(run.status),
                                      fromUtf8(run.lab), exactTimeText(run.startTime))
                                 .toHtmlEscaped()),
                    this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace cboard::ui
