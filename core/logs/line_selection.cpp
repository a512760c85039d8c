// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_selection.h"

#include "core/logs/console_line.h"
#include "core/logs/rules/call_trace.h"

#include <algorithm>
#include <deque>

namespace cboard::logs {

namespace {

    constexpr std::int64_t LongestTrace = 500;
    constexpr std::int64_t RowsPerCheck = 16'384;

    /// Decides row by row and collects those that are to be seen.
    class Selector {
    public:
        /// \param hidden, matching Rows with what the selection names.
        Selector(const LogText& text, const LineSelection& selection, RowSet hidden,
                 RowSet matching)
            : m_text(text)
            , m_selection(selection)
            , m_hidden(std::move(hidden))
            , m_matching(std::move(matching))
        {
        }

        void take(std::int64_t row)
        {
            if (isLeftOut(row)) {
                return;
            }
            if (!m_selection.matching && !m_selection.onlyErrors) {
                m_rows.append(row);
                return;
            }
            if (isWanted(row)) {
                for (const std::int64_t before : m_before) {
                    m_rows.append(before);
                }
                m_before.clear();
                m_rows.append(row);
                m_behind = m_selection.context;
            } else if (m_behind > 0) {
                --m_behind;
                m_rows.append(row);
            } else if (m_selection.context > 0) {
                m_before.push_back(row);
                if (static_cast<std::int64_t>(m_before.size()) > m_selection.context) {
                    m_before.pop_front();
                }
            }
        }

        RowList rows() { return std::move(m_rows); }

    private:
        bool isLeftOut(std::int64_t row)
        {
            if ((m_selection.levels >> static_cast<unsigned>(m_text.level(row)) & 1U) == 0) {
                return true;
            }
            if (const auto name = m_text.namespaceOf(row);
                name && (m_selection.namespaces >> *name & 1U) == 0) {
                return true;
            }
            while (m_fold < m_selection.folded.size() && m_selection.folded[m_fold].end <= row) {
                ++m_fold;
            }
            if (m_fold < m_selection.folded.size() && row > m_selection.folded[m_fold].begin) {
                return true;
            }
            return m_hidden.contains(row);
        }

        bool isWanted(std::int64_t row)
        {
            const auto& marks = m_text.marks();
            while (m_mark < marks.size() && marks[m_mark].row < row) {
                ++m_mark;
            }
            const bool isError = m_mark < marks.size() && marks[m_mark].row == row
                && (marks[m_mark].rule != 0 || m_text.ruleMarkCount() == 0);
            return (m_selection.onlyErrors && isError) || m_matching.contains(row);
        }

        const LogText& m_text;
        const LineSelection& m_selection;
        const RowSet m_hidden;
        const RowSet m_matching;
        std::size_t m_fold = 0;
        std::size_t m_mark = 0;
        std::int64_t m_behind = 0;
        std::deque<std::int64_t> m_before; ///< The last rows that were not wanted.
        RowList m_rows;
    };

} // namespace

bool LineSelection::showsAll() const
{
    return levels == AllLevels && namespaces == AllNamespaces && hidden.empty() && folded.empty()
        && !matching && !onlyErrors;
}

Result<RowList> selectRows(const LogText& text, const LineSelection& selection,
                           const TaskContext& task)
{
    CBOARD_TRY(FindResult hidden, findAny(text, selection.hidden, task));
    FindResult matching;
    if (selection.matching) {
        CBOARD_TRY(matching, findAll(text, *selection.matching, task));
    }
    Selector selector(text, selection, std::move(hidden.rows), std::move(matching.rows));
    for (std::int64_t row = 0; row < text.rowCount(); ++row) {
        if (row % RowsPerCheck == 0) {
            CBOARD_TRY_VOID(task.check());
        }
        selector.take(row);
    }
    return selector.rows();
}

Result<std::vector<RowRange>> findTraces(const LogText& text, const TaskContext& task)
{
    std::vector<RowRange> traces;
    RowDecoder decoder(text.format());
    DecodedRow decoded;
    for (const std::int64_t heading : text.traceRows()) {
        if (!traces.empty() && heading < traces.back().end) {
            continue;
        }
        CBOARD_TRY_VOID(task.check());
        std::int64_t last = heading;
        CBOARD_TRY_VOID(
            text.forRows(heading + 1, LongestTrace, [&](std::int64_t row, std::string_view bytes) {
                decoder.decode(bytes, decoded);
                const std::string_view message = consoleMessage(decoded.text);
                const bool isEntry = readTraceEntry(message) || isTraceMark(message);
                last = isEntry ? row : last;
                return isEntry;
            }));
        if (last > heading) {
            traces.push_back({heading, last + 1});
        }
    }
    return traces;
}

} // namespace cboard::logs
