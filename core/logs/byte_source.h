// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <memory>
#include <optional>
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
    /// False for a source that is unpacked while it is read: size() is what was read so far.
    virtual bool isSizeKnown() const { return true; }
    /// The size of the whole as far as it can be told; for showing progress.
    virtual std::uint64_t likelySize() const { return size(); }
    /// Whether read() waits for nothing, so that any thread may call it.
    virtual bool isInMemory() const { return false; }

    /// The bytes [offset, offset + length), fewer at the end. The view points into the source or
    /// into \p scratch and is valid until scratch changes. Errors: Io.
    virtual Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                          std::string& scratch) const = 0;

    /// Makes size() that of the whole. At once where it is known. Errors: Cancelled, Io.
    virtual Result<void> readToEnd(const TaskContext& /*task*/) const { return {}; }
    /// Why the text ends early, once its end was read; nothing when it is whole.
    virtual std::optional<Error> damage() const { return {}; }
    /// The first byte of the text that may not be what was packed, once its end was read; nothing
    /// when all that is there is sure.
    virtual std::optional<std::uint64_t> doubtfulFrom() const { return {}; }
};

/// A text that is in memory already; nothing is copied.
std::shared_ptr<const ByteSource> makeMemorySource(std::shared_ptr<const std::string> text);

} // namespace cboard::logs
