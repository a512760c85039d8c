// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

/// Home, boards and what they are kept by, on a generated store.
class CliHomeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void homeSumsEachBranch();
    void generatedResultsArriveWhenTheyEnd();
    void anEarlierVisitMakesMoreNew();
    void onlyTheBranchAskedForIsShown();
    void hardwareListsBoardsAndOneOfThem();
    void csvHasOneTable();
    void analyzedStoreCountsTheSameAndNamesErrors();
    void wrongArgumentsAreUsageErrors();

private:
    QJsonObject ask(const QStringList& arguments) const { return m_cboard.query(Now, arguments); }

    const QStringList Now{"--now", "2026-11-21T02:00:00Z"};
    CboardRunner m_cboard;
};

void CliHomeTest::initTestCase()
{
    QCOMPARE(m_cboard
                 .run({"-q", "generate", "--seed", "5", "--trees", "2", "--revisions", "8",
                       "--tests", "6000", "--into-store", m_cboard.store()})
                 .exitCode,
             0);
}

void CliHomeTest::homeSumsEachBranch()
{
    const QJsonObject home = ask({"home"});
    QCOMPARE(home["schema"].toInt(), 1);
    QCOMPARE(home["branches"].toArray().size(), 2);
    for (const char* key : {"regressions", "sources", "running"}) {
        QVERIFY2(home[key].isArray(), key);
    }
    const QJsonObject branch = home["branches"].toArray().at(0).toObject();
    for (const char* key : {"new", "fixed", "still_failing", "infra", "pending"}) {
        QVERIFY2(branch[key].isDouble(), key);
    }
    QCOMPARE(branch["new_revisions"].toInt(), 1);
    QCOMPARE(branch["strip"].toArray().size(), 8);
    QVERIFY(!home["sources"].toArray().isEmpty());
}

void CliHomeTest::generatedResultsArriveWhenTheyEnd()
{
    const QString file = m_cboard.path("ended.db");
    QCOMPARE(m_cboard
                 .run({"-q", "generate", "--tests", "500", "--end", "2025-03-01T12:00:00Z",
                       "--into-store", file})
                 .exitCode,
             0);
    const auto asked = m_cboard.run({"--store", file, "--json", "query", "trees"});
    QCOMPARE(asked.json()["info"].toObject()["newest_data"].toString(), "2025-03-01T12:00:00Z");
}

void CliHomeTest::anEarlierVisitMakesMoreNew()
{
    const QJsonObject home = ask({"home", "--since", "2020-01-01"});
    const QJsonObject branch = home["branches"].toArray().at(0).toObject();
    QCOMPARE(branch["new_revisions"].toInt(), 8);
    QCOMPARE(branch["still_failing"].toInt(), 0);
}

void CliHomeTest::onlyTheBranchAskedForIsShown()
{
    const QJsonObject trees = ask({"trees"});
    const QString tree = trees["rows"].toArray().at(1).toObject()["tree"].toString();
    const QJsonArray branches = ask({"home", "--tree", tree})["branches"].toArray();
    QCOMPARE(branches.size(), 1);
    QCOMPARE(branches.at(0).toObject()["tree"].toString(), tree);
}

void CliHomeTest::hardwareListsBoardsAndOneOfThem()
{
    const QJsonArray boards = ask({"hardware", "--days", "3650"})["rows"].toArray();
    QVERIFY(boards.size() > 3);
    const QJsonObject first = boards.at(0).toObject();
    const QString name = first["board"].toString();
    const QJsonObject board = ask({"hardware", "--board", name, "--last", "100"});
    QCOMPARE(board["board"].toString(), name);
    QCOMPARE(board["labs"].toArray().size(), first["labs"].toArray().size());
    QVERIFY(!board["branches"].toArray().isEmpty());
}

void CliHomeTest::csvHasOneTable()
{
    const RunResult home = m_cboard.run(Now + QStringList{"query", "home", "--csv"});
    QCOMPARE(home.exitCode, 0);
    QCOMPARE(home.output.count('\n'), 3); // A header and two branches.
    const RunResult plain = m_cboard.run(Now + QStringList{"query", "home"});
    QVERIFY(plain.output.contains("new regression"));
}

void CliHomeTest::analyzedStoreCountsTheSameAndNamesErrors()
{
    const QJsonObject before = ask({"home", "--since", "2020-01-01"});
    const RunResult first = m_cboard.run(Now + QStringList{"--json", "store", "analyze"});
    QCOMPARE(first.exitCode, 0);
    QVERIFY(first.json()["updated"].toInt() > 0);
    QVERIFY(first.json()["logs"].toInt() > 0);
    const QJsonObject after = ask({"home", "--since", "2020-01-01"});
    for (const char* part : {"branches", "sources", "running"}) {
        QVERIFY(before.contains(QLatin1String(part)));
        QCOMPARE(after[QLatin1String(part)], before[QLatin1String(part)]);
    }
    const auto named = [](const QJsonObject& home) {
        int count = 0;
        for (const QJsonValue row : home["regressions"].toArray()) {
            count += row["fingerprint"].toString().isEmpty() ? 0 : 1;
        }
        return count;
    };
    QCOMPARE(named(before), 0);
    QVERIFY(named(after) > 0);
    const RunResult again = m_cboard.run(Now + QStringList{"--json", "store", "analyze"});
    QCOMPARE(again.json()["updated"].toInt(), 0);
    QCOMPARE(again.json()["logs"].toInt(), 0);
    QCOMPARE(m_cboard.run({"store", "check"}).exitCode, 0);
}

void CliHomeTest::wrongArgumentsAreUsageErrors()
{
    QVERIFY(m_cboard.run({"query", "home", "--since", "yesterday or so"}).exitCode != 0);
    QCOMPARE(m_cboard.run({"query", "hardware", "--days", "0"}).exitCode, 3);
    QVERIFY(m_cboard.run({"query", "hardware", "--board", "nosuch"}).exitCode != 0);
}

QTEST_GUILESS_MAIN(CliHomeTest)
#include "tst_cli_home.moc"
