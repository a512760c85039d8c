// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

/// What builds say that they did not say before.
class CliBuildHealthTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void newAndFixedAreToldByBuild();
    void sizesAndDurationsAreCompared();
    void anotherBaselineCanBeNamed();
    void theTableHasALinePerChange();

private:
    QJsonObject ask(const QStringList& more = {}) const
    {
        return m_cboard.query({"--now", "2026-11-21T02:00:00Z"},
                              QStringList{"build-health", "--tree", "mainline"} + more);
    }
    CboardRunner m_cboard;
};

namespace {

QByteArray submission(int number, const char* excerpt, int duration, int size)
{
    return QStringLiteral(
               R"({"version":{"major":5,"minor":3},)"
               R"("checkouts":[{"id":"maestro:c%1","origin":"maestro","tree_name":"mainline",)"
               R"("git_repository_branch":"master","git_repository_url":"https://x.org",)"
               R"("git_commit_hash":"%2","start_time":"2026-11-%3T10:00:00Z"}],)"
               R"("builds":[{"id":"maestro:b%1","origin":"maestro","checkout_id":"maestro:c%1",)"
               R"("architecture":"arm64","config_name":"defconfig","compiler":"gcc-12",)"
               R"("status":"PASS","duration":%4,"log_excerpt":"%5",)"
               R"("misc":{"kernel_image_size":%6}}]})")
        .arg(number)
        .arg(QString(39, QLatin1Char('a')) + QString::number(number))
        .arg(10 + number)
        .arg(duration)
        .arg(QLatin1String(excerpt))
        .arg(size)
        .toUtf8();
}

} // namespace

void CliBuildHealthTest::initTestCase()
{
    const char* old =
        R"(drivers/b.c:1:1: warning: old [-Wold]\ndrivers/b.c:2:1: warning: stays [-Wx]\n)";
    const char* fresh =
        R"(/ci/linux/drivers/b.c:7:1: warning: stays [-Wx]\ndrivers/n.c:3:1: warning: new [-Wnew]\n)";
    const QStringList files{m_cboard.write("1.json", submission(1, fresh, 100, 1000)),
                            m_cboard.write("2.json", submission(2, old, 100, 1000)),
                            m_cboard.write("3.json", submission(3, fresh, 200, 1100))};
    QCOMPARE(m_cboard.run(QStringList{"ingest"} + files).exitCode, 0);
}

void CliBuildHealthTest::newAndFixedAreToldByBuild()
{
    const QJsonObject found = ask();
    QCOMPARE(found["new_warnings"].toInt(), 1);
    QCOMPARE(found["fixed_warnings"].toInt(), 1);
    QCOMPARE(found["new_errors"].toInt(), 0);
    const QJsonObject row = found["rows"].toArray().at(0).toObject();
    QCOMPARE(row["config"].toString(), QStringLiteral("defconfig"));
    QCOMPARE(row["now"]["warnings"].toInt(), 2);
    QVERIFY(row["now"]["excerpt"].toBool());
    QCOMPARE(row["new"].toArray().at(0)["file"].toString(), QStringLiteral("drivers/n.c"));
    QCOMPARE(row["new"].toArray().at(0)["flag"].toString(), QStringLiteral("new"));
    QCOMPARE(row["fixed"].toArray().at(0)["flag"].toString(), QStringLiteral("old"));
}

void CliBuildHealthTest::sizesAndDurationsAreCompared()
{
    const QJsonObject row = ask()["rows"].toArray().at(0).toObject();
    QCOMPARE(row["now"]["size"].toInt(), 1100);
    QCOMPARE(row["before"]["size"].toInt(), 1000);
    QVERIFY(row["larger"].toBool());
    QVERIFY(row["slower"].toBool());
}

void CliBuildHealthTest::anotherBaselineCanBeNamed()
{
    const QJsonObject found = ask({"--baseline", "HEAD~2"});
    QCOMPARE(found["new_warnings"].toInt(), 0);
    QCOMPARE(found["fixed_warnings"].toInt(), 0);
}

void CliBuildHealthTest::theTableHasALinePerChange()
{
    const RunResult table = m_cboard.run(
        {"--now", "2026-11-21T02:00:00Z", "query", "build-health", "--tree", "mainline", "--csv"});
    QCOMPARE(table.exitCode, 0);
    QCOMPARE(table.output.count('\n'), 4); // Header, new, fixed, slower.
    QVERIFY(table.output.contains("drivers/n.c:3:1: warning: new [-Wnew]"));
}

QTEST_GUILESS_MAIN(CliBuildHealthTest)
#include "tst_cli_build_health.moc"
