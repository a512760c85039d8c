// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"

#include "core/logs/ordered_pieces.h"
#include "core/logs/text_scan.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cboard::logs {

namespace {

    /// Found texts that are kept until the levels of their rows are known.
    constexpr std::size_t MaxFound = 4 * LogText::MaxMarks;
    /// Another thread pays from so many bytes on.
    constexpr std::uint64_t BytesPerThread = 2UL << 20;
    constexpr std::uint64_t BytesPerReport = 4UL << 20;

    /// Lines on which the words of the kernel and of tests are no quotation.
    bool isConsole(LavaLevel level)
    {
        return level == LavaLevel::Target || level == LavaLevel::Feedback
            || level == LavaLevel::Other || level == LavaLevel::Unparsed;
    }

    /// All marks of the rules, and those of \p known that are built in, as far as there is room
    /// and no rule speaks of their rows.
    std::vector<ErrorMark> mergedMarks(const RuleMarks& found, const std::vector<ErrorMark>& known)
    {
        std::vector<ErrorMark> marks;
        const std::size_t most = std::max(LogText::MaxMarks, found.marks.size());
        std::size_t othersLeft = most - found.marks.size();
        std::size_t next = 0; // Of the marks by rules.
        const auto takeUpTo = [&](std::int64_t row) {
            for (; next < found.marks.size() && found.marks[next].row <= row; ++next) {
                marks.push_back(found.marks[next]);
            }
        };
        for (const ErrorMark& mark : known) {
            takeUpTo(mark.row);
            const bool isPart = next > 0 && mark.row < found.ends[next - 1];
            if (mark.rule == 0 && !isPart && othersLeft > 0
                && !std::ranges::binary_search(found.quietRows, mark.row)) {
                marks.push_back(mark);
                --othersLeft;
            }
        }
        takeUpTo(std::numeric_limits<std::int64_t>::max());
        return marks;
    }

} // namespace

LogText::LogText(std::shared_ptr<const ByteSource> source, RowFormat format)
    : m_source(std::move(source))
    , m_format(format)
{
}

Result<std::shared_ptr<const LogText>> LogText::open(std::shared_ptr<const ByteSource> source,
                                                     RowFormat format, const TaskContext& task,
                                                     const TextOpening& opening)
{
    std::shared_ptr<LogText> text(new LogText(std::move(source), format));
    CBOARD_TRY_VOID(text->scan(0, opening, task));
    return std::shared_ptr<const LogText>(std::move(text));
}

std::shared_ptr<const LogText> LogText::ofFixedRows(std::shared_ptr<const ByteSource> source,
                                                    std::size_t rowBytes)
{
    std::shared_ptr<LogText> text(new LogText(std::move(source), RowFormat::Plain));
    text->m_index = LineIndex::ofFixedRows(rowBytes, text->m_source->size());
    text->m_isWhole = true;
    return text;
}

Result<std::shared_ptr<const LogText>> LogText::grown(std::shared_ptr<const ByteSource> source,
                                                      const TaskContext& task) const
{
    // Levels are few, and marks beyond those that are kept cannot be taken back.
    if (m_format == RowFormat::Lava || m_marks.size() >= MaxMarks) {
        return open(std::move(source), m_format, task);
    }
    std::shared_ptr<LogText> text(new LogText(*this));
    text->m_source = std::move(source);
    const std::uint64_t from = text->m_index.reopen();
    while (!text->m_marks.empty() && text->m_marks.back().row > text->m_index.rowCount()) {
        --text->m_markCounts[static_cast<std::size_t>(text->m_marks.back().kind)];
        text->m_ruleMarkCount -= text->m_marks.back().rule == 0 ? 0 : 1;
        text->m_marks.pop_back();
    }
    while (!text->m_traceRows.empty() && text->m_traceRows.back() > text->m_index.rowCount()) {
        text->m_traceRows.pop_back();
    }
    CBOARD_TRY_VOID(text->scan(from, {}, task));
    return std::shared_ptr<const LogText>(std::move(text));
}

void LogText::take(const ScannedPiece& piece)
{
    m_index.add(piece.rows);
    const auto firstBlock = static_cast<std::size_t>(piece.begin / RowBlockBytes);
    for (const PlacedMark& mark : piece.marks) {
        const std::int64_t row = m_index.rowAt(firstBlock + mark.block, mark.offset, mark.begins);
        if (m_format == RowFormat::Plain) {
            addMark(row, mark.kind);
        } else if (m_found.size() < MaxFound) {
            m_found.push_back({row, mark.kind});
        }
    }
}

Result<void> LogText::scan(std::uint64_t from, const TextOpening& opening, const TaskContext& task)
{
    const std::uint64_t size = m_source->size();
    std::uint64_t nextPart = 1;
    std::uint64_t nextReport = from + BytesPerReport;
    m_isWhole = false;
    const auto deliver = [&](const ScannedPiece& piece) {
        take(piece);
        const std::uint64_t done = piece.begin + piece.rows.bytes;
        if (opening.onPart && done >= nextPart) {
            opening.onPart(std::shared_ptr<const LogText>(new LogText(*this)));
            nextPart = 2 * done;
        }
        if (done >= nextReport) {
            task.report({static_cast<std::int64_t>(done),
                         static_cast<std::int64_t>(std::max(m_source->likelySize(), done)),
                         "index"});
            nextReport = done + BytesPerReport;
        }
        return true;
    };
    const std::uint64_t unread = m_source->isSizeKnown()
        ? size - std::min(size, from)
        : std::numeric_limits<std::uint64_t>::max();
    CBOARD_TRY_VOID(scanText(*m_source, from, threadsFor(unread, BytesPerThread, opening.threads),
                             deliver, task));
    m_index.finish();
    if (m_format == RowFormat::Lava) {
        CBOARD_TRY_VOID(readLevels(task));
        judgeMarksByLevel();
    }
    m_isWhole = true;
    return {};
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
                       const bool isFirst = !m_startTime && level != LavaLevel::Unparsed;
                       if (isFirst || level == LavaLevel::Feedback) {
                           decodeLavaLine(bytes, line);
                           m_startTime = m_startTime ? m_startTime : line.time;
                           takeNamespace(row, line.deviceNamespace);
                       }
                       return row % RowsPerCheck != 0 || !task.stopRequested();
                   })
        .and_then([&task] { return task.check(); });
}

void LogText::takeNamespace(std::int64_t row, const std::string& name)
{
    if (name.empty()) {
        return;
    }
    auto known = std::ranges::find(m_namespaces, name, &Namespace::name);
    if (known == m_namespaces.end()) {
        if (m_namespaces.size() == MostNamespaces) {
            return;
        }
        known = m_namespaces.insert(known, {name, 0});
    }
    ++known->rowCount;
    m_namespaceOfRow.resize(static_cast<std::size_t>(row) + 1);
    m_namespaceOfRow.back() = static_cast<std::uint8_t>(known - m_namespaces.begin() + 1);
}

void LogText::addMark(std::int64_t row, MarkKind kind)
{
    const bool isKnownTrace = !m_traceRows.empty() && m_traceRows.back() == row;
    if (kind == MarkKind::CallTrace && !isKnownTrace && m_traceRows.size() < MostTraces) {
        m_traceRows.push_back(row);
    }
    if (!m_marks.empty() && m_marks.back().row == row) {
        ErrorMark& last = m_marks.back();
        if (last.rule == 0 && kind < last.kind) {
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

void LogText::judgeMarksByLevel()
{
    const std::vector<ErrorMark> found = std::exchange(m_found, {});
    auto next = found.begin();
    for (std::int64_t row = 0; row < rowCount(); ++row) {
        const LavaLevel own = level(row);
        if (own == LavaLevel::Error || own == LavaLevel::Exception) {
            addMark(row, MarkKind::LavaError);
        }
        for (; next != found.end() && next->row <= row; ++next) {
            if (isConsole(own)) {
                addMark(row, next->kind);
            }
        }
    }
}

std::shared_ptr<const LogText> LogText::withMarks(const RuleMarks& found) const
{
    std::shared_ptr<LogText> text(new LogText(*this));
    text->m_marks = mergedMarks(found, m_marks);
    text->m_ruleKinds = found.kinds;
    text->m_ruleMarkCount = static_cast<std::int64_t>(found.marks.size());
    text->m_markCounts = {};
    for (const ErrorMark& mark : text->m_marks) {
        ++text->m_markCounts[static_cast<std::size_t>(mark.kind)];
    }
    return text;
}

std::string_view LogText::ruleKindOf(const ErrorMark& mark) const
{
    return mark.rule == 0 ? std::string_view() : m_ruleKinds[mark.rule - 1U];
}

Result<void>
LogText::forRows(std::int64_t first, std::int64_t count,
                 const std::function<bool(std::int64_t row, std::string_view bytes)>& visit) const
{
    const std::int64_t last = std::min(first + count, rowCount());
    std::string scratch;
    bool mayGoOn = true;
    for (std::int64_t row = std::max<std::int64_t>(first, 0); mayGoOn && row < last;) {
        const LineIndex::RowGroup group = m_index.groupOf(row);
        // A `\r` at the end of the last row is judged by the byte behind it.
        CBOARD_TRY(const std::string_view bytes,
                   m_source->read(group.begin,
                                  static_cast<std::size_t>(group.end - group.begin) + 1, scratch));
        // Fewer bytes when the source became shorter.
        const std::size_t end =
            std::min(bytes.size(), static_cast<std::size_t>(group.end - group.begin));
        std::size_t rowBegin = 0;
        std::int64_t at = group.firstRow;
        while (mayGoOn && at < last && rowBegin < end) {
            const std::size_t behind = rowEnd(bytes, rowBegin);
            if (at >= row) {
                mayGoOn = visit(at, bytes.substr(rowBegin, behind - rowBegin));
            }
            rowBegin = behind;
            ++at;
        }
        if (at <= row) {
            return fail(ErrorKind::Io, "the log became shorter while it was read");
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

std::optional<std::size_t> LogText::namespaceOf(std::int64_t row) const
{
    const auto i = static_cast<std::size_t>(row);
    if (i >= m_namespaceOfRow.size() || m_namespaceOfRow[i] == 0) {
        return {};
    }
    return m_namespaceOfRow[i] - 1U;
}

FirstPlace LogText::firstPlace(std::optional<RowRange> part) const
{
    const auto rank = [](const ErrorMark& mark) { return std::pair(mark.rule == 0, mark.kind); };
    const ErrorMark* worst = nullptr;
    for (const ErrorMark& mark : m_marks) {
        const bool isInside = !part || (mark.row >= part->begin && mark.row < part->end);
        if (isInside && (worst == nullptr || rank(mark) < rank(*worst))) {
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
