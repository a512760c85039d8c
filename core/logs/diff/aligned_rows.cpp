// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/aligned_rows.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// The first row of a line, counted from 0; behind the last row for a line behind the last.
    std::int64_t rowOf(const LogText& text, std::size_t line)
    {
        const std::int64_t rows = text.rowCount();
        const auto number = static_cast<std::int64_t>(line) + 1;
        return rows == 0 || number > text.index().lineNumber(rows - 1)
            ? rows
            : text.index().rowOfLine(number);
    }

    class Aligner {
    public:
        explicit Aligner(std::int64_t context)
            : m_context(context)
        {
        }

        void addDifferent(const RowRange& a, const RowRange& b)
        {
            m_rows.differences.push_back({m_rows.a.size(), a, b});
            addBoth(a, b);
        }

        /// Lines that compare equal may have different numbers of rows (progress lines).
        void addEqual(const RowRange& a, const RowRange& b, bool isFirst, bool isLast)
        {
            const std::int64_t count = std::min(a.end - a.begin, b.end - b.begin);
            const std::int64_t before = isFirst ? 0 : m_context;
            const std::int64_t behind = isLast ? 0 : m_context;
            // The row with the number of those left out stands for one of them.
            const bool mayFold = m_context >= 0 && count > before + behind + 2;
            if (!mayFold) {
                addBoth(a, b);
                return;
            }
            addBoth({a.begin, a.begin + before + 1}, {b.begin, b.begin + before + 1});
            m_rows.foldedA.push_back({a.begin + before, a.end - behind});
            m_rows.foldedB.push_back({b.begin + before, b.end - behind});
            addBoth({a.end - behind, a.end}, {b.end - behind, b.end});
        }

        AlignedRows rows() { return std::move(m_rows); }

    private:
        void addBoth(const RowRange& a, const RowRange& b)
        {
            m_rows.a.append(a.begin, a.end);
            m_rows.b.append(b.begin, b.end);
            m_rows.a.appendBlank(m_rows.b.size() - m_rows.a.size());
            m_rows.b.appendBlank(m_rows.a.size() - m_rows.b.size());
        }

        std::int64_t m_context;
        AlignedRows m_rows;
    };

} // namespace

AlignedRows alignRows(const LogText& a, const LogText& b, const std::vector<DiffHunk>& hunks,
                      std::int64_t context)
{
    Aligner aligner(hunks.empty() ? -1 : context);
    std::int64_t nextA = 0;
    std::int64_t nextB = 0;
    for (const DiffHunk& hunk : hunks) {
        const RowRange rowsA{rowOf(a, hunk.beginA), rowOf(a, hunk.endA)};
        const RowRange rowsB{rowOf(b, hunk.beginB), rowOf(b, hunk.endB)};
        aligner.addEqual({nextA, rowsA.begin}, {nextB, rowsB.begin}, nextA == 0 && nextB == 0,
                         false);
        aligner.addDifferent(rowsA, rowsB);
        nextA = rowsA.end;
        nextB = rowsB.end;
    }
    aligner.addEqual({nextA, a.rowCount()}, {nextB, b.rowCount()}, false, true);
    return aligner.rows();
}

} // namespace cboard::logs
