// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/test_versions.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// Where the test itself is another than before.
class TestVersionsTest : public QObject {
    Q_OBJECT

private slots:
    void versionsAreReadAsSourcesSpellThem_data();
    void versionsAreReadAsSourcesSpellThem();
    void changesStandWhereTheNewTestFirstRan();
    void onlyTheNewestAreRead();
    void aCanceledTaskReadsNothing();
    void wordsTellTheTwoApart();
    void otherCellsAndLabsAreNotCompared();
};

namespace {

const char* const Url = "https://github.com/kernelci/test-definitions.git";
const char* const OldCommit = "1111111111111111111111111111111111111111";
const char* const NewCommit = "2222222222222222222222222222222222222222";

/// As Maestro sends it: the revision as its nodes have it, absent members null.
std::string misc(const std::string& commit, const std::string& describe)
{
    const std::string text = describe.empty() ? "null" : '"' + describe + '"';
    return R"({"runtime":"lab-x","platform":"kevin","test_source":")" + std::string(Url)
        + R"(","test_revision":{"tree":"kernelci","url":")" + Url
        + R"(","branch":"main","commit":")" + commit + R"(","describe":)" + text
        + R"(,"version":null,"patchset":null,"commit_tags":[],"commit_message":"a {\"b\"",)"
          R"("tip_of_branch":null},"arch":"arm64","commit":"0000"})";
}

query::HistoryRun run(const std::string& lab, const std::string& config = "defconfig")
{
    query::HistoryRun one;
    one.path = "a.one";
    one.lab = lab;
    one.config = config;
    return one;
}

std::shared_ptr<const query::HistorySnapshot> fill(StoreFixture& fixture)
{
    PlainData data;
    const std::vector<std::string> miscs = {misc(OldCommit, "v1"), misc(OldCommit, "v1"),
                                            R"({"runtime":"lab-x","test_revision":null})",
                                            misc(NewCommit, "v2"), misc(NewCommit, "v2")};
    for (int number = 1; number <= 5; ++number) {
        const std::string n = std::to_string(number);
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
        data.tests.push_back({"maestro:t" + n, "maestro:b" + n, "maestro", "a.one", "kevin",
                              "lab-x", "PASS", "", "", ""});
        data.tests.back().misc = miscs[static_cast<std::size_t>(number) - 1];
    }
    fixture.add(data);
    query::HistoryRequest request;
    request.common = fixture.common();
    request.branch = {"mainline", "master", {}};
    request.path = "a.one";
    return must(fixture.engine().history(request, {}));
}

} // namespace

void TestVersionsTest::versionsAreReadAsSourcesSpellThem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("revision");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("node") << QByteArray::fromStdString(misc(NewCommit, "v2-3-g2222222"))
                          << QByteArray(Url) << QByteArray(NewCommit)
                          << QByteArray("v2-3-g2222222");
    QTest::newRow("not described")
        << QByteArray::fromStdString(misc(NewCommit, "")) << QByteArray(Url)
        << QByteArray(NewCommit) << QByteArray("222222222222");
    QTest::newRow("null") << QByteArray(R"({"test_source":null,"test_revision":null})")
                          << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("empty") << QByteArray(R"({"test_source":"","test_revision":""})") << QByteArray()
                           << QByteArray() << QByteArray();
    QTest::newRow("text") << QByteArray(R"({"test_revision":"20250814"})") << QByteArray()
                          << QByteArray("20250814") << QByteArray("20250814");
    QTest::newRow("url of the revision")
        << QByteArray(R"({"test_revision":{"url":"u","describe":"d"}})") << QByteArray("u")
        << QByteArray("d") << QByteArray("d");
    QTest::newRow("only a source")
        << QByteArray(R"({"test_source":"u"})") << QByteArray("u") << QByteArray() << QByteArray();
    QTest::newRow("list") << QByteArray(R"({"test_revision":[{"commit":"c"}]})") << QByteArray()
                          << QByteArray() << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"test_revision":{"commit":"c)") << QByteArray()
                         << QByteArray() << QByteArray();
    QTest::newRow("none") << QByteArray() << QByteArray() << QByteArray() << QByteArray();
}

void TestVersionsTest::versionsAreReadAsSourcesSpellThem()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, revision);
    QFETCH(QByteArray, name);
    const auto version = service::testVersionOf(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(version.source), source);
    QCOMPARE(QByteArray::fromStdString(version.revision), revision);
    QCOMPARE(QByteArray::fromStdString(version.name), name);
    QCOMPARE(version.isKnown(), !source.isEmpty() || !revision.isEmpty());
}

void TestVersionsTest::changesStandWhereTheNewTestFirstRan()
{
    StoreFixture fixture;
    const auto history = fill(fixture);
    const auto versions = service::testVersions(fixture.engine(), history->runs, 100, {});
    QVERIFY(versions);
    QCOMPARE(versions->size(), std::size_t{5});
    QVERIFY(!(*versions)[2].isKnown()); // Nothing is guessed where the source says nothing.
    const auto changes = service::testChanges(history->runs, *versions);
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(history->runs[changes[0].run].id, std::string("maestro:t4"));
    QCOMPARE(changes[0].before, std::string("v1"));
    QCOMPARE(changes[0].after, std::string("v2"));
}

void TestVersionsTest::onlyTheNewestAreRead()
{
    StoreFixture fixture;
    const auto history = fill(fixture);
    const auto versions = service::testVersions(fixture.engine(), history->runs, 2, {});
    QVERIFY(versions);
    QCOMPARE(versions->size(), std::size_t{5});
    QVERIFY((*versions)[1].isKnown() && !(*versions)[4].isKnown());
    QVERIFY(service::testChanges(history->runs, *versions).empty());
}

void TestVersionsTest::aCanceledTaskReadsNothing()
{
    StoreFixture fixture;
    const auto history = fill(fixture);
    std::stop_source stop;
    stop.request_stop();
    const auto versions =
        service::testVersions(fixture.engine(), history->runs, 100, TaskContext{stop.get_token()});
    QVERIFY(!versions);
    QCOMPARE(versions.error().kind, ErrorKind::Cancelled);
}

void TestVersionsTest::wordsTellTheTwoApart()
{
    const std::vector<query::HistoryRun> runs = {run("x"), run("x")};
    const auto words = [&runs](const service::TestVersion& newer,
                               const service::TestVersion& older) {
        const auto changes = service::testChanges(runs, {newer, older});
        return changes.empty() ? std::string()
                               : changes.front().before + " > " + changes.front().after;
    };
    QCOMPARE(words({"u", "c", "v2"}, {"u", "c", "v2"}), std::string());
    QCOMPARE(words({"u", NewCommit, "v2"}, {"u", OldCommit, "v1"}), std::string("v1 > v2"));
    QCOMPARE(words({"u", NewCommit, "v2"}, {"u", OldCommit, "v2"}),
             std::string("111111111111 > 222222222222"));
    QCOMPARE(words({"b", "c", "v2"}, {"a", "c", "v2"}), std::string("a v2 > b v2"));
    QCOMPARE(words({"b", "", ""}, {"a", "", ""}), std::string("a > b"));
}

void TestVersionsTest::otherCellsAndLabsAreNotCompared()
{
    const service::TestVersion older{"u", "1", "v1"};
    const service::TestVersion newer{"u", "2", "v2"};
    QVERIFY(service::testChanges({run("x"), run("y")}, {newer, older}).empty());
    QVERIFY(service::testChanges({run("x"), run("x", "tinyconfig")}, {newer, older}).empty());
    const auto changes = service::testChanges({run("x"), run("y"), run("x"), run("y")},
                                              {newer, newer, older, older});
    QCOMPARE(changes.size(), std::size_t{2}); // Each lab has its own.
}

QTEST_GUILESS_MAIN(TestVersionsTest)
#include "tst_test_versions.moc"
