// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_widths.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace cboard::ui {

namespace {

    int usualWidth(const ColumnNeed& need)
    {
        if (!need.isShown) {
            return 0;
        }
        return need.chosen > 0 ? need.chosen
                               : std::max(need.title, std::min(need.content, need.most));
    }

    /// What the column can do without.
    int spareWidth(const ColumnNeed& need, int width)
    {
        return need.chosen > 0 ? 0 : std::max(0, width - std::max(need.title, need.least));
    }

    void shrink(std::vector<int>& widths, const std::vector<ColumnNeed>& needs,
                std::int64_t missing)
    {
        std::vector<std::int64_t> spare(widths.size());
        std::transform(needs.begin(), needs.end(), widths.begin(), spare.begin(), spareWidth);
        auto all = std::accumulate(spare.begin(), spare.end(), std::int64_t{0});
        missing = std::min(missing, all);
        for (std::size_t i = 0; i < widths.size() && missing > 0; ++i) {
            const std::int64_t part = missing * spare[i] / all;
            widths[i] -= static_cast<int>(part);
            missing -= part;
            all -= spare[i];
        }
    }

    bool hasHashes(const ColumnNeed& need)
    {
        return need.isShown && need.chosen == 0 && need.plain < need.content;
    }

    /// Half a hash is of no use: what a column of them does not need others have.
    void dropHashes(std::vector<ColumnNeed>& needs)
    {
        for (ColumnNeed& need : needs) {
            if (hasHashes(need)) {
                need.content = need.plain;
            }
        }
    }

    /// As many as it takes to show the others whole.
    void hideEmpty(std::vector<ColumnNeed>& needs, int room)
    {
        auto wanted = std::accumulate(needs.begin(), needs.end(), std::int64_t{0},
                                      [](std::int64_t sum, ColumnNeed need) {
                                          need.most = need.content;
                                          return sum + usualWidth(need);
                                      });
        for (auto need = needs.rbegin(); need != needs.rend() && wanted > room; ++need) {
            if (need->isShown && need->isEmpty && need->mayGiveWay) {
                wanted -= usualWidth(*need);
                need->isShown = false;
            }
        }
    }

    int leastWidth(const ColumnNeed& need)
    {
        const int usual = usualWidth(need);
        return usual - spareWidth(need, usual);
    }

    void giveWay(std::vector<ColumnNeed>& needs, int room)
    {
        auto least = std::accumulate(
            needs.begin(), needs.end(), std::int64_t{0},
            [](std::int64_t sum, const ColumnNeed& need) { return sum + leastWidth(need); });
        for (auto need = needs.rbegin(); need != needs.rend() && least > room; ++need) {
            if (need->isShown && need->mayGiveWay) {
                least -= leastWidth(*need);
                need->isShown = false;
            }
        }
    }

} // namespace

std::vector<int> columnWidths(std::vector<ColumnNeed> needs, int room)
{
    hideEmpty(needs, room);
    giveWay(needs, room);
    std::vector<int> widths(needs.size());
    const auto leftOver = [&] {
        std::transform(needs.begin(), needs.end(), widths.begin(), usualWidth);
        return room - std::accumulate(widths.begin(), widths.end(), 0);
    };
    int left = leftOver();
    if (left < 0) {
        dropHashes(needs);
        left = leftOver();
    }
    if (left < 0) {
        shrink(widths, needs, -static_cast<std::int64_t>(left));
    }
    for (std::size_t i = 0; i < needs.size() && left > 0; ++i) {
        if (needs[i].isShown && needs[i].chosen == 0 && needs[i].content > widths[i]) {
            const int more = std::min(left, needs[i].content - widths[i]);
            widths[i] += more;
            left -= more;
        }
    }
    for (std::size_t i = 0; i < needs.size() && left > 0; ++i) {
        if (needs[i].isShown && needs[i].chosen == 0 && needs[i].takesRest) {
            widths[i] += left;
            left = 0;
        }
    }
    return widths;
}

} // namespace cboard::ui
