// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace cboard::cli {

/// Turns the first SIGINT or SIGTERM into a stop request; a second one ends the program at once
/// (what was committed stays). Ignores SIGPIPE and SIGXFSZ, so that a reader that went away or a
/// limit on file size is an error of the write. To be made before any other thread.
class SignalWatch {
public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    void watch();

    std::stop_source m_stop;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace cboard::cli
