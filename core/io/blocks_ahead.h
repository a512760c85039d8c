// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/packed_blocks.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace cboard::io {

/// Unpacks the runs of packed data on several threads, ahead of who reads them in order. What is
/// read first is handed out while the rest of its run is still unpacked.
class BlocksAhead {
public:
    BlocksAhead(std::shared_ptr<const PackedBlocks> blocks, const UnpackingAhead& ahead);
    BlocksAhead(const BlocksAhead&) = delete;
    BlocksAhead& operator=(const BlocksAhead&) = delete;
    ~BlocksAhead();

    /// The text of the run that follows the one that was opened before, which is let go.
    std::unique_ptr<ByteSource> openNext();

private:
    class RunText;
    /// What was unpacked of a run and is not read yet.
    struct Run {
        std::deque<std::string> parts;
        bool isDone = false;
        std::optional<Error> error; ///< Behind the parts.
    };

    void work();
    std::optional<std::size_t> claim();
    void unpack(std::size_t run);
    bool deliver(std::size_t run, std::string part);
    void finish(std::size_t run, std::optional<Error> error);
    Result<std::string> nextPart(std::size_t run);
    std::uint64_t bytesOf(std::size_t run) const { return m_blocks->runs()[run].bytes; }

    std::shared_ptr<const PackedBlocks> m_blocks;
    std::uint64_t m_mostBytes;
    std::mutex m_mutex; // guards all that follows but the threads
    std::condition_variable m_changed;
    std::map<std::size_t, Run> m_runs; ///< Those that are claimed and not let go.
    std::uint64_t m_bytes = 0; ///< Text of them, read or not.
    std::size_t m_claimed = 0; ///< Runs before it are being unpacked or are.
    std::optional<std::size_t> m_open;
    bool m_isStopped = false;
    std::vector<std::jthread> m_threads;
};

} // namespace cboard::io
