// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/dictionary.h"
#include "core/store/rows/test_key.h"
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/writer/excerpt_table.h"
#include "core/store/writer/hash_filter.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace cboard;
using namespace cboard::store;

class DatabaseTest : public QObject {
    Q_OBJECT

private slots:
    void statementsBindAndReadEachType();
    void emptyTextIsNotNull();
    void aStoppedTaskEndsAStatementAsCancelled();
    void errorsCarryKindCodeAndSentence();
    void aTransactionLeftUndoneRollsBack();
    void aNewDatabaseReachesTheNewestVersion();
    void aNewerDatabaseIsRefusedWithASentence();
    void dictionariesShareRowsAndRollBack();
    void excerptsAreFoundInAllSegments();
    void filtersForgetNothing();
    void keysKeepTheOrderOfIdsThatBeginWithATime();

private:
    std::unique_ptr<Database> open(const char* name)
    {
        auto database = Database::open(path(name), Database::Mode::Create);
        return database ? std::move(*database) : nullptr;
    }
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

void DatabaseTest::statementsBindAndReadEachType()
{
    const auto database = open("types.db");
    QVERIFY(database != nullptr);
    QVERIFY(database->execute("CREATE TABLE t (a, b, c, d, e)"));
    const std::string_view blob("\0x", 2);
    auto insert = database->prepare("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)");
    QVERIFY(insert);
    insert->bind(1, std::int64_t{-5}).bind(2, 1.5).bind(3, "text").bindBlob(4, blob);
    insert->bind(5, std::nullopt);
    QVERIFY(insert->run());
    auto rows = database->prepare("SELECT a, b, c, d, e FROM t");
    QVERIFY(rows && rows->step().value());
    QCOMPARE(rows->integer(0), -5);
    QVERIFY(rows->isReal(1) && !rows->isReal(0));
    QCOMPARE(rows->real(1), 1.5);
    QVERIFY(rows->text(2) == "text" && rows->blob(3) == blob && rows->isNull(4));
    QVERIFY(rows->optionalInteger(4) == std::nullopt);
    QCOMPARE(rows->step().value(), false);
}

void DatabaseTest::emptyTextIsNotNull()
{
    const auto database = open("empty.db");
    auto row = database->prepare("SELECT ?1 IS NULL");
    QVERIFY(row && row->bind(1, std::string_view()).step().value());
    QCOMPARE(row->integer(0), 0);
}

void DatabaseTest::aStoppedTaskEndsAStatementAsCancelled()
{
    const auto database = open("cancel.db");
    std::stop_source source;
    const CancelScope scope(*database, TaskContext(source.get_token()));
    source.request_stop();
    const auto count =
        database->scalar("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                         " SELECT count(*) FROM n");
    QVERIFY(!count);
    QCOMPARE(count.error().kind, ErrorKind::Cancelled);
}

void DatabaseTest::errorsCarryKindCodeAndSentence()
{
    const auto missing = Database::open(path("none/none.db"), Database::Mode::ReadOnly);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::Storage);
    QVERIFY(missing.error().message.find("cannot be opened") != std::string::npos);
    const auto database = open("full.db");
    QVERIFY(database->execute("PRAGMA max_page_count = 3; CREATE TABLE t (a)"));
    const auto full = database->execute("INSERT INTO t VALUES (zeroblob(1000000))");
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::Storage);
    QCOMPARE(full.error().code, 13);
    QVERIFY(full.error().message.find("no space left") != std::string::npos);
}

void DatabaseTest::aTransactionLeftUndoneRollsBack()
{
    const auto database = open("rollback.db");
    QVERIFY(database->execute("CREATE TABLE t (a)"));
    {
        auto transaction = Transaction::begin(*database, Transaction::Kind::Write);
        QVERIFY(transaction);
        QVERIFY(database->execute("INSERT INTO t VALUES (1)"));
    }
    QCOMPARE(database->scalar("SELECT count(*) FROM t").value(), 0);
    auto transaction = Transaction::begin(*database, Transaction::Kind::Write);
    QVERIFY(transaction && database->execute("INSERT INTO t VALUES (1)"));
    QVERIFY(transaction->commit());
    QCOMPARE(database->scalar("SELECT count(*) FROM t").value(), 1);
}

void DatabaseTest::aNewDatabaseReachesTheNewestVersion()
{
    const auto database = open("new.db");
    QVERIFY(migrate(*database, migrationTexts()));
    QCOMPARE(versionOf(*database).value(), schemaVersion());
    QVERIFY(migrate(*database, migrationTexts())); // Nothing left to do.
    QCOMPARE(database->scalar("SELECT count(*) FROM name").value(), 10);
}

void DatabaseTest::aNewerDatabaseIsRefusedWithASentence()
{
    const auto database = open("newer.db");
    QVERIFY(database->execute("PRAGMA user_version = 99"));
    const auto refused = migrate(*database, migrationTexts());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
    QVERIFY(refused.error().message.find("schema version 99") != std::string::npos);
}

void DatabaseTest::dictionariesShareRowsAndRollBack()
{
    const auto database = open("dictionary.db");
    QVERIFY(migrate(*database, migrationTexts()));
    Dictionary writer;
    Dictionary reader;
    QVERIFY(reader.refresh(*database));
    const auto board = writer.internName(*database, NameKind::Platform, "rpi4");
    QCOMPARE(board.value(), 1);
    QCOMPARE(writer.internName(*database, NameKind::Platform, "rpi4").value(), 1);
    QCOMPARE(writer.internName(*database, NameKind::Lab, "").value(), 0);
    const std::int64_t path = writer.internPath("ltp.syscalls.open01");
    QVERIFY(reader.refresh(*database));
    QVERIFY(!reader.findPath("ltp.syscalls.open01"));
    QVERIFY(writer.storePaths(*database) && reader.refresh(*database));
    QCOMPARE(reader.findPath("ltp.syscalls.open01"), std::optional(path));
    QVERIFY(reader.path(path).text == "ltp.syscalls.open01"
            && reader.path(path).leaf() == "open01");
    QVERIFY(reader.path(reader.path(path).suite).text == "ltp");
    QVERIFY(reader.name(NameKind::Platform, 1) == "rpi4");

    const Dictionary::Mark mark = writer.mark();
    QVERIFY(writer.path(writer.internPath("boot.nfs")).isBoot);
    writer.rollback(mark);
    QVERIFY(!writer.findPath("boot.nfs") && !writer.findPath("boot"));
    const std::int64_t empty = writer.internPath("");
    const std::int64_t near = writer.internPath("ltp.syscalls.open02");
    QVERIFY(writer.storePaths(*database) && writer.storePaths(*database));
    QVERIFY(reader.refresh(*database));
    QVERIFY(reader.path(empty).text.empty() && reader.path(near).text == "ltp.syscalls.open02");
    Dictionary later;
    QVERIFY(later.refresh(*database));
    QCOMPARE(later.pathCount(), writer.pathCount());
    QCOMPARE(later.findPath("ltp.syscalls.open02"), std::optional(near));
}

void DatabaseTest::excerptsAreFoundInAllSegments()
{
    const auto database = open("segments.db");
    QVERIFY(migrate(*database, migrationTexts()));
    Compressor compressor;
    {
        ExcerptTable excerpts(*database, compressor);
        QCOMPARE(excerpts.intern("the first").value(), 1);
        QVERIFY(database->execute("UPDATE excerpt SET id = 999999"));
        excerpts.forget();
        QCOMPARE(excerpts.intern("the first of the next segment").value(), 1'000'000);
        QCOMPARE(database->scalar("SELECT count(*) FROM excerpt_filter").value(), 1);
        QCOMPARE(excerpts.intern("the first").value(), 999'999);
    }
    // A writer that comes later, with a filter that an earlier program did not make.
    QVERIFY(database->execute("DELETE FROM excerpt_filter"));
    ExcerptTable excerpts(*database, compressor);
    QCOMPARE(excerpts.intern("the first").value(), 999'999);
    QCOMPARE(excerpts.intern("the first of the next segment").value(), 1'000'000);
    QCOMPARE(excerpts.intern("another").value(), 1'000'001);
    QCOMPARE(database->scalar("SELECT count(*) FROM excerpt_filter").value(), 1);
}

void DatabaseTest::filtersForgetNothing()
{
    HashFilter filter;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        filter.add(i * 2'654'435'761U);
    }
    const HashFilter copy(filter.bytes());
    int strangers = 0;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        QVERIFY(copy.mayHold(i * 2'654'435'761U));
        strangers += copy.mayHold((i + 200'000) * 2'654'435'761U) ? 1 : 0;
    }
    QVERIFY2(strangers < 1000, std::to_string(strangers).c_str());
    QVERIFY(HashFilter("damaged").mayHold(1));
}

void DatabaseTest::keysKeepTheOrderOfIdsThatBeginWithATime()
{
    const std::array<std::pair<const char*, const char*>, 3> ordered{{
        {"maestro:687aa98b2ce2c1874ed70b8a", "maestro:687aab9c2ce2c1874ed7177b"},
        {"linaro:301T52ciowPvktJ6Hdt78nU6SkZ_boot", "linaro:3003OPUl02EMb0rzh0DEIZBQjFk"},
        {"redhat:1935027264_x86_64_kernel", "redhat:1935027999_aarch64"},
    }};
    QVERIFY(wantedTestKey(ordered[0].first) < wantedTestKey(ordered[0].second));
    QVERIFY(wantedTestKey(ordered[1].first) > wantedTestKey(ordered[1].second));
    QVERIFY(wantedTestKey(ordered[2].first) < wantedTestKey(ordered[2].second));
    QVERIFY(wantedTestKey("a:x_1") != wantedTestKey("b:x_1"));
    QCOMPARE(wantedTestKey(ordered[0].first), 0x687aa98b4ed70b8a);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
