// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QThread>
#include <QtTest>

#include <csignal>

using namespace cboard::testing;

/// Retaining and compacting on a generated store, killed at any moment.
class CliRetentionTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void infoSaysWhatTakesRoom();
    void aDryRunSaysWhatGoesAndChangesNothing();
    void withoutARuleItIsWrongUsage();
    void killedAtAnyMomentItGoesOn();
    void compactingKilledAtAnyMomentLosesNothing();

private:
    RunResult onStore(const QString& file, const QStringList& arguments) const
    {
        return m_cboard.run(QStringList{"--store", file, "--now", "2026-11-21T02:00:00Z", "--json"}
                            + arguments);
    }
    /// Starts the command again and again and kills it, each time a little later, until it ends.
    void killUntilDone(const QString& file, const QStringList& arguments) const;
    QByteArray digest(const QString& file) const { return m_cboard.digest(file); }
    bool isClean(const QString& file) const
    {
        return onStore(file, {"store", "check"}).exitCode == 0;
    }

    const QStringList Retain{"store",       "retain", "--tests",       "2d",
                             "--revisions", "5d",     "--keep-newest", "2"};
    CboardRunner m_cboard;
    QString m_whole;
    QString m_killed;
};

void CliRetentionTest::initTestCase()
{
    m_whole = m_cboard.path("whole.db");
    m_killed = m_cboard.path("killed.db");
    for (const QString& file : {m_whole, m_killed}) {
        QCOMPARE(m_cboard
                     .run({"-q", "generate", "--seed", "5", "--trees", "2", "--revisions", "12",
                           "--tests", "6000", "--logs", "--into-store", file})
                     .exitCode,
                 0);
    }
    QCOMPARE(digest(m_whole), digest(m_killed));
}

void CliRetentionTest::infoSaysWhatTakesRoom()
{
    const QJsonObject info = onStore(m_whole, {"store", "info"}).json();
    const qint64 database = info["bytes"]["database"].toInteger();
    QVERIFY(!info.contains("parts")); // For them every page is read.
    const QJsonObject parts =
        onStore(m_whole, {"store", "info", "--parts"}).json()["parts"].toObject();
    qint64 inDatabase = 0;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const bool isBeside =
            QStringList{"packs", "outcomes", "findings", "user", "journal"}.contains(part.key());
        inDatabase += isBeside ? 0 : part.value().toInteger();
    }
    QVERIFY(parts["tests"].toInteger() > 0 && parts["excerpts"].toInteger() > 0);
    QCOMPARE(inDatabase, database);
}

void CliRetentionTest::aDryRunSaysWhatGoesAndChangesNothing()
{
    const QByteArray before = digest(m_whole);
    const QJsonObject said = onStore(m_whole, Retain + QStringList{"--dry-run"}).json();
    QVERIFY(said["dry_run"].toBool());
    const QJsonArray lines = said["retired"].toArray();
    QVERIFY(!lines.isEmpty());
    for (const char* key : {"revisions", "records", "bytes"}) {
        QVERIFY2(lines.at(0)[QLatin1String(key)].toInt() > 0, key);
    }
    QCOMPARE(digest(m_whole), before);
}

void CliRetentionTest::withoutARuleItIsWrongUsage()
{
    QCOMPARE(onStore(m_whole, {"store", "retain"}).exitCode, 3);
    QCOMPARE(onStore(m_whole, {"store", "retain", "--tests", "12"}).exitCode, 3);
}

void CliRetentionTest::killUntilDone(const QString& file, const QStringList& arguments) const
{
    constexpr unsigned long StepMs = 4;
    constexpr int MostRounds = 200;
    for (int round = 0; round < MostRounds; ++round) {
        const auto process = m_cboard.start(
            QStringList{"--store", file, "--now", "2026-11-21T02:00:00Z", "-q"} + arguments);
        QThread::msleep(StepMs * static_cast<unsigned long>(round + 1));
        ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
        if (CboardRunner::finish(*process).exitCode == 0) {
            return;
        }
    }
    QCOMPARE(onStore(file, arguments).exitCode, 0);
}

void CliRetentionTest::killedAtAnyMomentItGoesOn()
{
    QCOMPARE(onStore(m_whole, Retain).exitCode, 0);
    QVERIFY(isClean(m_whole));
    killUntilDone(m_killed, Retain);
    QVERIFY(isClean(m_killed));
    QCOMPARE(digest(m_killed), digest(m_whole));
    const QJsonObject nothing = onStore(m_killed, Retain + QStringList{"--dry-run"}).json();
    QVERIFY(nothing["retired"].toArray().isEmpty());
}

void CliRetentionTest::compactingKilledAtAnyMomentLosesNothing()
{
    const QByteArray before = digest(m_whole);
    const QJsonObject done = onStore(m_whole, {"store", "compact"}).json();
    QVERIFY(done["bytes_after"].toInt() < done["bytes_before"].toInt());
    killUntilDone(m_killed, {"store", "compact"});
    for (const QString& file : {m_whole, m_killed}) {
        QVERIFY(isClean(file));
        QCOMPARE(digest(file), before);
    }
}

QTEST_GUILESS_MAIN(CliRetentionTest)
#include "tst_cli_retention.moc"
