// SPDX-License-Identifier: LGPL-2.1-or-later
// The log view over a log file: bench_log_viewer FILE [MB]. With MB the file is written first,
// unless one as large is there.
//
// Rows of the table of run.sh: the time to the first screen and to the whole index, jumps and wheel
// steps with their repaint, a search through all of it; and over all of that how long the GUI
// thread worked at a stretch (CPU time) and memory above the empty window.
#include "core/base/heap.h"
#include "tests/bench/bench_log_text.h"
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
#include <cstdlib>
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

double cpuMilliseconds(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
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

/// What one thing costs that is done again and again: until it is on the screen, and of that the
/// processor time of the GUI thread and of all threads.
class Spread {
public:
    template <typename Work>
    void take(const Work& work)
    {
        QElapsedTimer timer;
        timer.start();
        const double own = cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID);
        const double all = cpuMilliseconds(CLOCK_PROCESS_CPUTIME_ID);
        work();
        m_all.push_back(cpuMilliseconds(CLOCK_PROCESS_CPUTIME_ID) - all);
        m_own.push_back(cpuMilliseconds(CLOCK_THREAD_CPUTIME_ID) - own);
        m_wall.push_back(millisecondsSince(timer));
    }

    void print(const char* what) const
    {
        printRow(what, "", m_wall, "");
        const auto [all, allP99] = medianAndP99(m_all);
        char more[64];
        std::snprintf(more, sizeof more, " (all threads %.2f, p99 %.2f)", all, allP99);
        printRow(what, ", CPU time of the GUI thread", m_own, more);
    }

private:
    static std::pair<double, double> medianAndP99(std::vector<double> values)
    {
        std::sort(values.begin(), values.end());
        return {values[values.size() / 2], values[values.size() * 99 / 100]};
    }

    /// The rarest of a hundred must be quick, too.
    static void printRow(const char* what, const char* part, const std::vector<double>& values,
                         const char* more)
    {
        constexpr double MostMs = 4;
        const auto [median, p99] = medianAndP99(values);
        std::printf("BENCH\tlog view, %s%s\t%.2f ms, p99 %.2f%s\t\t\tp99 <= %.0f ms\t%s\n", what,
                    part, median, p99, more, MostMs, p99 <= MostMs ? "yes" : "NO");
    }

    std::vector<double> m_wall;
    std::vector<double> m_own;
    std::vector<double> m_all;
};

/// One log in one window.
class Bench {
public:
    explicit Bench(StallMonitor& application)
        : m_application(application)
        , m_view(m_fixture.context)
    {
        m_view.resize(1400, 900);
        m_view.show();
        m_view.grab();
        m_before = megabytesOf("RssAnon");
        QObject::connect(&m_watch, &QTimer::timeout, &m_view, [this] { lookAtMemory(); });
        m_watch.start(20);
        m_application.clear();
    }

    void openFile(const QString& file)
    {
        double firstScreen = 0;
        double whole = 0;
        QElapsedTimer timer;
        const auto* loader = m_view.findChild<LogLoader*>();
        QObject::connect(loader, &LogLoader::partLoaded, &m_view, [&] {
            if (firstScreen == 0) {
                m_view.grab();
                firstScreen = millisecondsSince(timer);
            }
        });
        QObject::connect(loader, &LogLoader::loaded, &m_view,
                         [&] { whole = millisecondsSince(timer); });
        timer.start();
        m_view.showState(stateOfLogFile(file));
        settle();
        printRow("first screen", firstScreen, "ms", 50);
        printRow("index", whole, "ms");
        printRow("index and stages", millisecondsSince(timer), "ms");
        QObject::disconnect(loader, nullptr, &m_view, nullptr);
    }

    /// As a user sees it: the window paints what a jump changed, first with the rows that are
    /// known, then with those that were read.
    void measureJumps(const char* what)
    {
        constexpr int Jumps = 300;
        std::mt19937_64 random(7);
        Spread spread;
        for (int i = 0; i < Jumps; ++i) {
            const auto count = static_cast<std::uint64_t>(m_view.canvas().positionCount());
            const auto row = static_cast<qint64>(random() % count);
            spread.take([this, row] {
                m_view.canvas().setCurrentRow(row, LogCanvas::Reveal::Centre);
                QApplication::processEvents();
                waitForRows();
                QApplication::processEvents();
            });
        }
        spread.print(what);
        lookAtMemory();
    }

    void measureWheel()
    {
        constexpr int Steps = 300;
        QWidget* viewport = m_view.canvas().viewport();
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
        lookAtMemory();
    }

    /// A word that one line of two hundred has.
    void measureFind()
    {
        ViewState state = m_view.state();
        state.options.insert(QStringLiteral("find"), QStringLiteral("usb 17-"));
        QElapsedTimer timer;
        timer.start();
        m_view.showState(state);
        settle();
        printRow("all matches of a word", millisecondsSince(timer), "ms");
    }

    void printTotals()
    {
        printRow("longest event, CPU time", m_application.longest().cpuMs, "ms", 16);
        std::fputs(qPrintable(m_application.report()), stderr);
        lookAtMemory();
        printRow("private memory above the empty window, peak", m_peak - m_before, "MB", 64);
    }

private:
    /// Until the rows that are asked for are there.
    void waitForRows()
    {
        while (m_view.status().isLoading) {
            QEventLoop loop;
            QObject::connect(&m_view, &View::statusChanged, &loop, &QEventLoop::quit);
            loop.exec();
        }
    }

    void settle()
    {
        m_view.grab();
        waitForRows();
        m_view.grab();
    }

    void lookAtMemory() { m_peak = std::max(m_peak, megabytesOf("RssAnon")); }

    StallMonitor& m_application;
    test::UiFixture m_fixture;
    LogView m_view;
    QTimer m_watch;
    double m_before = 0;
    double m_peak = 0;
};

} // namespace

int main(int argc, char** argv)
{
    prepareHeapForWindow(); // As the desktop does.
    StallMonitor application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: bench_log_viewer FILE [MB]\n", stderr);
        return 3;
    }
    if (argc > 2) {
        writeBenchLog(argv[1], std::uintmax_t{std::strtoul(argv[2], nullptr, 10)} << 20U, 1);
    }
    Bench bench(application);
    bench.openFile(QString::fromLocal8Bit(argv[1]));
    bench.measureJumps("jump and both repaints");
    bench.measureWheel();
    bench.measureFind();
    bench.measureJumps("jump among matches and both repaints");
    bench.printTotals();
    return 0;
}
