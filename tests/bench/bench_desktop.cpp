// SPDX-License-Identifier: LGPL-2.1-or-later
// bench_desktop STORE: what a person waits for, in the real program over a stored season: start to
// painted last view, a step of the cursor with inspector and log, typing a filter, opening a
// revision, memory with eight tabs. Prints rows for bench_table.py. Wall time, medians.
// bench_desktop --start STORE is one start, in a process of its own; with --open, --filter,
// --palette or --rows it opens revisions, types a filter, searches or arranges all runs of a
// revision and does nothing else: for a store of one large revision, and for a profiler.
#include "core/base/heap.h"
#include "tests/bench/desktop_program.h"
#include "ui/palette/palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/stall_monitor.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string_view>
#include <vector>

using namespace cboard;
using namespace cboard::bench;
using namespace cboard::ui;

namespace {

constexpr qint64 ManyRows = 100'000; ///< From here the target for a million counts.

/// Since this process was made, from the system's own record of it (steps of 10 ms).
double msSinceProcessStart()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    constexpr int StartTime = 19; // Field 22; the name's bracket ends field 2.
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started =
        fields[StartTime].toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK)) * 1e3;
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 - started;
}

int startOnce(const char* store, bool isFirst)
{
    Program program(store);
    program.start(isFirst ? std::optional(viewOf("boots")) : std::nullopt);
    std::printf("%.0f\n", msSinceProcessStart());
    program.finish();
    return 0;
}

void measureStart(const QString& self, const QString& store)
{
    constexpr int Runs = 5;
    std::vector<double> times;
    for (int i = 0; i <= Runs; ++i) {
        QProcess child;
        child.start(self,
                    {i == 0 ? QStringLiteral("--first-start") : QStringLiteral("--start"), store});
        if (!child.waitForFinished(-1) || child.exitCode() != 0) {
            std::fprintf(stderr, "bench_desktop: a start failed\n");
            return;
        }
        if (i > 0) { // The first only leaves the view that the others open with.
            times.push_back(child.readAllStandardOutput().trimmed().toDouble());
        }
    }
    row(QStringLiteral("start to painted last view (boots)"), median(times), "ms", 1000);
}

/// Step by step through failing boots, each with its fields, history and log.
void measureCursor(Program& program)
{
    constexpr int Steps = 40;
    program.window().open(viewOf("boots"));
    program.settle();
    program.timedKey("Shift+N");
    program.timedKey("Space");
    std::vector<double> times;
    for (int i = 0; i < Steps; ++i) {
        times.push_back(program.timedKey("Shift+N"));
    }
    program.timedKey("Space");
    row(QStringLiteral("key to selection, inspector and log"), median(times), "ms", 50);
    stallRow("moving");
}

/// Typing a filter: when what matches is on the screen, and when what of it is new is, too.
void measureFilter(Program& program)
{
    program.window().open(viewOf("tests"));
    program.settle();
    const qint64 rows = program.view().status().total;
    program.timedKey("/");
    std::vector<double> shown;
    std::vector<double> judged;
    std::vector<double> delayed;
    const auto type = [&](char letter) {
        const QString before = program.view().state().filter;
        QElapsedTimer clock;
        bool isShown = false;
        const QMetaObject::Connection listening = QObject::connect(
            &program.view(), &View::stateChanged, &program.view(), [&isShown] { isShown = true; });
        clock.start();
        QTest::keyClick(QApplication::focusWidget(), letter);
        // What may become the name of a term waits for the next key; what is whole is asked for.
        const bool isAtOnce = program.view().state().filter != before;
        constexpr int MaxTypingMs = 400;
        while (program.view().state().filter == before && clock.elapsed() < MaxTypingMs) {
            QApplication::processEvents(QEventLoop::AllEvents, 1);
        }
        if (program.view().state().filter != before) {
            while (!isShown) {
                waitForEvents();
            }
            QApplication::processEvents();
            (isAtOnce ? shown : delayed).push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            program.settle();
            judged.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        QObject::disconnect(listening);
    };
    for (const char* text : {"net", "path:kself*", "status:fail", "qemu"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        for (const char letter : std::string_view(text)) {
            type(letter);
        }
    }
    program.timedKey("Return");
    const double target = rows > ManyRows ? 100 : 30;
    row(QStringLiteral("filter key to updated view, %1 runs").arg(rows), median(shown), "ms",
        target);
    row(QStringLiteral("the slowest of %1 such keys").arg(shown.size()),
        *std::max_element(shown.begin(), shown.end()), "ms", 0);
    row(QStringLiteral("a key that may begin a term, with its pause"), median(delayed), "ms", 0);
    row(QStringLiteral("the same with what is new, fields and log"), median(judged), "ms", 0);
    stallRow("filtering");
}

/// Each key of what one types to reach a board, a test, a revision and a tree.
void measurePalette(Program& program)
{
    std::vector<double> times;
    std::size_t lines = 0;
    for (const char* text : {"rk3399", "kselftest.net", "v6.", "0f3a12", "stable arm"}) {
        program.timedKey("Ctrl+K");
        auto* palette = program.window().findChild<Palette*>();
        for (const char letter : std::string_view(text)) {
            QElapsedTimer clock;
            clock.start();
            QTest::keyClick(QApplication::focusWidget(), letter);
            while (palette->isSearching()) {
                waitForEvents();
            }
            QApplication::processEvents();
            times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            lines += palette->items().size();
        }
        program.timedKey("Esc");
    }
    row(QStringLiteral("key in the palette to what was found"), median(times), "ms", 50);
    row(QStringLiteral("the slowest of %1 such keys, %2 lines").arg(times.size()).arg(lines),
        *std::max_element(times.begin(), times.end()), "ms", 0);
    stallRow("searching");
}

/// Each time another revision, so that nothing that was read for one serves the next.
void measureOpen(Program& program, const char* view, const char* what)
{
    constexpr int Revisions = 5;
    std::vector<double> times;
    qint64 rows = 0;
    for (int i = 0; i < Revisions; ++i) {
        program.window().open(viewOf("trees"));
        program.settle();
        ViewState state = viewOf(view);
        state.revision = QStringLiteral("HEAD~%1").arg(i);
        times.push_back(program.timed([&] { program.window().open(state); }));
        rows = program.view().status().total;
    }
    row(QStringLiteral("%1, %2 rows").arg(QLatin1String(what)).arg(rows), median(times), "ms", 150);
    stallRow(what);
}

/// All runs of a revision in one table: read, walked through, sorted, grouped, filtered.
void measureRows(Program& program)
{
    ViewState state = viewOf("revision");
    state.options.insert(QStringLiteral("list"), QStringLiteral("runs"));
    const auto open = [&] { return program.timed([&] { program.window().open(state); }); };
    const double opened = open();
    row(QStringLiteral("list of the runs of a revision of %1").arg(program.view().status().total),
        opened, "ms", 0);
    std::vector<double> times;
    for (const char* key : {"End", "Home", "PgDown", "J", "Alt+S", "End", "Home"}) {
        times.push_back(program.timedKey(key));
    }
    row(QStringLiteral("key in them"), median(times), "ms", 50);
    times.clear();
    for (const auto& [option, choice] :
         std::initializer_list<std::pair<const char*, const char*>>{{"runs.sort", "-status,path"},
                                                                    {"runs.sort", "path,-duration"},
                                                                    {"runs.group", "lab"},
                                                                    {"runs.group", "lab,board"},
                                                                    {"runs.group", ""}}) {
        state.options.insert(QLatin1String(option), QLatin1String(choice));
        times.push_back(open());
    }
    row(QStringLiteral("sorted or grouped"), median(times), "ms", 0);
    times.clear();
    for (const char* filter : {"status:fail", "board:rk3399*", ""}) {
        state.filter = QLatin1String(filter);
        times.push_back(open());
    }
    row(QStringLiteral("filtered"), median(times), "ms", 0);
    stallRow("in a list of runs");
}

void measureMemory(Program& program)
{
    for (const char* name :
         {"trees", "revision", "builds", "boots", "tests", "history", "charts", "ingest"}) {
        program.window().open(viewOf(name), OpenMode::NewTab);
        program.settle();
    }
    row(QStringLiteral("memory at most, eight tabs of different views"), residentMb(), "MB", 600);
    stallRow("opening eight views");
}

} // namespace

int main(int argc, char** argv)
{
    prepareHeapForWindow(); // As the desktop does.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QStringList arguments(argv + 1, argv + argc);
    const QString only = arguments.size() > 1 ? arguments.front() : QString();
    const bool isFirst = only == QLatin1String("--first-start");
    const bool isStart = isFirst || only == QLatin1String("--start");
    const QMap<QString, std::function<void(Program&)>> parts{
        {QStringLiteral("--open"),
         [](Program& it) { measureOpen(it, "revision", "open a stored revision"); }},
        {QStringLiteral("--filter"), measureFilter},
        {QStringLiteral("--palette"), measurePalette},
        {QStringLiteral("--rows"), measureRows},
    };
    if (arguments.isEmpty() || arguments.size() > 2
        || (!only.isEmpty() && !isStart && !parts.contains(only))) {
        std::fprintf(stderr, "usage: bench_desktop [--open|--filter|--palette|--rows] STORE\n");
        return 3;
    }
    // Nobody's own settings; what a start leaves is the next one's.
    const QTemporaryDir home;
    if (!isStart) {
        for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                 "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
            qputenv(name, home.path().toLocal8Bit());
        }
    }
    const StallMonitor application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("checkerboard"));
    if (isStart) {
        return startOnce(argv[2], isFirst);
    }
    if (only.isEmpty()) {
        measureStart(QApplication::applicationFilePath(), QFile::decodeName(argv[1]));
    }
    Program program(argv[argc - 1]);
    program.start(viewOf("trees"));
    if (parts.contains(only)) {
        parts[only](program);
        return 0;
    }
    measureOpen(program, "revision", "open a stored revision");
    measureOpen(program, "tests", "open the tests of a stored revision");
    measureFilter(program);
    measureCursor(program);
    measurePalette(program);
    measureRows(program);
    measureMemory(program);
    return 0;
}
