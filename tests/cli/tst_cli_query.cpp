// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

namespace {

const QStringList Now{"--now", "2026-02-01T00:00:00Z"};

} // namespace

class CliQueryTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void treesHaveTheirShape();
    void revisionsAreNewestFirst();
    void buildsOfARevision();
    void testsAndBootsAreApart();
    void bootMatrixHasTheStatedShape();
    void buildMatrixHasTheStatedShape();
    void matrixAsTextAndCsv();
    void historyOfACell();
    void searchFindsABoard();
    void logIsPrintedAsText();
    void whatIsNotThereIsExitCode2();

private:
    QJsonObject ask(const QStringList& arguments) const { return m_cboard.query(Now, arguments); }
    CboardRunner m_cboard;
};

void CliQueryTest::initTestCase()
{
    for (int i = 0; i < 9; ++i) {
        m_cboard.write(QString("in/%1.json").arg(i), makeSubmission(i, 40));
    }
    QCOMPARE(m_cboard.run(Now + QStringList{"ingest", "-q", m_cboard.path("in")}).exitCode, 0);
}

void CliQueryTest::treesHaveTheirShape()
{
    const QJsonObject trees = ask({"trees"});
    QCOMPARE(trees["schema"].toInt(), 1);
    QCOMPARE(trees["rows"].toArray().size(), 1);
    const QJsonObject row = trees["rows"].toArray()[0].toObject();
    QCOMPARE(row["tree"].toString(), "mainline");
    QCOMPARE(row["branch"].toString(), "master");
    QCOMPARE(row["revisions"].toInt(), 3);
    QCOMPARE(row["newest"].toObject()["name"].toString(), "v6.2");
    QCOMPARE(row["counts"].toObject()["builds"].toObject()["pass"].toInt(), 1);
}

void CliQueryTest::revisionsAreNewestFirst()
{
    const QJsonArray rows =
        ask({"revisions", "--tree", "mainline", "--last", "2"})["rows"].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].toObject()["revision"].toObject()["name"].toString(), "v6.2");
    QCOMPARE(rows[1].toObject()["revision"].toObject()["name"].toString(), "v6.1");
}

void CliQueryTest::buildsOfARevision()
{
    const QJsonObject builds = ask({"builds", "--tree", "mainline", "--revision", "HEAD~1"});
    QCOMPARE(builds["revision"].toObject()["name"].toString(), "v6.1");
    QCOMPARE(builds["rows"].toArray().size(), 1);
    const QJsonObject row = builds["rows"].toArray()[0].toObject();
    QCOMPARE(row["id"].toString(), "ci:b1");
    QCOMPARE(row["config"].toString(), "defconfig");
    QCOMPARE(row["status"].toString(), "pass");
}

void CliQueryTest::testsAndBootsAreApart()
{
    const QJsonArray boots = ask({"boots", "--tree", "mainline"})["rows"].toArray();
    const QJsonArray tests = ask({"tests", "--tree", "mainline"})["rows"].toArray();
    QCOMPARE(boots.size(), 3 * 8); // every fifth of forty, three submissions a revision
    QCOMPARE(tests.size(), 3 * 32);
    for (const auto& boot : boots) {
        QCOMPARE(boot.toObject()["path"].toString(), "boot");
    }
    const QJsonArray failed =
        ask({"tests", "--tree", "mainline", "--filter", "status:fail board:board1"})["rows"]
            .toArray();
    for (const auto& test : failed) {
        QCOMPARE(test.toObject()["status"].toString(), "fail");
        QCOMPARE(test.toObject()["platform"].toString(), "board1");
    }
    QVERIFY(!failed.isEmpty());
}

void CliQueryTest::bootMatrixHasTheStatedShape()
{
    const QJsonObject matrix = ask({"matrix", "--tree", "mainline", "--branch", "master", "--kind",
                                    "boot", "--rows", "platform", "--columns", "revision"});
    QCOMPARE(matrix["schema"].toInt(), 1);
    QCOMPARE(matrix["rows"].toArray().size(), 4);
    QCOMPARE(matrix["columns"].toArray().size(), 3);
    QVERIFY(matrix["rows"].toArray()[0].toObject()["platform"].toString().startsWith("board"));
    const QJsonObject column = matrix["columns"].toArray()[0].toObject();
    QVERIFY(column.contains("revision"));
    QCOMPARE(column["commit"].toString().size(), 40);
    QVERIFY(!column["time"].toString().isEmpty());
    int runs = 0;
    for (const auto& item : matrix["cells"].toArray()) {
        const QJsonObject cell = item.toObject();
        QVERIFY(cell["row"].toInt() < 4 && cell["column"].toInt() < 3);
        QVERIFY(cell.contains("lab") && cell["marks"].isArray());
        QVERIFY(!cell["status"].toString().isEmpty());
        for (const auto& count : cell["counts"].toObject()) {
            runs += count.toInt();
        }
    }
    QCOMPARE(runs, 9 * 8);
}

void CliQueryTest::buildMatrixHasTheStatedShape()
{
    const QJsonObject matrix = ask({"matrix", "--tree", "mainline", "--kind", "build", "--rows",
                                    "config", "--columns", "arch,compiler", "--revision", "HEAD"});
    QCOMPARE(matrix["rows"].toArray()[0].toObject()["config"].toString(), "defconfig");
    const QJsonObject column = matrix["columns"].toArray()[0].toObject();
    QCOMPARE(column["arch"].toString(), "arm64");
    QCOMPARE(column["compiler"].toString(), "gcc-12");
    QCOMPARE(matrix["cells"].toArray()[0].toObject()["status"].toString(), "pass");
}

void CliQueryTest::matrixAsTextAndCsv()
{
    const QStringList base{"query", "matrix", "--tree", "mainline"};
    const RunResult text = m_cboard.run(Now + base);
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.output.contains("board0") && text.output.contains("v6.2"),
             text.output.constData());
    const RunResult csv = m_cboard.run(Now + base + QStringList{"--csv"});
    QVERIFY2(csv.output.startsWith("platform,revision,lab,status,record,fail,"),
             csv.output.constData());
}

void CliQueryTest::historyOfACell()
{
    const QJsonArray runs =
        ask({"history", "--tree", "mainline", "--path", "boot", "--platform", "board1"})["runs"]
            .toArray();
    QVERIFY(runs.size() >= 3);
    for (const auto& run : runs) {
        QCOMPARE(run.toObject()["platform"].toString(), "board1");
    }
    QCOMPARE(runs[0].toObject()["revision"].toObject()["name"].toString(), "v6.2");
}

void CliQueryTest::searchFindsABoard()
{
    const QJsonArray hits = ask({"search", "board3"})["hits"].toArray();
    QVERIFY(!hits.isEmpty());
    QCOMPARE(hits[0].toObject()["group"].toString(), "board");
}

void CliQueryTest::logIsPrintedAsText()
{
    const RunResult text = m_cboard.run({"log", "cat", "ci:t1_3"});
    QCOMPARE(text.exitCode, 0);
    QCOMPARE(text.output, QByteArray("line of test 3\n").repeated(20));
    const QJsonObject json = m_cboard.run({"--json", "log", "cat", "ci:t1_3"}).json();
    QCOMPARE(json["origin"].toString(), "excerpt");
    QCOMPARE(json["kind"].toString(), "test");
    QCOMPARE(m_cboard.run({"log", "cat", "ci:b0"}).exitCode, 2);
}

void CliQueryTest::whatIsNotThereIsExitCode2()
{
    for (const QStringList& arguments :
         {QStringList{"query", "builds", "--tree", "no-such-tree"},
          QStringList{"query", "builds", "--tree", "mainline", "--revision", "v99"},
          QStringList{"log", "cat", "ci:nothing"}}) {
        const RunResult result = m_cboard.run(arguments);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.output, QByteArray());
        QVERIFY(result.errors.startsWith("cboard: "));
    }
}

QTEST_GUILESS_MAIN(CliQueryTest)
#include "tst_cli_query.moc"
