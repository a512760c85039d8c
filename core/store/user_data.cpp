// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/user_data.h"

#include "core/query/cell_target.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/sqlite/statement_rows.h"
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
        // The text: microseconds or nothing, a blank, the reason.
        {"waiver",
         "SELECT ifnull(until, '') || ' ' || reason FROM waiver WHERE target = ?2 AND ?1 = ?1",
         "INSERT OR REPLACE INTO waiver (target, reason, until, created)"
         " SELECT ?2, substr(?3, instr(?3, ' ') + 1),"
         " CAST(nullif(substr(?3, 1, instr(?3, ' ') - 1), '') AS INTEGER), ?4 WHERE ?1 = ?1",
         "DELETE FROM waiver WHERE target = ?2 AND ?1 = ?1"},
        {"alias", "SELECT main FROM alias WHERE kind = ?1 AND name = ?2",
         "INSERT OR REPLACE INTO alias (kind, name, main, created) VALUES (?1, ?2, ?3, ?4)",
         "DELETE FROM alias WHERE kind = ?1 AND name = ?2"},
        {"view", "SELECT address FROM saved_view WHERE name = ?2 AND ?1 = ?1",
         "INSERT OR REPLACE INTO saved_view (name, address, changed)"
         " SELECT ?2, ?3, ?4 WHERE ?1 = ?1",
         "DELETE FROM saved_view WHERE name = ?2 AND ?1 = ?1"},
    };

    /// Sorts whose text is content; the others are there or not.
    bool hasText(std::string_view label)
    {
        return label == "note" || label == "waiver" || label == "alias" || label == "view";
    }

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

    std::optional<std::string_view> viewOf(const std::optional<std::string>& text)
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
    return rowsOf(*m_database, "SELECT kind, target FROM pin ORDER BY position", pairOf<Pin>);
}

Result<std::vector<std::string>> UserData::marks(const std::string& target)
{
    return textsOf("SELECT mark FROM mark WHERE target = ?1 ORDER BY mark", target);
}

Result<std::vector<std::string>> UserData::marked(const std::string& word)
{
    return textsOf("SELECT target FROM mark WHERE mark = ?1 ORDER BY target", word);
}

Result<std::vector<std::string>> UserData::textsOf(const char* sql, const std::string& parameter)
{
    return rowsOf(
        *m_database, sql, [](const Statement& row) { return std::string(row.text(0)); }, parameter);
}

Result<void> UserData::markAll(const std::vector<std::string>& targets, const std::string& word,
                               bool on, Timestamp now)
{
    std::vector<Change> changes;
    for (const std::string& target : targets) {
        changes.push_back(
            {{"mark", word, target}, on ? std::optional<std::string>("") : std::nullopt});
    }
    return changeAll(changes, now);
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

Result<std::vector<UserData::Note>> UserData::notes()
{
    return rowsOf(*m_database, "SELECT target, text FROM note ORDER BY target", pairOf<Note>);
}

Result<void> UserData::setNote(const std::string& target, const std::optional<std::string>& text,
                               Timestamp now)
{
    return change({"note", "", target}, text, now);
}

Result<void> UserData::setNotes(const std::vector<std::string>& targets,
                                const std::optional<std::string>& text, Timestamp now)
{
    std::vector<Change> changes;
    for (const std::string& target : targets) {
        changes.push_back({{"note", "", target}, text});
    }
    return changeAll(changes, now);
}

Result<std::vector<UserData::Waiver>> UserData::waivers()
{
    return rowsOf(*m_database, "SELECT target, reason, until FROM waiver ORDER BY target",
                  [](const Statement& row) {
                      const auto until = row.isNull(2)
                          ? std::nullopt
                          : std::optional(Timestamp(Timestamp::duration(row.integer(2))));
                      return Waiver{std::string(row.text(0)), std::string(row.text(1)), until};
                  });
}

Result<void> UserData::waive(const std::vector<Waiver>& waivers, Timestamp now)
{
    std::vector<Change> changes;
    for (const Waiver& waiver : waivers) {
        if (!query::parseCellTarget(waiver.target)) {
            return fail(ErrorKind::Invalid, "\"" + waiver.target + "\" names no cell");
        }
        if (!waiver.until && waiver.reason.find_first_not_of(' ') == std::string::npos) {
            return fail(ErrorKind::Invalid, "what is expected for ever needs a reason");
        }
        const std::string until =
            waiver.until ? std::to_string(waiver.until->time_since_epoch().count()) : "";
        changes.push_back({{"waiver", "", waiver.target}, until + ' ' + waiver.reason});
    }
    return changeAll(changes, now);
}

Result<void> UserData::endWaivers(const std::vector<std::string>& targets, Timestamp now)
{
    std::vector<Change> changes;
    for (const std::string& target : targets) {
        changes.push_back({{"waiver", "", target}, {}});
    }
    return changeAll(changes, now);
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
    return changeAll({{item, text}}, now);
}

/// All of them or none, taken back together.
Result<void> UserData::changeAll(const std::vector<Change>& changes, Timestamp now)
{
    CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
    std::optional<std::int64_t> step;
    for (const auto& [item, text] : changes) {
        CBOARD_TRY(const auto before, read(item));
        const bool isThereAlready = before && text && !hasText(item.label);
        if (isThereAlready || before == text) {
            continue;
        }
        CBOARD_TRY_VOID(write(item, text, now));
        if (!step) {
            CBOARD_TRY(const std::int64_t last,
                       m_database->scalar("SELECT value FROM meta WHERE key = 'undo_position'"));
            step = last + 1;
            CBOARD_TRY_VOID(
                m_database->execute("DELETE FROM undo_log WHERE step >"
                                    " (SELECT value FROM meta WHERE key = 'undo_position')"));
        }
        CBOARD_TRY_VOID(log(item, before, *step));
    }
    if (step) {
        CBOARD_TRY(auto position,
                   m_database->prepare("UPDATE meta SET value = ?1 WHERE key = 'undo_position'"));
        CBOARD_TRY_VOID(position.bind(1, *step).run());
    }
    return transaction.commit();
}

Result<void> UserData::log(const Item& item, const std::optional<std::string>& before,
                           std::int64_t step)
{
    CBOARD_TRY(const auto after, read(item)); // A pin has got its position.
    CBOARD_TRY(auto row,
               m_database->prepare("INSERT INTO undo_log (label, kind, target, before, after, step)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    return row
        .bindAll(std::string_view(item.label), std::string_view(item.kind),
                 std::string_view(item.target), viewOf(before), viewOf(after), step)
        .run();
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
    // The changes of one step, backwards when they are taken back.
    constexpr std::string_view Last =
        "SELECT label, kind, target, before, step FROM undo_log WHERE step ="
        " (SELECT max(step) FROM undo_log WHERE step <="
        " (SELECT value FROM meta WHERE key = 'undo_position')) ORDER BY id DESC";
    constexpr std::string_view Next =
        "SELECT label, kind, target, after, step FROM undo_log WHERE step ="
        " (SELECT min(step) FROM undo_log WHERE step >"
        " (SELECT value FROM meta WHERE key = 'undo_position')) ORDER BY id";
    CBOARD_TRY(auto transaction, Transaction::begin(*m_database, Transaction::Kind::Write));
    std::optional<Step> done;
    std::int64_t number = 0;
    {
        CBOARD_TRY(auto row, m_database->prepare(isUndo ? Last : Next));
        while (true) {
            CBOARD_TRY(const bool hasRow, row.step());
            if (!hasRow) {
                break;
            }
            const Item item{std::string(row.text(0)), std::string(row.text(1)),
                            std::string(row.text(2))};
            number = row.integer(4);
            CBOARD_TRY_VOID(write(item, optionalText(row, 3), now));
            if (!done || isUndo) { // The first change of the step, read backwards on undo.
                done = Step{item.label, item.target};
            }
        }
    }
    if (done) {
        CBOARD_TRY(auto position,
                   m_database->prepare("UPDATE meta SET value = ?1 WHERE key = 'undo_position'"));
        CBOARD_TRY_VOID(position.bind(1, number - (isUndo ? 1 : 0)).run());
    }
    CBOARD_TRY_VOID(transaction.commit());
    return done;
}

} // namespace cboard::store
