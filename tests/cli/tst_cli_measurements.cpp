// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

/// Values that tests measured, through revisions.
class CliMeasurementsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void levelsAndTheirChangesAreTold();
    void runsOfARevisionAreOnePoint();
    void runsWithoutAValueAreCounted();
    void theTableNamesTheChange();

private:
    static constexpr int Revisions = 16;
    static constexpr int Step = 9; ///< The first revision that takes longer.
    const QStringList Arguments{"measurements", "--tree", "mainline", "--path", "bench.boot"};
    QJsonObject ask() const { return m_cboard.query({"--now", "2026-11-30T02:00:00Z"}, Arguments); }
    CboardRunner m_cboard;
};

namespace {

QByteArray test(int revision, const char* name, const QByteArray& number)
{
    return QByteArrayLiteral(R"({"id":"maestro:t)") + name + QByteArray::number(revision)
        + R"(","origin":"maestro","build_id":"maestro:b)" + QByteArray::number(revision)
        + R"(","path":"bench.boot","status":"DONE",)" + number
        + R"("environment":{"misc":{"platform":"kevin"}}})";
}

QByteArray submission(int revision, const QByteArray& tests)
{
    const QByteArray number = QByteArray::number(revision);
    return R"({"version":{"major":5,"minor":3},"checkouts":[{"id":"maestro:c)" + number
        + R"(","origin":"maestro","tree_name":"mainline","git_repository_branch":"master",)"
        + R"("git_repository_url":"https://x.org","git_commit_hash":")" + QByteArray(38, 'a')
        + QByteArray::number(10 + revision) + R"(","start_time":"2026-11-)"
        + QByteArray::number(10 + revision) + R"(T10:00:00Z"}],"builds":[{"id":"maestro:b)" + number
        + R"(","origin":"maestro","checkout_id":"maestro:c)" + number
        + R"(","architecture":"arm64","config_name":"defconfig","compiler":"gcc-12",)"
        + R"("status":"PASS"}],"tests":[)" + tests + "]}";
}

} // namespace

void CliMeasurementsTest::initTestCase()
{
    QStringList files;
    for (int i = 0; i < Revisions; ++i) {
        const double value = (i < Step ? 10.0 : 14.0) + 0.01 * (i % 3);
        const QByteArray number =
            R"("number":{"value":)" + QByteArray::number(value) + R"(,"unit":"s"},)";
        QByteArray tests = test(i, "one", number);
        if (i == 3) { // A retry that took long, and one that measured nothing.
            tests += ',' + test(i, "two", R"("number":{"value":10,"unit":"s"},)");
            tests += ',' + test(i, "three", R"("number":{"value":99,"unit":"s"},)");
            tests += ',' + test(i, "four", {});
        }
        files << m_cboard.write(QStringLiteral("%1.json").arg(i), submission(i, tests));
    }
    QCOMPARE(m_cboard.run(QStringList{"ingest"} + files).exitCode, 0);
}

void CliMeasurementsTest::levelsAndTheirChangesAreTold()
{
    const QJsonArray rows = ask()["rows"].toArray();
    QCOMPARE(rows.size(), 1);
    const QJsonObject row = rows.at(0).toObject();
    QCOMPARE(row["platform"].toString(), QStringLiteral("kevin"));
    QCOMPARE(row["unit"].toString(), QStringLiteral("s"));
    const QJsonArray points = row["points"].toArray();
    QCOMPARE(points.size(), Revisions);
    for (int i = 0; i < Revisions; ++i) {
        QCOMPARE(points.at(i)["change"].toBool(), i == Step);
    }
    QVERIFY(row["change"].toDouble() > 3.9 && row["change"].toDouble() < 4.1);
    QVERIFY(row["median"].toDouble() > 13.9);
    QVERIFY(!row["outside"].toBool());
}

void CliMeasurementsTest::runsOfARevisionAreOnePoint()
{
    const QJsonObject point = ask()["rows"].toArray().at(0)["points"].toArray().at(3).toObject();
    QCOMPARE(point["runs"].toInt(), 3);
    QCOMPARE(point["value"].toDouble(), 10.0);
}

void CliMeasurementsTest::runsWithoutAValueAreCounted()
{
    QCOMPARE(ask()["without_value"].toInt(), 1);
}

void CliMeasurementsTest::theTableNamesTheChange()
{
    const RunResult table =
        m_cboard.run(QStringList{"--now", "2026-11-30T02:00:00Z", "query"} + Arguments);
    QCOMPARE(table.exitCode, 0);
    QVERIFY2(table.output.contains("+4 at aaaaaaaaaaaa"), table.output.constData());
}

QTEST_GUILESS_MAIN(CliMeasurementsTest)
#include "tst_cli_measurements.moc"
