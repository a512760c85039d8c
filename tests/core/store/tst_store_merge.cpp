// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/log_packs.h"
#include "core/store/sqlite/database.h"
#include "tests/core/formats/canonical_json.h"
#include "tests/core/store/store_testing.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <array>
#include <fstream>

using namespace cboard;
using namespace cboard::testing;
using store::MergePolicy;

class StoreMergeTest : public QObject {
    Q_OBJECT

private slots:
    void referenceCasesMergeAsStated();
    void newestGivesTheSameRecordInEachOrder();
    void lastTakesWhatArrivesLast();
    void firstOnlyFillsWhatIsAbsent();
    void eachIssueVersionIsARow();
    void lateParentsAreCountedRight();
    void aRunThatEndsAfterItsLateBuildLeavesNoEmptyRow();
    void valuesComeOutAsTheyWereSpelled();
    void aDocumentThatFailsLeavesNoTrace();
    void aLogWaitsForItsTest();
    void rebuildingMendsRollUps();
    void theSameBytesChangeNothing();
    void refusedDocumentsAreKeptOnceWithTheirBytes();
    void logsAreStoredOnceAndReadBack();
    void aDamagedLogIsFound();
    void changesTellRevisionAndKind();

private:
    std::string digestOf(store::Store& store) { return store.digest({}).value(); }

    StoreFolder m_folder;
};

namespace {

constexpr std::string_view CheckoutList =
    R"("checkouts":[{"id":"a:c","origin":"a","tree_name":"mainline","git_repository_branch":"m",)"
    R"("git_commit_hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
    R"("start_time":"2026-01-01T00:00:00Z"}])";
constexpr std::string_view BuildList =
    R"("builds":[{"id":"a:b","origin":"a","checkout_id":"a:c","status":"PASS",)"
    R"("architecture":"arm64","config_name":"defconfig","compiler":"gcc-12"}])";
constexpr std::string_view TestLists =
    R"("tests":[{"id":"a:687aa98b2ce2c1874ed70b8a","origin":"a","build_id":"a:b","path":"boot",)"
    R"("status":"PASS","environment":{"misc":{"platform":"rpi4"}},"misc":{"runtime":"lab-x"}},)"
    R"({"id":"a:687aa98b2ce2c1874ed70b8b","origin":"a","build_id":"a:b","path":"ltp.open01",)"
    R"("status":"FAIL"},{"id":"a:t3","origin":"a","build_id":"a:b","path":"ltp.open02"}])";

std::string canonicalList(std::string_view document, std::string_view list)
{
    Arena arena;
    const auto parsed = formats::parseJson(document, arena, formats::Limits{});
    const formats::JsonValue* rows = parsed ? parsed->find(list) : nullptr;
    std::vector<std::string> records;
    for (const auto& record : rows == nullptr ? std::vector<formats::JsonValue>() : rows->items) {
        records.push_back(canonicalJson(record));
    }
    std::ranges::sort(records);
    std::string text;
    for (const std::string& record : records) {
        text += record + "\n";
    }
    return text;
}

/// The members of a document object without its version.
std::string listsOf(const formats::JsonValue& document)
{
    std::string lists;
    for (const formats::JsonMember& member : document.members) {
        if (member.key != "version") {
            lists += (lists.empty() ? "\"" : ",\"") + std::string(member.key) + "\":";
            lists += canonicalJson(member.value);
        }
    }
    return lists;
}

} // namespace

void StoreMergeTest::referenceCasesMergeAsStated()
{
    QFile file(QDir(CBOARD_SHARED_DATA).filePath("kcidb/cases/dedup_merge_cases.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        QSKIP("the sample data ../shared/data/kcidb is not there");
    }
    const std::string text = file.readAll().toStdString();
    Arena arena;
    const auto parsed = formats::parseJson(text, arena, formats::Limits{});
    QVERIFY(parsed && parsed->find("cases") != nullptr);
    int compared = 0;
    for (const formats::JsonValue& item : parsed->find("cases")->items) {
        const std::string name(item.find("name")->text);
        for (const auto& [key, policy] : {std::pair("keep_first", MergePolicy::First),
                                          std::pair("keep_second", MergePolicy::Last)}) {
            if (item.find(key) == nullptr) {
                continue;
            }
            const auto target = m_folder.open((name + key + ".db").c_str());
            const auto writer = writerOf(*target);
            addLists(*writer, listsOf(*item.find("input")), policy);
            QVERIFY(writer->commit());
            const std::string wanted = canonicalJson(*item.find(key));
            for (const char* list : {"tests", "issues"}) {
                QCOMPARE(canonicalList(exported(*target), list), canonicalList(wanted, list));
            }
            ++compared;
        }
    }
    QVERIFY(compared >= 4);
}

void StoreMergeTest::newestGivesTheSameRecordInEachOrder()
{
    const std::array<std::string, 3> versions = {
        R"("tests":[{"id":"a:t","origin":"a","build_id":"a:b","status":"FAIL","comment":"one",)"
        R"("environment":{"misc":{"platform":"p1"}},"_timestamp":"2026-01-01T01:00:00Z"}])",
        R"("tests":[{"id":"a:t","origin":"a","build_id":"a:b","status":"PASS","duration":2,)"
        R"("path":"x.y","_timestamp":"2026-01-01T02:00:00Z"}])",
        R"("tests":[{"id":"a:t","origin":"a","build_id":"a:b","comment":"three",)"
        R"("status":"FAIL","environment":{"misc":{"platform":"p3"}},)"
        R"("_timestamp":"2026-01-01T03:00:00Z"}])",
    };
    std::array<std::size_t, 3> order = {0, 1, 2};
    std::string wanted;
    int round = 0;
    do {
        const auto target = m_folder.open(("newest" + std::to_string(round++) + ".db").c_str());
        {
            const auto writer = writerOf(*target);
            for (const std::size_t i : order) {
                addLists(*writer, versions[i], MergePolicy::Newest, Noon + std::chrono::hours(i));
            }
            QVERIFY(writer->commit());
        }
        const std::string text = exported(*target);
        wanted = wanted.empty() ? text : wanted;
        QCOMPARE(text, wanted);
        QCOMPARE(QString::fromStdString(problems(*target)), QString());
    } while (std::ranges::next_permutation(order).found);
    QCOMPARE(round, 6);
    QVERIFY(wanted.find("\"three\"") != std::string::npos);
    QVERIFY(wanted.find("\"FAIL\"") != std::string::npos);
    QVERIFY(wanted.find("\"p3\"") != std::string::npos);
}

void StoreMergeTest::lastTakesWhatArrivesLast()
{
    const auto target = m_folder.open("last.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer, TestLists, MergePolicy::Last);
        const auto outcome = addLists(
            *writer,
            R"("tests":[{"id":"a:t3","origin":"a","build_id":"a:b","path":"boot","status":"PASS"}])",
            MergePolicy::Last);
        QCOMPARE(outcome.changed[static_cast<std::size_t>(RecordKind::Test)], 1);
        QVERIFY(writer->commit());
    }
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    QVERIFY(exported(*target).find("ltp.open02") == std::string::npos);
}

void StoreMergeTest::firstOnlyFillsWhatIsAbsent()
{
    const auto target = m_folder.open("first.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer, TestLists);
        QVERIFY(writer->commit());
        const auto filled = addLists(
            *writer,
            R"("tests":[{"id":"a:t3","origin":"a","build_id":"a:b","path":"boot","status":"PASS"}])");
        QCOMPARE(filled.changed[static_cast<std::size_t>(RecordKind::Test)], 1);
        const auto kept = addLists(
            *writer, R"("tests":[{"id":"a:t3","origin":"a","build_id":"a:b","status":"FAIL"}])");
        QCOMPARE(kept.changed[static_cast<std::size_t>(RecordKind::Test)], 0);
        QVERIFY(writer->commit());
    }
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    const std::string text = exported(*target);
    QVERIFY(text.find("ltp.open02") != std::string::npos);
    auto database =
        store::Database::open(m_folder.file("first.db"), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM record_version").value(), 3);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM test WHERE status = 3").value(), 2);
}

void StoreMergeTest::eachIssueVersionIsARow()
{
    const auto target = m_folder.open("issues.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer,
                 R"("issues":[{"id":"a:i","version":2,"origin":"a","comment":"two"},)"
                 R"({"id":"a:i","version":1,"origin":"a","comment":"one"}],)"
                 R"("incidents":[{"id":"a:n","origin":"a","issue_id":"a:i","issue_version":2,)"
                 R"("test_id":"a:t9","present":true}])");
        QVERIFY(writer->commit());
    }
    QCOMPARE(target->sizes().value().records[static_cast<std::size_t>(RecordKind::Issue)], 2);
    const std::string text = exported(*target);
    QVERIFY(text.find("\"one\"") < text.find("\"two\""));
}

void StoreMergeTest::lateParentsAreCountedRight()
{
    const auto inOrder = m_folder.open("parents_first.db");
    const auto reversed = m_folder.open("parents_last.db");
    {
        const auto writer = writerOf(*inOrder);
        for (const std::string_view lists : {CheckoutList, BuildList, TestLists}) {
            addLists(*writer, lists);
        }
        QVERIFY(writer->commit());
    }
    for (const std::string_view lists : {TestLists, BuildList, CheckoutList}) {
        const auto writer = writerOf(*reversed);
        addLists(*writer, lists);
        QVERIFY(writer->commit());
    }
    QCOMPARE(problems(*inOrder), std::string());
    QCOMPARE(problems(*reversed), std::string());
    QCOMPARE(digestOf(*reversed), digestOf(*inOrder));
    QCOMPARE(exported(*reversed), exported(*inOrder));
    auto database =
        store::Database::open(m_folder.file("parents_last.db"), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    const auto count = [&](const char* sql) { return (*database)->scalar(sql).value(); };
    QCOMPARE(count("SELECT count(*) FROM rollup_checkout WHERE checkout < 0"), 0);
    QCOMPARE(count("SELECT sum(count) FROM rollup_checkout JOIN checkout ON checkout.id = checkout"
                   " WHERE ext_id = 'a:c'"),
             4);
    QCOMPARE(count("SELECT count(*) FROM unfinished"), 1);
}

void StoreMergeTest::aRunThatEndsAfterItsLateBuildLeavesNoEmptyRow()
{
    // All in one commit: a run without status, then its build, then the status of the run. Many
    // builds, since the order in which changes are written depends on the ids.
    constexpr int Builds = 40;
    const auto target = m_folder.open("late_status.db");
    const auto writer = writerOf(*target);
    addLists(*writer, CheckoutList);
    for (int i = 0; i < Builds; ++i) {
        const std::string build = "a:b" + std::to_string(i);
        const std::string run = R"("tests":[{"id":"a:t)" + std::to_string(i)
            + R"(","origin":"a","build_id":")" + build + R"(","path":"x.y")";
        addLists(*writer, run + "}]");
        addLists(*writer,
                 R"("builds":[{"id":")" + build
                     + R"(","origin":"a","checkout_id":"a:c","status":"PASS"}])");
        addLists(*writer, run + R"(,"status":"PASS"}])");
    }
    QVERIFY(writer->commit());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    auto database =
        store::Database::open(m_folder.file("late_status.db"), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    const auto count = [&](const char* sql) { return (*database)->scalar(sql).value(); };
    QCOMPARE(count("SELECT count(*) FROM rollup_platform WHERE count <= 0"), 0);
    QCOMPARE(count("SELECT sum(count) FROM rollup_platform WHERE status = 3"), Builds);
    QCOMPARE(count("SELECT count(*) FROM unfinished"), 0);
}

void StoreMergeTest::valuesComeOutAsTheyWereSpelled()
{
    const std::string lists =
        R"("tests":[{"id":"a:0","origin":"a","build_id":"a:b","environment":{}},)"
        R"({"id":"a:","origin":"a","build_id":"a:b","path":"","start_time":"2026-01-01t00:00:00z"},)"
        R"({"id":"a:687aa98b2ce2c1874ed70b8a","origin":"a","build_id":"b:b","path":"boot",)"
        R"("start_time":"2026-01-01 00:00:60.5+05:30","duration":1.0,"comment":"\u0001\u001b é"},)"
        R"({"id":"a:687aa98b2ce2c1874ed70b8b","origin":"a","build_id":"b:b",)"
        R"("start_time":"2026-01-01T00:00:00.000000+00:00","duration":1e5,)"
        R"("number":{"value":12345678901234567890,"unit":"B/s"}},)"
        R"({"id":"a:long_687aa98b2ce2c1874ed70b8b_x","origin":"b","build_id":"b:b",)"
        R"("start_time":"2026-01-01T23:59:59.123-08:00","duration":-0,"misc":)"
        R"({"a":1.10,"b":[1e2,null,"a:long_687aa98b2ce2c1874ed70b8b_x"],"boot":"\u00e9"},)"
        R"("path":"x.boot","comment":"","log_url":"https://x/long_687aa98b2ce2c1874ed70b8b_x/boot"},)"
        R"({"id":"b:687aa98b2ce2c1874ed70b8b","origin":"b","build_id":"b:b",)"
        R"("number":{"value":1.50},"duration":0.1}],)"
        R"("builds":[{"id":"b:b","origin":"b","checkout_id":"x:y","duration":3.10,)"
        R"("misc":{"lab":"l","k":{"lab":"no"}}}])";
    const auto target = m_folder.open("spelling.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer, lists);
        QVERIFY(writer->commit());
    }
    Document document = documentOf(lists);
    std::ranges::sort(document.tests, {}, &Test::id);
    std::string wanted;
    formats::KcidbWriter kcidb([&wanted](std::string_view piece) { wanted += piece; });
    kcidb.add(document.builds.front());
    for (const Test& test : document.tests) {
        kcidb.add(test);
    }
    kcidb.finish();
    QCOMPARE(exported(*target), wanted);
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
}

void StoreMergeTest::aDocumentThatFailsLeavesNoTrace()
{
    const auto target = m_folder.open("failing.db");
    const auto writer = writerOf(*target);
    addLists(*writer, BuildList);
    Document document = documentOf(TestLists);
    document.logs.push_back({RecordKind::Test, "a:t3", LogFormat::Plain, "text"});
    // A file stands where the folder of the logs would be.
    const auto inTheWay = store::packFolder(m_folder.file("failing.db"));
    std::ofstream(inTheWay) << "x";
    const store::DocumentSource source{"bad.json", hash128("bad"), 3};
    const auto outcome = writer->add(document, source, MergePolicy::First, Noon);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Io);
    std::filesystem::remove(inTheWay);
    addLists(*writer, CheckoutList);
    addLists(*writer, TestLists);
    QVERIFY(writer->commit());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    QCOMPARE(target->sizes().value().records[static_cast<std::size_t>(RecordKind::Test)], 3);
    QCOMPARE(writer->isKnown(hash128("bad")).value(), false);
}

void StoreMergeTest::aLogWaitsForItsTest()
{
    const auto target = m_folder.open("waiting.db");
    Document early = documentOf(BuildList);
    early.logs.push_back({RecordKind::Test, "a:t3", LogFormat::Plain, "came before"});
    {
        const auto writer = writerOf(*target);
        QVERIFY(writer->add(early, {"early", hash128("early"), 5}, MergePolicy::First, Noon));
        QVERIFY(writer->commit());
    }
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    {
        const auto writer = writerOf(*target);
        addLists(*writer, TestLists);
        QVERIFY(writer->commit());
    }
    const auto database =
        store::Database::open(m_folder.file("waiting.db"), store::Database::Mode::ReadOnly);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM waiting_log").value(), 0);
    QCOMPARE((*database)
                 ->scalar("SELECT count(*) FROM record_log JOIN test ON test.key = record"
                          " WHERE kind = 2")
                 .value(),
             1);
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
}

void StoreMergeTest::rebuildingMendsRollUps()
{
    const auto target = m_folder.open("rebuild.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer, CheckoutList);
        addLists(*writer, BuildList);
        addLists(*writer, TestLists);
        QVERIFY(writer->commit());
    }
    {
        const auto database =
            store::Database::open(m_folder.file("rebuild.db"), store::Database::Mode::ReadWrite);
        QVERIFY((*database)->execute("INSERT INTO rollup_checkout VALUES (1, 2, 5, 0);"
                                     "DELETE FROM rollup_platform;"
                                     "UPDATE rollup_suite SET count = count + 1"));
    }
    QVERIFY(problems(*target).find("rollup_checkout") != std::string::npos);
    const auto generation = target->generation();
    const auto rebuilt = target->rebuild("test", Noon, {});
    QVERIFY2(rebuilt.has_value(), rebuilt ? "" : describe(rebuilt.error()).c_str());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    QVERIFY(!target->changesSince(*generation)->empty());
}

void StoreMergeTest::theSameBytesChangeNothing()
{
    const auto target = m_folder.open("same.db");
    const auto writer = writerOf(*target);
    QVERIFY(!addLists(*writer, TestLists).isUnchanged);
    const auto generation = writer->commit();
    const std::string before = digestOf(*target);
    QVERIFY(addLists(*writer, TestLists).isUnchanged);
    QCOMPARE(writer->commit().value(), *generation);
    QCOMPARE(digestOf(*target), before);
}

void StoreMergeTest::refusedDocumentsAreKeptOnceWithTheirBytes()
{
    const auto target = m_folder.open("refused.db");
    const auto writer = writerOf(*target);
    Refusal refusal;
    refusal.format = "kcidb";
    refusal.pointer = "/tests/0/id";
    refusal.line = 3;
    refusal.rule = "pattern";
    refusal.message = "expected an id";
    const std::string bytes(1000, 'x');
    const store::DocumentSource source{"x.json", hash128(bytes), 1000};
    QVERIFY(writer->refuse(refusal, source, bytes, Noon));
    QVERIFY(writer->refuse(refusal, source, bytes, Noon));
    QVERIFY(writer->commit());
    const auto rejects = target->rejects();
    QVERIFY(rejects);
    QCOMPARE(rejects->size(), std::size_t{1});
    QVERIFY(rejects->front().refusal.line == 3 && rejects->front().refusal.rule == "pattern");
    QCOMPARE(target->rejectBytes(rejects->front().id).value(), bytes);
    QVERIFY(writer->dropReject(rejects->front().id));
    QVERIFY(writer->commit());
    QVERIFY(target->rejects()->empty());
    QCOMPARE(writer->dropReject(7).error().kind, ErrorKind::NotFound);
}

void StoreMergeTest::logsAreStoredOnceAndReadBack()
{
    const auto target = m_folder.open("logs.db");
    std::string text;
    for (int i = 0; i < 30000; ++i) {
        text += "[    0." + std::to_string(i) + "] a line of a log\n";
    }
    {
        const auto writer = writerOf(*target);
        Document document = documentOf(TestLists);
        document.logs.push_back({RecordKind::Test, "a:t3", LogFormat::LavaYaml, text});
        document.logs.push_back({RecordKind::Build, "a:b", LogFormat::Plain, text});
        QVERIFY(writer->add(document, {"x", hash128("x"), 1}, MergePolicy::First, Noon));
        QVERIFY(writer->commit());
    }
    auto database =
        store::Database::open(m_folder.file("logs.db"), store::Database::Mode::ReadOnly);
    QVERIFY(database);
    QCOMPARE((*database)->scalar("SELECT count(*) FROM record_log").value(), 2);
    auto row = (*database)->prepare("SELECT hash, pack, position, stored, bytes FROM log");
    QVERIFY(row && row->step().value());
    const store::LogPlace place{store::hashOf(row->blob(0)), row->integer(1), row->integer(2),
                                row->integer(3), row->integer(4)};
    QCOMPARE(store::readLog(m_folder.file("logs.db"), place).value(), text);
    QVERIFY(place.stored < place.bytes / 5);
    QCOMPARE(row->step().value(), false);
    QCOMPARE(QString::fromStdString(problems(*target)), QString());

    // What a crash left behind the last entry is cut off by the next writer that stores a log.
    const auto pack = store::packFile(m_folder.file("logs.db"), 1);
    std::ofstream(pack, std::ios::app) << "half an entry";
    const auto writer = writerOf(*target);
    Document document = documentOf(CheckoutList);
    document.logs.push_back({RecordKind::Build, "a:b", LogFormat::Plain, "another"});
    QVERIFY(writer->add(document, {"y", hash128("y"), 1}, MergePolicy::First, Noon));
    QVERIFY(writer->commit());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
}

void StoreMergeTest::aDamagedLogIsFound()
{
    const auto target = m_folder.open("damaged.db");
    {
        const auto writer = writerOf(*target);
        Document document = documentOf(BuildList);
        document.logs.push_back({RecordKind::Build, "a:b", LogFormat::Plain, "some log text"});
        QVERIFY(writer->add(document, {"x", hash128("x"), 1}, MergePolicy::First, Noon));
        QVERIFY(writer->commit());
    }
    const auto pack = store::packFile(m_folder.file("damaged.db"), 1);
    std::fstream file(pack, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-2, std::ios::end);
    file << '!';
    file.close();
    QVERIFY(problems(*target).find("is damaged") != std::string::npos);
    std::filesystem::remove(pack);
    QVERIFY(problems(*target).find("000001.pack") != std::string::npos);
}

void StoreMergeTest::changesTellRevisionAndKind()
{
    const auto target = m_folder.open("changes.db");
    const auto writer = writerOf(*target);
    addLists(*writer, CheckoutList);
    const auto first = writer->commit();
    addLists(*writer, BuildList);
    addLists(*writer, TestLists);
    const auto second = writer->commit();
    QCOMPARE(*second, *first + 1);
    QCOMPARE(target->generation().value(), *second);
    const auto changes = target->changesSince(*first);
    QVERIFY(changes);
    QCOMPARE(changes->size(), std::size_t{2});
    QVERIFY(changes->front().tree == "mainline" && changes->front().revision > 0);
    QVERIFY(changes->front().kind == RecordKind::Build && changes->back().kind == RecordKind::Test);
}

QTEST_GUILESS_MAIN(StoreMergeTest)
#include "tst_store_merge.moc"
