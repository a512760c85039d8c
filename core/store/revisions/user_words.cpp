// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/user_words.h"

#include "core/store/sqlite/migrations.h"

namespace cboard::store {

namespace {

    /// Null when the store has no user file, or one that is only being made: its tables come all at
    /// once.
    Result<std::unique_ptr<Database>> openUserFile(const std::filesystem::path& storeFile,
                                                   std::int64_t leastVersion = 1)
    {
        const auto file = UserData::fileFor(storeFile);
        std::error_code problem;
        if (!std::filesystem::exists(file, problem)) {
            return nullptr;
        }
        CBOARD_TRY(auto database, Database::open(file, Database::Mode::ReadOnly));
        CBOARD_TRY(const std::int64_t version, versionOf(*database));
        return version < leastVersion ? nullptr : std::move(database);
    }

} // namespace

Result<std::vector<UserWord>> loadUserWords(const std::filesystem::path& storeFile,
                                            UserWordKind kind)
{
    std::vector<UserWord> words;
    CBOARD_TRY(const auto database, openUserFile(storeFile));
    if (!database) {
        return words;
    }
    CBOARD_TRY(auto rows,
               database->prepare(kind == UserWordKind::Mark ? "SELECT target, mark FROM mark"
                                                            : "SELECT target, text FROM note"));
    CBOARD_TRY_VOID(forEachRow(rows, [&words](const Statement& row) -> Result<void> {
        words.push_back({std::string(row.text(0)), std::string(row.text(1))});
        return {};
    }));
    return words;
}

Result<std::vector<query::CellNames>> loadWaivedCells(const std::filesystem::path& storeFile,
                                                      Timestamp now)
{
    std::vector<query::CellNames> cells;
    CBOARD_TRY(const auto database, openUserFile(storeFile));
    if (!database) {
        return cells;
    }
    CBOARD_TRY(auto rows,
               database->prepare("SELECT target FROM waiver WHERE until IS NULL OR until > ?1"));
    rows.bind(1, static_cast<std::int64_t>(now.time_since_epoch().count()));
    CBOARD_TRY_VOID(forEachRow(rows, [&cells](const Statement& row) -> Result<void> {
        if (auto cell = query::parseCellTarget(row.text(0))) {
            cells.push_back(std::move(*cell));
        }
        return {};
    }));
    return cells;
}

Result<std::vector<std::pair<std::string, std::string>>>
loadAliases(const std::filesystem::path& storeFile, UserData::Named kind)
{
    constexpr std::int64_t OfBoardsOnly = 3; // user_003_board_aliases.sql, until it is written to.
    std::vector<std::pair<std::string, std::string>> aliases;
    CBOARD_TRY(const auto database, openUserFile(storeFile, OfBoardsOnly));
    if (!database) {
        return aliases;
    }
    CBOARD_TRY(const std::int64_t version, versionOf(*database));
    CBOARD_TRY(auto rows,
               database->prepare(
                   version == OfBoardsOnly
                       ? "SELECT name, board FROM board_alias WHERE ?1 = 'board' ORDER BY name"
                       : "SELECT name, main FROM alias WHERE kind = ?1 ORDER BY name"));
    rows.bind(1, UserData::namedKey(kind));
    CBOARD_TRY_VOID(forEachRow(rows, [&aliases](const Statement& row) -> Result<void> {
        aliases.emplace_back(row.text(0), row.text(1));
        return {};
    }));
    return aliases;
}

std::optional<CellKey> findCell(const Dictionary& names, const query::CellNames& cell)
{
    const auto config = names.findName(NameKind::Config, cell.config);
    const auto architecture = names.findName(NameKind::Architecture, cell.architecture);
    const auto compiler = names.findName(NameKind::Compiler, cell.compiler);
    const auto platform = names.findName(NameKind::Platform, cell.platform);
    const auto path =
        cell.path.empty() ? std::optional<std::int64_t>(0) : names.findPath(cell.path);
    const auto lab = names.findName(NameKind::Lab, cell.lab);
    if (!config || !architecture || !compiler || !platform || !path || !lab) {
        return std::nullopt;
    }
    return CellKey{*config, *architecture, *compiler, *platform, *path, *lab};
}

} // namespace cboard::store
