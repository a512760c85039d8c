// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/bisect_pack.h"
#include "tests/core/git/git_repository.h"
#include "tests/core/store/store_fixture.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// The pack is run: git bisect finds the planted commit.
class BisectPackTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theCommandFindsTheCommit();
    void aFailingBuildIsFoundWithoutACommand();
    void aBuildThatFailsSaysNothingOfATest();
    void theTreeIsPutBack();
    void aTreeWithChangesIsLeftAlone();
    void anArchiveHoldsTheSame();
    void textsThatCameWithResultsRunNothing();
    void aFolderWithFilesIsLeftAlone();
    void theCaseOfARowKnowsItsBuild();

private:
    service::BisectCase caseOf(const char* kind) const;
    /// Writes the pack below the folder and runs it. \returns standard output and errors.
    QString run(const service::BisectCase& found, const QStringList& arguments, int wantedCode = 0,
                const QString& testCommand = {});
    QString packFile(const char* name) const
    {
        QFile file(m_pack + QLatin1Char('/') + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed()
                                              : QString();
    }

    QTemporaryDir m_folder;
    QString m_pack;
    int m_packs = 0;
    GitRepository m_tree;
    std::vector<std::string> m_commits;
};

namespace {

/// Stands in for that of a kernel: knows the configuration, and fails to build since the ninth.
constexpr const char* Makefile = "defconfig olddefconfig:\n\t@:\nall:\n\t@! test -e broken\n"
                                 ".DEFAULT_GOAL := all\n";

} // namespace

void BisectPackTest::initTestCase()
{
    m_commits.push_back(m_tree.commit("first", {{"Makefile", Makefile}}));
    for (int i = 1; i < 16; ++i) {
        std::map<std::string, std::string> files{{"log", std::to_string(i)}};
        if (i == 5) {
            files["bug"] = "in";
        }
        if (i == 9) {
            files["broken"] = "in";
        }
        m_commits.push_back(m_tree.commit("commit " + std::to_string(i), files));
    }
}

service::BisectCase BisectPackTest::caseOf(const char* kind) const
{
    service::BisectCase found;
    found.tree = "mainline";
    found.good = m_commits.front();
    found.bad = m_commits.back();
    found.kind = kind;
    found.title = "does not boot";
    found.cell = {"boot", "kevin", "defconfig+CONFIG_X=y", "arm64", "gcc-12", "lab-x"};
    return found;
}

QString BisectPackTest::run(const service::BisectCase& found, const QStringList& arguments,
                            int wantedCode, const QString& testCommand)
{
    m_pack = m_folder.filePath(QStringLiteral("pack%1").arg(++m_packs));
    const auto written = service::writeBisectPack(found, m_pack.toStdString(), {});
    if (!written) {
        qFatal("%s", describe(written.error()).c_str());
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TEST_COMMAND"), testCommand);
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(m_pack + QStringLiteral("/bisect.sh"),
                  QStringList{QString::fromStdString(m_tree.folder())} + arguments);
    constexpr int WaitMs = 60'000;
    const bool isDone = process.waitForFinished(WaitMs);
    const QString output = QString::fromUtf8(process.readAll());
    if (!isDone || process.exitCode() != wantedCode) {
        qWarning("exit code %d: %s", process.exitCode(), qPrintable(output));
        return {};
    }
    return output;
}

void BisectPackTest::theCommandFindsTheCommit()
{
    const QString output =
        run(caseOf("boot"),
            {QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("! test -e bug")});
    QCOMPARE(packFile("first-bad").toStdString(), m_commits[5]);
    QVERIFY(output.contains(QStringLiteral("commit 5")));
    QVERIFY(packFile("bisect.log").contains(QStringLiteral("git bisect bad")));
}

void BisectPackTest::aFailingBuildIsFoundWithoutACommand()
{
    QVERIFY(!run(caseOf("build"), {}).isEmpty());
    QCOMPARE(packFile("first-bad").toStdString(), m_commits[9]);
}

void BisectPackTest::aBuildThatFailsSaysNothingOfATest()
{
    service::BisectCase found = caseOf("test");
    found.bad = m_commits[8];
    QVERIFY(!run(found, {}, 0, QStringLiteral("! test -e bug")).isEmpty());
    QCOMPARE(packFile("first-bad").toStdString(), m_commits[5]);
}

void BisectPackTest::theTreeIsPutBack()
{
    const std::string before = m_tree.git({QStringLiteral("status"), QStringLiteral("-sb")});
    run(caseOf("boot"),
        {QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("! test -e bug")});
    QCOMPARE(m_tree.git({QStringLiteral("status"), QStringLiteral("-sb")}), before);
    QCOMPARE(m_tree.git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")}), m_commits.back());
}

void BisectPackTest::aTreeWithChangesIsLeftAlone()
{
    QFile log(QString::fromStdString(m_tree.folder()) + QStringLiteral("/log"));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("mine");
    log.close();
    const QString output = run(caseOf("boot"), {QStringLiteral("true")}, 2);
    QVERIFY(output.contains(QStringLiteral("has changes")));
    m_tree.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("log")});
}

void BisectPackTest::anArchiveHoldsTheSame()
{
    const QString archive = m_folder.filePath(QStringLiteral("pack.tar.gz"));
    QVERIFY(service::writeBisectPack(caseOf("boot"), archive.toStdString(), StoreFixture::now()));
    QProcess tar;
    tar.setWorkingDirectory(m_folder.path());
    tar.start(QStringLiteral("tar"), {QStringLiteral("xzf"), archive});
    QVERIFY(tar.waitForFinished() && tar.exitCode() == 0);
    for (const io::ArchivedFile& file : service::bisectPack(caseOf("boot"))) {
        QFile found(
            m_folder.filePath(QStringLiteral("bisect/") + QString::fromStdString(file.path)));
        QVERIFY2(found.open(QIODevice::ReadOnly), file.path.c_str());
        QCOMPARE(QString::fromUtf8(found.readAll()).toStdString(), file.text);
        QCOMPARE(QFileInfo(found).isExecutable(), file.isProgram);
    }
    const auto wrong = service::writeBisectPack(
        caseOf("boot"), m_folder.filePath("pack.tar.rar").toStdString(), {});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::Invalid);
}

void BisectPackTest::textsThatCameWithResultsRunNothing()
{
    service::BisectCase found = caseOf("boot");
    const QString trace = m_folder.filePath(QStringLiteral("trace"));
    const std::string attack = "x'; touch " + trace.toStdString() + "; '$(touch "
        + trace.toStdString() + ")\n touch " + trace.toStdString();
    found.title = attack;
    found.cell = {attack, attack, "defconfig", attack, attack, attack};
    found.bad = m_commits[8];
    run(found, {}, 0, QStringLiteral("! test -e bug"));
    QCOMPARE(packFile("first-bad").toStdString(), m_commits[5]);
    QVERIFY(!QFileInfo::exists(trace));
}

void BisectPackTest::aFolderWithFilesIsLeftAlone()
{
    const auto refused =
        service::writeBisectPack(caseOf("boot"), m_tree.folder(), StoreFixture::now());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
}

void BisectPackTest::theCaseOfARowKnowsItsBuild()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts.push_back({"maestro:c", "maestro", "mainline", "master", "https://x.org",
                              m_commits.back(), "", "2025-07-01T00:00:00Z"});
    data.builds.push_back(
        {"maestro:b", "maestro:c", "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
    data.tests.push_back({"maestro:t", "maestro:b", "maestro", "boot", "kevin", "lab-x", "FAIL",
                          "2025-07-01T00:00:00Z", "", ""});
    fixture.add(data);
    query::RegressionRow row;
    row.kind = "boot";
    row.title = "boot";
    row.firstBad =
        *fixture.engine().findRevision({fixture.common(), {"mainline", "master", ""}, "HEAD"}, {});
    row.cells = {{{"boot", "kevin", "defconfig", "arm64", "gcc-12", "lab-x"}, "maestro:t"}};
    const auto without = service::bisectCaseOf(fixture.engine(), row, {});
    QVERIFY(!without);
    QCOMPARE(without.error().kind, ErrorKind::Invalid);
    row.lastGood.commit = m_commits.front();
    const auto found = service::bisectCaseOf(fixture.engine(), row, {});
    QVERIFY2(found.has_value(), found ? "" : describe(found.error()).c_str());
    QCOMPARE(found->good, m_commits.front());
    QCOMPARE(found->bad, m_commits.back());
    QCOMPARE(found->tree, std::string("mainline"));
    QCOMPARE(found->repositoryUrl, std::string("https://x.org"));
    QCOMPARE(found->cell.platform, std::string("kevin"));
}

QTEST_GUILESS_MAIN(BisectPackTest)
#include "tst_bisect_pack.moc"
