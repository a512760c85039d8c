// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace cboard::io {

/// A file without name, which vanishes with us. One thread appends, any read.
class CacheFile {
public:
    /// On the disk, in \p folder. Errors: Io.
    static Result<std::shared_ptr<CacheFile>> create(const std::filesystem::path& folder);
    /// In memory. Errors: Io.
    static Result<std::shared_ptr<CacheFile>> createInMemory();

    CacheFile(const CacheFile&) = delete;
    CacheFile& operator=(const CacheFile&) = delete;
    ~CacheFile();

    std::uint64_t size() const { return m_size; } ///< For the thread that appends.
    Result<void> append(std::string_view bytes);
    /// The bytes [offset, offset + length), fewer at the end, in \p scratch. Errors: Io.
    Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                  std::string& scratch) const;

private:
    explicit CacheFile(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
    std::uint64_t m_size = 0;
};

} // namespace cboard::io
