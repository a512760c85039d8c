// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/kept_order.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace cboard::ui {

namespace {

    constexpr std::size_t CheckEvery = 1000; ///< Rows between two looks at the stop token.
    constexpr std::size_t MostGone =
        1000; ///< Grey lines; more of them are a list that was cleared.

    /// Where the rows of before stand now and those of now stood then.
    struct Match {
        std::vector<int> placeBefore; ///< By row; -1: it is new.
        std::vector<bool> isLeft; ///< By place before.
        std::size_t left = 0;
    };

    Result<Match> matchRows(const TableRows& before, const TableArrangement& shown,
                            const TableRows& rows, const TaskContext& task)
    {
        QHash<QString, int> places;
        places.reserve(static_cast<qsizetype>(shown.order.size()));
        for (std::size_t place = 0; place < shown.order.size(); ++place) {
            if (place % CheckEvery == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            places.insert(before.id(shown.order[place]), static_cast<int>(place));
        }
        Match match;
        match.isLeft.resize(shown.order.size());
        match.placeBefore.reserve(static_cast<std::size_t>(rows.size()));
        for (int row = 0; row < rows.size(); ++row) {
            if (static_cast<std::size_t>(row) % CheckEvery == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            int place = places.value(rows.id(row), -1);
            if (place >= 0) {
                auto isLeft = match.isLeft[static_cast<std::size_t>(place)];
                place = isLeft ? -1 : place; // Another row of the same name is a new one.
                isLeft = true;
            }
            match.left += place >= 0 ? 1 : 0;
            match.placeBefore.push_back(place);
        }
        return match;
    }

    /// By row: those that were there as they stood, the others as they are sorted.
    std::vector<int> placesToKeep(const Match& match, const TableArrangement& sorted)
    {
        std::vector<int> places = match.placeBefore;
        int next = static_cast<int>(match.isLeft.size());
        for (const int row : sorted.order) {
            int& place = places[static_cast<std::size_t>(row)];
            place = place >= 0 ? place : next++;
        }
        return places;
    }

    /// Puts rows into groups as these stood; groups that are new come last within their own.
    class Regroup {
    public:
        Regroup(const TableArrangement& shown, const TableArrangement& sorted,
                const std::vector<int>& places)
            : m_sorted(sorted)
            , m_places(places)
        {
            for (std::size_t i = 0; i < shown.groups.size(); ++i) {
                m_ranks.insert(shown.groups[i].key, static_cast<int>(i));
            }
        }

        std::vector<int> order()
        {
            m_sorted.groups.empty() ? addRows(0, static_cast<int>(m_sorted.order.size()))
                                    : addGroups(0, m_sorted.groups.size());
            return std::move(m_order);
        }

    private:
        void addRows(int first, int end)
        {
            const auto begin = m_order.insert(m_order.end(), m_sorted.order.begin() + first,
                                              m_sorted.order.begin() + end);
            std::sort(begin, m_order.end(), [this](int a, int b) {
                return m_places[static_cast<std::size_t>(a)]
                    < m_places[static_cast<std::size_t>(b)];
            });
        }

        int rankOf(std::size_t group) const
        {
            return m_ranks.value(m_sorted.groups[group].key, std::numeric_limits<int>::max());
        }

        /// Of one level, with all that they hold.
        void addGroups(std::size_t first, std::size_t end)
        {
            struct Part {
                std::size_t group;
                std::size_t end;
            };
            const auto& groups = m_sorted.groups;
            std::vector<Part> parts;
            for (std::size_t i = first; i < end; ++i) {
                if (groups[i].level == groups[first].level) {
                    parts.push_back({i, i + 1});
                }
                parts.back().end = i + 1;
            }
            std::stable_sort(parts.begin(), parts.end(), [this](const Part& a, const Part& b) {
                return rankOf(a.group) < rankOf(b.group);
            });
            for (const Part& part : parts) {
                part.end == part.group + 1
                    ? addRows(groups[part.group].first, groups[part.group].end)
                    : addGroups(part.group + 1, part.end);
            }
        }

        const TableArrangement& m_sorted;
        const std::vector<int>& m_places;
        QHash<QString, int> m_ranks;
        std::vector<int> m_order;
    };

    void markLate(TableArrangement& kept, const Match& match, const TableArrangement& shown)
    {
        kept.late.resize(match.placeBefore.size());
        for (std::size_t row = 0; row < kept.late.size(); ++row) {
            const int place = match.placeBefore[row];
            const auto then = static_cast<std::size_t>(
                place < 0 ? 0 : shown.order[static_cast<std::size_t>(place)]);
            kept.late[row] = place < 0 || (!shown.late.empty() && shown.late[then]);
            kept.lateRows += kept.late[row] ? 1 : 0;
        }
    }

    /// The grey lines of before, and those of the rows that went since.
    std::vector<GoneLine> goneLines(const Match& match, const TableRows& before,
                                    const TableArrangement& shown, const TableRows& rows)
    {
        const std::size_t gone = shown.gone.size() + match.isLeft.size() - match.left;
        if (gone == 0 || gone > MostGone || !shown.groups.empty()) {
            return {};
        }
        QSet<QString> back; // Gone before, and here again.
        for (int row = 0; row < rows.size() && !shown.gone.empty(); ++row) {
            if (match.placeBefore[static_cast<std::size_t>(row)] < 0) {
                back.insert(rows.id(row));
            }
        }
        std::vector<GoneLine> lines;
        auto old = shown.gone.begin();
        int place = 0;
        for (std::size_t i = 0; i <= shown.order.size(); ++i) {
            for (; old != shown.gone.end() && old->before <= static_cast<int>(i); ++old) {
                if (!back.contains(old->id)) {
                    lines.push_back({old->id, old->text, place});
                }
            }
            if (i < shown.order.size() && !match.isLeft[i]) {
                const int row = shown.order[i];
                lines.push_back(
                    {before.id(row), before.data(row, 0, Qt::DisplayRole).toString(), place});
            }
            place += i < shown.order.size() && match.isLeft[i] ? 1 : 0;
        }
        return lines;
    }

} // namespace

Result<std::shared_ptr<const TableArrangement>>
keepOrder(const TableRows& before, const TableArrangement& shown, const TableRows& rows,
          const TableChoice& choice, const TaskContext& task)
{
    CBOARD_TRY(const auto sorted, arrangeTable(rows, choice, task));
    CBOARD_TRY(const Match match, matchRows(before, shown, rows, task));
    if (match.left == 0 || match.left * 2 < match.isLeft.size()) {
        return sorted;
    }
    const std::vector<int> places = placesToKeep(match, *sorted);
    std::vector<int> order = Regroup(shown, *sorted, places).order();
    std::vector<GoneLine> gone = goneLines(match, before, shown, rows);
    const bool isInOrder = order == sorted->order;
    if (isInOrder && gone.empty()) {
        return sorted;
    }
    CBOARD_TRY(auto kept, arrangeAs(rows, choice, std::move(order), task));
    kept->gone = std::move(gone);
    kept->isSorted = false;
    if (!isInOrder) {
        markLate(*kept, match, shown);
    }
    return std::shared_ptr<const TableArrangement>(std::move(kept));
}

} // namespace cboard::ui
