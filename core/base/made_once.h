// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace cboard {

/// A value that takes long to make, by a call that nothing ends early, and that many ask for. It is
/// made once, on a thread of its own, when the first asks; who is stopped no longer waits for it,
/// and the value is there for the next. Its end waits for that thread.
template <typename T>
class MadeOnce {
public:
    using Make = std::function<Result<T>()>;

    explicit MadeOnce(Make make)
        : m_make(std::move(make))
    {
    }
    MadeOnce(const MadeOnce&) = delete;
    MadeOnce& operator=(const MadeOnce&) = delete;
    ~MadeOnce() = default;

    /// Thread-safe. Errors: those of the making, each time; Cancelled.
    Result<T> get(const TaskContext& task)
    {
        std::unique_lock lock(m_mutex);
        if (!m_thread.joinable()) {
            m_thread = std::jthread([this] { make(); });
        }
        m_isMade.wait(lock, task.stopToken(), [this] { return m_value.has_value(); });
        if (!m_value) {
            return fail(ErrorKind::Cancelled, "cancelled");
        }
        return *m_value;
    }

private:
    void make()
    {
        Result<T> value = guarded();
        {
            const std::lock_guard lock(m_mutex);
            m_value.emplace(std::move(value));
        }
        m_isMade.notify_all();
    }

    Result<T> guarded() const
    {
        try {
            return m_make();
        } catch (const std::exception& error) {
            return fail(ErrorKind::Internal, error.what());
        }
    }

    Make m_make;
    std::mutex m_mutex;
    std::condition_variable_any m_isMade;
    std::optional<Result<T>> m_value; // guarded by m_mutex
    std::jthread m_thread; // guarded by m_mutex; the last member: it uses all others.
};

} // namespace cboard
