// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"

#include "core/logs/count_feeds.h"
#include "core/logs/line_matcher.h"
#include "core/logs/ordered_pieces.h"
#include "core/logs/seen_rows.h"

#include <algorithm>

namespace cboard::logs {

Result<FindPattern> FindPattern::create(const FindOptions& options)
{
    FindPattern result;
    result.m_options = options;
    if (!options.isRegex && options.isCaseSensitive && !options.isWholeWord) {
        return result;
    }
    CBOARD_TRY(const Regex regex,
               Regex::compile(options.pattern,
                              {.text = RegexText::UntrustedUtf8,
                               .isLiteral = !options.isRegex,
                               .isCaseSensitive = options.isCaseSensitive,
                               .isWholeWord = options.isWholeWord}));
    result.m_matcher = std::make_shared<RegexMatcher>(regex);
    return result;
}

std::optional<TextMatch> FindPattern::next(std::string_view text, std::size_t from)
{
    if (m_options.pattern.empty() || from > text.size()) {
        return {};
    }
    if (m_matcher) {
        return m_matcher->match(text, from, false);
    }
    const std::size_t at = text.find(m_options.pattern, from);
    if (at == std::string_view::npos) {
        return {};
    }
    return TextMatch{at, at + m_options.pattern.size()};
}

bool FindPattern::hasHitLimit() const
{
    return m_matcher && m_matcher->hasHitLimit();
}

namespace {

    /// A thread for each so many bytes; others do not pay.
    constexpr std::uint64_t BytesPerThread = 2UL << 20;
    constexpr std::uint64_t BytesPerReport = 4UL << 20;

    std::int64_t countMatches(FindPattern& pattern, std::string_view text, const TaskContext& task)
    {
        std::int64_t count = 0;
        for (auto match = pattern.next(text, 0); match && !task.stopRequested();
             match = pattern.next(text, match->end)) {
            ++count;
        }
        return count;
    }

    /// What is looked for, compiled for all threads.
    struct SoughtPattern {
        FindOptions options;
        SearchPatterns lines;

        static Result<SoughtPattern> create(const FindOptions& options)
        {
            CBOARD_TRY_VOID(FindPattern::create(options)); // Which says best what is wrong.
            CBOARD_TRY(auto lines,
                       SearchPatterns::compile({.patterns = {options.pattern},
                                                .isLiteral = !options.isRegex,
                                                .isCaseSensitive = options.isCaseSensitive,
                                                .isWholeWord = options.isWholeWord,
                                                .text = RegexText::UntrustedUtf8}));
            return SoughtPattern{options, std::move(lines)};
        }
    };

    /// Matches in the rows that begin in one piece of the log.
    struct FoundPiece {
        SeenRows rows;
        std::vector<std::int64_t> hits; ///< Rows; those of each pattern ascending.
        std::int64_t matchCount = 0;
        bool hasHitLimit = false;
    };

    /// Looks through pieces on one thread.
    class PieceFinder {
    public:
        PieceFinder(const LogText& text, const std::vector<SoughtPattern>& patterns,
                    const TaskContext& task)
            : m_reader(text)
            , m_task(task)
        {
            for (const SoughtPattern& pattern : patterns) {
                m_patterns.push_back(
                    {LineMatcher(pattern.lines), FindPattern::create(pattern.options).value()});
            }
        }

        Result<void> find(std::size_t number, FoundPiece& piece)
        {
            piece.hits.clear();
            piece.matchCount = 0;
            CBOARD_TRY_VOID(m_reader.read(number, piece.rows));
            for (Pattern& pattern : m_patterns) {
                CBOARD_TRY_VOID(findAscii(pattern, piece));
                findOthers(pattern, piece);
                piece.hasHitLimit |= pattern.lines.hasHitLimit() || pattern.row.hasHitLimit();
            }
            std::ranges::sort(piece.hits);
            return m_task.check();
        }

    private:
        struct Pattern {
            LineMatcher lines;
            FindPattern row; ///< Says where the matches of a row are.
        };

        /// What bytes say is what characters say there, so that all rows are looked at in one go.
        Result<void> findAscii(Pattern& pattern, FoundPiece& piece)
        {
            std::size_t at = 0;
            std::int64_t row = piece.rows.firstRow;
            const std::string_view text = piece.rows.text;
            return pattern.lines.search(
                text,
                [&](const LineMatcher::Line& line) {
                    row += countFeeds(text.substr(at, line.begin - at));
                    at = line.begin;
                    take(row, text.substr(line.begin, line.end - line.begin), pattern, piece);
                    return true;
                },
                [this] { return m_task.stopRequested(); });
        }

        void findOthers(Pattern& pattern, FoundPiece& piece)
        {
            for (const SeenRows::Other& other : piece.rows.others) {
                if (m_task.stopRequested()) {
                    return;
                }
                take(other.row, piece.rows.textOf(other), pattern, piece);
            }
        }

        void take(std::int64_t row, std::string_view seen, Pattern& pattern,
                  FoundPiece& piece) const
        {
            if (const std::int64_t matches = countMatches(pattern.row, seen, m_task); matches > 0) {
                piece.matchCount += matches;
                piece.hits.push_back(row);
            }
        }

        SeenRowsReader m_reader;
        const TaskContext& m_task;
        std::vector<Pattern> m_patterns;
    };

    /// Puts together what the pieces hold: first those from the first row on, then those before.
    class FoundRows {
    public:
        FoundRows(const LogText& text, const FindOrder& order, std::size_t piecesBehind,
                  const TaskContext& task)
            : m_text(text)
            , m_order(order)
            , m_piecesBehind(piecesBehind)
            , m_task(task)
        {
            m_behind.reserve(text.rowCount());
        }

        bool take(const FoundPiece& piece)
        {
            const bool isBehind = m_done++ < m_piecesBehind;
            for (const std::int64_t row : piece.hits) {
                (isBehind ? m_behind : m_before).append(row);
            }
            m_matchCount += piece.matchCount;
            m_hasHitLimit |= piece.hasHitLimit;
            m_doneBytes += piece.rows.byteCount;
            if (m_doneBytes >= m_nextReport) {
                m_task.report({static_cast<std::int64_t>(m_doneBytes),
                               static_cast<std::int64_t>(m_text.byteCount()), "find"});
                m_nextReport = m_doneBytes + BytesPerReport;
            }
            if (m_order.onPart && m_matchCount > 0 && m_done >= m_nextPart && isEarly()) {
                FindResult found{m_behind, m_matchCount, m_hasHitLimit};
                found.rows.add(m_before);
                m_order.onPart({std::move(found), static_cast<std::int64_t>(m_doneBytes),
                                m_done > m_piecesBehind});
                m_nextPart = 2 * m_done;
            }
            return true;
        }

        /// All of it; nothing is taken behind.
        FindResult finish()
        {
            m_behind.add(m_before);
            return {std::move(m_behind), m_matchCount, m_hasHitLimit};
        }

    private:
        /// A part is a copy of a bit for each row: none is made when most is done.
        bool isEarly() const { return m_nextPart == 0 || m_doneBytes <= m_text.byteCount() / 4; }

        const LogText& m_text;
        const FindOrder& m_order;
        const std::size_t m_piecesBehind;
        const TaskContext& m_task;
        RowSet m_behind;
        RowSet m_before;
        std::int64_t m_matchCount = 0;
        bool m_hasHitLimit = false;
        std::size_t m_done = 0; ///< Pieces.
        std::size_t m_nextPart = 0;
        std::uint64_t m_doneBytes = 0;
        std::uint64_t m_nextReport = BytesPerReport;
    };

} // namespace

Result<FindResult> findAny(const LogText& text, std::span<const FindOptions> options,
                           const TaskContext& task, const FindOrder& order)
{
    std::vector<SoughtPattern> patterns;
    for (const FindOptions& each : options) {
        if (!each.pattern.empty()) {
            CBOARD_TRY(SoughtPattern pattern, SoughtPattern::create(each));
            patterns.push_back(std::move(pattern));
        }
    }
    if (patterns.empty()) {
        return FindResult();
    }
    const std::size_t count = SeenRowsReader::pieceCount(text);
    const std::size_t first = SeenRowsReader::pieceOf(text, order.firstRow);
    using Pieces = OrderedPieces<FoundPiece>;
    const auto makeWork = [&]() -> Pieces::Work {
        // A function that can be copied holds what cannot.
        const auto finder = std::make_shared<PieceFinder>(text, patterns, task);
        return [&, finder](std::uint64_t number, FoundPiece& piece) -> Result<bool> {
            if (number >= count) {
                return false;
            }
            CBOARD_TRY_VOID(finder->find((first + number) % count, piece));
            return true;
        };
    };
    FoundRows found(text, order, count - first, task);
    CBOARD_TRY_VOID(Pieces::run(
        threadsFor(text.byteCount(), BytesPerThread, order.threads), makeWork,
        [&found](const FoundPiece& piece) { return found.take(piece); }, task));
    return found.finish();
}

Result<FindResult> findAll(const LogText& text, const FindOptions& options, const TaskContext& task,
                           const FindOrder& order)
{
    return findAny(text, {&options, 1}, task, order);
}

} // namespace cboard::logs
