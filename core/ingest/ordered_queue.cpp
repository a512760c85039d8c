// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/ordered_queue.h"

namespace cboard::ingest {

namespace {

    std::int64_t sizeOf(const formats::Input& input)
    {
        auto bytes = static_cast<std::int64_t>(input.bytes.size());
        for (const auto& [name, companion] : input.companions) {
            bytes += static_cast<std::int64_t>(companion.size());
        }
        return bytes;
    }

} // namespace

Result<std::uint64_t> OrderedQueue::reserve(std::unique_lock<std::mutex>& lock, std::int64_t bytes)
{
    // A document larger than the limit goes when nothing else is under way.
    m_hasRoom.wait(lock, [this, bytes] {
        return m_isStopped || m_inFlight == 0 || m_inFlight + bytes <= m_limit;
    });
    if (m_isStopped) {
        return fail(ErrorKind::Cancelled, "cancelled");
    }
    m_inFlight += bytes;
    return m_nextNumber++;
}

Result<void> OrderedQueue::addInput(formats::Input&& input)
{
    std::unique_lock lock(m_mutex);
    CBOARD_TRY(const std::uint64_t number, reserve(lock, sizeOf(input)));
    m_inputs.push_back({number, std::move(input)});
    lock.unlock();
    m_hasInput.notify_one();
    return {};
}

Result<void> OrderedQueue::addParsed(Parsed&& parsed)
{
    std::unique_lock lock(m_mutex);
    CBOARD_TRY(const std::uint64_t number, reserve(lock, parsed.bytes));
    m_parsed.emplace(number, std::move(parsed));
    lock.unlock();
    m_hasParsed.notify_one();
    return {};
}

void OrderedQueue::endInputs()
{
    const std::lock_guard lock(m_mutex);
    m_hasEnded = true;
    m_hasInput.notify_all();
    m_hasParsed.notify_all();
}

std::optional<OrderedQueue::Job> OrderedQueue::takeInput()
{
    std::unique_lock lock(m_mutex);
    m_hasInput.wait(lock, [this] { return m_isStopped || m_hasEnded || !m_inputs.empty(); });
    if (m_isStopped || m_inputs.empty()) {
        return std::nullopt;
    }
    Job job = std::move(m_inputs.front());
    m_inputs.pop_front();
    return job;
}

void OrderedQueue::finish(std::uint64_t number, Parsed&& parsed)
{
    const std::lock_guard lock(m_mutex);
    m_parsed.emplace(number, std::move(parsed));
    if (number == m_nextOut) {
        m_hasParsed.notify_one();
    }
}

std::optional<Parsed> OrderedQueue::takeParsed()
{
    std::unique_lock lock(m_mutex);
    m_hasParsed.wait(lock, [this] {
        return m_isStopped || m_parsed.contains(m_nextOut)
            || (m_hasEnded && m_nextOut == m_nextNumber);
    });
    const auto next = m_parsed.find(m_nextOut);
    if (m_isStopped || next == m_parsed.end()) {
        return std::nullopt;
    }
    std::optional<Parsed> parsed = std::move(next->second);
    m_parsed.erase(next);
    ++m_nextOut;
    return parsed;
}

void OrderedQueue::release(std::int64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_inFlight -= bytes;
    m_hasRoom.notify_one();
}

void OrderedQueue::stop()
{
    const std::lock_guard lock(m_mutex);
    m_isStopped = true;
    m_hasRoom.notify_all();
    m_hasInput.notify_all();
    m_hasParsed.notify_all();
}

} // namespace cboard::ingest
