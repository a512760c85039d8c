// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"
#include "core/store/revisions/query_context.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

/// A board that the user knows by several names.
struct NamedBoard {
    std::string name; ///< Under which it is shown.
    std::vector<std::string> otherNames; ///< Sorted.
    /// platform.id of those names that results have, that of `name` first; not empty.
    std::vector<std::int64_t> platforms;
};

/// Which platforms are one board, as the user said (UserData::mergeBoards). Cells keep the name
/// that their results have: histories are those of one name.
class BoardAliases {
public:
    /// None without a user file. Error Storage.
    static Result<BoardAliases> load(const QueryContext& context);

    /// Null for a platform that has one name only.
    const NamedBoard* boardOf(std::int64_t platform) const;
    /// By any of its names.
    const NamedBoard* find(std::string_view name) const;
    const std::vector<NamedBoard>& boards() const { return m_boards; }
    /// The platform under which all of a board is counted.
    std::int64_t countedAs(std::int64_t platform) const;
    /// Selects every platform of a board one of whose names matches.
    void widen(std::vector<bool>& platforms, const query::TextMatcher& matcher) const;

private:
    std::vector<NamedBoard> m_boards;
};

} // namespace cboard::store
