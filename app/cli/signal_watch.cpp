// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/signal_watch.h"

#include <unistd.h>

#include <csignal>

namespace cboard::cli {

namespace {

    /// What shells expect of a program that a signal ended.
    constexpr int ExitBase = 128;

    sigset_t stopSignals()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        return signals;
    }

} // namespace

SignalWatch::SignalWatch()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    const sigset_t signals = stopSignals();
    // Threads made from here on inherit the mask, so that only the watcher sees these signals.
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_thread = std::thread([this] { watch(); });
}

SignalWatch::~SignalWatch()
{
    m_isEnding = true;
    // Ends no thread: it is blocked in all of them, and the watcher waits for it.
    // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
    ::pthread_kill(m_thread.native_handle(), SIGTERM);
    m_thread.join();
}

void SignalWatch::watch()
{
    const sigset_t signals = stopSignals();
    int number = 0;
    while (::sigwait(&signals, &number) == 0 && !m_isEnding) {
        if (m_stop.stop_requested()) {
            ::_exit(ExitBase + number);
        }
        m_stop.request_stop();
    }
}

} // namespace cboard::cli
