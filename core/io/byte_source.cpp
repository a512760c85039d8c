// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>

namespace cboard::io {

namespace {

    std::string reason(int error)
    {
        return std::generic_category().message(error);
    }

    class FileSource : public ByteSource {
    public:
        FileSource(int descriptor, bool isOwned, std::shared_ptr<Expansion> expansion,
                   std::stop_token stop)
            : m_descriptor(descriptor)
            , m_isOwned(isOwned)
            , m_expansion(std::move(expansion))
            , m_stop(std::move(stop))
        {
            struct stat status { };
            m_mayWait = ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode);
        }

        FileSource(const FileSource&) = delete;
        FileSource& operator=(const FileSource&) = delete;
        ~FileSource() override
        {
            if (m_isOwned) {
                ::close(m_descriptor);
            }
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            for (;;) {
                CBOARD_TRY_VOID(waitForData());
                const ssize_t count = ::read(m_descriptor, into, size);
                if (count >= 0) {
                    m_expansion->read += static_cast<std::size_t>(count);
                    return static_cast<std::size_t>(count);
                }
                if (errno != EINTR) {
                    const int error = errno;
                    return fail(ErrorKind::Io, fmt::format("cannot read: {}", reason(error)),
                                error);
                }
            }
        }

        std::size_t sizeHint() const override
        {
            struct stat status { };
            const bool isFile = ::fstat(m_descriptor, &status) == 0 && S_ISREG(status.st_mode);
            return isFile ? static_cast<std::size_t>(status.st_size) : 0;
        }

    private:
        /// Returns once a read would not wait, or with Cancelled.
        Result<void> waitForData() const
        {
            constexpr int PollMs = 50;
            while (m_mayWait && m_stop.stop_possible()) {
                if (m_stop.stop_requested()) {
                    return fail(ErrorKind::Cancelled, "cancelled");
                }
                pollfd waiting{.fd = m_descriptor, .events = POLLIN, .revents = 0};
                if (::poll(&waiting, 1, PollMs) != 0) {
                    break;
                }
            }
            return {};
        }

        int m_descriptor;
        bool m_isOwned;
        bool m_mayWait = false;
        std::shared_ptr<Expansion> m_expansion;
        std::stop_token m_stop;
    };

    class MemorySource : public ByteSource {
    public:
        MemorySource(std::string_view bytes, std::shared_ptr<Expansion> expansion)
            : m_bytes(bytes)
            , m_expansion(std::move(expansion))
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            const std::size_t count = std::min(size, m_bytes.size());
            std::copy_n(m_bytes.data(), count, into);
            m_bytes.remove_prefix(count);
            m_expansion->read += count;
            return count;
        }

        std::size_t sizeHint() const override { return m_bytes.size(); }

    private:
        std::string_view m_bytes;
        std::shared_ptr<Expansion> m_expansion;
    };

} // namespace

Result<void> Expansion::add(std::size_t bytes)
{
    produced += bytes;
    if (produced > freeBytes && produced / maxRatio > read) {
        isExceeded = true;
        return fail(ErrorKind::Limit,
                    fmt::format("unpacks to more than {} times its size ({} bytes from {})",
                                maxRatio, produced, read));
    }
    return outer ? outer->add(bytes) : Result<void>{};
}

std::shared_ptr<Expansion> unlimitedExpansion()
{
    auto expansion = std::make_shared<Expansion>();
    expansion->maxRatio = std::numeric_limits<std::size_t>::max();
    return expansion;
}

Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path,
                                             std::shared_ptr<Expansion> expansion,
                                             std::stop_token stop)
{
    if (path == "-") {
        return std::make_unique<FileSource>(STDIN_FILENO, false, std::move(expansion),
                                            std::move(stop));
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const int error = errno;
        return fail(error == ENOENT ? ErrorKind::NotFound : ErrorKind::Io,
                    fmt::format("cannot open {}: {}", path.string(), reason(error)), error);
    }
    auto source =
        std::make_unique<FileSource>(descriptor, true, std::move(expansion), std::move(stop));
    struct stat status { };
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        return fail(ErrorKind::Io, fmt::format("cannot read {}: it is a folder", path.string()),
                    EISDIR);
    }
    return source;
}

std::unique_ptr<ByteSource> openMemory(std::string_view bytes, std::shared_ptr<Expansion> expansion)
{
    return std::make_unique<MemorySource>(bytes, std::move(expansion));
}

Result<std::string_view> PeekSource::peek(std::size_t size)
{
    if (m_taken > 0) {
        m_ahead.erase(0, m_taken);
        m_taken = 0;
    }
    while (m_ahead.size() < size) {
        const std::size_t before = m_ahead.size();
        m_ahead.resize(size);
        auto count = m_source->read(m_ahead.data() + before, size - before);
        m_ahead.resize(before + (count ? *count : 0));
        if (!count) {
            return tl::unexpected<Error>(std::move(count).error());
        }
        if (*count == 0) {
            break;
        }
    }
    return std::string_view(m_ahead).substr(0, size);
}

Result<std::size_t> PeekSource::read(char* into, std::size_t size)
{
    if (m_taken < m_ahead.size()) {
        const std::size_t count = std::min(size, m_ahead.size() - m_taken);
        std::memcpy(into, m_ahead.data() + m_taken, count);
        m_taken += count;
        return count;
    }
    return m_source->read(into, size);
}

} // namespace cboard::io
