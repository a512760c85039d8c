// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/text_scan.h"

#include "core/logs/ordered_pieces.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// Stays in the second-level cache between the pass for marks and the one for rows.
    constexpr std::size_t PieceBytes = 16 * RowBlockBytes;
    /// In front of a piece: a mark that ends in it, and the byte before that.
    constexpr std::uint64_t BytesBefore = MarkScanner::OverlapBytes + 1;

    /// The compiled patterns are constant; compiling them takes longer than most logs.
    const Result<std::shared_ptr<const MarkScanner>>& sharedScanner()
    {
        static const auto scanner = MarkScanner::create();
        return scanner;
    }

    void scanRows(char before, std::string_view bytes, ScannedPiece& piece)
    {
        RowBlockScan scan;
        auto mark = piece.ends.begin();
        for (std::size_t at = 0; at < bytes.size(); at += RowBlockBytes) {
            const std::string_view block = bytes.substr(at, RowBlockBytes);
            scan.scan(at == 0 ? before : bytes[at - 1], block);
            scan.appendTo(piece.rows);
            for (; mark != piece.ends.end() && mark->first <= at + block.size(); ++mark) {
                const std::size_t offset = mark->first - 1 - at;
                piece.marks.push_back(
                    {at / RowBlockBytes, offset, scan.beginsUpTo(offset), mark->second});
            }
        }
        piece.rows.bytes = bytes.size();
    }

    Result<bool> scanPiece(const ByteSource& source, const MarkScanner& scanner,
                           ScannedPiece& piece)
    {
        const std::uint64_t before = std::min(piece.begin, BytesBefore);
        // One byte behind the piece decides whether a word ends with it.
        CBOARD_TRY(const std::string_view read,
                   source.read(piece.begin - before, PieceBytes + before + 1, piece.scratch));
        if (read.size() <= before) {
            return false;
        }
        const std::string_view bytes = read.substr(before, PieceBytes);
        piece.rows.clear();
        piece.marks.clear();
        piece.ends.clear();
        CBOARD_TRY_VOID(scanner.scan(read, [&](std::size_t end, MarkKind kind) {
            if (end > before && end <= before + bytes.size()) {
                piece.ends.emplace_back(end - before, kind);
            }
        }));
        scanRows(before > 0 ? read[before - 1] : '\n', bytes, piece);
        return true;
    }

} // namespace

Result<void> scanText(const ByteSource& source, std::uint64_t from, unsigned threads,
                      const std::function<bool(const ScannedPiece&)>& deliver,
                      const TaskContext& task)
{
    CBOARD_TRY(const std::shared_ptr<const MarkScanner> scanner, sharedScanner());
    using Pieces = OrderedPieces<ScannedPiece>;
    const auto makeWork = [&]() -> Pieces::Work {
        return [&](std::uint64_t number, ScannedPiece& piece) {
            piece.begin = from + number * PieceBytes;
            return scanPiece(source, *scanner, piece);
        };
    };
    return Pieces::run(threads, makeWork, deliver, task);
}

} // namespace cboard::logs
