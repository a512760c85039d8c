// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/bench/desktop_program.h"

#include "ui/shell/main_window.h"
#include "ui/shell/stall_monitor.h"
#include "ui/shell/windows.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QKeySequence>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cboard::bench {

using namespace cboard::ui;

namespace {
    constexpr QSize WindowSize(1600, 1000);
} // namespace

double residentMb()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
        }
    }
    return 0;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

void row(const QString& what, double figure, const char* unit, double target)
{
    if (target <= 0) {
        std::printf("BENCH\t%s\t%.0f %s\t\t\t\t\n", qPrintable(what), figure, unit);
        std::fflush(stdout);
        return;
    }
    std::printf("BENCH\t%s\t%.0f %s\t\t\t<= %.0f %s\t%s\n", qPrintable(what), figure, unit, target,
                unit, figure <= target ? "yes" : "NO");
    std::fflush(stdout);
}

void stallRow(const char* part)
{
    auto& monitor = *static_cast<StallMonitor*>(QCoreApplication::instance());
    const StallMonitor::Stall longest = monitor.longest();
    if (!monitor.stalls().empty()) {
        std::fprintf(stderr, "%s:\n%s\n", part, qPrintable(monitor.report()));
    }
    monitor.clear();
    row(QStringLiteral("longest event on the window's thread, CPU, %1").arg(QLatin1String(part)),
        longest.cpuMs, "ms", StallMonitor::BudgetMs);
}

void waitForEvents()
{
    QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

ViewState viewOf(const char* name)
{
    ViewState state;
    state.view = QLatin1String(name);
    return state;
}

Program::Program(const char* store)
{
    desktop::DesktopOptions options;
    options.store = store;
    auto workbench = service::Workbench::open(options.store, {});
    if (!workbench) {
        std::fprintf(stderr, "bench_desktop: %s\n", describe(workbench.error()).c_str());
        std::exit(1);
    }
    m_application = std::make_unique<desktop::Application>(std::move(*workbench), options);
}

void Program::start(const std::optional<ViewState>& address)
{
    static_cast<void>(m_application->showWindows(address));
    window().resize(WindowSize);
    settle();
}

void Program::finish()
{
    static_cast<void>(m_application->finish());
}

MainWindow& Program::window()
{
    return *m_application->windows()->activeWindow();
}

View& Program::view()
{
    return *window().currentView();
}

void Program::settle()
{
    QApplication::processEvents(); // What begins with the next events belongs to it.
    while (!window().isSettled()) {
        waitForEvents();
        QApplication::processEvents();
    }
}

double Program::timed(const std::function<void()>& act)
{
    QElapsedTimer clock;
    clock.start();
    act();
    settle();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double Program::timedKey(const char* keys)
{
    return timed([&] {
        const QKeySequence sequence(QString::fromLatin1(keys));
        for (int i = 0; i < sequence.count(); ++i) {
            QWidget* focus = QApplication::focusWidget();
            QTest::keyClick(focus != nullptr ? focus : &window(),
                            sequence[static_cast<uint>(i)].key(),
                            sequence[static_cast<uint>(i)].keyboardModifiers());
        }
    });
}

} // namespace cboard::bench
