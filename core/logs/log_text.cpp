// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    constexpr std::size_t ChunkBytes = 1UL << 20;
    /// Found texts that are kept until they are placed in rows; later ones are left out.
    constexpr std::size_t MaxFound = 4 * LogText::MaxMarks;

    /// Lines on which the words of the kernel and of tests are no quotation.
    bool isConsole(LavaLevel level)
    {
        return level == LavaLevel::Target || level == LavaLevel::Feedback
            || level == LavaLevel::Other || level == LavaLevel::Unparsed;
    }

    /// The compiled patterns are constant; compiling them takes longer than most logs.
    const Result<std::shared_ptr<const MarkScanner>>& sharedScanner()
    {
        static const auto scanner = MarkScanner::create();
        return scanner;
    }

} // namespace

struct LogText::OffsetMark {
    std::uint64_t end;
    MarkKind kind;
};

LogText::LogText(std::shared_ptr<const ByteSource> source, RowFormat format)
    : m_source(std::move(source))
    , m_format(format)
{
}

Result<std::shared_ptr<const LogText>> LogText::open(std::shared_ptr<const ByteSource> source,
                                                     RowFormat format, const TaskContext& task)
{
    std::shared_ptr<LogText> text(new LogText(std::move(source), format));
    CBOARD_TRY(const std::vector<OffsetMark> found, text->scan(task));
    if (format == RowFormat::Lava) {
        CBOARD_TRY_VOID(text->readLevels(task));
    }
    CBOARD_TRY_VOID(text->placeMarks(found, task));
    return std::shared_ptr<const LogText>(std::move(text));
}

Result<std::vector<LogText::OffsetMark>> LogText::scan(const TaskContext& task)
{
    CBOARD_TRY(const std::shared_ptr<const MarkScanner> scanner, sharedScanner());
    std::vector<OffsetMark> found;
    std::string scratch;
    const std::uint64_t size = m_source->size();
    for (std::uint64_t at = 0; at < size;) {
        CBOARD_TRY_VOID(task.check());
        const std::uint64_t overlap = std::min<std::uint64_t>(at, MarkScanner::OverlapBytes);
        CBOARD_TRY(const std::string_view chunk,
                   m_source->read(at - overlap, ChunkBytes + overlap, scratch));
        if (chunk.size() <= overlap) {
            break; // The source became shorter.
        }
        m_index.append(chunk.substr(overlap));
        CBOARD_TRY_VOID(scanner->scan(chunk, [&](std::size_t end, MarkKind kind) {
            if (end > overlap && found.size() < MaxFound) {
                found.push_back({at - overlap + end, kind});
            }
        }));
        at += chunk.size() - overlap;
        task.report({static_cast<std::int64_t>(at), static_cast<std::int64_t>(size), "index"});
    }
    m_index.finish();
    return found;
}

Result<void> LogText::readLevels(const TaskContext& task)
{
    constexpr std::int64_t RowsPerCheck = 4096;
    m_levels.reserve(static_cast<std::size_t>(rowCount()));
    LavaLine line;
    return forRows(0, rowCount(),
                   [&](std::int64_t row, std::string_view bytes) {
                       const LavaLevel level = lavaLevelOf(bytes);
                       m_levels.push_back(level);
                       ++m_levelCounts[level];
                       if (!m_startTime && level != LavaLevel::Unparsed) {
                           decodeLavaLine(bytes, line);
                           m_startTime = line.time;
                       }
                       return row % RowsPerCheck != 0 || !task.stopRequested();
                   })
        .and_then([&task] { return task.check(); });
}

void LogText::addMark(std::int64_t row, MarkKind kind)
{
    if (!m_marks.empty() && m_marks.back().row == row) {
        ErrorMark& last = m_marks.back();
        if (kind < last.kind) {
            --m_markCounts[static_cast<std::size_t>(last.kind)];
            ++m_markCounts[static_cast<std::size_t>(kind)];
            last.kind = kind;
        }
        return;
    }
    ++m_markCounts[static_cast<std::size_t>(kind)];
    if (m_marks.size() < MaxMarks) {
        m_marks.push_back({row, kind});
    }
}

Result<void> LogText::placeMarks(const std::vector<OffsetMark>& found, const TaskContext& task)
{
    if (m_format == RowFormat::Lava) {
        for (std::int64_t row = 0; row < rowCount(); ++row) {
            if (level(row) == LavaLevel::Error || level(row) == LavaLevel::Exception) {
                addMark(row, MarkKind::LavaError);
            }
        }
    }
    const std::size_t levelMarks = m_marks.size();
    std::int64_t row = 0;
    std::uint64_t rowBegin = 0;
    for (std::size_t i = 0; i < found.size();) {
        CBOARD_TRY_VOID(task.check());
        // Jump to the block, then walk its rows past all finds in it.
        const std::int64_t blockRow = m_index.blockFirstRow(found[i].end - 1);
        row = std::max(row, blockRow);
        rowBegin = m_index.blockBegin(blockRow);
        CBOARD_TRY_VOID(forRows(blockRow, LineIndex::RowsPerBlock,
                                [&](std::int64_t at, std::string_view bytes) {
                                    rowBegin += bytes.size();
                                    for (; i < found.size() && found[i].end <= rowBegin; ++i) {
                                        if (m_format == RowFormat::Plain || isConsole(level(at))) {
                                            addMark(at, found[i].kind);
                                        }
                                    }
                                    return i < found.size();
                                }));
    }
    if (levelMarks > 0) {
        std::sort(m_marks.begin(), m_marks.end(),
                  [](const ErrorMark& a, const ErrorMark& b) { return a.row < b.row; });
    }
    return {};
}

Result<void>
LogText::forRows(std::int64_t first, std::int64_t count,
                 const std::function<bool(std::int64_t row, std::string_view bytes)>& visit) const
{
    const std::int64_t last = std::min(first + count, rowCount());
    std::string scratch;
    bool mayGoOn = true;
    for (std::int64_t row = std::max<std::int64_t>(first, 0); mayGoOn && row < last;) {
        std::int64_t at = row / LineIndex::RowsPerBlock * LineIndex::RowsPerBlock;
        const std::int64_t next = at + LineIndex::RowsPerBlock;
        const std::uint64_t begin = m_index.blockBegin(at);
        const std::uint64_t end = next < rowCount() ? m_index.blockBegin(next) : byteCount();
        // A `\r` at the end of the block is judged by the byte behind it.
        CBOARD_TRY(const std::string_view bytes,
                   m_source->read(begin, static_cast<std::size_t>(end - begin) + 1, scratch));
        std::size_t rowBegin = 0;
        for (; mayGoOn && at < std::min(next, last); ++at) {
            const std::size_t behind = rowEnd(bytes, rowBegin);
            if (at >= row) {
                mayGoOn = visit(at, bytes.substr(rowBegin, behind - rowBegin));
            }
            rowBegin = behind;
        }
        row = at;
    }
    return {};
}

LavaLevel LogText::level(std::int64_t row) const
{
    const auto i = static_cast<std::size_t>(row);
    return i < m_levels.size() ? m_levels[i] : LavaLevel::Unparsed;
}

FirstPlace LogText::firstPlace(std::optional<RowRange> part) const
{
    const ErrorMark* worst = nullptr;
    for (const ErrorMark& mark : m_marks) {
        const bool isInside = !part || (mark.row >= part->begin && mark.row < part->end);
        if (isInside && (worst == nullptr || mark.kind < worst->kind)) {
            worst = &mark;
        }
    }
    if (worst != nullptr) {
        return {worst->row, FirstPlace::Reason::Mark, worst->kind};
    }
    const std::int64_t lastRow = std::max<std::int64_t>(rowCount() - 1, 0);
    if (part && part->end > part->begin) {
        return {std::min(part->end - 1, lastRow), FirstPlace::Reason::RangeEnd, {}};
    }
    return {lastRow, FirstPlace::Reason::TextEnd, {}};
}

} // namespace cboard::logs
