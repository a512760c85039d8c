// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/error_marks.h"
#include "core/logs/row_scan.h"

#include <functional>
#include <string>
#include <vector>

namespace cboard::logs {

/// A text that tells of trouble, by its place in a piece.
struct PlacedMark {
    std::size_t block = 0; ///< Of the piece.
    std::size_t offset = 0; ///< In the block, of the last byte of the text.
    std::uint32_t begins = 0; ///< Rows that begin in the block up to there.
    MarkKind kind = MarkKind::Error;
};

/// What one pass finds in a piece of a text.
struct ScannedPiece {
    std::uint64_t begin = 0;
    PieceRows rows;
    std::vector<PlacedMark> marks; ///< Ascending.

    std::string scratch; ///< Memory for the bytes and the pass; no result.
    std::vector<std::pair<std::size_t, MarkKind>> ends;
};

/// Reads a text once from \p from, a multiple of RowBlockBytes, to its end: rows and marks in the
/// same pass, on \p threads threads.
///
/// \param deliver Gets the pieces in their order, one at a time, and returns false to end.
/// Errors: Cancelled, Io, Internal.
Result<void> scanText(const ByteSource& source, std::uint64_t from, unsigned threads,
                      const std::function<bool(const ScannedPiece&)>& deliver,
                      const TaskContext& task);

} // namespace cboard::logs
