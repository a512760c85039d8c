// SPDX-License-Identifier: LGPL-2.1-or-later
// The log view over a log file: bench_log_viewer FILE
//
// Rows of the table of run.sh: the time to the first screen and to the whole index, how long the
// GUI thread worked at a stretch (CPU time), memory above the empty window, and jumps and wheel
// steps with their repaint.
#include "tests/ui/ui_fixture.h"
#include "ui/logview/log_feature.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_view.h"
#include "ui/shell/stall_monitor.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

using namespace cboard;
using namespace cboard::ui;

namespace {

double megabytesOf(const char* key)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith(key)) {
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').front().toDouble() / 1024;
        }
    }
    return 0;
}

double millisecondsSince(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// \p most 0: no target.
void printRow(const char* what, double figure, const char* unit, double most = 0)
{
    std::printf("BENCH\tlog view, %s\t%.1f %s\t\t\t", what, figure, unit);
    if (most > 0) {
        std::printf("<= %.0f %s\t%s\n", most, unit, figure <= most ? "yes" : "NO");
    } else {
        std::puts("\t");
    }
}

/// Wall-clock and processor time (of all threads) of one thing done again and again.
class Spread {
public:
    template <typename Work>
    void take(const Work& work)
    {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t begin = std::clock();
        work();
        m_processor.push_back(1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        m_wall.push_back(millisecondsSince(timer));
    }

    /// The rarest of a hundred must be quick, too.
    void print(const char* what)
    {
        constexpr double MostMs = 4;
        const auto [wall, wallP99] = medianAndP99(m_wall);
        const auto [processor, processorP99] = medianAndP99(m_processor);
        std::printf("BENCH\tlog view, %s\t%.2f ms CPU, p99 %.2f (wall %.2f, p99 %.2f)\t\t\t"
                    "p99 <= %.0f ms CPU\t%s\n",
                    what, processor, processorP99, wall, wallP99, MostMs,
                    processorP99 <= MostMs ? "yes" : "NO");
    }

private:
    static std::pair<double, double> medianAndP99(std::vector<double> values)
    {
        std::sort(values.begin(), values.end());
        return {values[values.size() / 2], values[values.size() * 99 / 100]};
    }

    std::vector<double> m_wall;
    std::vector<double> m_processor;
};

/// Until the rows that are asked for are there.
void waitForRows(LogView& view)
{
    while (view.status().isLoading) {
        QEventLoop loop;
        QObject::connect(&view, &View::statusChanged, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

void settle(LogView& view)
{
    view.grab();
    waitForRows(view);
    view.grab();
}

/// As a user sees it: the window paints what a jump changed, first with the rows that are known,
/// then with those that were read.
void measureJumps(LogView& view)
{
    constexpr int Jumps = 300;
    std::mt19937_64 random(7);
    Spread spread;
    for (int i = 0; i < Jumps; ++i) {
        const auto count = static_cast<std::uint64_t>(view.canvas().positionCount());
        const auto row = static_cast<qint64>(random() % count);
        spread.take([&view, row] {
            view.canvas().setCurrentRow(row, LogCanvas::Reveal::Centre);
            QApplication::processEvents();
            waitForRows(view);
            QApplication::processEvents();
        });
    }
    spread.print("jump and both repaints");
}

void measureWheel(LogView& view)
{
    constexpr int Steps = 300;
    QWidget* viewport = view.canvas().viewport();
    const QPoint middle = viewport->rect().center();
    Spread spread;
    for (int i = 0; i < Steps; ++i) {
        QWheelEvent event(middle, viewport->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        spread.take([&event, viewport] {
            QApplication::sendEvent(viewport, &event);
            viewport->repaint();
        });
        QApplication::sendPostedEvents();
    }
    spread.print("wheel step and repaint");
}

} // namespace

int main(int argc, char** argv)
{
    StallMonitor application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: bench_log_viewer FILE\n", stderr);
        return 3;
    }
    test::UiFixture fixture;
    LogView view(fixture.context);
    view.resize(1400, 900);
    view.show();
    view.grab();
    const double before = megabytesOf("RssAnon");

    double firstScreen = 0;
    QElapsedTimer timer;
    QObject::connect(view.findChild<LogLoader*>(), &LogLoader::partLoaded, &view, [&] {
        if (firstScreen == 0) {
            view.grab();
            firstScreen = millisecondsSince(timer);
        }
    });
    double whole = 0;
    QObject::connect(view.findChild<LogLoader*>(), &LogLoader::loaded, &view,
                     [&] { whole = millisecondsSince(timer); });
    application.clear();
    timer.start();
    view.showState(stateOfLogFile(QString::fromLocal8Bit(argv[1])));
    double peak = 0;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &view,
                     [&] { peak = std::max(peak, megabytesOf("RssAnon")); });
    watch.start(20);
    settle(view);
    printRow("first screen", firstScreen, "ms", 50);
    printRow("index", whole, "ms");
    printRow("index and stages", millisecondsSince(timer), "ms");
    printRow("longest event, CPU time", application.longestMs(), "ms", 16);
    std::fputs(qPrintable(application.report()), stderr);
    measureJumps(view);
    measureWheel(view);
    printRow("private memory above the empty window, peak",
             std::max(peak, megabytesOf("RssAnon")) - before, "MB", 64);
    return 0;
}
