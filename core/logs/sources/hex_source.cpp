// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/sources/hex_source.h"

#include "core/base/utf8.h"
#include "core/logs/log_text.h"

#include <algorithm>
#include <utility>

namespace cboard::logs {

namespace {

    constexpr std::size_t BytesPerGroup = 8;
    constexpr int LeastDigits = 8;
    constexpr std::string_view Digits = "0123456789abcdef";

    /// Of a row but its offset and the characters of its bytes: "  ", 16 times "xx ", a blank
    /// between the groups and one behind them, two bars, `\n`.
    constexpr std::size_t FixedBytes = 2 + 3 * HexSource::BytesPerRow + 2 + 2 + 1;

    int offsetDigits(std::uint64_t size)
    {
        int digits = LeastDigits;
        for (std::uint64_t last = size == 0 ? 0 : size - 1; last >> (4 * digits) != 0;) {
            ++digits;
        }
        return digits;
    }

    void appendHex(std::string& out, std::uint64_t value, int digits)
    {
        for (int digit = digits - 1; digit >= 0; --digit) {
            out += Digits[value >> (4 * digit) & 0xF];
        }
    }

    void appendRow(std::string& out, std::uint64_t offset, int digits, std::string_view bytes)
    {
        appendHex(out, offset, digits);
        out += "  ";
        for (std::size_t i = 0; i < HexSource::BytesPerRow; ++i) {
            if (i < bytes.size()) {
                appendHex(out, static_cast<unsigned char>(bytes[i]), 2);
            } else {
                out += "  ";
            }
            out += i + 1 == BytesPerGroup ? "  " : " ";
        }
        out += " |";
        for (const char c : bytes) {
            out += c >= ' ' && c <= '~' ? c : '.';
        }
        out += "|\n";
    }

    bool isStrange(char c)
    {
        constexpr std::string_view OfConsoles = "\a\b\t\n\v\f\r\x1b";
        const auto byte = static_cast<unsigned char>(c);
        return (byte < ' ' && OfConsoles.find(c) == std::string_view::npos) || byte == 0x7F;
    }

} // namespace

HexSource::HexSource(std::shared_ptr<const ByteSource> bytes)
    : m_bytes(std::move(bytes))
    , m_offsetDigits(offsetDigits(m_bytes->size()))
    , m_rowBytes(static_cast<std::size_t>(m_offsetDigits) + FixedBytes + BytesPerRow)
{
    const std::uint64_t bytesInLast = m_bytes->size() % BytesPerRow;
    m_size = m_bytes->size() / BytesPerRow * m_rowBytes
        + (bytesInLast == 0 ? 0 : m_rowBytes - BytesPerRow + bytesInLast);
}

Result<std::string_view> HexSource::read(std::uint64_t offset, std::size_t length,
                                         std::string& scratch) const
{
    scratch.clear();
    if (offset >= m_size || length == 0) {
        return std::string_view();
    }
    const std::uint64_t end = offset + std::min<std::uint64_t>(length, m_size - offset);
    const std::uint64_t firstRow = offset / m_rowBytes;
    const std::uint64_t behindRow = (end + m_rowBytes - 1) / m_rowBytes;
    std::string own;
    CBOARD_TRY(std::string_view bytes,
               m_bytes->read(firstRow * BytesPerRow,
                             static_cast<std::size_t>((behindRow - firstRow) * BytesPerRow), own));
    scratch.reserve(static_cast<std::size_t>((behindRow - firstRow) * m_rowBytes));
    for (std::uint64_t row = firstRow; !bytes.empty(); ++row) {
        appendRow(scratch, row * BytesPerRow, m_offsetDigits, bytes.substr(0, BytesPerRow));
        bytes.remove_prefix(std::min(bytes.size(), BytesPerRow));
    }
    const auto before = static_cast<std::size_t>(offset - firstRow * m_rowBytes);
    return std::string_view(scratch).substr(std::min(before, scratch.size()),
                                            static_cast<std::size_t>(end - offset));
}

std::shared_ptr<const LogText> hexText(std::shared_ptr<const ByteSource> bytes)
{
    auto source = std::make_shared<const HexSource>(std::move(bytes));
    const std::size_t rowBytes = source->rowBytes();
    return LogText::ofFixedRows(std::move(source), rowBytes);
}

bool looksBinary(std::string_view firstBytes)
{
    std::size_t strange = 0;
    for (std::size_t at = 0; at < firstBytes.size();) {
        const std::size_t length = utf8Length(firstBytes.substr(at, 4));
        strange += length == 0 || isStrange(firstBytes[at]) ? 1U : 0U;
        at += std::max<std::size_t>(length, 1);
    }
    return strange > 0 && strange * 10 >= firstBytes.size();
}

} // namespace cboard::logs
