// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtTest>

#include <signal.h>
#include <unistd.h>

#include <random>

using namespace cboard::testing;

class CliDurabilityTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void killAtAnyMomentLosesAndDoublesNothing();
    void secondWriterHearsWhoHoldsTheStore();
    void killedWriterFreesTheStore();
    void queriesRunWhileAnIngestDoes();
    void interruptKeepsWhatWasStored();
    void interruptOfAWaitingReadEnds();
    void fullDiskIsASentenceAndLosesNothing();
    void readOnlyStoreIsASentence();

private:
    void fill(const CboardRunner& cboard) const;
    QByteArray m_digest; ///< Of an undisturbed run over what fill() writes.
    qint64 m_runMs = 0; ///< How long it took.
};

void CliDurabilityTest::fill(const CboardRunner& cboard) const
{
    constexpr int Documents = 60;
    constexpr int TestsEach = 1000;
    for (int i = 0; i < Documents; ++i) {
        cboard.write(QString("in/%1.json").arg(i), makeSubmission(i, TestsEach));
    }
}

void CliDurabilityTest::initTestCase()
{
    const CboardRunner cboard;
    fill(cboard);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in")}).exitCode, 0);
    m_runMs = timer.elapsed();
    m_digest = cboard.digest();
    QCOMPARE(m_digest.size(), 32);
}

void CliDurabilityTest::killAtAnyMomentLosesAndDoublesNothing()
{
    const CboardRunner cboard;
    fill(cboard);
    std::minstd_rand random(7);
    for (int round = 0; round < 8; ++round) {
        // One store is killed again and again, so that later rounds begin in what is left.
        const auto process = cboard.start({"ingest", "-q", cboard.path("in")});
        QTest::qSleep(static_cast<int>(random() % static_cast<unsigned>(m_runMs * 3 / 4 + 1)));
        ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
        process->waitForFinished();
        if (!QFile::exists(cboard.store())) {
            continue; // killed before there was one
        }
        const RunResult check = cboard.run({"store", "check"});
        QVERIFY2(check.exitCode == 0, check.errors.constData());
    }
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in")}).exitCode, 0);
    QCOMPARE(cboard.digest(), m_digest);
    QCOMPARE(cboard.run({"store", "check"}).exitCode, 0);
}

void CliDurabilityTest::secondWriterHearsWhoHoldsTheStore()
{
    const CboardRunner cboard;
    const QString file = cboard.write("a.json", makeSubmission(1, 5));
    // Waits for standard input and holds the lease meanwhile.
    const auto holder = cboard.start({"ingest", "-"});
    QTRY_VERIFY(QFile::exists(cboard.store() + ".lock"));
    RunResult second;
    QTRY_VERIFY_WITH_TIMEOUT((second = cboard.run({"--json", "ingest", file})).exitCode == 2, 5000);
    QCOMPARE(second.json()["error"].toObject()["kind"].toString(), "busy");
    QVERIFY2(second.errors.contains("cboard")
                 && second.errors.contains(QByteArray::number(holder->processId())),
             second.errors.constData());
    holder->write(makeSubmission(1, 5));
    QCOMPARE(CboardRunner::finish(*holder).exitCode, 0);
    QCOMPARE(cboard.run({"ingest", file}).exitCode, 0);
}

void CliDurabilityTest::killedWriterFreesTheStore()
{
    const CboardRunner cboard;
    const QString file = cboard.write("a.json", makeSubmission(1, 5));
    const auto holder = cboard.start({"ingest", "-"});
    // Not before the holder has asked for the lease, or it would be the one that is refused.
    QTRY_VERIFY(QFile::exists(cboard.store() + ".lock"));
    QTRY_VERIFY_WITH_TIMEOUT(cboard.run({"ingest", file}).exitCode == 2, 5000);
    ::kill(static_cast<pid_t>(holder->processId()), SIGKILL);
    holder->waitForFinished();
    QCOMPARE(cboard.run({"ingest", file}).exitCode, 0);
}

void CliDurabilityTest::queriesRunWhileAnIngestDoes()
{
    const CboardRunner cboard;
    fill(cboard);
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in/1.json")}).exitCode, 0);
    const auto writer = cboard.start({"ingest", "-q", cboard.path("in")});
    int asked = 0;
    while (writer->state() != QProcess::NotRunning) {
        const RunResult trees = cboard.run({"--json", "query", "trees"});
        QVERIFY2(trees.exitCode == 0, trees.errors.constData());
        QCOMPARE(trees.json()["rows"].toArray().size(), 1);
        ++asked;
        writer->waitForFinished(1);
    }
    QVERIFY(asked > 0);
    QCOMPARE(writer->exitCode(), 0);
    QCOMPARE(cboard.digest(), m_digest);
}

void CliDurabilityTest::interruptKeepsWhatWasStored()
{
    const CboardRunner cboard;
    fill(cboard);
    const auto process = cboard.start({"--json", "ingest", cboard.path("in")});
    QTest::qSleep(static_cast<int>(m_runMs / 2));
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    const RunResult result = CboardRunner::finish(*process);
    QVERIFY2(result.exitCode == 1 || result.exitCode == 2 || result.exitCode == 0,
             result.errors.constData());
    if (result.exitCode == 1) {
        QCOMPARE(result.json()["cancelled"].toBool(), true);
        const RunResult info = cboard.run({"--json", "store", "info"});
        QCOMPARE(info.json()["records"].toObject()["tests"].toInt(),
                 result.json()["records"].toObject()["tests"].toInt());
    }
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in")}).exitCode, 0);
    QCOMPARE(cboard.digest(), m_digest);
}

void CliDurabilityTest::interruptOfAWaitingReadEnds()
{
    const CboardRunner cboard;
    const auto process = cboard.start({"ingest", "-"});
    QTRY_VERIFY(QFile::exists(cboard.store()));
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process->processId()), SIGINT);
    QVERIFY(process->waitForFinished(10'000)); // its standard input is still open
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 2);
}

void CliDurabilityTest::fullDiskIsASentenceAndLosesNothing()
{
    const CboardRunner cboard;
    fill(cboard);
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in/1.json")}).exitCode, 0);
    const QByteArray before = cboard.digest();
    // A limit on the size of files (in blocks of 512 bytes), a little above what is there.
    const qint64 blocks = QFileInfo(cboard.store()).size() / 512 + 200;
    const RunResult result =
        cboard.runShell(QString("ulimit -f %1; exec \"$CBOARD\" ingest -q in").arg(blocks));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.startsWith("cboard: ") && result.errors.count('\n') == 1,
             result.errors.constData());
    QCOMPARE(cboard.run({"store", "check"}).exitCode, 0);
    QVERIFY(!before.isEmpty());
    QCOMPARE(cboard.run({"ingest", "-q", cboard.path("in")}).exitCode, 0);
    QCOMPARE(cboard.digest(), m_digest);
}

void CliDurabilityTest::readOnlyStoreIsASentence()
{
    const CboardRunner cboard;
    QString prefix;
    if (::geteuid() == 0) {
        // Root may write everywhere; give the rights away for this.
        if (QStandardPaths::findExecutable("setpriv").isEmpty()) {
            QSKIP("needs setpriv to try this as root");
        }
        prefix = "setpriv --reuid=65534 --clear-groups ";
    }
    QCOMPARE(cboard.run({"ingest", "-q", "-"}, makeSubmission(1, 5)).exitCode, 0);
    const QByteArray before = cboard.digest();
    cboard.write("b.json", makeSubmission(2, 5));
    QCOMPARE(cboard.runShell("chmod 755 . && chmod -R a-w,a+rX store b.json").exitCode, 0);
    if (cboard.runShell(prefix + "\"$CBOARD\" --version").exitCode != 0) {
        QSKIP("another user cannot run the program where it stands");
    }
    const RunResult result = cboard.runShell(prefix + "\"$CBOARD\" ingest -q b.json");
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.contains("results.db"), result.errors.constData());
    QCOMPARE(result.errors.count('\n'), 1);
    const RunResult trees = cboard.runShell(prefix + "\"$CBOARD\" query trees");
    QVERIFY2(trees.exitCode == 0, trees.errors.constData());
    QCOMPARE(cboard.runShell("chmod -R u+w store").exitCode, 0);
    QCOMPARE(cboard.digest(), before);
}

QTEST_GUILESS_MAIN(CliDurabilityTest)
#include "tst_cli_durability.moc"
