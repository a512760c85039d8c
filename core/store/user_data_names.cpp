// SPDX-License-Identifier: LGPL-2.1-or-later
// What users give names to: views, and boards that have several.
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

Result<std::vector<UserData::BoardAlias>> UserData::boardAliases()
{
    return rowsOf(*m_database, "SELECT name, board FROM board_alias ORDER BY name",
                  pairOf<BoardAlias>);
}

Result<void> UserData::mergeBoards(const std::vector<std::string>& names, const std::string& board,
                                   Timestamp now)
{
    CBOARD_TRY(const auto known, boardAliases());
    const auto main = std::ranges::find(known, board, &BoardAlias::name);
    const std::string target = main == known.end() ? board : main->board;
    std::set<std::string> merged(names.begin(), names.end());
    for (const BoardAlias& alias : known) { // What stood for one of them comes along.
        if (merged.contains(alias.board)) {
            merged.insert(alias.name);
        }
    }
    merged.erase(target);
    if (target.empty() || merged.empty() || merged.contains("")) {
        return fail(ErrorKind::Invalid, "a board is merged under two different names");
    }
    std::vector<Change> changes;
    for (const std::string& name : merged) {
        changes.push_back({{"alias", "", name}, target});
    }
    return changeAll(changes, now);
}

Result<void> UserData::splitBoard(const std::string& board, Timestamp now)
{
    CBOARD_TRY(const auto known, boardAliases());
    const auto own = std::ranges::find(known, board, &BoardAlias::name);
    std::vector<Change> changes;
    for (const BoardAlias& alias : known) {
        if (alias.board == board || (own != known.end() && alias.name == board)) {
            changes.push_back({{"alias", "", alias.name}, std::nullopt});
        }
    }
    if (changes.empty()) {
        return fail(ErrorKind::NotFound, "\"" + board + "\" has no other name");
    }
    return changeAll(changes, now);
}

} // namespace cboard::store
