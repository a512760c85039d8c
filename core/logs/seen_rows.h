// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/log_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// The rows that begin in one piece of a log as a reader sees them, made for matching many at once.
struct SeenRows {
    /// A row in which not all characters are ASCII.
    struct Other {
        std::int64_t row = 0;
        std::size_t begin = 0; ///< [begin, end) of the text of all others.
        std::size_t end = 0;
    };
    std::int64_t firstRow = 0;
    std::uint64_t byteCount = 0; ///< Of these rows in the log.
    std::string_view text; ///< A line of ASCII for each row; an empty one in place of others.
    std::vector<Other> others; ///< Ascending.

    std::string_view textOf(const Other& other) const
    {
        return std::string_view(otherText).substr(other.begin, other.end - other.begin);
    }

    std::string otherText;
    std::string decoded; ///< Memory of text, unless that is the log's.
    std::string scratch;
};

/// Reads pieces of a log, on one thread.
class SeenRowsReader {
public:
    explicit SeenRowsReader(const LogText& text)
        : m_text(text)
        , m_decoder(text.format())
    {
    }

    static std::size_t pieceCount(const LogText& text);
    static std::size_t pieceOf(const LogText& text, std::int64_t row);

    /// Errors: Io.
    Result<void> read(std::size_t piece, SeenRows& rows);

private:
    void decode(std::string_view bytes, std::size_t end, SeenRows& rows);
    void take(std::int64_t row, std::string_view bytes, SeenRows& rows);

    const LogText& m_text;
    RowDecoder m_decoder;
    DecodedRow m_row;
};

} // namespace cboard::logs
