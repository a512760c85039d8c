// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::service {

/// A file that is written beside its place and takes it in one step, so that a reader sees the
/// old one or the whole new one. Without commit() the old one stays.
class FileReplacement {
public:
    /// Makes missing folders. Error Io names the file.
    static Result<FileReplacement> create(const std::filesystem::path& file);
    FileReplacement(FileReplacement&& other) noexcept;
    FileReplacement& operator=(FileReplacement&&) = delete;
    FileReplacement(const FileReplacement&) = delete;
    FileReplacement& operator=(const FileReplacement&) = delete;
    ~FileReplacement();

    Result<void> write(std::string_view bytes);
    /// Waits until the bytes are on the disk, then renames.
    Result<void> commit();

private:
    FileReplacement(std::filesystem::path file, std::filesystem::path temporary, int descriptor);
    tl::unexpected<Error> trouble(const char* what) const;

    std::filesystem::path m_file;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
};

/// All bytes of a small file; nothing when there is none. Error Io names the file.
Result<std::optional<std::string>> readSmallFile(const std::filesystem::path& file);

} // namespace cboard::service
