// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/part_actions.h"

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int First = static_cast<int>(ActionId::Part1);
    constexpr int Count = static_cast<int>(ActionId::Part9) - First + 1;
} // namespace

QList<ActionId> partActions(int count)
{
    QList<ActionId> actions;
    for (int part = 0; part < std::min(count, Count); ++part) {
        actions << static_cast<ActionId>(First + part);
    }
    return actions;
}

std::optional<int> partOf(ActionId action)
{
    const int part = static_cast<int>(action) - First;
    return part >= 0 && part < Count ? std::optional(part) : std::nullopt;
}

} // namespace cboard::ui
