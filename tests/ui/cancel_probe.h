// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/store_fixture.h"
#include "tests/ui/thread_time.h"

#include <QTest>

namespace cboard::test {

constexpr int CancelWaitMs = 120'000; ///< For what a busy machine leaves of its processors.

inline bool hasRow(const StoreFixture& fixture, const QString& title)
{
    const ui::TaskList& tasks = fixture.tasks;
    for (int row = 0; row < tasks.rowCount(); ++row) {
        if (tasks.index(row).data(ui::TaskList::TitleRole).toString().startsWith(title)) {
            return true;
        }
    }
    return false;
}

inline bool isAtWork(const StoreFixture& fixture)
{
    return fixture.tasks.rowCount() > 0 || fixture.pool.activeThreadCount() > 0;
}

/// Cancels what there is, and what follows it.
inline void cancelAndMeasure(StoreFixture& fixture)
{
    const double before = workersCpuMs();
    const auto hasEnded = [&fixture] {
        fixture.tasks.cancelAll();
        return !isAtWork(fixture);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), CancelWaitMs);
    const double spent = workersCpuMs() - before;
    qInfo("%.1f ms of CPU after Cancel", spent);
    QVERIFY2(spent < CancelMs, qPrintable(QString::number(spent)));
}

/// The same once the work with this row has spent some time.
inline void cancelInTheMiddle(StoreFixture& fixture, const QString& title)
{
    constexpr double IntoTheWorkMs = 20;
    QTRY_VERIFY_WITH_TIMEOUT(hasRow(fixture, title), CancelWaitMs);
    const double begun = workersCpuMs();
    QTRY_VERIFY_WITH_TIMEOUT(workersCpuMs() > begun + IntoTheWorkMs, CancelWaitMs);
    QVERIFY2(hasRow(fixture, title), "the work is too short to be cancelled");
    cancelAndMeasure(fixture);
}

} // namespace cboard::test
