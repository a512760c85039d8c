// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace cboard::io {

/// Bytes in order, once. Sources stack: a decompressor reads from a file, an archive from a
/// decompressor.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Reads up to \p size bytes to \p into; at least one unless the end is reached.
    /// \returns the number of bytes, 0 at the end. Errors: Io, Parse (broken data), Limit.
    virtual Result<std::size_t> read(char* into, std::size_t size) = 0;

    /// How many bytes are likely to come, 0 when that is not known.
    virtual std::size_t sizeHint() const { return 0; }
};

/// Counts what was read from a file, so that the growth of everything decoded from it can be held
/// to a limit, however many layers lie between.
struct Expansion {
    std::size_t read = 0; ///< Bytes taken from the outermost source.
    std::size_t produced = 0; ///< Bytes handed out by decompressors and archives, all layers.
    std::size_t maxRatio = 1000;
    std::size_t freeBytes = 1UL << 20; ///< Below this the ratio does not count.
    bool isExceeded = false;
    /// For a member of an archive: the count of what it lies in, which holds for all members.
    std::shared_ptr<Expansion> outer = nullptr;

    /// Adds \p bytes to `produced`, here and in `outer`. Error: Limit when either grew beyond its
    /// ratio.
    Result<void> add(std::size_t bytes);
};

/// For what unpacks without storing what it unpacks: nothing is too much.
std::shared_ptr<Expansion> unlimitedExpansion();

/// Opens a file for reading in order; "-" is standard input. Errors: NotFound, Io. A read that
/// waits for a pipe or a terminal ends with Cancelled soon after \p stop was requested.
Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path,
                                             std::shared_ptr<Expansion> expansion,
                                             std::stop_token stop = {});

/// Bytes that lie in memory; the caller keeps them alive.
std::unique_ptr<ByteSource> openMemory(std::string_view bytes,
                                       std::shared_ptr<Expansion> expansion);

/// A source whose beginning can be looked at before it is read.
class PeekSource : public ByteSource {
public:
    explicit PeekSource(std::unique_ptr<ByteSource> source)
        : m_source(std::move(source))
    {
    }

    /// The first \p size bytes of what is still to be read; fewer at the end.
    Result<std::string_view> peek(std::size_t size);
    Result<std::size_t> read(char* into, std::size_t size) override;
    std::size_t sizeHint() const override { return m_source->sizeHint(); }

private:
    std::unique_ptr<ByteSource> m_source;
    std::string m_ahead;
    std::size_t m_taken = 0;
};

} // namespace cboard::io
