// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cboard::logs {

/// The bytes of a log, wherever they are. Read from several threads at once.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const = 0;

    /// The bytes [offset, offset + length), fewer at the end. The view points into the source or
    /// into \p scratch and is valid until scratch changes. Errors: Io.
    virtual Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                          std::string& scratch) const = 0;
};

/// A text that is in memory already; nothing is copied.
std::shared_ptr<const ByteSource> makeMemorySource(std::shared_ptr<const std::string> text);

} // namespace cboard::logs
