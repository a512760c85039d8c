// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/io/decompress.h"
#include "core/io/resumable_stream.h"

#include <vector>

namespace cboard::io {

/// Blocks of xz data or frames of zstd data that lie together and unpack without what is before
/// them. Small ones are taken together, so that there are never many.
struct BlockRun {
    std::uint64_t packed = 0; ///< Where the first begins.
    std::uint64_t packedBytes = 0;
    std::uint64_t text = 0; ///< In xz data, where the text of the first begins.
    std::uint64_t bytes = 0; ///< Of text: exact in xz data, the most that it can be in zstd data.
};

/// Packed data whose blocks are known without unpacking them.
class PackedBlocks {
public:
    /// A jump unpacks one run up to the place: blocks with more text than this take too long.
    static constexpr std::uint64_t MostBlockBytes = 32UL << 20;
    static constexpr std::uint64_t SmallBytes = 1UL << 20; ///< Smaller blocks join a run.

    PackedBlocks() = default;
    PackedBlocks(const PackedBlocks&) = delete;
    PackedBlocks& operator=(const PackedBlocks&) = delete;
    virtual ~PackedBlocks() = default;

    /// Looks for the blocks: xz data name them in an index at their end; zstd data in a table,
    /// where a writer of seekable files has left one that agrees with the frames, else by the
    /// frames themselves.
    ///
    /// \returns Null for data with larger blocks than MostBlockBytes, that end early, or whose
    ///   index is damaged. Errors: Io, Cancelled.
    static Result<std::shared_ptr<const PackedBlocks>>
    find(Compression compression, ReadAt readAt, std::uint64_t size, const TaskContext& task);

    const std::vector<BlockRun>& runs() const { return m_runs; }
    /// The text of a run. Thread-safe.
    virtual Result<std::unique_ptr<ByteSource>> open(const BlockRun& run) const = 0;

protected:
    /// Adds a block behind those that are known.
    void addBlock(const BlockRun& block);

private:
    std::vector<BlockRun> m_runs;
};

/// What may be unpacked before it is asked for when packed data are read from the front.
struct UnpackingAhead {
    unsigned threads = 1; ///< 1: nothing, by the thread that reads.
    /// Text of all runs that are being unpacked or wait to be read; one run may be longer.
    std::uint64_t mostBytes = 64UL << 20;
};

/// Unpacks by blocks; a place is a run and how far into its text. A run that unpacks to more than
/// is said of it is Error Parse.
std::unique_ptr<PlaceUnpacker> makeBlockUnpacker(std::shared_ptr<const PackedBlocks> blocks,
                                                 const UnpackingAhead& ahead = {});

} // namespace cboard::io
