// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/stall_monitor.h"

#include <QTest>

#include <cstdio>

namespace cboard::test {

/// Runs a UI test and watches what its events cost the window's thread. A kind of event that
/// usually takes longer than the limit fails the run. CPU time and the median of several, so that
/// neither a busy machine nor a cold cache decides; the limit is three budgets, since tests are
/// built with less optimisation than what users get.
template <typename Test>
int runWatched(int argc, char** argv)
{
    constexpr double LimitMs = 3 * ui::StallMonitor::BudgetMs;
    constexpr std::size_t Least = 5;
    ui::StallMonitor application(argc, argv);
    QTEST_SET_MAIN_SOURCE_PATH
    Test test;
    int failures = QTest::qExec(&test, argc, argv);
    for (const auto& habit : application.habits(LimitMs, Least)) {
        std::fprintf(stderr, "usually %.1f ms on the window's thread: %s\n", habit.cpuMs,
                     qPrintable(habit.what));
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
