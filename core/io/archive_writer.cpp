// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/archive_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <memory>

namespace cboard::io {

namespace {

    struct WriterFree {
        void operator()(archive* writer) const { archive_write_free(writer); }
    };
    struct EntryFree {
        void operator()(archive_entry* entry) const { archive_entry_free(entry); }
    };
    using WriterHandle = std::unique_ptr<archive, WriterFree>;
    using EntryHandle = std::unique_ptr<archive_entry, EntryFree>;

    constexpr int ProgramMode = 0755;
    constexpr int FileMode = 0644;

    tl::unexpected<Error> writeError(archive* writer, const std::filesystem::path& file)
    {
        const char* text = archive_error_string(writer);
        return fail(ErrorKind::Io,
                    fmt::format("cannot write {}: {}", file.string(),
                                text != nullptr ? text : "unknown reason"),
                    archive_errno(writer));
    }

    Result<void> write(archive* writer, const ArchivedFile& file, Timestamp time,
                       const std::filesystem::path& target)
    {
        const EntryHandle entry(archive_entry_new());
        archive_entry_set_pathname_utf8(entry.get(), file.path.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), file.isProgram ? ProgramMode : FileMode);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.text.size()));
        archive_entry_set_mtime(
            entry.get(),
            std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count(), 0);
        if (archive_write_header(writer, entry.get()) != ARCHIVE_OK
            || archive_write_data(writer, file.text.data(), file.text.size())
                != static_cast<la_ssize_t>(file.text.size())) {
            return writeError(writer, target);
        }
        return {};
    }

} // namespace

Result<void> writeArchive(const std::filesystem::path& file, const std::vector<ArchivedFile>& files,
                          Timestamp time)
{
    const WriterHandle writer(archive_write_new());
    if (archive_write_set_format_filter_by_ext(writer.get(), file.c_str()) != ARCHIVE_OK) {
        return fail(ErrorKind::Invalid,
                    fmt::format("{}: the name of an archive ends in .tar, .tar.gz, .tgz, .tar.xz "
                                "or .tar.zst",
                                file.string()));
    }
    if (archive_write_open_filename(writer.get(), file.c_str()) != ARCHIVE_OK) {
        return writeError(writer.get(), file);
    }
    for (const ArchivedFile& one : files) {
        CBOARD_TRY_VOID(write(writer.get(), one, time, file));
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
        return writeError(writer.get(), file);
    }
    return {};
}

} // namespace cboard::io
