// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/user_data.h"

#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/store_opening.h"

namespace cboard::store {

namespace {

    /// The statements for one sort of item. Parameters: 1 kind, 2 target, 3 text, 4 now.
    struct Statements {
        std::string_view label;
        std::string_view read;
        std::string_view write;
        std::string_view remove;
    };

    constexpr Statements Sorts[] = {
        {"pin", "SELECT position FROM pin WHERE kind = ?1 AND target = ?2",
         "INSERT OR REPLACE INTO pin (kind, target, position, created) VALUES (?1, ?2,"
         " CASE WHEN ?3 = '' THEN (SELECT coalesce(max(position), 0) + 1 FROM pin)"
         " ELSE CAST(?3 AS INTEGER) END, ?4)",
         "DELETE FROM pin WHERE kind = ?1 AND target = ?2"},
        {"mark", "SELECT '' FROM mark WHERE mark = ?1 AND target = ?2",
         "INSERT OR REPLACE INTO mark (mark, target, created) SELECT ?1, ?2, ?4 WHERE ?3 = ?3",
         "DELETE FROM mark WHERE mark = ?1 AND target = ?2"},
        {"note", "SELECT text FROM note WHERE target = ?2 AND ?1 = ?1",
         "INSERT OR REPLACE INTO note (target, text, changed) SELECT ?2, ?3, ?4 WHERE ?1 = ?1",
         "DELETE FROM note WHERE target = ?2 AND ?1 = ?1"},
    };

    const Statements& sortOf(std::string_view label)
    {
        for (const Statements& sort : Sorts) {
            if (sort.label == label) {
                return sort;
            }
        }
        return Sorts[0];
    }

    std::optional<std::string> optionalText(const Statement& row, int column)
    {
        return row.isNull(column) ? std::nullopt : std::optional(std::string(row.text(column)));
    }

    std::optional<std::string_view> view(const std::optional<std::string>& text)
    {
        return text ? std::optional<std::string_view>(*text) : std::nullopt;
    }

} // namespace

UserData::UserData(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

UserData::~UserData() = default;

std::filesystem::path UserData::fileFor(const std::filesystem::path& storeFile)
{
    return storeFile.string() + ".user";
}

Result<std::unique_ptr<UserData>> UserData::open(const std::filesystem::path& storeFile)
{
    const auto file = fileFor(storeFile);
    CBOARD_TRY_VOID(prepareStoreFile(file, true, userMigrationTexts()));
    CBOARD_TRY(auto database, Database::open(file, Database::Mode::ReadWrite));
    CBOARD_TRY_VOID(database->execute("PRAGMA synchronous = FULL"));
    return std::unique_ptr<UserData>(new UserData(std::move(database)));
}

Result<std::vector<UserData::Pin>> UserData::pins()
{
    CBOARD_TRY(auto rows, m_database->prepare("SELECT kind, target FROM pin ORDER BY position"));
    std::vector<Pin> pins;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return pins;
        }
        pins.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
    }
}

Result<std::vector<std::string>> UserData::marks(const std::string& target)
{
    CBOARD_TRY(auto rows,
               m_database->prepare("SELECT mark FROM mark WHERE target = ?1 ORDER BY mark"));
    rows.bind(1, std::string_view(target));
    std::vector<std::string> marks;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return marks;
        }
        marks.emplace_back(rows.text(0));
    }
}

Result<void> UserData::pin(const Pin& pin, Timestamp now)
{
    return change({"pin", pin.kind, pin.target}, "", now);
}

Result<void> UserData::unpin(const Pin& pin, Timestamp now)
{
    return change({"pin", pin.kind, pin.target}, std::nullopt, now);
}

Result<void> UserData::mark(const std::string& target, const std::string& word, Timestamp now)
{
    return change({"mark", word, target}, "", now);
}

Result<void> UserData::unmark(const std::string& target, const std::string& word, Timestamp now)
{
    return change({"mark", word, target}, std::nullopt, now);
}

Result<std::optional<std::string>> UserData::note(const std::string& target)
{
    return read({"note", "", target});
}

Result<void> UserData::setNote(const std::string& target, const std::optional<std::string>& text,
                               Timestamp now)
{
    return change({"note", "", target}, text, now);
}

Result<std::optional<std::string>> UserData::read(const Item& item)
{
    CBOARD_TRY(auto row, m_database->prepare(sortOf(item.label).read));
    row.bindAll(std::string_view(item.kind), std::string_view(item.target));
    CBOARD_TRY(const bool hasRow, row.step());
    return hasRow ? optionalText(row, 0) : std::nullopt;
}

Result<void> UserData::write(const Item& item, const std::optional<std::string>& text,
                             Timestamp now)
{
    const Statements& sort = sortOf(item.label);
    CBOARD_TRY(auto row, m_database->prepare(text ? sort.write : sort.remove));
    row.bindAll(std::string_view(item.kind), std::string_view(item.target));
    if (text) {
        row.bind(3, std::string_view(*text)).bind(4, now.time_since_epoch().count());
    }
    return row.run();
}

Result<void> UserData::change(const Item& item, const std::optional<std::string>& text,
                              Timestamp now)
{
    CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
    CBOARD_TRY(const auto before, read(item));
    const bool isThereAlready = before && text && item.label != "note";
    if (isThereAlready || before == text) {
        return transaction.commit();
    }
    CBOARD_TRY_VOID(write(item, text, now));
    CBOARD_TRY(const auto after, read(item)); // A pin has got its position.
    CBOARD_TRY_VOID(m_database->execute("DELETE FROM undo_log WHERE id >"
                                        " (SELECT value FROM meta WHERE key = 'undo_position')"));
    CBOARD_TRY(auto log,
               m_database->prepare("INSERT INTO undo_log (label, kind, target, before,"
                                   " after) VALUES (?1, ?2, ?3, ?4, ?5)"));
    CBOARD_TRY_VOID(log.bindAll(std::string_view(item.label), std::string_view(item.kind),
                                std::string_view(item.target), view(before), view(after))
                        .run());
    CBOARD_TRY_VOID(m_database->execute(
        "UPDATE meta SET value = (SELECT max(id) FROM undo_log) WHERE key = 'undo_position'"));
    return transaction.commit();
}

Result<std::optional<UserData::Step>> UserData::undo(Timestamp now)
{
    return step(true, now);
}

Result<std::optional<UserData::Step>> UserData::redo(Timestamp now)
{
    return step(false, now);
}

Result<std::optional<UserData::Step>> UserData::step(bool isUndo, Timestamp now)
{
    constexpr std::string_view Last =
        "SELECT id, label, kind, target, before, after FROM undo_log WHERE id <="
        " (SELECT value FROM meta WHERE key = 'undo_position') ORDER BY id DESC LIMIT 1";
    constexpr std::string_view Next =
        "SELECT id, label, kind, target, before, after FROM undo_log WHERE id >"
        " (SELECT value FROM meta WHERE key = 'undo_position') ORDER BY id LIMIT 1";
    CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
    std::optional<Step> done;
    {
        CBOARD_TRY(auto row, m_database->prepare(isUndo ? Last : Next));
        CBOARD_TRY(const bool hasRow, row.step());
        if (hasRow) {
            const Item item{std::string(row.text(1)), std::string(row.text(2)),
                            std::string(row.text(3))};
            CBOARD_TRY_VOID(write(item, optionalText(row, isUndo ? 4 : 5), now));
            CBOARD_TRY(auto position,
                       m_database->prepare("UPDATE meta SET value = ?1"
                                           " WHERE key = 'undo_position'"));
            CBOARD_TRY_VOID(position.bind(1, row.integer(0) - (isUndo ? 1 : 0)).run());
            done = Step{item.label, item.target};
        }
    }
    CBOARD_TRY_VOID(transaction.commit());
    return done;
}

} // namespace cboard::store
