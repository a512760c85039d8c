// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/heap.h"
#include "tests/support/blocking_calls.h"
#include "ui/shell/stall_monitor.h"

#include <QTest>

#include <cstdio>

namespace cboard::test {

/// The stall monitor, which sees processor time, and beside it the calls that may wait.
class WatchedApplication : public ui::StallMonitor {
public:
    using ui::StallMonitor::StallMonitor;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (receiver->thread() != thread()) { // Workers may wait.
            return ui::StallMonitor::notify(receiver, event);
        }
        const BlockingCalls::Watch watch(receiver->metaObject()->className());
        return ui::StallMonitor::notify(receiver, event);
    }
};

/// Runs a UI test and watches what its events do on the window's thread. Two rules fail the run:
///
/// * No event makes a call that may wait, however short the wait was (BlockingCalls says which).
/// * No kind of event usually takes longer than the limit. CPU time and the median of several, so
///   that neither a busy machine nor a cold cache decides; the limit is three budgets, since tests
///   are built with less optimisation than what users get.
///
/// What a test does outside of events, in its own functions, is not watched.
template <typename Test>
int runWatched(int argc, char** argv)
{
    constexpr double LimitMs = 3 * ui::StallMonitor::BudgetMs;
    constexpr std::size_t Least = 5;
    prepareHeapForWindow(); // As the desktop does.
    WatchedApplication application(argc, argv);
    QTEST_SET_MAIN_SOURCE_PATH
    Test test;
    int failures = QTest::qExec(&test, argc, argv);
    for (const auto& habit : application.habits(LimitMs, Least)) {
        std::fprintf(stderr, "usually %.1f ms on the window's thread: %s\n", habit.cpuMs,
                     qPrintable(habit.what));
        ++failures;
    }
    for (const std::string& call : BlockingCalls::take()) {
        std::fprintf(stderr, "the window's thread may wait: %s", call.c_str());
        ++failures;
    }
    return failures;
}

} // namespace cboard::test

/// In place of QTEST_MAIN.
#define CBOARD_UI_TEST_MAIN(Test)                                                                  \
    int main(int argc, char** argv)                                                                \
    {                                                                                              \
        return cboard::test::runWatched<Test>(argc, argv);                                         \
    }
