// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/io/packing.h"

#include <archive.h>
#include <archive_entry.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <zstd.h>

#include <cassert>
#include <memory>

namespace cboard::test {

std::string gzip(std::string_view bytes)
{
    std::string out(bytes.size() + bytes.size() / 2 + 1024, '\0');
    auto stream = std::make_unique<isal_zstream>();
    isal_deflate_stateless_init(stream.get());
    stream->gzip_flag = IGZIP_GZIP;
    stream->end_of_stream = 1;
    stream->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
    stream->avail_in = static_cast<std::uint32_t>(bytes.size());
    stream->next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream->avail_out = static_cast<std::uint32_t>(out.size());
    [[maybe_unused]] const int status = isal_deflate_stateless(stream.get());
    assert(status == COMP_OK);
    out.resize(stream->total_out);
    return out;
}

std::string zstd(std::string_view bytes)
{
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
    return out;
}

std::string xz(std::string_view bytes, std::size_t blockBytes)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    [[maybe_unused]] lzma_ret status = lzma_easy_encoder(&stream, 1, LZMA_CHECK_CRC64);
    assert(status == LZMA_OK);
    std::string out(bytes.size() + bytes.size() / 2 + 64UL * 1024, '\0');
    stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream.avail_out = out.size();
    do {
        const std::string_view block = bytes.substr(0, blockBytes == 0 ? bytes.size() : blockBytes);
        bytes.remove_prefix(block.size());
        stream.next_in = reinterpret_cast<const std::uint8_t*>(block.data());
        stream.avail_in = block.size();
        status = lzma_code(&stream, bytes.empty() ? LZMA_FINISH : LZMA_FULL_FLUSH);
        assert(status == LZMA_STREAM_END);
    } while (!bytes.empty());
    out.resize(stream.total_out);
    lzma_end(&stream);
    return out;
}

std::string xz(std::string_view bytes)
{
    return xz(bytes, 0);
}

std::string archive(ArchiveKind kind, const Members& members)
{
    std::size_t room = 1UL << 20;
    for (const auto& [path, content] : members) {
        room += content.size() + path.size() + 4096;
    }
    std::string out(room, '\0');
    std::size_t used = 0;
    struct archive* handle = archive_write_new();
    kind == ArchiveKind::Zip ? archive_write_set_format_zip(handle)
                             : archive_write_set_format_ustar(handle);
    archive_write_open_memory(handle, out.data(), out.size(), &used);
    for (const auto& [path, content] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, path.c_str());
        archive_entry_set_perm(entry, 0644);
        if (content.starts_with("link:")) {
            archive_entry_set_filetype(entry, AE_IFLNK);
            archive_entry_set_symlink(entry, content.c_str() + 5);
        } else {
            archive_entry_set_filetype(entry, AE_IFREG);
            archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        }
        archive_write_header(handle, entry);
        if (archive_entry_filetype(entry) == AE_IFREG) {
            archive_write_data(handle, content.data(), content.size());
        }
        archive_entry_free(entry);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    out.resize(used);
    return out;
}

} // namespace cboard::test
