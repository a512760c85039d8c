// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "ui/base/key_map.h"
#include "ui/base/user_items.h"
#include "ui/base/view_state.h"
#include "ui/palette/palette_query.h"

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace cboard::ui {

QString paletteGroupTitle(PaletteGroup group);

/// One line of the palette and what Enter does.
struct PaletteItem {
    PaletteGroup group = PaletteGroup::Command;
    QString title;
    QString detail; ///< Quiet, behind the title.
    QString keys; ///< At the right: the keys of a command.
    std::optional<ViewState> target; ///< Opens it.
    QString action; ///< Else does this, by KeyedAction::name.
    QString insert; ///< Else types this into the field.
    int rank = 0; ///< rankOf().
};

/// What the palette knows without an engine.
struct PaletteThings {
    const UserLists* lists = nullptr; ///< May be null.
    QHash<QString, KeyList> keys; ///< As effectiveKeys(): what is valid now.
    ViewState from; ///< What is shown: boards and tests open on its branch.
};

/// Matching lines, unsorted.
std::vector<PaletteItem> localItems(const PaletteQuery& query, const PaletteThings& things);
std::vector<PaletteItem> engineItems(const PaletteQuery& query,
                                     const query::SearchSnapshot& snapshot, const ViewState& from);

/// Groups together, the group with the best line first; inside a group by rank, at most
/// \p limit lines of each. What stands in two groups stays in the first.
std::vector<PaletteItem> arrangeItems(std::vector<PaletteItem> items, std::int64_t limit);

} // namespace cboard::ui
