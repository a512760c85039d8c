// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/sequence_diff.h"

#include "core/logs/diff/line_table.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// Cells of the table for the longest common part of a short stretch.
    constexpr std::size_t MostCells = 1UL << 20;
    constexpr std::size_t LinesPerCheck = 1UL << 14;

    void countUp(std::uint8_t& count)
    {
        count = count == 0 ? 1 : 2;
    }

    Result<void> checkNow(std::size_t line, const TaskContext& task)
    {
        return line % LinesPerCheck == 0 ? task.check() : Result<void>();
    }

    struct Anchor {
        std::size_t a = 0;
        std::size_t b = 0;
    };

    /// The longest run of anchors, ascending in a already, that ascends in b too.
    Result<std::vector<Anchor>> longestAscending(const std::vector<Anchor>& anchors,
                                                 const TaskContext& task)
    {
        constexpr std::size_t None = ~std::size_t(0);
        std::vector<std::size_t> tails; // Of each length, the anchor with the smallest end.
        std::vector<std::size_t> before(anchors.size(), None);
        for (std::size_t i = 0; i < anchors.size(); ++i) {
            CBOARD_TRY_VOID(checkNow(i, task));
            const auto at = std::lower_bound(
                tails.begin(), tails.end(), anchors[i].b,
                [&](std::size_t tail, std::size_t b) { return anchors[tail].b < b; });
            before[i] = at == tails.begin() ? None : *(at - 1);
            if (at == tails.end()) {
                tails.push_back(i);
            } else {
                *at = i;
            }
        }
        std::vector<Anchor> run;
        for (std::size_t i = tails.empty() ? None : tails.back(); i != None; i = before[i]) {
            run.push_back(anchors[i]);
        }
        std::reverse(run.begin(), run.end());
        return run;
    }

    class Aligner {
    public:
        Aligner(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                const TaskContext& task)
            : m_a(a)
            , m_b(b)
            , m_task(task)
        {
        }

        Result<std::vector<DiffHunk>> run()
        {
            // Stretches still to be aligned, the next one last.
            std::vector<DiffHunk> open{{0, m_a.size(), 0, m_b.size()}};
            while (!open.empty()) {
                CBOARD_TRY_VOID(m_task.check());
                DiffHunk part = open.back();
                open.pop_back();
                trim(part);
                if (part.beginA == part.endA || part.beginB == part.endB) {
                    add(part);
                    continue;
                }
                CBOARD_TRY(const std::vector<Anchor> anchors, anchorsOf(part));
                if (anchors.empty()) {
                    alignWithoutAnchors(part);
                    continue;
                }
                pushBetween(part, anchors, open);
            }
            return std::move(m_hunks);
        }

    private:
        void trim(DiffHunk& part) const
        {
            while (part.beginA < part.endA && part.beginB < part.endB
                   && m_a[part.beginA] == m_b[part.beginB]) {
                ++part.beginA;
                ++part.beginB;
            }
            while (part.beginA < part.endA && part.beginB < part.endB
                   && m_a[part.endA - 1] == m_b[part.endB - 1]) {
                --part.endA;
                --part.endB;
            }
        }

        /// Adds a difference; one that touches the last becomes part of it.
        void add(const DiffHunk& part)
        {
            if (part.beginA == part.endA && part.beginB == part.endB) {
                return;
            }
            if (!m_hunks.empty() && m_hunks.back().endA == part.beginA
                && m_hunks.back().endB == part.beginB) {
                m_hunks.back().endA = part.endA;
                m_hunks.back().endB = part.endB;
            } else {
                m_hunks.push_back(part);
            }
        }

        /// Lines that stand once in each side of the stretch, in an order that both have.
        Result<std::vector<Anchor>> anchorsOf(const DiffHunk& part) const
        {
            struct Seen {
                std::uint32_t behindB = 0; ///< The begin of the stretch.
                std::uint8_t countA = 0; ///< 2: more than one.
                std::uint8_t countB = 0;
            };
            LineTable<Seen> seen(part.endA - part.beginA);
            for (std::size_t i = part.beginA; i < part.endA; ++i) {
                CBOARD_TRY_VOID(checkNow(i, m_task));
                countUp(seen[m_a[i]].countA);
            }
            for (std::size_t i = part.beginB; i < part.endB; ++i) {
                CBOARD_TRY_VOID(checkNow(i, m_task));
                if (auto* const line = seen.find(m_b[i])) {
                    countUp(line->countB);
                    line->behindB = static_cast<std::uint32_t>(i - part.beginB);
                }
            }
            std::vector<Anchor> anchors;
            for (std::size_t i = part.beginA; i < part.endA; ++i) {
                CBOARD_TRY_VOID(checkNow(i, m_task));
                const Seen& line = *seen.find(m_a[i]);
                if (line.countA == 1 && line.countB == 1) {
                    anchors.push_back({i, part.beginB + line.behindB});
                }
            }
            return longestAscending(anchors, m_task);
        }

        static void pushBetween(const DiffHunk& part, const std::vector<Anchor>& anchors,
                                std::vector<DiffHunk>& open)
        {
            // From the end, so that the first stretch is taken first.
            std::size_t endA = part.endA;
            std::size_t endB = part.endB;
            for (auto anchor = anchors.rbegin(); anchor != anchors.rend(); ++anchor) {
                if (anchor->a + 1 < endA || anchor->b + 1 < endB) {
                    open.push_back({anchor->a + 1, endA, anchor->b + 1, endB});
                }
                endA = anchor->a;
                endB = anchor->b;
            }
            open.push_back({part.beginA, endA, part.beginB, endB});
        }

        void alignWithoutAnchors(const DiffHunk& part)
        {
            const std::size_t rows = part.endA - part.beginA;
            const std::size_t columns = part.endB - part.beginB;
            if (rows > MostCells / columns) {
                add(part);
                return;
            }
            // lengths[i][j]: longest common part of what follows i and j.
            const std::size_t stride = columns + 1;
            std::vector<std::uint32_t> lengths((rows + 1) * stride);
            for (std::size_t i = rows; i-- > 0;) {
                for (std::size_t j = columns; j-- > 0;) {
                    lengths[i * stride + j] = m_a[part.beginA + i] == m_b[part.beginB + j]
                        ? lengths[(i + 1) * stride + j + 1] + 1
                        : std::max(lengths[(i + 1) * stride + j], lengths[i * stride + j + 1]);
                }
            }
            std::size_t i = 0;
            std::size_t j = 0;
            while (i < rows || j < columns) {
                const std::size_t a = part.beginA + i;
                const std::size_t b = part.beginB + j;
                if (i < rows && j < columns && m_a[a] == m_b[b]) {
                    ++i;
                    ++j;
                } else if (j == columns
                           || (i < rows
                               && lengths[(i + 1) * stride + j] >= lengths[i * stride + j + 1])) {
                    add({a, a + 1, b, b});
                    ++i;
                } else {
                    add({a, a, b, b + 1});
                    ++j;
                }
            }
        }

        std::span<const std::uint64_t> m_a;
        std::span<const std::uint64_t> m_b;
        const TaskContext& m_task;
        std::vector<DiffHunk> m_hunks;
    };

} // namespace

Result<std::vector<DiffHunk>> diffSequences(std::span<const std::uint64_t> a,
                                            std::span<const std::uint64_t> b,
                                            const TaskContext& task)
{
    return Aligner(a, b, task).run();
}

} // namespace cboard::logs
