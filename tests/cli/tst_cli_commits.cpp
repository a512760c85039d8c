// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"
#include "tests/core/git/git_repository.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

/// The order of commits, their lists and the pack for git bisect, on a real repository.
class CliCommitsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void analyzePutsRevisionsInOrder();
    void commitsOfTheFirstRegressionAreListed();
    void commitsBetweenNamesAreListed();
    void bisectWritesAPack();
    void anotherBranchIsABaseline();
    void anotherTreeThatPassedLaterBoundsTheRange();
    void withoutACloneTheSettingIsNamed();

private:
    const QStringList Now{"--now", "2026-11-21T02:00:00Z"};
    QJsonObject ask(const QStringList& arguments) const { return m_cboard.query(Now, arguments); }

    CboardRunner m_cboard;
    cboard::test::GitRepository m_tree;
    QString m_good;
    QString m_middle;
    QString m_bad;
};

namespace {

/// One checkout with a build and a boot of kevin.
QByteArray submission(const char* name, const char* tree, const QString& commit, const char* time,
                      const char* status)
{
    return QStringLiteral(
               R"({"version":{"major":5,"minor":3},)"
               R"("checkouts":[{"id":"maestro:c%1","origin":"maestro","tree_name":"%2",)"
               R"("git_repository_branch":"master","git_repository_url":"https://x.org",)"
               R"("git_commit_hash":"%3","start_time":"%4"}],)"
               R"("builds":[{"id":"maestro:b%1","origin":"maestro","checkout_id":"maestro:c%1",)"
               R"("architecture":"arm64","config_name":"defconfig","compiler":"gcc-12",)"
               R"("config_url":"https://x.org/config","status":"PASS"}],)"
               R"("tests":[{"id":"maestro:t%1","origin":"maestro","build_id":"maestro:b%1",)"
               R"("path":"boot","status":"%5","start_time":"%4",)"
               R"("environment":{"misc":{"platform":"rk3399-gru-kevin"}}}]})")
        .arg(QLatin1String(name), QLatin1String(tree), commit, QLatin1String(time),
             QLatin1String(status))
        .toUtf8();
}

} // namespace

void CliCommitsTest::initTestCase()
{
    m_good = QString::fromStdString(m_tree.commit("good"));
    m_middle = QString::fromStdString(m_tree.commit("mm: unrelated"));
    m_tree.commit("dts", {{"arch/arm64/boot/dts/rockchip/rk3399-gru-kevin.dts", "1"}});
    m_bad = QString::fromStdString(m_tree.commit("bad"));
    // By time the bad one came first.
    const QStringList files{
        m_cboard.write("good.json",
                       submission("1", "mainline", m_good, "2026-11-20T10:00:00Z", "PASS")),
        m_cboard.write("bad.json",
                       submission("2", "mainline", m_bad, "2026-11-20T08:00:00Z", "FAIL")),
        m_cboard.write("next.json",
                       submission("3", "next", m_bad, "2026-11-20T09:00:00Z", "FAIL"))};
    QCOMPARE(m_cboard.run(QStringList{"ingest"} + files).exitCode, 0);
}

void CliCommitsTest::withoutACloneTheSettingIsNamed()
{
    QCOMPARE(m_cboard.run({"config", "reset", "git/clone"}).exitCode, 0);
    const RunResult refused =
        m_cboard.run({"query", "commits", m_good, m_bad, "--tree", "mainline"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(refused.errors.contains("git/mainline"));
}

void CliCommitsTest::analyzePutsRevisionsInOrder()
{
    QVERIFY(ask({"regressions", "--tree", "mainline"})["regressions"].toArray().isEmpty());
    QCOMPARE(m_cboard.run({"config", "set", "git/clone", QString::fromStdString(m_tree.folder())})
                 .exitCode,
             0);
    const QJsonObject done = m_cboard.run(Now + QStringList{"--json", "store", "analyze"}).json();
    QVERIFY(done["moved"].toInt() > 0);
    const QJsonArray found = ask({"regressions", "--tree", "mainline"})["regressions"].toArray();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.at(0)["last_good"].toString(), m_good);
    QCOMPARE(found.at(0)["first_bad"].toString(), m_bad);
}

void CliCommitsTest::commitsOfTheFirstRegressionAreListed()
{
    const QJsonObject found = ask({"commits", "--tree", "mainline"});
    QCOMPARE(found["good"].toString(), m_good);
    QCOMPARE(found["total"].toInt(), 3);
    QCOMPARE(found["touching"].toInt(), 1);
    const QJsonArray commits = found["commits"].toArray();
    QCOMPARE(commits.at(0)["commit"].toString(), m_bad);
    QCOMPARE(commits.at(1)["touch"].toString(), QStringLiteral("board"));
    QCOMPARE(commits.at(1)["files"].toArray().size(), 1);
}

void CliCommitsTest::commitsBetweenNamesAreListed()
{
    const QJsonObject found =
        ask({"commits", "HEAD~1", "master", "--tree", "mainline", "--board", "rk3399-gru-kevin"});
    QCOMPARE(found["good"].toString(), m_good);
    QCOMPARE(found["bad"].toString(), m_bad);
    QCOMPARE(found["touching"].toInt(), 1);
}

void CliCommitsTest::bisectWritesAPack()
{
    const QString pack = m_cboard.path("pack");
    const QJsonObject found = ask({"bisect", "--tree", "mainline", "-o", pack});
    QCOMPARE(found["good"].toString(), m_good);
    QVERIFY(QFileInfo(pack + QStringLiteral("/bisect.sh")).isExecutable());
    QFile readme(pack + QStringLiteral("/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    QVERIFY(readme.readAll().contains("https://x.org/config"));
}

void CliCommitsTest::anotherBranchIsABaseline()
{
    const QJsonObject found =
        ask({"regressions", "--tree", "next", "--baseline", "branch:mainline/master"});
    QCOMPARE(found["baseline"].toString(), m_bad);
}

void CliCommitsTest::anotherTreeThatPassedLaterBoundsTheRange()
{
    const QStringList range{"commits", "--tree", "mainline"};
    QVERIFY(ask(range)["narrower"].isNull());
    const QString file = m_cboard.write(
        "next-good.json", submission("4", "next", m_middle, "2026-11-20T07:00:00Z", "PASS"));
    QCOMPARE(m_cboard.run({"ingest", file}).exitCode, 0);
    const QJsonObject narrower = ask(range)["narrower"].toObject();
    QCOMPARE(narrower["tree"].toString(), QString("next"));
    QCOMPARE(narrower["good"].toString(), m_middle);
    QCOMPARE(narrower["bad"].toString(), m_bad);
    QCOMPARE(narrower["total"].toInt(), 2);
}

QTEST_GUILESS_MAIN(CliCommitsTest)
#include "tst_cli_commits.moc"
