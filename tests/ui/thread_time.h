// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>

/// Processor time: what a busy machine does beside does not count.
namespace cboard::test {

constexpr double CancelMs = 200; ///< In which a Cancel acts.

inline double cpuMs(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Of this thread.
inline double threadCpuMs()
{
    return cpuMs(CLOCK_THREAD_CPUTIME_ID);
}

/// What the threads beside this one have spent.
inline double workersCpuMs()
{
    return cpuMs(CLOCK_PROCESS_CPUTIME_ID) - threadCpuMs();
}

} // namespace cboard::test
