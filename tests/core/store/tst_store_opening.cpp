// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store_opening.h"
#include "tests/core/store/store_testing.h"

#include <QTest>

#include <unistd.h>

#include <array>
#include <fstream>

using namespace cboard;
using namespace cboard::testing;

namespace {

/// Two artificial versions: the second adds a column and fills it.
constexpr std::array<std::string_view, 1> OldTexts = {
    "CREATE TABLE lease (id INTEGER PRIMARY KEY, program, host, pid, since, heartbeat);"
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO thing VALUES (1, 'x')"};
constexpr std::array<std::string_view, 2> NewTexts = {
    OldTexts[0], "ALTER TABLE thing ADD COLUMN size INTEGER; UPDATE thing SET size = 7"};

} // namespace

class StoreOpeningTest : public QObject {
    Q_OBJECT

private slots:
    void anOlderSchemaMigratesAndACopyIsKept();
    void aStoreOfTheFirstVersionIsReadable();
    void aMigrationThatFailsChangesNothing();
    void aNewerSchemaIsRefused();
    void otherTablesUnderTheSameVersionAreRefused();
    void whatIsNoStoreIsRefused();
    void aMissingStoreIsNotMadeForReading();
    void aReadOnlyStoreAnswersAndRefusesWriters();
    void aFolderThatCannotBeWrittenIsForReading();
    void theWriterLooksUpByIndex_data();
    void theWriterLooksUpByIndex();

private:
    StoreFolder m_folder;
};

void StoreOpeningTest::anOlderSchemaMigratesAndACopyIsKept()
{
    const auto file = m_folder.file("older.db");
    QVERIFY(store::prepareStoreFile(file, true, OldTexts));
    const auto readOnly = store::checkStoreFile(file, NewTexts);
    QVERIFY(!readOnly);
    QCOMPARE(readOnly.error().kind, ErrorKind::Unsupported);
    QVERIFY(store::prepareStoreFile(file, true, NewTexts));
    auto database = store::Database::open(file, store::Database::Mode::ReadOnly);
    QVERIFY(database);
    QCOMPARE((*database)->scalar("SELECT size FROM thing").value(), 7);
    QCOMPARE(store::versionOf(**database).value(), 2);
    auto copy =
        store::Database::open(file.string() + ".v1.backup", store::Database::Mode::ReadOnly);
    QVERIFY(copy);
    QCOMPARE((*copy)->scalar("SELECT count(*) FROM thing").value(), 1);
    QCOMPARE(store::versionOf(**copy).value(), 1);
    QVERIFY(store::checkStoreFile(file, NewTexts));
}

void StoreOpeningTest::aStoreOfTheFirstVersionIsReadable()
{
    const auto file = m_folder.file("first.db");
    QVERIFY(store::prepareStoreFile(file, true, store::migrationTexts().first(1)));
    {
        auto database = store::Database::open(file, store::Database::Mode::ReadWrite);
        QVERIFY(database
                && (*database)->execute(
                    "INSERT INTO name VALUES (1, 1, 'mainline'), (2, 1, 'master'), (3, 1, 'u');"
                    "INSERT INTO revision (id, tree, branch, url, hash, patchset, order_time)"
                    " VALUES (1, 1, 1, 1, 'abcd', '', 7)"));
    }
    auto store = store::Store::open(file, {});
    QVERIFY2(store.has_value(), store ? "" : describe(store.error()).c_str());
    auto database = store::Database::open(file, store::Database::Mode::ReadOnly);
    QCOMPARE(store::versionOf(**database).value(), store::schemaVersion());
    QCOMPARE((*database)->scalar("SELECT order_time FROM revision").value(), 7);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM revision WHERE line_time IS NULL").value(),
             1);
}

void StoreOpeningTest::aMigrationThatFailsChangesNothing()
{
    const auto file = m_folder.file("failing.db");
    QVERIFY(store::prepareStoreFile(file, true, OldTexts));
    const std::array<std::string_view, 2> broken = {OldTexts[0],
                                                    "DELETE FROM thing; CREATE nonsense"};
    QVERIFY(!store::prepareStoreFile(file, true, broken));
    QVERIFY(store::prepareStoreFile(file, true, NewTexts));
    auto database = store::Database::open(file, store::Database::Mode::ReadOnly);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM thing").value(), 1);
}

void StoreOpeningTest::aNewerSchemaIsRefused()
{
    const auto file = m_folder.file("newer.db");
    QVERIFY(store::prepareStoreFile(file, true, NewTexts));
    const auto refused = store::prepareStoreFile(file, true, OldTexts);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
    QVERIFY(refused.error().message.find("schema version 2, this program knows 1")
            != std::string::npos);
}

void StoreOpeningTest::otherTablesUnderTheSameVersionAreRefused()
{
    const auto file = m_folder.file("before-release.db");
    const std::array<std::string_view, 2> early = {
        OldTexts[0], "ALTER TABLE thing ADD COLUMN weight INTEGER; -- later called size"};
    QVERIFY(store::prepareStoreFile(file, true, early));
    for (const auto& refused :
         {store::prepareStoreFile(file, true, NewTexts), store::checkStoreFile(file, NewTexts)}) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
        const QString message = QString::fromStdString(refused.error().message);
        QVERIFY(message.contains(QString::fromStdString(file.string())));
        QVERIFY(message.contains(QStringLiteral("no column thing.size")));
        QVERIFY(message.contains(QStringLiteral("ingest the results again into a new store")));
    }
    QVERIFY(store::prepareStoreFile(file, true, early));
}

void StoreOpeningTest::whatIsNoStoreIsRefused()
{
    const auto text = m_folder.file("text.db");
    std::ofstream(text) << std::string(5000, 'x');
    const auto refused = store::Store::open(text, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("is not a store") != std::string::npos);
    const auto other = m_folder.file("other.db");
    {
        auto database = store::Database::open(other, store::Database::Mode::Create);
        QVERIFY(database && (*database)->execute("CREATE TABLE t (a)"));
    }
    const auto foreign = store::Store::open(other, {});
    QVERIFY(!foreign && foreign.error().message.find("is not a store") != std::string::npos);
}

void StoreOpeningTest::aMissingStoreIsNotMadeForReading()
{
    const auto file = m_folder.file("missing.db");
    const auto store = store::Store::open(file, {.isReadOnly = true});
    QVERIFY(!store);
    QCOMPARE(store.error().kind, ErrorKind::NotFound);
    QVERIFY(!store::Store::open(file, {.mayCreate = false}));
    QVERIFY(!std::filesystem::exists(file));
}

void StoreOpeningTest::aReadOnlyStoreAnswersAndRefusesWriters()
{
    const auto file = m_folder.file("folder/ro.db");
    {
        const auto store = store::Store::open(file, {});
        QVERIFY(store);
        const auto writer = writerOf(**store);
        addLists(*writer, R"("tests":[{"id":"a:t","origin":"a","build_id":"a:b"}])");
        QVERIFY(writer->commit());
    }
    const auto store = store::Store::open(file, {.isReadOnly = true});
    QVERIFY(store);
    const auto writer = (*store)->writer("test", Noon);
    QVERIFY(!writer);
    QVERIFY(writer.error().message.find("for reading only") != std::string::npos);
    QVERIFY(exported(**store).find("a:t") != std::string::npos);
}

void StoreOpeningTest::aFolderThatCannotBeWrittenIsForReading()
{
    namespace fs = std::filesystem;
    if (::geteuid() == 0) {
        QSKIP("the superuser can write everywhere");
    }
    const fs::path folder = m_folder.file("medium");
    fs::create_directory(folder);
    const fs::path file = folder / "store.db";
    {
        const auto store = store::Store::open(file, {});
        QVERIFY(store);
        const auto writer = writerOf(**store);
        addLists(*writer, R"("issues":[{"id":"a:1","version":1,"origin":"a"}])");
        QVERIFY(writer->commit());
    }
    fs::remove(file.string() + "-shm"); // It would do, but a medium may come without.
    fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec);
    {
        const auto store = store::Store::open(file, {});
        QVERIFY2(store.has_value(), store ? "" : describe(store.error()).c_str());
        QCOMPARE((*store)->sizes().value().records[static_cast<std::size_t>(RecordKind::Issue)], 1);
        const auto writer = (*store)->writer("test", Noon);
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, ErrorKind::Storage);
    }
    fs::permissions(folder, fs::perms::owner_all);
}

void StoreOpeningTest::theWriterLooksUpByIndex_data()
{
    QTest::addColumn<QString>("sql");
    for (const char* sql : {
             "SELECT build FROM test WHERE key = ?1",
             "DELETE FROM test WHERE build = ?1 AND path = ?2 AND key = ?3",
             "SELECT id FROM build WHERE ext_id = ?1",
             "SELECT id FROM checkout WHERE ext_id = ?1",
             "SELECT id FROM checkout WHERE revision = ?1",
             "SELECT id FROM revision WHERE tree = ?1 AND branch = ?2 AND url = ?3 AND hash = ?4"
             " AND patchset = ?5",
             "SELECT id FROM job WHERE hash = ?1",
             "SELECT id, body FROM excerpt WHERE id / 1000000 = ?1 AND hash = ?2",
             "SELECT hash FROM excerpt WHERE id / 1000000 = ?1",
             "SELECT id FROM log WHERE hash = ?1",
             "SELECT 1 FROM document WHERE hash = ?1",
             "SELECT id FROM issue WHERE ext_id = ?1 AND version = ?2",
             "SELECT id FROM incident WHERE ext_id = ?1",
             "SELECT body FROM record_version WHERE kind = ?1 AND record = ?2 ORDER BY sequence",
             "SELECT count FROM rollup_checkout WHERE checkout = ?1",
             "UPDATE rollup_platform SET checkout = ?2 WHERE checkout = ?1",
             "DELETE FROM change WHERE generation < ?1",
             "SELECT max(key) FROM test",
         }) {
        QTest::newRow(sql) << sql;
    }
}

void StoreOpeningTest::theWriterLooksUpByIndex()
{
    QFETCH(QString, sql);
    const auto store = m_folder.open("plans.db");
    auto database =
        store::Database::open(m_folder.file("plans.db"), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    auto rows = (*database)->prepare("EXPLAIN QUERY PLAN " + sql.toStdString());
    QVERIFY(rows);
    int steps = 0;
    while (rows->step().value()) {
        const std::string step(rows->text(3));
        QVERIFY2(step.starts_with("SEARCH"), step.c_str());
        ++steps;
    }
    QVERIFY(steps > 0);
}

QTEST_GUILESS_MAIN(StoreOpeningTest)
#include "tst_store_opening.moc"
