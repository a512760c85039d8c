// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <stop_token>
#include <thread>

/// What a long task costs after it was cancelled, until it returns: processor time of all threads,
/// so that other programs do not count.
class CancelTime {
public:
    static constexpr double MostMs = 50;

    /// \p work returns false when it failed by itself.
    using Work = std::function<bool(const cboard::TaskContext&)>;

    /// Runs \p work again and again, cancels it a little later each time, and prints the worst.
    static void print(const char* what, const Work& work)
    {
        double worst = 0;
        int cancelled = 0;
        for (const double afterMs : {1.0, 5.0, 20.0, 50.0, 90.0, 150.0, 250.0, 400.0, 700.0}) {
            const double tookMs = cancelAfter(afterMs, work);
            if (tookMs >= 0) {
                ++cancelled;
                worst = std::max(worst, tookMs);
            }
        }
        if (cancelled == 0) {
            std::printf("BENCH\tcancel: %s\t\tabsent: it was done before\t\t\t\n", what);
        } else {
            std::printf("BENCH\tcancel: %s\t%.1f ms of processor time\t\t\t<= %.0f ms\t%s\n", what,
                        worst, MostMs, worst <= MostMs ? "yes" : "NO");
        }
        std::fflush(stdout);
    }

private:
    static double cpuMs()
    {
        timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    /// Negative: it was done by then.
    static double cancelAfter(double afterMs, const Work& work)
    {
        std::stop_source stop;
        std::atomic<bool> isDone = false;
        const double begin = cpuMs();
        std::jthread thread([&] {
            work(cboard::TaskContext(stop.get_token()));
            isDone = true;
        });
        while (!isDone && cpuMs() - begin < afterMs) {
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        const bool wasDone = isDone;
        const double stopped = cpuMs();
        stop.request_stop();
        thread.join();
        return wasDone ? -1 : cpuMs() - stopped;
    }
};
