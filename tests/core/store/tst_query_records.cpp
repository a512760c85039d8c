// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plain_query.h"

#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::test;

/// Single records, their logs, search, completion.
class QueryRecordsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void testShowsEachFieldAsItCame();
    void buildsAndCheckoutsNameTheirRevision();
    void earlierVersionsStay();
    void unknownRecordsAreNotFound_data();
    void unknownRecordsAreNotFound();
    void placeholdersAreNoRecords();
    void excerptServesWhereNoLogIsStored();
    void logNamesTheLinesOfItsTest_data();
    void logNamesTheLinesOfItsTest();
    void searchFindsByWhatIsTyped_data();
    void searchFindsByWhatIsTyped();
    void searchKeepsItsLimit();
    void completionCountsValues();

private:
    query::RecordRequest request(RecordKind kind, const std::string& id) const
    {
        return {m_fixture.common(), kind, id};
    }

    StoreFixture m_fixture;
    PlainData m_data;
};

void QueryRecordsTest::initTestCase()
{
    m_data = randomData(31, 3, 10);
    for (PlainTest& test : m_data.tests) {
        if (test.platform == "rk3399-gru-kevin") {
            test.compatibles = R"(["google,kevin","rockchip,rk3399"])";
        }
    }
    m_fixture.add(m_data);
}

namespace {

std::string fieldOf(const std::vector<query::RecordField>& fields, const std::string& key)
{
    const auto place =
        std::find_if(fields.begin(), fields.end(),
                     [&key](const query::RecordField& field) { return field.key == key; });
    return place == fields.end() ? std::string("(absent)") : place->value;
}

} // namespace

void QueryRecordsTest::testShowsEachFieldAsItCame()
{
    const auto place =
        std::find_if(m_data.tests.begin() + 1, m_data.tests.end(), [](const PlainTest& any) {
            return !any.platform.empty() && !any.lab.empty() && !any.duration.empty()
                && !any.status.empty() && !any.path.empty();
        });
    QVERIFY(place != m_data.tests.end());
    const PlainTest& test = *place;
    const auto record = must(m_fixture.engine().record(request(RecordKind::Test, test.id), {}));
    QCOMPARE(fieldOf(record->fields, "id"), test.id);
    QCOMPARE(fieldOf(record->fields, "build_id"), test.build);
    QCOMPARE(fieldOf(record->fields, "path"), test.path);
    QCOMPARE(fieldOf(record->fields, "duration"), test.duration);
    QCOMPARE(fieldOf(record->fields, "environment.misc"),
             "{\"platform\":\"" + test.platform + "\"}");
    QCOMPARE(fieldOf(record->fields, "number.value"), std::string("(absent)"));
    QCOMPARE(record->platform, test.platform);
    QCOMPARE(record->lab, test.lab);
    QCOMPARE(record->status, plainClass(test.status, test.start));
    QVERIFY(record->versions.empty());
    QVERIFY(record->revision.has_value());
    QVERIFY(record->json.find("\"environment\": {\n    \"misc\": {\"platform\":")
            != std::string::npos);
}

void QueryRecordsTest::buildsAndCheckoutsNameTheirRevision()
{
    const PlainBuild& plain = m_data.builds.front();
    const auto build = must(m_fixture.engine().record(request(RecordKind::Build, plain.id), {}));
    QCOMPARE(fieldOf(build->fields, "config_name"), plain.config);
    QCOMPARE(build->status, plainClass(plain.status, plain.start));
    QCOMPARE(build->revision->commit, m_data.checkouts.front().commit);
    const auto checkout = must(
        m_fixture.engine().record(request(RecordKind::Checkout, m_data.checkouts.front().id), {}));
    QCOMPARE(fieldOf(checkout->fields, "git_commit_hash"), m_data.checkouts.front().commit);
    QCOMPARE(checkout->revision->commit, m_data.checkouts.front().commit);
}

void QueryRecordsTest::earlierVersionsStay()
{
    PlainData again;
    again.tests.push_back(m_data.tests.front());
    again.tests.front().status = "FAIL";
    again.tests.front().duration = "17.5";
    m_fixture.add(again, store::MergePolicy::Last);
    const auto record =
        must(m_fixture.engine().record(request(RecordKind::Test, m_data.tests.front().id), {}));
    QCOMPARE(fieldOf(record->fields, "status"), std::string("FAIL"));
    QCOMPARE(fieldOf(record->fields, "duration"), std::string("17.5"));
    QCOMPARE(record->versions.size(), std::size_t(2));
    QCOMPARE(record->versions[0].sourcePath, std::string("document 1"));
    QCOMPARE(record->versions[1].sourcePath, std::string("document 2"));
    QVERIFY(record->versions[1].arrival == StoreFixture::now());
    QCOMPARE(fieldOf(record->versions[1].fields, "duration"), std::string("17.5"));
}

void QueryRecordsTest::unknownRecordsAreNotFound_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("id");
    for (int kind = 0; kind < int(RecordKindCount); ++kind) {
        QTest::addRow("kind %d", kind) << kind << QByteArray("origin:nosuch");
    }
    QTest::newRow("reference") << int(RecordKind::Test) << QByteArray("#123");
    QTest::newRow("no reference") << int(RecordKind::Test) << QByteArray("#12x");
    QTest::newRow("empty") << int(RecordKind::Test) << QByteArray("");
}

void QueryRecordsTest::unknownRecordsAreNotFound()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, id);
    const auto answer =
        m_fixture.engine().record(request(static_cast<RecordKind>(kind), id.toStdString()), {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::NotFound);
}

void QueryRecordsTest::placeholdersAreNoRecords()
{
    int placeholders = 0;
    for (const PlainTest& test : m_data.tests) {
        const bool hasArrived =
            std::any_of(m_data.builds.begin(), m_data.builds.end(),
                        [&test](const PlainBuild& build) { return build.id == test.build; });
        if (!hasArrived) {
            ++placeholders;
            const auto answer =
                m_fixture.engine().record(request(RecordKind::Build, test.build), {});
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::NotFound);
            const auto orphan =
                must(m_fixture.engine().record(request(RecordKind::Test, test.id), {}));
            QVERIFY(!orphan->revision.has_value());
        }
    }
    QVERIFY(placeholders > 0);
}

void QueryRecordsTest::excerptServesWhereNoLogIsStored()
{
    for (std::size_t i = 0; i < 20; ++i) {
        const PlainTest& test = m_data.tests[i];
        const auto log = must(m_fixture.engine().log({RecordKind::Test, test.id}, {}));
        QCOMPARE(*log->text, test.excerpt);
        QCOMPARE(log->ownerId, test.id);
        QCOMPARE(log->origin,
                 test.excerpt.empty() ? query::LogOrigin::None : query::LogOrigin::Excerpt);
    }
    const auto none = m_fixture.engine().log({RecordKind::Checkout, "maestro:x"}, {});
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Unsupported);
}

void QueryRecordsTest::logNamesTheLinesOfItsTest_data()
{
    QTest::addColumn<QByteArray>("misc");
    QTest::addColumn<bool>("hasLog");
    QTest::addColumn<int>("first"); // -1 for none
    QTest::addColumn<int>("last");
    QTest::newRow("both") << QByteArray(R"({"log_start_line":2,"log_end_line":4})") << true << 2
                          << 4;
    QTest::newRow("among others") << QByteArray(
        R"({"lava":{"log_start_line":9},"x":"log_end_line",)"
        R"("log_end_line": 7 ,"log_start_line": 3})")
                                  << true << 3 << 7;
    QTest::newRow("one") << QByteArray(R"({"log_start_line":5})") << true << 5 << 5;
    QTest::newRow("swapped") << QByteArray(R"({"log_start_line":5,"log_end_line":1})") << true << 5
                             << 5;
    QTest::newRow("text") << QByteArray(R"({"log_start_line":"5"})") << true << -1 << -1;
    QTest::newRow("negative") << QByteArray(R"({"log_start_line":-1})") << true << -1 << -1;
    QTest::newRow("fraction") << QByteArray(R"({"log_start_line":1.5})") << true << -1 << -1;
    QTest::newRow("none") << QByteArray(R"({"runtime":"lab-a"})") << true << -1 << -1;
    QTest::newRow("an excerpt has other lines")
        << QByteArray(R"({"log_start_line":2,"log_end_line":4})") << false << -1 << -1;
}

void QueryRecordsTest::logNamesTheLinesOfItsTest()
{
    QFETCH(QByteArray, misc);
    QFETCH(bool, hasLog);
    QFETCH(int, first);
    QFETCH(int, last);
    StoreFixture fixture;
    PlainData data;
    data.checkouts.push_back({"a:c", "a", "mainline", "master", "https://x.org",
                              std::string(40, 'a'), "v1", "2025-07-01T00:00:00Z"});
    data.builds.push_back({"a:b", "a:c", "a", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
    PlainTest test{"a:t", "a:b", "a", "ltp.mm", "kevin", "lab", "FAIL", "", "", "the excerpt"};
    test.log = hasLog ? "0\n1\n2\n3\n4\n5\n6\n7\n" : "";
    test.misc = misc.toStdString();
    data.tests.push_back(test);
    fixture.add(data);
    const auto log = must(fixture.engine().log({RecordKind::Test, "a:t"}, {}));
    QCOMPARE(log->firstLine.value_or(-1), std::int64_t(first));
    QCOMPARE(log->lastLine.value_or(-1), std::int64_t(last));
}

void QueryRecordsTest::searchFindsByWhatIsTyped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("title");
    const auto row = [](const std::string& text, const char* group, const std::string& title) {
        QTest::addRow("%s: %s", group, text.c_str())
            << QByteArray(text.c_str()) << QByteArray(group) << QByteArray(title.c_str());
    };
    row("gru", "board", "rk3399-gru-kevin");
    row("RK3399-gru-kevin", "board", "rk3399-gru-kevin");
    row("net.udp", "test", "kselftest.net.udp");
    row("mainline", "tree", "mainline/master");
    row("fixes", "tree", "mainline/fixes");
    row("tinyc", "config", "tinyconfig");
    row(m_data.checkouts[0].commit.substr(0, 6), "revision", m_data.checkouts[0].commit);
    row(m_data.checkouts[0].name, "revision", m_data.checkouts[0].name);
    row(m_data.checkouts[0].id, "record", m_data.checkouts[0].id);
    row(m_data.builds[0].id.substr(0, 16), "build", m_data.builds[0].id);
    row(m_data.tests[7].id, "record", m_data.tests[7].id);
    row(m_data.tests[9].id.substr(0, 15), "record", m_data.tests[9].id);
    row(m_data.tests[9].id.substr(0, 12), "record", m_data.tests[9].id);
    row("google,kev", "compatible", "google,kevin");
    row("@rk3399", "compatible", "rockchip,rk3399");
}

void QueryRecordsTest::searchFindsByWhatIsTyped()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, group);
    QFETCH(QByteArray, title);
    const query::SearchRequest asked{m_fixture.common(), text.toStdString(), 8};
    const auto found = must(m_fixture.engine().search(asked, {}));
    QVERIFY(std::any_of(found->hits.begin(), found->hits.end(), [&](const query::SearchHit& hit) {
        return hit.group == group.toStdString() && hit.title == title.toStdString();
    }));
}

void QueryRecordsTest::searchKeepsItsLimit()
{
    const auto found = must(m_fixture.engine().search({m_fixture.common(), "e", 2}, {}));
    std::map<std::string, int> perGroup;
    for (const query::SearchHit& hit : found->hits) {
        ++perGroup[hit.group];
    }
    QVERIFY(!perGroup.empty());
    for (const auto& [group, count] : perGroup) {
        QVERIFY2(count <= 2, group.c_str());
    }
    QVERIFY(must(m_fixture.engine().search({m_fixture.common(), "", 8}, {}))->hits.empty());
}

void QueryRecordsTest::completionCountsValues()
{
    query::CompletionRequest asked;
    asked.common = m_fixture.common();
    asked.key = query::FilterKey::Board;
    asked.prefix = "me";
    asked.branch = {"mainline", "master", {}};
    const auto boards = must(m_fixture.engine().complete(asked, {}));
    QCOMPARE(boards->values.size(), std::size_t(1));
    QCOMPARE(boards->values.front().text, std::string("meson-g12b"));
    std::int64_t expected = 0;
    for (const std::string& commit : plainRevisions(m_data, "mainline", "master")) {
        for (const PlainRun& run : plainRuns(m_data, commit)) {
            expected += run.test->platform == "meson-g12b" ? 1 : 0;
        }
    }
    QCOMPARE(boards->values.front().count, expected);
    asked.key = query::FilterKey::Path;
    asked.prefix = "net";
    QCOMPARE(must(m_fixture.engine().complete(asked, {}))->values.size(), std::size_t(3));
    asked.key = query::FilterKey::Mark;
    QVERIFY(must(m_fixture.engine().complete(asked, {}))->values.empty());
}

QTEST_GUILESS_MAIN(QueryRecordsTest)
#include "tst_query_records.moc"
