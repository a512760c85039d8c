// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <vector>

namespace cboard::ui {

/// What a column of a table asks for; all in pixels with the padding of its cells.
struct ColumnNeed {
    int title = 0; ///< Its heading is never cut.
    int content = 0; ///< The widest of what it shows.
    int most = 0; ///< Wider contents are cut where other columns need the room.
    int chosen = 0; ///< By the user, who is right; 0: not.
    bool isShown = true;
    bool takesRest = false; ///< Grows to the edge of the table.
    int least = std::numeric_limits<int>::max(); ///< Where room is short it is cut to this.
    bool mayGiveWay = false; ///< Has no width where even the least ones have no room.
    bool isEmpty = false; ///< No row says anything in it: it gives way before a text is cut.
    /// The widest without the hashes of revisions, which are shown whole or not at all.
    int plain = std::numeric_limits<int>::max();
};

/// One width for each column, 0 for hidden ones and for those that gave way. Empty columns do as
/// soon as any content has no room. Else as much as contents need, cut contents get what is left of
/// \p room, then the columns that take the rest. Where that is more than \p room the hashes of
/// revisions go, then all give in proportion to what they can spare: a text that is cut says more
/// than a column out of sight. Where even that does not suffice, those that may give way to the
/// ones before them, the last first: what matters most stands first. Together more than \p room
/// after that.
std::vector<int> columnWidths(std::vector<ColumnNeed> needs, int room);

} // namespace cboard::ui
