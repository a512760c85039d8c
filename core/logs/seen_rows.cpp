// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/seen_rows.h"

#include "core/logs/count_feeds.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// Stays in the second-level cache.
    constexpr std::size_t BlocksInPiece = 16;

    /// Lines of printable ASCII and tabs, which a reader sees as they are.
    bool arePlainLines(std::string_view text)
    {
        // Without an early end, so that the compiler takes many bytes at once.
        unsigned strange = 0;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            strange |= static_cast<unsigned>(byte >= 0x7F)
                | (static_cast<unsigned>(byte < ' ') & static_cast<unsigned>(byte != '\n')
                   & static_cast<unsigned>(byte != '\t'));
        }
        return strange == 0;
    }

} // namespace

std::size_t SeenRowsReader::pieceCount(const LogText& text)
{
    return (text.index().blockCount() + BlocksInPiece - 1) / BlocksInPiece;
}

std::size_t SeenRowsReader::pieceOf(const LogText& text, std::int64_t row)
{
    if (text.rowCount() == 0) {
        return 0;
    }
    const std::int64_t known = std::clamp<std::int64_t>(row, 0, text.rowCount() - 1);
    return static_cast<std::size_t>(text.index().groupOf(known).begin / RowBlockBytes)
        / BlocksInPiece;
}

Result<void> SeenRowsReader::read(std::size_t piece, SeenRows& rows)
{
    const LineIndex::RowSpan span =
        m_text.index().rowsOfBlocks(piece * BlocksInPiece, BlocksInPiece);
    rows.firstRow = span.firstRow;
    rows.byteCount = span.end - span.begin;
    rows.text = {};
    rows.others.clear();
    rows.otherText.clear();
    if (span.rowCount == 0) {
        return {};
    }
    const auto length = static_cast<std::size_t>(rows.byteCount);
    // A `\r` at the end of the last row is judged by the byte behind it.
    CBOARD_TRY(const std::string_view bytes,
               m_text.source()->read(span.begin, length + 1, rows.scratch));
    if (bytes.size() < length) {
        return fail(ErrorKind::Io, "the log became shorter while it was read");
    }
    const std::string_view own = bytes.substr(0, length);
    const std::int64_t lines = countFeeds(own) + (own.ends_with('\n') ? 0 : 1);
    if (m_text.format() == RowFormat::Plain && lines == span.rowCount && arePlainLines(own)) {
        rows.text = own;
    } else {
        decode(bytes, length, rows);
    }
    return {};
}

void SeenRowsReader::decode(std::string_view bytes, std::size_t end, SeenRows& rows)
{
    rows.decoded.clear();
    std::int64_t row = rows.firstRow;
    for (std::size_t begin = 0; begin < end; ++row) {
        const std::size_t behind = std::min(rowEnd(bytes, begin), end);
        take(row, bytes.substr(begin, behind - begin), rows);
        begin = behind;
    }
    rows.text = rows.decoded;
}

void SeenRowsReader::take(std::int64_t row, std::string_view bytes, SeenRows& rows)
{
    std::string_view seen = withoutLineEnd(bytes);
    if (m_text.format() != RowFormat::Plain || !isPlainAscii(seen)) {
        m_decoder.decode(bytes, m_row);
        seen = m_row.text;
    }
    if (isPlainAscii(seen)) {
        rows.decoded += seen;
    } else {
        const std::size_t begin = rows.otherText.size();
        rows.otherText += seen;
        rows.others.push_back({row, begin, rows.otherText.size()});
    }
    rows.decoded += '\n';
}

} // namespace cboard::logs
