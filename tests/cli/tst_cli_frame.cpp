// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store.h"
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

class CliFrameTest : public QObject {
    Q_OBJECT
private slots:
    void everyVerbHasHelpWithAnExample_data();
    void everyVerbHasHelpWithAnExample();
    void wrongUsageIsExitCode3_data();
    void wrongUsageIsExitCode3();
    void errorsAreOneJsonDocument();
    void brokenSettingsFileIsWrongConfiguration();
    void settingsSurviveTheProgram();
    void storeComesFromSettingsEnvironmentAndOption();
    void missingStoreSaysWhatToDo();
    void doctorSaysWhatIsThere();
    void doctorNamesWhoWrites();
    void readerThatGoesAwayEndsOutputInSilence();
    void fullOutputDeviceIsAnError();
};

void CliFrameTest::everyVerbHasHelpWithAnExample_data()
{
    QTest::addColumn<QString>("verb");
    for (const char* verb :
         {"ingest",        "validate",        "rejects",        "rejects list",
          "rejects show",  "rejects retry",   "rejects drop",   "query",
          "query trees",   "query revisions", "query builds",   "query boots",
          "query tests",   "query matrix",    "query history",  "query regressions",
          "query flaky",   "query compare",   "query coverage", "query issues",
          "query search",  "query home",      "query hardware", "log",
          "log cat",       "log analyze",     "log stages",     "log index",
          "log search",    "log diff",        "log grep",       "export",
          "generate",      "store",           "store check",    "store digest",
          "store rebuild", "store analyze",   "store info",     "config",
          "config list",   "config get",      "config set",     "config reset",
          "doctor"}) {
        QTest::newRow(verb) << verb;
    }
}

void CliFrameTest::everyVerbHasHelpWithAnExample()
{
    QFETCH(QString, verb);
    const CboardRunner cboard;
    const RunResult result = cboard.run(verb.split(' ') << "--help");
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains("Example:\n  cboard " + verb.split(' ').first().toUtf8()),
             result.output.constData());
    QCOMPARE(result.errors, QByteArray());
}

void CliFrameTest::wrongUsageIsExitCode3_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no verb") << QStringList{};
    QTest::newRow("unknown verb") << QStringList{"ingets"};
    QTest::newRow("unknown option") << QStringList{"query", "trees", "--colour"};
    QTest::newRow("no path") << QStringList{"ingest"};
    QTest::newRow("bad policy") << QStringList{"ingest", "--merge", "best", "x"};
    QTest::newRow("bad origin") << QStringList{"validate", "--origin", "Big Lab", "-"};
    QTest::newRow("bad time") << QStringList{"--now", "yesterday", "query", "trees"};
    QTest::newRow("bad filter") << QStringList{"query", "trees", "--filter", "arhc:arm64"};
    QTest::newRow("bad dimension")
        << QStringList{"query", "matrix", "--tree", "x", "--rows", "soc"};
    QTest::newRow("no tree") << QStringList{"query", "builds"};
    QTest::newRow("unknown setting") << QStringList{"config", "get", "no/such"};
    QTest::newRow("neither ids nor all") << QStringList{"rejects", "drop"};
    QTest::newRow("json to nowhere") << QStringList{"--json", "export"};
}

void CliFrameTest::wrongUsageIsExitCode3()
{
    QFETCH(QStringList, arguments);
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-q", "-"}, makeSubmission(1, 1)).exitCode, 0);
    const RunResult result = cboard.run(arguments);
    QCOMPARE(result.exitCode, 3);
    if (arguments.value(0) != "--json") {
        QCOMPARE(result.output, QByteArray());
    }
    QVERIFY2(result.errors.startsWith("cboard: "), result.errors.constData());
}

void CliFrameTest::errorsAreOneJsonDocument()
{
    const CboardRunner cboard;
    for (const QStringList& arguments :
         {QStringList{"--json", "nonsense"}, QStringList{"--json", "query", "trees"},
          QStringList{"ingest", "/nonexistent/path", "--json"}}) {
        const RunResult result = cboard.run(arguments);
        QVERIFY(result.exitCode >= 2);
        QCOMPARE(result.json()["schema"].toInt(), 1);
        QVERIFY(!result.json()["error"].toObject()["message"].toString().isEmpty());
        QVERIFY(!result.errors.isEmpty());
    }
}

void CliFrameTest::brokenSettingsFileIsWrongConfiguration()
{
    const CboardRunner cboard;
    cboard.write("config/checkerboard/settings.ini", "[ingest]\nmerge = sometimes\n");
    const RunResult result = cboard.run({"validate", "-"}, "{}");
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.errors.contains("settings.ini:2: ingest/merge: expected one of"),
             result.errors.constData());
}

void CliFrameTest::settingsSurviveTheProgram()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"config", "set", "query/last_revisions", "7"}).exitCode, 0);
    QCOMPARE(cboard.run({"config", "get", "query/last_revisions"}).output, QByteArray("7\n"));
    QCOMPARE(cboard.run({"config", "set", "query/last_revisions", "0"}).exitCode, 3);
    const QJsonArray settings =
        cboard.run({"--json", "config", "list"}).json()["settings"].toArray();
    QVERIFY(settings.size() >= 6);
    QCOMPARE(cboard.run({"config", "reset", "query/last_revisions"}).exitCode, 0);
    QCOMPARE(cboard.run({"config", "get", "query/last_revisions"}).output, QByteArray("15\n"));
}

void CliFrameTest::storeComesFromSettingsEnvironmentAndOption()
{
    const CboardRunner cboard;
    const QString document = cboard.write("d.json", makeSubmission(1, 1));
    QCOMPARE(cboard.run({"ingest", document}).exitCode, 0);
    QVERIFY(QFile::exists(cboard.store())); // $CBOARD_STORE of the runner
    QCOMPARE(cboard.run({"ingest", document, "--store", "option.db"}).exitCode, 0);
    QVERIFY(QFile::exists(cboard.path("option.db")));
    QCOMPARE(cboard.run({"config", "set", "store/file", cboard.path("setting.db")}).exitCode, 0);
    QCOMPARE(cboard.runShell("unset CBOARD_STORE; \"$CBOARD\" ingest d.json").exitCode, 0);
    QVERIFY(QFile::exists(cboard.path("setting.db")));
    QCOMPARE(cboard.run({"config", "reset", "store/file"}).exitCode, 0);
    QCOMPARE(cboard.runShell("unset CBOARD_STORE; \"$CBOARD\" ingest d.json").exitCode, 0);
    QVERIFY(QFile::exists(cboard.path("data/checkerboard/results.db")));
}

void CliFrameTest::missingStoreSaysWhatToDo()
{
    const CboardRunner cboard;
    const RunResult result = cboard.run({"query", "trees"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.errors.contains("cboard ingest PATH"));
    QVERIFY(!QFile::exists(cboard.store()));
}

namespace {

QJsonObject findingOf(const RunResult& result, const char* name)
{
    for (const auto& finding : result.json()["findings"].toArray()) {
        if (finding.toObject()["name"].toString() == name) {
            return finding.toObject();
        }
    }
    return {};
}

} // namespace

void CliFrameTest::doctorNamesWhoWrites()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 1)).exitCode, 0);
    const auto store = cboard::store::Store::open(cboard.store().toStdString(), {});
    QVERIFY(store.has_value());
    const auto writer = (*store)->writer("a long ingest", cboard::Timestamp{});
    QVERIFY(writer.has_value());
    const QString found =
        findingOf(cboard.run({"--json", "doctor"}), "writer")["detail"].toString();
    QVERIFY2(found.startsWith("a long ingest on "), qPrintable(found));
}

void CliFrameTest::doctorSaysWhatIsThere()
{
    const CboardRunner cboard;
    const RunResult before = cboard.run({"--json", "doctor"});
    QCOMPARE(before.exitCode, 0);
    const auto health = [](const RunResult& result, const char* name) {
        return findingOf(result, name)["health"].toString();
    };
    const auto detail = [](const RunResult& result, const char* name) {
        return findingOf(result, name)["detail"].toString();
    };
    QCOMPARE(health(before, "store"), "advice");
    QCOMPARE(health(before, "store folder"), "good");
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 1)).exitCode, 0);
    const RunResult good = cboard.run({"--json", "doctor"});
    for (const char* name : {"store", "schema", "writer", "log packs", "rejects", "disk space"}) {
        QVERIFY2(!health(good, name).isEmpty(), name);
    }
    QCOMPARE(health(good, "store"), "good");
    QCOMPARE(health(good, "schema"), "good");
    QCOMPARE(health(good, "rejects"), "good");
    QCOMPARE(cboard.run({"ingest", "-"}, "{\"version\":{\"major\":5},\"tests\":3}").exitCode, 2);
    const RunResult refused = cboard.run({"--json", "doctor"});
    QCOMPARE(health(refused, "rejects"), "advice");
    QVERIFY(detail(refused, "rejects").startsWith("1 refused"));
    QVERIFY(detail(refused, "writer").startsWith("nobody"));
    cboard.write("store/results.db", "this is no database, and long enough to be read as one");
    const RunResult broken = cboard.run({"--json", "doctor"});
    QCOMPARE(broken.exitCode, 1);
    QCOMPARE(health(broken, "store"), "bad");
}

void CliFrameTest::readerThatGoesAwayEndsOutputInSilence()
{
    const CboardRunner cboard;
    cboard.write("d.json", makeSubmission(1, 5000));
    const RunResult result = cboard.runShell(
        "\"$CBOARD\" -q ingest d.json && (\"$CBOARD\" export; echo code $? >&2) | head -c 10");
    QCOMPARE(result.output.size(), 10);
    QCOMPARE(result.errors, QByteArray("code 0\n"));
}

void CliFrameTest::fullOutputDeviceIsAnError()
{
    if (!QFile::exists("/dev/full")) {
        QSKIP("this machine has no /dev/full");
    }
    const CboardRunner cboard;
    const RunResult result = cboard.runShell("\"$CBOARD\" config list > /dev/full");
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.contains("cannot write output"), result.errors.constData());
}

QTEST_GUILESS_MAIN(CliFrameTest)
#include "tst_cli_frame.moc"
