// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/packed_blocks.h"

#include "core/io/blocks_ahead.h"
#include "core/io/decompressor.h"
#include "core/io/xz_blocks.h"
#include "core/io/zstd_frames.h"

#include <algorithm>

namespace cboard::io {

namespace {

    class BlockStream : public ResumableStream {
    public:
        BlockStream(std::shared_ptr<const PackedBlocks> blocks, std::size_t firstRun,
                    std::unique_ptr<BlocksAhead> ahead = nullptr)
            : m_blocks(std::move(blocks))
            , m_ahead(std::move(ahead))
            , m_run(firstRun)
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            for (; m_run < m_blocks->runs().size(); closeRun()) {
                if (!m_source) {
                    CBOARD_TRY(m_source, openRun());
                }
                auto count = readRun(into, size);
                if (!count) {
                    m_doubtfulFrom =
                        isEarlyEnd(count.error()) ? std::nullopt : std::optional(m_runBegin);
                    return count;
                }
                if (*count > 0) {
                    m_inRun += *count;
                    return count;
                }
            }
            return 0;
        }

        Result<PackedPlace> place() override
        {
            const auto& runs = m_blocks->runs();
            if (m_run < runs.size() && m_inRun < runs[m_run].bytes) {
                return PackedPlace{m_runBegin + m_inRun, runs[m_run].packed, m_inRun};
            }
            // At the end of a run the next is as good, and nothing is skipped.
            const std::size_t next = std::min(m_run + 1, runs.size());
            const std::uint64_t packed = next < runs.size() ? runs[next].packed
                : runs.empty()                              ? 0
                               : runs.back().packed + runs.back().packedBytes;
            return PackedPlace{m_runBegin + m_inRun, packed};
        }

        std::optional<std::uint64_t> doubtfulFrom() const override { return m_doubtfulFrom; }

    private:
        Result<std::unique_ptr<ByteSource>> openRun()
        {
            return m_ahead ? m_ahead->openNext() : m_blocks->open(m_blocks->runs()[m_run]);
        }

        Result<std::size_t> readRun(char* into, std::size_t size)
        {
            const std::uint64_t most = m_blocks->runs()[m_run].bytes - m_inRun;
            if (most > 0) {
                return m_source->read(into, std::min<std::uint64_t>(size, most));
            }
            // At its end it is asked for more, so that its checksum is looked at.
            char beyond = 0;
            CBOARD_TRY(const std::size_t count, m_source->read(&beyond, 1));
            return count == 0 ? Result<std::size_t>(0)
                              : brokenData("packed", "a block is longer than is said of it");
        }

        void closeRun()
        {
            m_source.reset();
            m_runBegin += std::exchange(m_inRun, 0);
            ++m_run;
        }

        std::shared_ptr<const PackedBlocks> m_blocks;
        std::unique_ptr<BlocksAhead> m_ahead; ///< Null: runs are unpacked as they are read.
        std::size_t m_run;
        std::uint64_t m_runBegin = 0; ///< In the text that was handed out.
        std::uint64_t m_inRun = 0; ///< Text of it that was handed out.
        std::unique_ptr<ByteSource> m_source;
        std::optional<std::uint64_t> m_doubtfulFrom;
    };

    class BlockUnpacker : public PlaceUnpacker {
    public:
        BlockUnpacker(std::shared_ptr<const PackedBlocks> blocks, const UnpackingAhead& ahead)
            : m_blocks(std::move(blocks))
            , m_ahead(ahead)
        {
        }

        Result<std::unique_ptr<ResumableStream>> start() override
        {
            const bool paysOff = m_ahead.threads > 1 && m_blocks->runs().size() > 1;
            return std::make_unique<BlockStream>(
                m_blocks, 0, paysOff ? std::make_unique<BlocksAhead>(m_blocks, m_ahead) : nullptr);
        }

        Result<std::unique_ptr<ByteSource>> resume(const PackedPlace& place) const override
        {
            const auto run =
                std::ranges::lower_bound(m_blocks->runs(), place.packed, {}, &BlockRun::packed);
            return std::make_unique<BlockStream>(
                m_blocks, static_cast<std::size_t>(run - m_blocks->runs().begin()));
        }

    private:
        std::shared_ptr<const PackedBlocks> m_blocks;
        UnpackingAhead m_ahead;
    };

} // namespace

Result<std::shared_ptr<const PackedBlocks>> PackedBlocks::find(Compression compression,
                                                               ReadAt readAt, std::uint64_t size,
                                                               const TaskContext& task)
{
    switch (compression) {
    case Compression::Xz:
        return findXzBlocks(std::move(readAt), size, task);
    case Compression::Zstd:
        return findZstdFrames(std::move(readAt), size, task);
    case Compression::None:
    case Compression::Gzip:
        break;
    }
    return nullptr;
}

void PackedBlocks::addBlock(const BlockRun& block)
{
    if (!m_runs.empty() && m_runs.back().bytes + block.bytes <= SmallBytes
        && m_runs.back().packedBytes + block.packedBytes <= SmallBytes) {
        BlockRun& run = m_runs.back();
        run.bytes += block.bytes;
        run.packedBytes = block.packed + block.packedBytes - run.packed;
        return;
    }
    m_runs.push_back(block);
}

std::unique_ptr<PlaceUnpacker> makeBlockUnpacker(std::shared_ptr<const PackedBlocks> blocks,
                                                 const UnpackingAhead& ahead)
{
    return std::make_unique<BlockUnpacker>(std::move(blocks), ahead);
}

} // namespace cboard::io
