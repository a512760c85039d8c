// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/log_text.h"

#include <memory>
#include <string>
#include <vector>

namespace cboard::logs {

/// The log of a text in memory; null when it does not open.
inline std::shared_ptr<const LogText> openText(std::string text,
                                               RowFormat format = RowFormat::Plain)
{
    auto opened =
        LogText::open(makeMemorySource(std::make_shared<const std::string>(std::move(text))),
                      format, TaskContext{});
    return opened ? *opened : nullptr;
}

/// The index of a text that comes in pieces of some blocks.
inline LineIndex indexOf(std::string_view text, std::size_t blocksInPiece)
{
    LineIndex index;
    RowBlockScan scan;
    for (std::size_t begin = 0; begin < text.size(); begin += blocksInPiece * RowBlockBytes) {
        const std::string_view bytes = text.substr(begin, blocksInPiece * RowBlockBytes);
        PieceRows piece;
        for (std::size_t at = 0; at < bytes.size(); at += RowBlockBytes) {
            scan.scan(begin + at == 0 ? '\n' : text[begin + at - 1],
                      bytes.substr(at, RowBlockBytes));
            scan.appendTo(piece);
        }
        piece.bytes = bytes.size();
        index.add(piece);
    }
    index.finish();
    return index;
}

inline std::vector<std::string> rowsOf(const LogText& text, std::int64_t first, std::int64_t count)
{
    std::vector<std::string> rows;
    const auto status = text.forRows(first, count, [&rows](std::int64_t, std::string_view bytes) {
        rows.emplace_back(withoutLineEnd(bytes));
        return true;
    });
    return status ? rows : std::vector<std::string>{"error"};
}

} // namespace cboard::logs
