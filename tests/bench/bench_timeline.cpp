// SPDX-License-Identifier: LGPL-2.1-or-later
// bench_timeline: repaint of a timeline of 200 cells over 500 revisions while it is zoomed and
// panned, the whole window at every step. CPU time of the GUI thread, so that other work on the
// machine does not count.
#include "ui/regressions/timeline_plot.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr QSize ViewSize(1600, 1000);
constexpr int Frames = 240;
constexpr int Lanes = 200;
constexpr int Revisions = 500;
constexpr double TargetMs = 8;

double cpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Nine in ten revisions tested, a failing streak at the end, some infrastructure errors.
std::shared_ptr<const Timeline> bigTimeline()
{
    auto timeline = std::make_shared<Timeline>();
    for (int column = 0; column < Revisions; ++column) {
        query::RevisionRef revision;
        revision.id = column + 1;
        revision.name = "v7.0-rc" + std::to_string(column / 60) + "-" + std::to_string(column);
        if (column % 60 == 0) {
            revision.tags = {"v7.0-rc" + std::to_string(column / 60)};
        }
        timeline->revisions.push_back(std::move(revision));
    }
    timeline->groups.push_back({QStringLiteral("WARNING at kernel/futex/core.c"), "test"});
    unsigned random = 1;
    for (int number = 0; number < Lanes; ++number) {
        TimelineLane lane;
        lane.name = QStringLiteral("board-%1 · defconfig · lab-%2").arg(number).arg(number % 7);
        lane.firstBad = Revisions - 5 - number % 40;
        for (int column = 0; column < Revisions; ++column) {
            random = random * 1664525U + 1013904223U;
            const unsigned roll = (random >> 16U) % 100;
            if (roll < 10) {
                continue;
            }
            const bool fails = column >= lane.firstBad || roll > 97;
            lane.marks.push_back({column,
                                  roll < 14   ? StatusClass::Error
                                      : fails ? StatusClass::Fail
                                              : StatusClass::Pass,
                                  0,
                                  {},
                                  false,
                                  1});
        }
        timeline->lanes.push_back(std::move(lane));
    }
    return timeline;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    const Theme theme(ThemeKind::Light);
    installTheme(theme);
    TimelinePlot plot(theme);
    plot.resize(ViewSize);
    plot.setTimeline(bigTimeline());
    plot.show();
    QApplication::processEvents(); // Shown before the first repaint.
    std::vector<double> times;
    for (int frame = 0; frame < Frames; ++frame) {
        const double begin = cpuMs();
        const bool isZooming = frame < Frames / 2;
        if (isZooming) { // In and out again, about the middle.
            plot.zoom(frame % 24 < 12 ? 1.25 : 0.8, ViewSize.width() / 2.0);
        } else {
            plot.horizontalScrollBar()->setValue((frame * 37) % 4000);
            plot.verticalScrollBar()->setValue((frame * 29) % 3000);
        }
        plot.viewport()->repaint();
        times.push_back(cpuMs() - begin);
    }
    std::sort(times.begin(), times.end());
    const double p99 = times[times.size() * 99 / 100];
    std::printf("BENCH\ttimeline, zoom and pan, %d cells x %d revisions\t%.2f ms, p99 %.2f\t\t\t"
                "p99 <= %.0f ms\t%s\n",
                Lanes, Revisions, times[times.size() / 2], p99, TargetMs,
                p99 <= TargetMs ? "yes" : "NO");
    return 0;
}
