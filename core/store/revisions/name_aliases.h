// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"
#include "core/store/revisions/query_context.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cboard::store {

/// A board or a lab that the user knows by several names.
struct NamedThing {
    std::string name; ///< Under which it is shown.
    std::vector<std::string> otherNames; ///< Sorted.
    /// Ids of those names that results have, that of `name` first if it is one; not empty.
    std::vector<std::int64_t> ids;
};

/// Which names mean one board, or one lab, as the user said (UserData::mergeNames). A board is one
/// row and one column of a matrix and has one history; what its cells are judged by (new, fixed,
/// the ledger) is the history of the name that their results have.
class NameAliases {
public:
    /// Of platforms or labs. None without a user file. Error Storage.
    static Result<NameAliases> load(const QueryContext& context, NameKind kind);

    /// Null for what has one name only.
    const NamedThing* find(std::int64_t id) const;
    /// By any of its names.
    const NamedThing* find(std::string_view name) const;
    const std::vector<NamedThing>& all() const { return m_things; }
    /// Under which the thing is shown.
    std::string_view nameOf(const Dictionary& names, std::int64_t id) const;
    /// The same for several, sorted, each once; the empty name left out.
    std::vector<std::string> namesOf(const Dictionary& names,
                                     const std::vector<std::int64_t>& ids) const;
    /// The id under which all of a thing is counted.
    std::int64_t countedAs(std::int64_t id) const;
    /// Selects every id of a thing one of whose names matches.
    void widen(std::vector<bool>& ids, const query::TextMatcher& matcher) const;

private:
    NameKind m_kind = NameKind::Platform;
    std::vector<NamedThing> m_things;
    std::unordered_map<std::int64_t, std::size_t> m_places; ///< In m_things, by id.
};

/// What the user calls boards and labs.
struct UserNames {
    NameAliases boards;
    NameAliases labs;

    /// Those of a query, which reads the user file once.
    static Result<std::shared_ptr<const UserNames>> of(const QueryContext& context);
};

} // namespace cboard::store
