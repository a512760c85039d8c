// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/archive_reader.h"

#include "core/io/decompress.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace cboard::io {

struct ArchiveReader::Impl {
    struct Free {
        void operator()(archive* handle) const { archive_read_free(handle); }
    };

    std::unique_ptr<ByteSource> source;
    std::shared_ptr<Expansion> expansion;
    std::vector<char> block = std::vector<char>(128UL * 1024);
    std::optional<Error> sourceError; ///< Goes before what libarchive makes of it.
    std::unique_ptr<archive, Free> handle;

    /// libarchive's read callback.
    static la_ssize_t readBlock(archive* reader, void* self, const void** bytes)
    {
        auto* impl = static_cast<Impl*>(self);
        auto count = impl->source->read(impl->block.data(), impl->block.size());
        if (!count) {
            impl->sourceError = count.error();
            archive_set_error(reader, EIO, "%s", count.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        *bytes = impl->block.data();
        return static_cast<la_ssize_t>(*count);
    }

    tl::unexpected<Error> error() const
    {
        if (sourceError) {
            return tl::unexpected<Error>(*sourceError);
        }
        const char* text = archive_error_string(handle.get());
        return fail(ErrorKind::Parse,
                    fmt::format("broken archive: {}", text != nullptr ? text : "unknown reason"));
    }
};

namespace {

    using ReadData = std::function<Result<std::size_t>(char*, std::size_t)>;

    class MemberSource : public ByteSource {
    public:
        explicit MemberSource(ReadData read)
            : m_read(std::move(read))
        {
        }
        Result<std::size_t> read(char* into, std::size_t size) override
        {
            return m_read(into, size);
        }

    private:
        ReadData m_read;
    };

    void judge(archive_entry* entry, Member& member)
    {
        if (!isSafeMemberPath(member.path)) {
            member.trouble = MemberTrouble::UnsafePath;
            member.reason = "the member's path leaves the archive: " + member.path;
        } else if (archive_entry_hardlink(entry) != nullptr
                   || archive_entry_filetype(entry) != AE_IFREG) {
            member.trouble = MemberTrouble::NotRegular;
            member.reason = "the member is a link or a device, not a file";
        } else if (archive_entry_is_encrypted(entry) != 0) {
            member.trouble = MemberTrouble::Unreadable;
            member.reason = "the member is encrypted";
        }
    }

} // namespace

bool isSafeMemberPath(std::string_view path)
{
    if (path.empty() || path.front() == '/' || path.front() == '\\'
        || path.find('\0') != std::string_view::npos || (path.size() > 1 && path[1] == ':')) {
        return false;
    }
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find_first_of("/\\", start), path.size());
        if (path.substr(start, end - start) == "..") {
            return false;
        }
        start = end + 1;
    }
    return true;
}

bool isArchive(std::string_view firstBytes)
{
    using namespace std::string_view_literals;
    return firstBytes.starts_with("PK\x03\x04"sv) || firstBytes.starts_with("PK\x05\x06"sv)
        || (firstBytes.size() >= MagicBytes && firstBytes.substr(257, 5) == "ustar"sv);
}

ArchiveReader::ArchiveReader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(std::unique_ptr<ByteSource> source,
                                                           std::shared_ptr<Expansion> expansion)
{
    auto impl = std::make_unique<Impl>();
    impl->source = std::move(source);
    impl->expansion = std::move(expansion);
    impl->handle.reset(archive_read_new());
    archive* handle = impl->handle.get();
    archive_read_support_format_tar(handle);
    archive_read_support_format_zip_streamable(handle);
    if (archive_read_open(handle, impl.get(), nullptr, &Impl::readBlock, nullptr) != ARCHIVE_OK) {
        return impl->error();
    }
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(impl)));
}

Result<std::optional<Member>> ArchiveReader::next()
{
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(m_impl->handle.get(), &entry);
        if (status == ARCHIVE_EOF) {
            return std::optional<Member>();
        }
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
            return m_impl->error();
        }
        if (archive_entry_filetype(entry) == AE_IFDIR) {
            continue;
        }
        Member member;
        const char* path = archive_entry_pathname(entry);
        if (path == nullptr) { // Outside the locale's charset.
            path = archive_entry_pathname_utf8(entry);
        }
        member.path = path != nullptr ? path : "";
        judge(entry, member);
        return std::optional<Member>(std::move(member));
    }
}

std::unique_ptr<ByteSource> ArchiveReader::member(std::shared_ptr<Expansion> inner)
{
    return std::make_unique<MemberSource>([impl = m_impl.get(), inner = std::move(inner)](
                                              char* into, std::size_t size) -> Result<std::size_t> {
        const la_ssize_t count = archive_read_data(impl->handle.get(), into, size);
        if (count < 0) {
            return impl->error();
        }
        CBOARD_TRY_VOID(impl->expansion->add(static_cast<std::size_t>(count)));
        inner->read += static_cast<std::size_t>(count);
        return static_cast<std::size_t>(count);
    });
}

} // namespace cboard::io
