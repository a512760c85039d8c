// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/thread_priority.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cboard::ingest {

namespace {

    constexpr int NiceOfWriting = 5;
    constexpr int NiceOfParsing = 10;
    /// Of linux/ioprio.h: class "best effort", the lowest of its eight levels, for one thread.
    constexpr int WhoProcess = 1;
    constexpr int LowestBestEffort = (2 << 13) | 7;

} // namespace

void becomeBackgroundThread(const char* name, Background work)
{
    static_cast<void>(::pthread_setname_np(::pthread_self(), name));
    const auto thread = static_cast<id_t>(::gettid());
    const int level = work == Background::Writing ? NiceOfWriting : NiceOfParsing;
    static_cast<void>(::setpriority(PRIO_PROCESS, thread, level));
    static_cast<void>(::syscall(SYS_ioprio_set, WhoProcess, thread, LowestBestEffort));
}

} // namespace cboard::ingest
