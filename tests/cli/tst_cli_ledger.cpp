// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/culprit.h"
#include "core/store/user_data.h"
#include "tests/cli/cboard_runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QtTest>

using namespace cboard;
using namespace cboard::testing;

/// The queries over whole histories, on a generated store with known answers.
class CliLedgerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void regressionsHaveTheStatedShape();
    void plantedRegressionsAreFound();
    void fixedOnesAreThoseWithThatState();
    void flakyOnesStandApart();
    void theCulpritIsInTheRow();
    void eachQueryTakesABaseline();
    void theAcceptedRevisionIsABaseline();
    void withoutAPathTheHistoryIsThatOfBuilds();
    void labIncidentsAreFound();
    void baselineTakesThePlaceOfTheLastResult();
    void csvHasALinePerCell();
    void flakyCellsHaveTheirNumbers();
    void comparisonSaysWhatBecameOfEachCell();
    void comparisonNeedsTwoRevisions();
    void coverageListsWhatNoLongerRuns();
    void unknownRevisionIsNothingDone();
    void unknownBranchIsNothingDone();
    void countsBelowOneAreRefused();
    void otherLimitsOfAPathCount();
    void issuesOfARevisionTouchSomethingThere();

private:
    QJsonObject ask(const QStringList& arguments) const { return m_cboard.query(Now, arguments); }
    static QStringList namesOf(const QJsonObject& cell)
    {
        QStringList names;
        for (const char* key : {"path", "platform", "config", "arch", "compiler", "lab"}) {
            names << cell[key].toString();
        }
        return names;
    }

    const QStringList Now{"--now", "2026-11-21T02:00:00Z"};
    const QStringList Branch{"--tree", "mainline", "--branch", "master"};
    CboardRunner m_cboard;
    QJsonObject m_truth;
};

void CliLedgerTest::initTestCase()
{
    QCOMPARE(m_cboard
                 .run({"-q", "generate", "--seed", "3", "--trees", "1", "--revisions", "16",
                       "--tests", "12000", "--into-store", m_cboard.store()})
                 .exitCode,
             0);
    QFile truth(m_cboard.store() + ".truth.json");
    QVERIFY(truth.open(QIODevice::ReadOnly));
    m_truth = QJsonDocument::fromJson(truth.readAll()).object();
    QVERIFY(!m_truth["regressions"].toArray().isEmpty());
}

void CliLedgerTest::regressionsHaveTheStatedShape()
{
    const QJsonObject found = ask(QStringList{"regressions"} + Branch);
    QCOMPARE(found["schema"].toInt(), 1);
    for (const char* key : {"regressions", "fixed", "lab_incidents"}) {
        QVERIFY2(found[key].isArray(), key);
    }
    const QJsonObject row = found["regressions"].toArray().at(0).toObject();
    for (const char* key : {"state", "kind", "title", "fingerprint"}) {
        QVERIFY2(row[key].isString(), key);
    }
    for (const char* key : {"untested_between", "failing_for", "confidence"}) {
        QVERIFY2(row[key].isDouble(), key);
    }
    QCOMPARE(row["last_good"].toString().size(), 40);
    QCOMPARE(row["first_bad"].toString().size(), 40);
    const QJsonObject cell = row["cells"].toArray().at(0).toObject();
    for (const char* key : {"path", "platform", "config", "arch", "compiler", "lab"}) {
        QVERIFY2(cell[key].isString(), key);
    }
}

void CliLedgerTest::plantedRegressionsAreFound()
{
    QSet<QStringList> found;
    const QJsonObject answer = ask(QStringList{"regressions"} + Branch);
    for (const auto& row : answer["regressions"].toArray()) {
        const QJsonObject one = row.toObject();
        for (const auto& cell : one["cells"].toArray()) {
            found << (namesOf(cell.toObject())
                      << one["last_good"].toString() << one["first_bad"].toString()
                      << one["fixed_in"].toString() << one["kind"].toString());
        }
    }
    QSet<QStringList> flaky;
    for (const auto& cell : m_truth["flaky"].toArray()) {
        flaky << namesOf(cell.toObject());
    }
    int expected = 0;
    for (const auto& entry : m_truth["regressions"].toArray()) {
        const QJsonObject one = entry.toObject();
        if (flaky.contains(namesOf(one))) {
            continue; // Reported as flaky instead.
        }
        ++expected;
        const QStringList wanted = namesOf(one)
            << one["lastGood"].toString() << one["firstBad"].toString() << one["fixedIn"].toString()
            << one["kind"].toString();
        QVERIFY2(found.contains(wanted), qPrintable(wanted.join(' ')));
    }
    QVERIFY(expected > 10);
}

void CliLedgerTest::fixedOnesAreThoseWithThatState()
{
    const QJsonObject answer = ask(QStringList{"regressions"} + Branch);
    QJsonArray fixed;
    for (const auto& row : answer["regressions"].toArray()) {
        if (row.toObject()["state"].toString() == "fixed") {
            QCOMPARE(row.toObject()["fixed_in"].toString().size(), 40);
            fixed << row;
        } else {
            QVERIFY(row.toObject()["fixed_in"].isNull());
        }
    }
    QVERIFY(!fixed.isEmpty());
    QCOMPARE(answer["fixed"].toArray(), fixed);
}

/// Of cells that are flaky now; no regression holds such a cell where it broke.
void CliLedgerTest::flakyOnesStandApart()
{
    const QJsonObject answer = ask(QStringList{"regressions"} + Branch);
    const QJsonArray rows = answer["flaky"].toArray();
    QVERIFY(!rows.isEmpty());
    QCOMPARE(rows[0].toObject().keys(), answer["regressions"].toArray()[0].toObject().keys());
    const auto places = [this](const QJsonArray& regressions) {
        QSet<QStringList> cells;
        for (const auto& row : regressions) {
            for (const auto& cell : row.toObject()["cells"].toArray()) {
                cells << (namesOf(cell.toObject()) << row.toObject()["first_bad"].toString());
            }
        }
        return cells;
    };
    QVERIFY(!places(rows).intersects(places(answer["regressions"].toArray())));
    QSet<QStringList> flaky;
    for (const auto& cell :
         ask(QStringList{"flaky", "--last", "100"} + Branch)["flaky"].toArray()) {
        flaky << namesOf(cell.toObject());
    }
    for (QStringList place : places(rows)) {
        place.removeLast();
        QVERIFY2(flaky.contains(place), qPrintable(place.join(' ')));
    }
    // Who asks for them by a filter gets them as what was asked for.
    QVERIFY(ask(QStringList{"regressions", "is:flaky"} + Branch)["flaky"].toArray().isEmpty());
}

void CliLedgerTest::theCulpritIsInTheRow()
{
    const QJsonObject row =
        ask(QStringList{"regressions"} + Branch)["regressions"].toArray()[0].toObject();
    QVERIFY(row["culprit"].isNull());
    const auto user = store::UserData::open(m_cboard.store().toStdString());
    QVERIFY(user);
    query::RegressionRow known;
    known.firstBad.commit = row["first_bad"].toString().toStdString();
    const QStringList names = namesOf(row["cells"].toArray().last().toObject());
    known.cells.push_back({{names[0].toStdString(), names[1].toStdString(), names[2].toStdString(),
                            names[3].toStdString(), names[4].toStdString(), names[5].toStdString()},
                           {}});
    QVERIFY((*user)->setNotes(service::culpritTargets(known), "abcdef0 break it", {}));
    const QJsonObject found =
        ask(QStringList{"regressions"} + Branch)["regressions"].toArray()[0].toObject();
    QCOMPARE(found["culprit"].toObject()["commit"].toString(), QString("abcdef0"));
    QCOMPARE(found["culprit"].toObject()["subject"].toString(), QString("break it"));
    QVERIFY((*user)->undo({}));
}

void CliLedgerTest::eachQueryTakesABaseline()
{
    const auto sizeOf = [this](const QStringList& arguments, const char* key) {
        return ask(arguments + Branch)[key].toArray().size();
    };
    const QStringList baseline{"--baseline", "HEAD~2"};
    // Like the revision named first.
    QCOMPARE(ask(QStringList{"compare", "HEAD"} + baseline + Branch)["rows"],
             ask(QStringList{"compare", "HEAD~2", "HEAD"} + Branch)["rows"]);
    QVERIFY(sizeOf({"flaky", "--baseline", "HEAD~12"}, "flaky") > 0);
    QVERIFY(sizeOf({"flaky", "--baseline", "HEAD~1"}, "flaky") < sizeOf({"flaky"}, "flaky"));
    QCOMPARE(sizeOf({"flaky", "--baseline", "HEAD"}, "flaky"), 0);
    const auto newRevisions = [this](const QStringList& arguments) {
        return ask(arguments + Branch)["branches"].toArray()[0].toObject()["new_revisions"].toInt();
    };
    QCOMPARE(newRevisions(QStringList{"home"} + baseline), 2);
    const QJsonObject row =
        ask(QStringList{"compare", "HEAD"} + baseline + Branch)["rows"].toArray()[0].toObject();
    const QStringList cell = namesOf(row);
    const QStringList history{"history",  "--path", cell[0],  "--platform", cell[1],
                              "--config", cell[2],  "--arch", cell[3],      "--compiler",
                              cell[4],    "--lab",  cell[5]};
    const QJsonArray runs = ask(history + baseline + Branch)["runs"].toArray();
    QCOMPARE(runs[0].toObject()["change"].toString(), row["change"].toString());
    const QJsonObject plain = ask(history + Branch);
    QVERIFY(!plain["runs"].toArray()[0].toObject().contains("change"));
    const QJsonObject numbers = plain["flakiness"].toObject();
    for (const char* key : {"runs", "pass_rate", "flips", "disagreements", "comparable",
                            "failing_for", "failing_days", "confidence", "flaky"}) {
        QVERIFY2(numbers.contains(key), key);
    }
    for (const QStringList& query :
         {history, QStringList{"flaky"}, QStringList{"compare", "HEAD"}, QStringList{"coverage"},
          QStringList{"home"}, QStringList{"regressions"}}) {
        const RunResult csv = m_cboard.run(Now + QStringList{"query"} + query + baseline + Branch
                                           + QStringList{"--csv"});
        QVERIFY2(csv.exitCode == 0 && csv.output.contains(','), qPrintable(query.join(' ')));
        QCOMPARE(m_cboard
                     .run(Now + QStringList{"query"} + query + Branch
                          + QStringList{"--baseline", "nothing-like-it"})
                     .exitCode,
                 2);
    }
}

void CliLedgerTest::theAcceptedRevisionIsABaseline()
{
    const QStringList asked = QStringList{"regressions", "--baseline", "accepted"} + Branch;
    QCOMPARE(m_cboard.run(Now + QStringList{"query"} + asked).exitCode, 2);
    const QJsonArray revisions =
        ask(QStringList{"compare", "HEAD~4", "HEAD"} + Branch)["revisions"].toArray();
    const QString commit = revisions[0].toObject()["commit"].toString();
    const auto user = store::UserData::open(m_cboard.store().toStdString());
    QVERIFY(user && (*user)->mark("revision:" + commit.toStdString(), "accepted", {}));
    QCOMPARE(ask(asked)["baseline"].toString(), commit);
    QVERIFY((*user)->undo({}));
}

void CliLedgerTest::withoutAPathTheHistoryIsThatOfBuilds()
{
    const QString config =
        ask(QStringList{"builds"} + Branch)["rows"].toArray()[0].toObject()["config"].toString();
    const QJsonArray runs =
        ask(QStringList{"history", "--config", config} + Branch)["runs"].toArray();
    QVERIFY(!runs.isEmpty());
    for (const auto& run : runs) {
        QCOMPARE(run.toObject()["config"].toString(), config);
        QVERIFY(run.toObject()["platform"].toString().isEmpty());
    }
}

void CliLedgerTest::labIncidentsAreFound()
{
    QSet<QStringList> found;
    const QJsonObject answer = ask(QStringList{"regressions"} + Branch);
    for (const auto& row : answer["lab_incidents"].toArray()) {
        found << QStringList{row.toObject()["commit"].toString(), row.toObject()["lab"].toString()};
    }
    QSet<QStringList> planted;
    for (const auto& entry : m_truth["labIncidents"].toArray()) {
        planted << QStringList{entry.toObject()["commit"].toString(),
                               entry.toObject()["lab"].toString()};
    }
    QVERIFY(!planted.isEmpty());
    QCOMPARE(found, planted);
}

void CliLedgerTest::baselineTakesThePlaceOfTheLastResult()
{
    QSet<QStringList> changed;
    const QJsonObject comparison = ask(QStringList{"compare", "HEAD~6", "HEAD"} + Branch);
    for (const auto& row : comparison["rows"].toArray()) {
        if (row.toObject()["change"].toString() == "regression") {
            changed << namesOf(row.toObject());
        }
    }
    const QJsonObject answer = ask(QStringList{"regressions", "--baseline", "HEAD~6"} + Branch);
    QCOMPARE(answer["baseline"].toString(),
             comparison["revisions"].toArray()[0].toObject()["commit"].toString());
    int cells = 0;
    for (const auto& row : answer["regressions"].toArray()) {
        if (row.toObject()["state"].toString() == "fixed") {
            continue;
        }
        for (const auto& cell : row.toObject()["cells"].toArray()) {
            ++cells;
            QStringList names = namesOf(cell.toObject());
            QVERIFY2(changed.contains(names), qPrintable(names.join(' ')));
        }
    }
    QVERIFY(cells > 0);
}

void CliLedgerTest::csvHasALinePerCell()
{
    int cells = 0;
    const QJsonObject answer = ask(QStringList{"regressions"} + Branch);
    for (const auto& row : answer["regressions"].toArray()) {
        cells += int(row.toObject()["cells"].toArray().size());
    }
    const RunResult csv = m_cboard.run(Now + QStringList{"query", "regressions", "--csv"} + Branch);
    QVERIFY(csv.output.startsWith("state,kind,path,platform,config,arch,compiler,lab,last good,"));
    QCOMPARE(csv.output.count('\n'), cells + 1);
    const RunResult table = m_cboard.run(Now + QStringList{"query", "regressions"} + Branch);
    QCOMPARE(table.output.count('\n'), answer["regressions"].toArray().size() + 1);
}

void CliLedgerTest::flakyCellsHaveTheirNumbers()
{
    const QJsonArray rows = ask(QStringList{"flaky"} + Branch)["flaky"].toArray();
    QVERIFY(!rows.isEmpty());
    for (const auto& entry : rows) {
        const QJsonObject row = entry.toObject();
        QVERIFY(row["flips"].toInt() >= 4 || row["disagreements"].toInt() > 0);
        QVERIFY(row["pass_rate"].toDouble() > 0 && row["pass_rate"].toDouble() < 1);
        QVERIFY(row["runs"].toInt() <= 30);
    }
    QVERIFY(m_cboard.run(Now + QStringList{"query", "flaky"} + Branch)
                .output.contains("disagreements"));
}

void CliLedgerTest::comparisonSaysWhatBecameOfEachCell()
{
    const QJsonObject answer =
        ask(QStringList{"compare", "HEAD~2", "HEAD~1", "HEAD", "--all"} + Branch);
    QCOMPARE(answer["revisions"].toArray().size(), 3);
    qint64 summed = 0;
    for (const auto& kind : answer["summary"].toObject()) {
        for (const auto& count : kind.toObject()) {
            summed += count.toInteger();
        }
    }
    QCOMPARE(summed, qint64(answer["rows"].toArray().size()));
    QSet<QString> changes;
    for (const auto& entry : answer["rows"].toArray()) {
        const QJsonObject row = entry.toObject();
        const QJsonArray statuses = row["statuses"].toArray();
        QCOMPARE(statuses.size(), 3);
        const QString change = row["change"].toString();
        changes << change;
        if (change == "still_failing") {
            QCOMPARE(statuses.last().toString(), "fail");
        } else if (change == "vanished") {
            QVERIFY(statuses.last().toString() == "none" || statuses.last().toString() == "skip");
        }
    }
    QVERIFY(changes.contains("unchanged"));
    QVERIFY(changes.contains("still_failing"));
    const QJsonObject changed = ask(QStringList{"compare", "HEAD~2", "HEAD"} + Branch);
    for (const auto& entry : changed["rows"].toArray()) {
        QVERIFY(entry.toObject()["change"].toString() != "unchanged");
    }
}

void CliLedgerTest::comparisonNeedsTwoRevisions()
{
    QCOMPARE(m_cboard.run(QStringList{"query", "compare", "HEAD"} + Branch).exitCode, 3);
}

void CliLedgerTest::coverageListsWhatNoLongerRuns()
{
    const QJsonObject answer =
        ask(QStringList{"coverage", "--revision", "HEAD~1", "--baseline", "HEAD~2"} + Branch);
    QVERIFY(!answer["rows"].toArray().isEmpty());
    for (const auto& entry : answer["rows"].toArray()) {
        QCOMPARE(entry.toObject()["change"].toString(), "vanished");
    }
    const QJsonObject before = ask(QStringList{"coverage", "--revision", "HEAD~1"} + Branch);
    QCOMPARE(before["rows"].toArray(), answer["rows"].toArray());
}

void CliLedgerTest::unknownRevisionIsNothingDone()
{
    const RunResult result =
        m_cboard.run(QStringList{"query", "regressions", "--baseline", "v0.nosuch"} + Branch);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.errors.contains("v0.nosuch"));
    const RunResult anywhere = m_cboard.run({"query", "compare", "v0.nosuch", "v0.nosuch"});
    QCOMPARE(anywhere.exitCode, 2);
    QVERIFY2(anywhere.errors.contains("no revision \"v0.nosuch\" is stored"),
             qPrintable(anywhere.errors));
}

/// A misspelled name must not look like a branch without regressions.
void CliLedgerTest::unknownBranchIsNothingDone()
{
    for (const char* verb : {"regressions", "flaky", "history", "coverage"}) {
        const RunResult result =
            m_cboard.run({"query", verb, "--tree", "mainline", "--branch", "mastre"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.errors.contains(R"(there is no branch "mastre" of tree "mainline")"),
                 qPrintable(result.errors));
    }
}

void CliLedgerTest::countsBelowOneAreRefused()
{
    for (const char* count : {"0", "-3", "many"}) {
        const RunResult result =
            m_cboard.run(QStringList{"query", "regressions", "--last", count} + Branch);
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains("--last"), qPrintable(result.errors));
    }
}

void CliLedgerTest::otherLimitsOfAPathCount()
{
    const auto flaky = [this] {
        return ask(QStringList{"flaky"} + Branch)["flaky"].toArray().size();
    };
    const auto usual = flaky();
    QCOMPARE(m_cboard.run({"config", "set", "analysis/flaky_exceptions", "boot flips=1"}).exitCode,
             0);
    QVERIFY(flaky() > usual);
    const RunResult wrong =
        m_cboard.run({"config", "set", "analysis/flaky_exceptions", "boot flips=none"});
    QVERIFY(wrong.exitCode != 0);
    QVERIFY2(wrong.errors.contains("a whole number from 1 to 31"), qPrintable(wrong.errors));
    QCOMPARE(m_cboard.run({"config", "reset", "analysis/flaky_exceptions"}).exitCode, 0);
    QCOMPARE(flaky(), usual);
}

void CliLedgerTest::issuesOfARevisionTouchSomethingThere()
{
    const QJsonObject all = ask({"issues"});
    QSet<QString> known;
    for (const auto& row : all["rows"].toArray()) {
        known << row.toObject()["id"].toString();
    }
    int seen = 0;
    for (const char* revision : {"HEAD", "HEAD~1", "HEAD~2", "HEAD~3", "HEAD~4", "HEAD~5"}) {
        const QStringList there =
            QStringList{"issues"} + Branch + QStringList{"--revision", revision};
        for (const auto& value : ask(there)["rows"].toArray()) {
            const QJsonObject row = value.toObject();
            QVERIFY(known.contains(row["id"].toString()));
            QVERIFY(row["builds"].toInt() + row["boots"].toInt() + row["tests"].toInt() > 0);
            ++seen;
        }
        const QStringList nowhere{"--filter", "config:no-such-config"};
        QVERIFY(ask(there + nowhere)["rows"].toArray().isEmpty());
    }
    QVERIFY2(seen > 0, "no issue was seen in the generated season");
}

QTEST_GUILESS_MAIN(CliLedgerTest)
#include "tst_cli_ledger.moc"
