// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/cache_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cboard::io {

namespace {

    tl::unexpected<Error> failed(const std::string& what)
    {
        return fail(ErrorKind::Io, what + ": " + std::strerror(errno), errno);
    }

} // namespace

Result<std::shared_ptr<CacheFile>> CacheFile::create(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return failed(folder.string() + ": no temporary file");
    }
    return std::shared_ptr<CacheFile>(new CacheFile(descriptor));
}

Result<std::shared_ptr<CacheFile>> CacheFile::createInMemory()
{
    const int descriptor = ::memfd_create("cache", MFD_CLOEXEC);
    if (descriptor < 0) {
        return failed("no temporary file in memory");
    }
    return std::shared_ptr<CacheFile>(new CacheFile(descriptor));
}

CacheFile::~CacheFile()
{
    ::close(m_descriptor);
}

Result<void> CacheFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return failed("a temporary file cannot be written");
        }
        const std::size_t written = count > 0 ? static_cast<std::size_t>(count) : 0;
        bytes.remove_prefix(written);
        m_size += written;
    }
    return {};
}

Result<std::string_view> CacheFile::read(std::uint64_t offset, std::size_t length,
                                         std::string& scratch) const
{
    scratch.resize(length);
    ssize_t count = -1;
    do {
        count = ::pread(m_descriptor, scratch.data(), length, static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        return failed("a temporary file cannot be read");
    }
    return std::string_view(scratch).substr(0, static_cast<std::size_t>(count));
}

} // namespace cboard::io
