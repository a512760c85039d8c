// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/ingest/parse_pipeline.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

namespace cboard::ingest {

/// Between one thread that reads, several that parse and one that consumes: documents leave in
/// the order in which they were added, and only so many bytes are under way.
class OrderedQueue {
public:
    explicit OrderedQueue(std::int64_t bytesInFlight)
        : m_limit(bytesInFlight)
    {
    }

    struct Job {
        std::uint64_t number = 0;
        formats::Input input;
    };

    /// Waits for room. Error Cancelled once stopped.
    Result<void> addInput(formats::Input&& input);
    /// A piece that needs no parser.
    Result<void> addParsed(Parsed&& parsed);
    void endInputs();

    /// The next piece to parse; nothing when there will be no more.
    std::optional<Job> takeInput();
    void finish(std::uint64_t number, Parsed&& parsed);

    /// The next document in order; nothing at the end or once stopped.
    std::optional<Parsed> takeParsed();
    /// The consumer no longer holds that many bytes.
    void release(std::int64_t bytes);

    void stop();

private:
    /// Waits until `bytes` more may be under way; takes a number.
    Result<std::uint64_t> reserve(std::unique_lock<std::mutex>& lock, std::int64_t bytes);

    std::mutex m_mutex;
    std::condition_variable m_hasRoom;
    std::condition_variable m_hasInput;
    std::condition_variable m_hasParsed;
    // All below: guarded by m_mutex.
    std::deque<Job> m_inputs;
    std::map<std::uint64_t, Parsed> m_parsed;
    std::uint64_t m_nextNumber = 0; ///< Of the next piece to come in.
    std::uint64_t m_nextOut = 0; ///< Of the next piece to go out.
    std::int64_t m_limit;
    std::int64_t m_inFlight = 0;
    bool m_hasEnded = false;
    bool m_isStopped = false;
};

} // namespace cboard::ingest
