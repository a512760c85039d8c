// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_widths.h"

#include <algorithm>
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

} // namespace

std::vector<int> columnWidths(const std::vector<ColumnNeed>& needs, int room)
{
    std::vector<int> widths;
    widths.reserve(needs.size());
    std::transform(needs.begin(), needs.end(), std::back_inserter(widths), usualWidth);
    int left = room - std::accumulate(widths.begin(), widths.end(), 0);
    for (std::size_t i = 0; i < needs.size() && left < 0; ++i) {
        const int least = std::max(needs[i].title, widths[i] * 4 / 5);
        if (needs[i].isShown && needs[i].takesRest && widths[i] + left >= least) {
            widths[i] += left; // Rather than to scroll for a few pixels.
            left = 0;
        }
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
