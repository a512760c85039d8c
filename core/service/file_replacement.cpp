// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/file_replacement.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace cboard::service {

Result<FileReplacement> FileReplacement::create(const std::filesystem::path& file)
{
    std::error_code error;
    if (file.has_parent_path()) {
        std::filesystem::create_directories(file.parent_path(), error);
    }
    // The process id keeps two programs that write the same file from each other's bytes.
    std::filesystem::path temporary = file;
    temporary += "." + std::to_string(::getpid()) + ".new";
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    FileReplacement replacement(file, std::move(temporary), descriptor);
    if (descriptor < 0) {
        return replacement.trouble("cannot create");
    }
    return replacement;
}

FileReplacement::FileReplacement(std::filesystem::path file, std::filesystem::path temporary,
                                 int descriptor)
    : m_file(std::move(file))
    , m_temporary(std::move(temporary))
    , m_descriptor(descriptor)
{
}

FileReplacement::FileReplacement(FileReplacement&& other) noexcept
    : m_file(std::move(other.m_file))
    , m_temporary(std::move(other.m_temporary))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileReplacement::~FileReplacement()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_temporary.c_str());
    }
}

tl::unexpected<Error> FileReplacement::trouble(const char* what) const
{
    const int code = errno;
    return fail(ErrorKind::Io,
                std::string(what) + ' ' + m_temporary.string() + ": " + std::strerror(code), code);
}

Result<void> FileReplacement::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return trouble("cannot write");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> FileReplacement::commit()
{
    if (::fsync(m_descriptor) != 0) {
        return trouble("cannot write");
    }
    if (::rename(m_temporary.c_str(), m_file.c_str()) != 0) {
        return trouble("cannot rename");
    }
    ::close(std::exchange(m_descriptor, -1));
    return {};
}

Result<std::optional<std::string>> readSmallFile(const std::filesystem::path& file)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return std::nullopt;
    }
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf(); // Takes an error of the buffer, which iterators throw.
    if (!stream.is_open() || bytes.bad() || std::filesystem::is_directory(file, error)) {
        return fail(ErrorKind::Io, "cannot read " + file.string());
    }
    return bytes.str();
}

} // namespace cboard::service
