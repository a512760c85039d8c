// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/byte_source.h"

#include <memory>
#include <string_view>

namespace cboard::logs {

class LogText;

/// Other bytes, as people read bytes: rows of 16 as `hexdump -C` writes them, `00000010  7f 45 …
/// |.E…|`, the offset with as many digits as the size needs, at least eight. All rows but the last
/// are equally long, so that each is made from its own bytes when it is read and from nothing else.
class HexSource : public ByteSource {
public:
    static constexpr std::size_t BytesPerRow = 16;

    /// \param bytes Its size is known (ByteSource::isSizeKnown).
    explicit HexSource(std::shared_ptr<const ByteSource> bytes);

    std::uint64_t size() const override { return m_size; }
    bool isInMemory() const override { return m_bytes->isInMemory(); }
    /// Fewer rows than size() tells where the bytes became fewer.
    Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                  std::string& scratch) const override;

    std::size_t rowBytes() const { return m_rowBytes; } ///< Of each row, with its `\n`.

private:
    std::shared_ptr<const ByteSource> m_bytes;
    int m_offsetDigits;
    std::size_t m_rowBytes;
    std::uint64_t m_size;
};

/// The rows of HexSource as a log.
std::shared_ptr<const LogText> hexText(std::shared_ptr<const ByteSource> bytes);

/// Whether the begin of a log is no text: a tenth of it or more is control characters that no
/// console sends, or not UTF-8. A console log with some noise of its line stays a text.
bool looksBinary(std::string_view firstBytes);

} // namespace cboard::logs
