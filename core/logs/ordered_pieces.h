// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cboard::logs {

/// How many threads pay for a text of so many bytes. \p wanted 0: one for each processor at most.
inline unsigned threadsFor(std::uint64_t bytes, std::uint64_t bytesPerThread, unsigned wanted)
{
    const unsigned most = wanted > 0 ? wanted : std::max(std::thread::hardware_concurrency(), 1U);
    return static_cast<unsigned>(std::clamp<std::uint64_t>(bytes / bytesPerThread, 1, most));
}

/// Works on the pieces of a text on several threads and hands on what was found in their order.
///
/// A Slot holds what belongs to one piece; its memory is used again for later pieces, and there
/// are at most MostAhead more of them than threads, however large the text is.
template <typename Slot>
class OrderedPieces {
public:
    static constexpr std::uint64_t MostAhead = 8;

    /// Fills the slot of a piece. \returns false when the text ends before it.
    using Work = std::function<Result<bool>(std::uint64_t number, Slot& slot)>;
    /// Gets the slots one at a time; returns false when no more are wanted.
    using Deliver = std::function<bool(Slot& slot)>;

    /// \param makeWork Called once on each thread. All threads have ended when run() returns.
    /// Errors: Cancelled within one piece, and those of the work.
    static Result<void> run(unsigned threads, const std::function<Work()>& makeWork,
                            const Deliver& deliver, const TaskContext& task)
    {
        OrderedPieces pieces(deliver, task);
        {
            std::vector<std::jthread> others;
            for (unsigned i = 1; i < std::max(threads, 1U); ++i) {
                others.emplace_back([&] { pieces.workUntilEnd(makeWork()); });
            }
            pieces.workUntilEnd(makeWork());
        }
        if (pieces.m_error) {
            return tl::unexpected<Error>(*pieces.m_error);
        }
        return {};
    }

private:
    using SlotPointer = std::unique_ptr<Slot>;

    OrderedPieces(const Deliver& deliver, const TaskContext& task)
        : m_deliver(deliver)
        , m_task(task)
    {
    }

    void workUntilEnd(const Work& work)
    {
        SlotPointer slot;
        while (const auto number = next(slot)) {
            const Result<bool> isThere = work(*number, *slot);
            finish(*number, std::move(slot), isThere);
        }
    }

    std::optional<std::uint64_t> next(SlotPointer& slot)
    {
        std::unique_lock lock(m_mutex);
        m_mayGoOn.wait(lock, [this] { return m_isEnded || m_next < m_delivered + MostAhead; });
        if (!m_isEnded && m_task.stopRequested()) {
            end(m_task.check().error());
        }
        if (m_isEnded || m_next >= m_count) {
            return {};
        }
        if (m_free.empty()) {
            slot = std::make_unique<Slot>();
        } else {
            slot = std::move(m_free.back());
            m_free.pop_back();
        }
        return m_next++;
    }

    void finish(std::uint64_t number, SlotPointer slot, const Result<bool>& isThere)
    {
        const std::lock_guard lock(m_mutex);
        if (!isThere) {
            end(isThere.error());
            return;
        }
        if (!*isThere) {
            m_count = std::min(m_count, number);
        } else {
            m_done.emplace(number, std::move(slot));
        }
        // Whoever finishes the piece that is due hands on all that wait behind it.
        for (auto at = m_done.find(m_delivered); !m_isEnded && at != m_done.end();
             at = m_done.find(m_delivered)) {
            if (!m_deliver(*at->second)) {
                m_isEnded = true;
            }
            m_free.push_back(std::move(at->second));
            m_done.erase(at);
            ++m_delivered;
        }
        m_isEnded = m_isEnded || m_delivered >= m_count;
        m_mayGoOn.notify_all();
    }

    void end(const Error& error)
    {
        if (!m_error) {
            m_error = error;
        }
        m_isEnded = true;
        m_mayGoOn.notify_all();
    }

    const Deliver& m_deliver;
    const TaskContext& m_task;
    std::mutex m_mutex; // guards all that follows
    std::condition_variable m_mayGoOn;
    std::map<std::uint64_t, SlotPointer> m_done;
    std::vector<SlotPointer> m_free;
    std::uint64_t m_next = 0;
    std::uint64_t m_delivered = 0;
    std::uint64_t m_count = std::numeric_limits<std::uint64_t>::max();
    bool m_isEnded = false;
    std::optional<Error> m_error;
};

} // namespace cboard::logs
