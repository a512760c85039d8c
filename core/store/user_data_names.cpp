// SPDX-License-Identifier: LGPL-2.1-or-later
// What users give names to: views, boards and labs.
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/statement_rows.h"
#include "core/store/user_data.h"

#include <algorithm>
#include <set>

namespace cboard::store {

Result<std::vector<UserData::SavedView>> UserData::savedViews()
{
    return rowsOf(*m_database, "SELECT name, address FROM saved_view ORDER BY name",
                  pairOf<SavedView>);
}

Result<void> UserData::saveView(const SavedView& view, Timestamp now)
{
    if (view.name.empty()) {
        return fail(ErrorKind::Invalid, "a saved view needs a name");
    }
    return change({"view", "", view.name}, view.address, now);
}

Result<void> UserData::renameView(const std::string& from, const std::string& to, Timestamp now)
{
    CBOARD_TRY(const auto address, read({"view", "", from}));
    if (!address) {
        return fail(ErrorKind::NotFound, "there is no saved view \"" + from + '"');
    }
    CBOARD_TRY(const auto taken, read({"view", "", to}));
    if (to.empty() || (taken && to != from)) {
        return fail(ErrorKind::Invalid,
                    to.empty() ? "a saved view needs a name"
                               : "there is a saved view \"" + to + "\" already");
    }
    if (to == from) {
        return {};
    }
    return changeAll({{{"view", "", from}, std::nullopt}, {{"view", "", to}, address}}, now);
}

Result<void> UserData::removeView(const std::string& name, Timestamp now)
{
    return change({"view", "", name}, std::nullopt, now);
}

Result<std::vector<UserData::RecentView>> UserData::recentViews()
{
    return rowsOf(*m_database, "SELECT address, title FROM recent ORDER BY used DESC",
                  pairOf<RecentView>);
}

Result<void> UserData::addRecent(const RecentView& view)
{
    CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
    CBOARD_TRY(auto row,
               m_database->prepare("INSERT OR REPLACE INTO recent (address, title, used) VALUES"
                                   " (?1, ?2, (SELECT coalesce(max(used), 0) + 1 FROM recent))"));
    CBOARD_TRY_VOID(
        row.bindAll(std::string_view(view.address), std::string_view(view.title)).run());
    CBOARD_TRY(auto old,
               m_database->prepare("DELETE FROM recent WHERE address NOT IN"
                                   " (SELECT address FROM recent ORDER BY used DESC LIMIT ?1)"));
    CBOARD_TRY_VOID(old.bind(1, MaxRecent).run());
    return transaction.commit();
}

std::string_view UserData::namedKey(Named kind)
{
    return kind == Named::Lab ? "lab" : "board";
}

Result<std::vector<UserData::Alias>> UserData::aliases(Named kind)
{
    return rowsOf(
        *m_database, "SELECT name, main FROM alias WHERE kind = ?1 ORDER BY name",
        [kind](const Statement& row) {
            return Alias{kind, std::string(row.text(0)), std::string(row.text(1))};
        },
        namedKey(kind));
}

Result<void> UserData::mergeNames(Named kind, const std::vector<std::string>& names,
                                  const std::string& main, Timestamp now)
{
    CBOARD_TRY(const auto known, aliases(kind));
    const auto standing = std::ranges::find(known, main, &Alias::name);
    const std::string target = standing == known.end() ? main : standing->main;
    std::set<std::string> merged(names.begin(), names.end());
    for (const Alias& alias : known) { // What stood for one of them comes along.
        if (merged.contains(alias.main)) {
            merged.insert(alias.name);
        }
    }
    merged.erase(target);
    if (target.empty() || merged.empty() || merged.contains("")) {
        return fail(ErrorKind::Invalid,
                    "a " + std::string(namedKey(kind)) + " needs two different names");
    }
    std::vector<Change> changes;
    for (const std::string& name : merged) {
        changes.push_back({{"alias", std::string(namedKey(kind)), name}, target});
    }
    return changeAll(changes, now);
}

Result<void> UserData::splitNames(Named kind, const std::string& main, Timestamp now)
{
    CBOARD_TRY(const auto known, aliases(kind));
    const auto own = std::ranges::find(known, main, &Alias::name);
    std::vector<Change> changes;
    for (const Alias& alias : known) {
        if (alias.main == main || (own != known.end() && alias.name == main)) {
            changes.push_back({{"alias", std::string(namedKey(kind)), alias.name}, std::nullopt});
        }
    }
    if (changes.empty()) {
        return fail(ErrorKind::NotFound, "\"" + main + "\" has no other name");
    }
    return changeAll(changes, now);
}

} // namespace cboard::store
