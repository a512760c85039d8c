// SPDX-License-Identifier: LGPL-2.1-or-later
// Finds frames by the zstd format (RFC 8878) and by the table of its seekable variant.
#include "core/io/zstd_frames.h"

#include <algorithm>
#include <array>
#include <optional>

namespace cboard::io {

namespace {

    constexpr std::uint32_t FrameMagic = 0xFD2FB528;
    constexpr std::uint32_t SkippableMagic = 0x184D2A50; ///< And the fifteen behind it.
    constexpr std::uint32_t TableMagic = 0x184D2A5E; ///< Of the frame that holds a table.
    constexpr std::uint32_t SeekableMagic = 0x8F92EAB1; ///< Ends the data behind a table.
    constexpr std::uint64_t MagicSize = 4;
    constexpr std::uint64_t SkippableHeaderBytes = 8;
    constexpr std::uint64_t BlockHeaderBytes = 3;
    constexpr std::uint64_t ChecksumBytes = 4;
    constexpr std::uint64_t MostTextOfBlock = 128UL << 10;

    std::uint64_t littleEndian(std::string_view bytes)
    {
        std::uint64_t value = 0;
        for (std::size_t i = bytes.size(); i-- > 0;) {
            value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
        }
        return value;
    }

    bool isSkippable(std::uint64_t magic)
    {
        return (magic & ~std::uint64_t{0xF}) == SkippableMagic;
    }

    /// What a frame says of itself before its first block.
    struct FrameHeader {
        std::uint64_t bytes = 0; ///< Of the header.
        std::optional<std::uint64_t> textBytes;
        bool hasChecksum = false;
    };
    constexpr std::size_t MostHeaderBytes = 18;

    /// \returns Nothing when \p bytes are too few.
    std::optional<FrameHeader> readHeader(std::string_view bytes)
    {
        constexpr std::array<std::uint64_t, 4> IdBytes{0, 1, 2, 4};
        constexpr std::array<std::uint64_t, 4> SizeBytes{0, 2, 4, 8};
        constexpr std::uint64_t AddedToTwoBytes = 256;
        if (bytes.size() <= MagicSize) {
            return {};
        }
        const auto descriptor = static_cast<std::uint8_t>(bytes[MagicSize]);
        const bool isSingleSegment = (descriptor & 0x20U) != 0;
        const unsigned sizeFlag = descriptor >> 6U;
        const std::uint64_t sizeBytes = sizeFlag == 0 && isSingleSegment ? 1 : SizeBytes[sizeFlag];
        const std::uint64_t before =
            MagicSize + 1 + (isSingleSegment ? 0 : 1) + IdBytes[descriptor & 3U];
        if (bytes.size() < before + sizeBytes) {
            return {};
        }
        FrameHeader header{before + sizeBytes, {}, (descriptor & 4U) != 0};
        if (sizeBytes > 0) {
            header.textBytes = littleEndian(bytes.substr(before, sizeBytes))
                + (sizeBytes == 2 ? AddedToTwoBytes : 0);
        }
        return header;
    }

    class FrameFinder {
    public:
        FrameFinder(const ReadAt& readAt, std::uint64_t size, const TaskContext& task)
            : m_readAt(readAt)
            , m_size(size)
            , m_task(task)
        {
        }

        /// The frame at \p offset; nothing when no whole one stands there, or one with more text
        /// than MostBlockBytes.
        Result<std::optional<BlockRun>> frameAt(std::uint64_t offset)
        {
            CBOARD_TRY(const std::string_view bytes, read(offset, MostHeaderBytes));
            const std::uint64_t magic = littleEndian(bytes.substr(0, MagicSize));
            if (bytes.size() >= SkippableHeaderBytes && isSkippable(magic)) {
                return inside({offset,
                               SkippableHeaderBytes + littleEndian(bytes.substr(MagicSize, 4)), 0,
                               0});
            }
            const auto header = magic == FrameMagic ? readHeader(bytes) : std::nullopt;
            if (!header) {
                return std::optional<BlockRun>();
            }
            return walkBlocks(offset, *header);
        }

        /// By the table at the end of the data. Empty without one, or when it is not true.
        Result<std::vector<BlockRun>> readTable()
        {
            constexpr std::uint64_t FooterBytes = 9;
            constexpr std::uint64_t MostFrames = 1U << 22U;
            if (m_size < SkippableHeaderBytes + FooterBytes) {
                return std::vector<BlockRun>();
            }
            CBOARD_TRY(const std::string_view footer, read(m_size - FooterBytes, FooterBytes));
            const std::uint64_t count = littleEndian(footer.substr(0, 4));
            if (littleEndian(footer.substr(5)) != SeekableMagic || count > MostFrames) {
                return std::vector<BlockRun>();
            }
            const bool hasChecksums = (static_cast<std::uint8_t>(footer[4]) & 0x80U) != 0;
            const std::uint64_t entryBytes = hasChecksums ? 12 : 8;
            const std::uint64_t tableBytes = count * entryBytes + FooterBytes;
            if (tableBytes + SkippableHeaderBytes > m_size) {
                return std::vector<BlockRun>();
            }
            const std::uint64_t begin = m_size - tableBytes - SkippableHeaderBytes;
            std::string scratch;
            CBOARD_TRY(const std::string_view table,
                       m_readAt(begin, static_cast<std::size_t>(m_size - begin), scratch));
            if (littleEndian(table.substr(0, 4)) != TableMagic
                || littleEndian(table.substr(4, 4)) != tableBytes) {
                return std::vector<BlockRun>();
            }
            return framesOf(table.substr(SkippableHeaderBytes, count * entryBytes), entryBytes,
                            begin);
        }

    private:
        Result<std::string_view> read(std::uint64_t offset, std::size_t length)
        {
            return m_readAt(offset, length, m_scratch);
        }

        std::optional<BlockRun> inside(const BlockRun& frame) const
        {
            return frame.packed + frame.packedBytes <= m_size ? std::optional(frame) : std::nullopt;
        }

        Result<std::optional<BlockRun>> walkBlocks(std::uint64_t offset, const FrameHeader& header)
        {
            enum class BlockType : std::uint8_t { Raw, Repeated, Compressed, Reserved };
            std::uint64_t at = offset + header.bytes;
            std::uint64_t most = 0;
            for (bool isLast = false; !isLast;) {
                CBOARD_TRY_VOID(m_task.check());
                CBOARD_TRY(const std::string_view bytes, read(at, BlockHeaderBytes));
                const std::uint64_t block = littleEndian(bytes);
                const auto type = static_cast<BlockType>(block >> 1U & 3U);
                const std::uint64_t size = block >> 3U;
                isLast = (block & 1U) != 0;
                most += type == BlockType::Compressed ? MostTextOfBlock : size;
                at += BlockHeaderBytes + (type == BlockType::Repeated ? 1 : size);
                const std::uint64_t text = std::min(most, header.textBytes.value_or(most));
                if (bytes.size() < BlockHeaderBytes || type == BlockType::Reserved || at > m_size
                    || text > PackedBlocks::MostBlockBytes) {
                    return std::optional<BlockRun>();
                }
            }
            at += header.hasChecksum ? ChecksumBytes : 0;
            return inside(
                {offset, at - offset, 0, std::min(most, header.textBytes.value_or(most))});
        }

        /// The frames that a table names, when each is one that begins there.
        Result<std::vector<BlockRun>> framesOf(std::string_view entries, std::uint64_t entryBytes,
                                               std::uint64_t end)
        {
            std::vector<BlockRun> frames;
            std::uint64_t at = 0;
            for (; !entries.empty(); entries.remove_prefix(entryBytes)) {
                CBOARD_TRY_VOID(m_task.check());
                const BlockRun frame{at, littleEndian(entries.substr(0, 4)), 0,
                                     littleEndian(entries.substr(4, 4))};
                CBOARD_TRY(const std::string_view bytes, read(at, MostHeaderBytes));
                const std::uint64_t magic = littleEndian(bytes.substr(0, MagicSize));
                const auto header = magic == FrameMagic ? readHeader(bytes) : std::nullopt;
                const bool isTrue = header ? header->textBytes.value_or(frame.bytes) == frame.bytes
                                           : isSkippable(magic) && frame.bytes == 0;
                at += frame.packedBytes;
                if (!isTrue || at > end) {
                    return std::vector<BlockRun>();
                }
                frames.push_back(frame);
            }
            return at == end ? frames : std::vector<BlockRun>();
        }

        const ReadAt& m_readAt;
        std::uint64_t m_size;
        const TaskContext& m_task;
        std::string m_scratch;
    };

    class ZstdFrames : public PackedBlocks {
    public:
        explicit ZstdFrames(ReadAt readAt)
            : m_readAt(std::move(readAt))
        {
        }

        /// \returns False when a frame is too large.
        Result<bool> find(std::uint64_t size, const TaskContext& task)
        {
            FrameFinder finder(m_readAt, size, task);
            CBOARD_TRY(const std::vector<BlockRun> table, finder.readTable());
            std::uint64_t at = 0;
            for (const BlockRun& frame : table) {
                if (frame.bytes > MostBlockBytes) {
                    return false;
                }
                addBlock(frame);
                at = frame.packed + frame.packedBytes;
            }
            while (at < size) {
                CBOARD_TRY(const auto frame, finder.frameAt(at));
                if (!frame) {
                    return false;
                }
                addBlock(*frame);
                at += frame->packedBytes;
            }
            return true;
        }

        Result<std::unique_ptr<ByteSource>> open(const BlockRun& run) const override
        {
            const auto expansion = unlimitedExpansion();
            auto packed = openRange(m_readAt, run.packed, run.packed + run.packedBytes, expansion);
            return openDecompressor(Compression::Zstd, std::move(packed), expansion);
        }

    private:
        ReadAt m_readAt;
    };

} // namespace

Result<std::shared_ptr<const PackedBlocks>> findZstdFrames(ReadAt readAt, std::uint64_t size,
                                                           const TaskContext& task)
{
    auto frames = std::make_shared<ZstdFrames>(std::move(readAt));
    CBOARD_TRY(const bool hasFrames, frames->find(size, task));
    if (!hasFrames) {
        return nullptr;
    }
    return frames;
}

} // namespace cboard::io
