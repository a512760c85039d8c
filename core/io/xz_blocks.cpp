// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/xz_blocks.h"

#include "core/io/xz_decoder.h"

#include <algorithm>
#include <array>

namespace cboard::io {

namespace {

    /// An index of a million blocks takes 16 MB.
    constexpr std::uint64_t IndexMemoryBytes = 32UL << 20;

    struct FreeIndex {
        void operator()(lzma_index* index) const { lzma_index_end(index, nullptr); }
    };
    using Index = std::unique_ptr<lzma_index, FreeIndex>;

    /// Reads the index of all streams, from the end of the data to their front. Null when they have
    /// none that holds.
    class IndexReader {
    public:
        IndexReader() = default;
        IndexReader(const IndexReader&) = delete;
        IndexReader& operator=(const IndexReader&) = delete;
        ~IndexReader() { lzma_end(&m_stream); }

        Result<Index> read(const ReadAt& readAt, std::uint64_t size, const TaskContext& task)
        {
            lzma_index* found = nullptr;
            lzma_ret status = lzma_file_info_decoder(&m_stream, &found, IndexMemoryBytes, size);
            std::uint64_t at = 0;
            std::string bytes;
            while (status == LZMA_OK || status == LZMA_SEEK_NEEDED) {
                CBOARD_TRY_VOID(task.check());
                at = status == LZMA_SEEK_NEEDED ? m_stream.seek_pos : at;
                CBOARD_TRY(const std::string_view part, readAt(at, PartBytes, bytes));
                at += part.size();
                m_stream.next_in = reinterpret_cast<const std::uint8_t*>(part.data());
                m_stream.avail_in = part.size();
                do {
                    status = lzma_code(&m_stream, part.empty() ? LZMA_FINISH : LZMA_RUN);
                } while (status == LZMA_OK && m_stream.avail_in > 0);
            }
            return Index(status == LZMA_STREAM_END ? found : nullptr);
        }

    private:
        static constexpr std::size_t PartBytes = 16UL << 10;
        lzma_stream m_stream = LZMA_STREAM_INIT;
    };

    /// The blocks of a run, one after the other.
    class XzRunSource : public XzDecoder {
    public:
        XzRunSource(const lzma_index* index, const BlockRun& run,
                    std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
            : XzDecoder(std::move(source), std::move(expansion))
            , m_run(run)
        {
            lzma_index_iter_init(&m_block, index);
            m_hasBlock = run.bytes > 0 && !lzma_index_iter_locate(&m_block, run.text);
        }

    private:
        Result<bool> advance() override
        {
            if (!m_hasBlock) {
                return true;
            }
            if (!m_isInBlock) {
                CBOARD_TRY_VOID(beginBlock());
            }
            CBOARD_TRY(const bool isAtEnd, code());
            if (isAtEnd) {
                m_isInBlock = false;
                m_hasBlock = !lzma_index_iter_next(&m_block, LZMA_INDEX_ITER_NONEMPTY_BLOCK)
                    && m_block.block.uncompressed_file_offset < m_run.text + m_run.bytes;
            }
            return false;
        }

        /// Goes to the block, which may lie in the next stream, and reads its header.
        Result<void> beginBlock()
        {
            while (m_run.packed + consumed() < m_block.block.compressed_file_offset) {
                CBOARD_TRY(const bool isMore, refill());
                if (!isMore) {
                    return brokenData("xz", Truncated);
                }
                consume(static_cast<std::size_t>(std::min<std::uint64_t>(
                    left(), m_block.block.compressed_file_offset - m_run.packed - consumed())));
            }
            std::array<std::uint8_t, LZMA_BLOCK_HEADER_SIZE_MAX> header{};
            CBOARD_TRY_VOID(take(header.data(), 1));
            if (header[0] == 0) {
                return brokenData("xz", "no block stands where the index says");
            }
            const std::uint32_t headerSize = lzma_block_header_size_decode(header[0]);
            CBOARD_TRY_VOID(take(header.data() + 1, headerSize - 1));
            return startDecoder(header.data(), headerSize);
        }

        Result<void> startDecoder(const std::uint8_t* header, std::uint32_t headerSize)
        {
            std::array<lzma_filter, LZMA_FILTERS_MAX + 1> filters{};
            m_options = {};
            m_options.version = 1;
            m_options.header_size = headerSize;
            m_options.check = m_block.stream.flags->check;
            m_options.filters = filters.data();
            if (lzma_block_header_decode(&m_options, nullptr, header) != LZMA_OK) {
                return brokenData("xz", "the header of a block is wrong");
            }
            Result<void> started = agreesWithIndex();
            if (started && lzma_raw_decoder_memusage(filters.data()) > MemoryBytes) {
                started = statusResult(LZMA_MEMLIMIT_ERROR);
            }
            if (started) {
                started = statusResult(lzma_block_decoder(&m_stream, &m_options));
            }
            lzma_filters_free(filters.data(), nullptr);
            m_options.filters = nullptr;
            m_isInBlock = started.has_value();
            return started;
        }

        Result<void> agreesWithIndex()
        {
            const lzma_vli bytes = m_block.block.uncompressed_size;
            const bool isSame = m_options.uncompressed_size == LZMA_VLI_UNKNOWN
                || m_options.uncompressed_size == bytes;
            m_options.uncompressed_size = bytes; // The decoder holds the block to it.
            if (!isSame
                || lzma_block_compressed_size(&m_options, m_block.block.unpadded_size) != LZMA_OK) {
                return brokenData("xz", "a block and the index tell different sizes");
            }
            return {};
        }

        Result<void> take(std::uint8_t* into, std::size_t size)
        {
            while (size > 0) {
                CBOARD_TRY(const bool isMore, refill());
                if (!isMore) {
                    return brokenData("xz", Truncated);
                }
                const std::size_t count = std::min(size, left());
                std::copy_n(next(), count, into);
                consume(count);
                into += count;
                size -= count;
            }
            return {};
        }

        BlockRun m_run;
        lzma_index_iter m_block{};
        bool m_hasBlock = false;
        bool m_isInBlock = false;
        lzma_block m_options{};
    };

    class XzBlocks : public PackedBlocks {
    public:
        XzBlocks(Index index, ReadAt readAt)
            : m_index(std::move(index))
            , m_readAt(std::move(readAt))
        {
        }

        /// \returns False when a block is too large.
        bool takeIndex()
        {
            lzma_index_iter block;
            lzma_index_iter_init(&block, m_index.get());
            while (!lzma_index_iter_next(&block, LZMA_INDEX_ITER_NONEMPTY_BLOCK)) {
                if (block.block.uncompressed_size > MostBlockBytes) {
                    return false;
                }
                addBlock({block.block.compressed_file_offset, block.block.total_size,
                          block.block.uncompressed_file_offset, block.block.uncompressed_size});
            }
            return true;
        }

        Result<std::unique_ptr<ByteSource>> open(const BlockRun& run) const override
        {
            const auto expansion = unlimitedExpansion();
            return std::make_unique<XzRunSource>(
                m_index.get(), run,
                openRange(m_readAt, run.packed, run.packed + run.packedBytes, expansion),
                expansion);
        }

    private:
        Index m_index;
        ReadAt m_readAt;
    };

} // namespace

Result<std::shared_ptr<const PackedBlocks>> findXzBlocks(ReadAt readAt, std::uint64_t size,
                                                         const TaskContext& task)
{
    CBOARD_TRY(Index index, IndexReader().read(readAt, size, task));
    if (!index) {
        return nullptr;
    }
    auto blocks = std::make_shared<XzBlocks>(std::move(index), std::move(readAt));
    if (!blocks->takeIndex()) {
        return nullptr;
    }
    return blocks;
}

} // namespace cboard::io
