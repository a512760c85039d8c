// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/open_log_file.h"

#include "core/io/cache_unpacker.h"
#include "core/io/gzip_stream.h"
#include "core/io/packed_blocks.h"
#include "core/logs/sources/packed_source.h"

#include <thread>

namespace cboard::logs {

namespace {

    constexpr int MostLayers = 3;

    io::ReadAt readerOf(const std::shared_ptr<const FileSource>& file)
    {
        return [file](std::uint64_t offset, std::size_t length, std::string& scratch) {
            return file->readUncached(offset, length, scratch);
        };
    }

    using Unpacker = Result<std::unique_ptr<io::PlaceUnpacker>>;

    /// All layers, into a file in \p folder.
    Unpacker unpackerOfLayers(const std::shared_ptr<const FileSource>& file,
                              const std::filesystem::path& folder)
    {
        const auto expansion = std::make_shared<io::Expansion>();
        auto packed = io::openRange(readerOf(file), 0, file->size(), expansion);
        CBOARD_TRY(auto text, io::openDecoded(std::move(packed), expansion, MostLayers));
        return io::makeCacheUnpacker(std::move(text), expansion, folder);
    }

    /// The outermost layer, where it lies if its format allows that.
    Unpacker unpackerOf(io::Compression compression, const std::shared_ptr<const FileSource>& file,
                        const std::filesystem::path& folder, const TaskContext& task)
    {
        if (compression == io::Compression::Gzip) {
            return io::makeGzipUnpacker(readerOf(file), file->size(), folder);
        }
        CBOARD_TRY(auto blocks,
                   io::PackedBlocks::find(compression, readerOf(file), file->size(), task));
        if (blocks) {
            return io::makeBlockUnpacker(std::move(blocks),
                                         {.threads = std::thread::hardware_concurrency()});
        }
        const auto expansion = std::make_shared<io::Expansion>();
        auto packed = io::openRange(readerOf(file), 0, file->size(), expansion);
        CBOARD_TRY(auto text, io::openDecompressor(compression, std::move(packed), expansion));
        return io::makeCacheUnpacker(std::move(text), expansion, folder);
    }

    Result<io::Compression> compressionOf(const ByteSource& bytes)
    {
        std::string scratch;
        CBOARD_TRY(const std::string_view first, bytes.read(0, io::MagicBytes, scratch));
        return io::detectCompression(first);
    }

} // namespace

Result<LogFile> openLogFile(const std::filesystem::path& path,
                            const std::filesystem::path& cacheFolder, const TaskContext& task,
                            LogOpening opening)
{
    LogFile log;
    CBOARD_TRY(log.file, FileSource::open(path));
    log.bytes = log.file;
    CBOARD_TRY(const io::Compression outer, compressionOf(*log.file));
    log.isGzip = outer == io::Compression::Gzip;
    if (outer != io::Compression::None) {
        CBOARD_TRY(auto unpacker, unpackerOf(outer, log.file, cacheFolder, task));
        CBOARD_TRY(log.bytes, PackedSource::open(std::move(unpacker), log.file->size()));
        CBOARD_TRY(const io::Compression inner, compressionOf(*log.bytes));
        if (inner != io::Compression::None) {
            CBOARD_TRY(unpacker, unpackerOfLayers(log.file, cacheFolder));
            CBOARD_TRY(log.bytes, PackedSource::open(std::move(unpacker), log.file->size()));
        }
    }
    std::string scratch;
    CBOARD_TRY(const std::string_view first, log.bytes->read(0, FileSource::BlockBytes, scratch));
    log.format = detectRowFormat(first);
    if (opening == LogOpening::Whole) {
        CBOARD_TRY_VOID(log.bytes->readToEnd(task));
    }
    return log;
}

} // namespace cboard::logs
