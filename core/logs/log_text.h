// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/error_marks.h"
#include "core/logs/line_decoder.h"
#include "core/logs/line_index.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cboard::logs {

struct ScannedPiece;

/// Rows [begin, end).
struct RowRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool operator==(const RowRange&) const = default;
};

/// Where to open a log, and why there.
struct FirstPlace {
    enum class Reason : std::uint8_t { Mark, RangeEnd, TextEnd };
    std::int64_t row = 0;
    Reason reason = Reason::TextEnd;
    MarkKind kind = MarkKind::Error; ///< For Mark.
};

class LogText;

/// How a log is read.
struct TextOpening {
    unsigned threads = 0; ///< 0: one for each processor, fewer for a short text.
    /// Gets what has been read so far, from the threads that read: after the first piece of
    /// 256 kB, then each time it has doubled. Levels of LAVA rows are not known yet.
    std::function<void(std::shared_ptr<const LogText>)> onPart;
};

/// A log with its index: rows by number, levels, error marks. Immutable, read from any thread; the
/// text itself stays in its source, only rows asked for are read.
class LogText {
public:
    /// Marks that are kept with their row; further ones are only counted.
    static constexpr std::size_t MaxMarks = 200'000;

    LogText& operator=(const LogText&) = delete;
    ~LogText() = default;

    /// One pass over the bytes. Errors: Cancelled, Io, Internal.
    static Result<std::shared_ptr<const LogText>> open(std::shared_ptr<const ByteSource> source,
                                                       RowFormat format, const TaskContext& task,
                                                       const TextOpening& opening = {});

    /// A plain text as LineIndex::ofFixedRows() wants it. Nothing is read, nothing is marked.
    static std::shared_ptr<const LogText> ofFixedRows(std::shared_ptr<const ByteSource> source,
                                                      std::size_t rowBytes);

    /// The same log after more was appended to it; only that is read. \p source begins with the
    /// bytes of this log. Errors as for open().
    Result<std::shared_ptr<const LogText>> grown(std::shared_ptr<const ByteSource> source,
                                                 const TaskContext& task) const;

    /// The same log with all that rules say of its rows, in the place of what they said before.
    /// Built-in marks stay where no rule speaks of the row, and rank behind those of the rules.
    std::shared_ptr<const LogText> withMarks(const RuleMarks& found) const;

    RowFormat format() const { return m_format; }
    const std::shared_ptr<const ByteSource>& source() const { return m_source; }
    const LineIndex& index() const { return m_index; }
    std::int64_t rowCount() const { return m_index.rowCount(); }
    std::uint64_t byteCount() const { return m_index.byteCount(); }
    /// False for what TextOpening::onPart gets.
    bool isWhole() const { return m_isWhole; }

    /// Calls \p visit for up to \p count rows from \p first on, with their line ends; it returns
    /// false to stop. Views are valid during the call. Errors: Io.
    Result<void>
    forRows(std::int64_t first, std::int64_t count,
            const std::function<bool(std::int64_t row, std::string_view bytes)>& visit) const;

    /// Level of a LAVA row; Unparsed for other formats.
    LavaLevel level(std::int64_t row) const;
    const LavaLevelCounts& levelCounts() const { return m_levelCounts; }
    /// The devices ("namespaces") that feedback rows of a LAVA log name, in their order; further
    /// ones than MostNamespaces are not told apart from rows without one.
    static constexpr std::size_t MostNamespaces = 31;
    struct Namespace {
        std::string name;
        std::int64_t rowCount = 0;
    };
    const std::vector<Namespace>& namespaces() const { return m_namespaces; }
    /// Place in namespaces() of the one that a row names; nothing for most rows.
    std::optional<std::size_t> namespaceOf(std::int64_t row) const;
    /// Time of the first LAVA row that has one.
    std::optional<Timestamp> startTime() const { return m_startTime; }

    const std::vector<ErrorMark>& marks() const { return m_marks; } ///< Ascending by row.
    std::int64_t ruleMarkCount() const { return m_ruleMarkCount; } ///< Of them, by rules.
    const MarkCounts& markCounts() const { return m_markCounts; }
    /// Rows that say "Call Trace" and the like, whatever rules say of them; ascending, the first
    /// MostTraces.
    static constexpr std::size_t MostTraces = 10'000;
    const std::vector<std::int64_t>& traceRows() const { return m_traceRows; }
    /// "kernel.panic": the kind of the rule that found the mark; empty for built-in ones.
    std::string_view ruleKindOf(const ErrorMark& mark) const;

    /// The first row of the worst mark, inside \p part when it is given; a built-in one only where
    /// rules marked nothing. A part without marks opens at its end, a text without at its last row.
    FirstPlace firstPlace(std::optional<RowRange> part = {}) const;

private:
    LogText(std::shared_ptr<const ByteSource> source, RowFormat format);
    LogText(const LogText&) = default;
    Result<void> scan(std::uint64_t from, const TextOpening& opening, const TaskContext& task);
    void take(const ScannedPiece& piece);
    Result<void> readLevels(const TaskContext& task);
    void takeNamespace(std::int64_t row, const std::string& name);
    void judgeMarksByLevel();
    void addMark(std::int64_t row, MarkKind kind);

    std::shared_ptr<const ByteSource> m_source;
    RowFormat m_format;
    LineIndex m_index;
    std::vector<LavaLevel> m_levels; ///< One a row, LAVA only.
    LavaLevelCounts m_levelCounts;
    std::vector<Namespace> m_namespaces;
    /// Number of its namespace from 1, 0: none; up to the last row that has one.
    std::vector<std::uint8_t> m_namespaceOfRow;
    std::optional<Timestamp> m_startTime;
    std::vector<ErrorMark> m_found; ///< LAVA: marks of which the levels are not known yet.
    std::vector<ErrorMark> m_marks;
    MarkCounts m_markCounts{};
    std::vector<std::int64_t> m_traceRows;
    std::vector<std::string> m_ruleKinds;
    std::int64_t m_ruleMarkCount = 0;
    bool m_isWhole = false;
};

} // namespace cboard::logs
