// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

class CliLogTest : public QObject {
    Q_OBJECT
private slots:
    void analyzePrintsEachError();
    void logspecOutputIsThatOfLogspec();
    void issuesHaveProductionIds();
    void ownRulesWithAMistakeAreWrongUsage();
    void rulesAreListedOwnOnesFirst();
    void aRuleFileIsChecked();
    void missingFileIsNothingDone();
    void searchPrintsLinesWithNumbers();
    void indexCountsRowsAndMarks();
    void aFileIsPrintedAsText();
    void aFollowedFileIsPrintedUntilItIsRemoved();
    void diffLeavesOutTimes();
    void stagesArePrintedWithTheirLines();
    void grepFindsWhatStoredLogsHold();

private:
    CboardRunner m_cboard;
};

void CliLogTest::analyzePrintsEachError()
{
    const QString log = m_cboard.write("build.log", "  CC a.o\na.c:1:2: error: bad thing\n");
    const RunResult result = m_cboard.run({"--json", "log", "analyze", log});
    QCOMPARE(result.exitCode, 0);
    const QJsonObject json = result.json();
    QCOMPARE(json["schema"].toInt(), 1);
    QCOMPARE(json["counts"].toObject()["error"].toInt(), 1);
    QCOMPARE(json["left_out"].toInt(-1), 0);
    const QJsonObject error = json["errors"].toArray().at(0).toObject();
    QCOMPARE(error["kind"].toString(), "build.compiler_error");
    QCOMPARE(error["first_line"].toInt(), 2);
    QCOMPARE(error["begin_byte"].toInt(), 9);
    QCOMPARE(error["title"].toString(), "bad thing");
    QCOMPARE(error["fields"].toObject()["file"].toString(), "a.c");
    QVERIFY(error["call_trace"].isNull());
    QVERIFY(error["fingerprint"].toString().startsWith("f3:"));
    QCOMPARE(m_cboard.run({"log", "analyze", log}).output,
             "2-2: error build.compiler_error: bad thing\n");
}

void CliLogTest::logspecOutputIsThatOfLogspec()
{
    const QString log = m_cboard.write("boot.log", "Starting kernel ...\nx\n/ #\n");
    const RunResult result =
        m_cboard.run({"--json", "log", "analyze", "--logspec", "generic_linux_boot", log});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output,
             "{\n    \"bootloader.done\": true,\n    \"errors\": [],\n"
             "    \"linux.boot.kernel_started\": true,\n    \"linux.boot.prompt\": true\n}\n");
}

void CliLogTest::issuesHaveProductionIds()
{
    const QString log = m_cboard.write("boot.log", "Starting kernel ...\nx\n/ #\n");
    const QJsonObject json =
        m_cboard
            .run({"--json", "log", "analyze", "--logspec", "generic_linux_boot", "--issues-of",
                  "maestro", "--result", "maestro:1", log})
            .json();
    QCOMPARE(json["issues"].toArray().at(0).toObject()["id"].toString(),
             "maestro:721516cb40a17ba5aaddc2e6e410d3eec5c49fc6");
    QCOMPARE(json["suggested_status"].toString(), "PASS");
}

void CliLogTest::ownRulesWithAMistakeAreWrongUsage()
{
    const QString log = m_cboard.write("a.log", "x\n");
    const QString rules = m_cboard.write("rules.conf", "[a]\nstart = (\n");
    const RunResult result = m_cboard.run({"log", "analyze", "--rules", rules, log});
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.errors.contains("line 2, column 9"), result.errors);
}

void CliLogTest::rulesAreListedOwnOnesFirst()
{
    m_cboard.write("r.db.rules", "[own.one]\nseverity = fatal\nstart = one thing\n");
    const QStringList list{"--store", m_cboard.path("r.db"), "log", "rules"};
    const QJsonArray rules = m_cboard.run(QStringList{"--json"} + list).json()["rules"].toArray();
    QVERIFY(rules.size() > 50);
    const QJsonObject own = rules.at(0).toObject();
    QCOMPARE(own["origin"].toString(), "own");
    QCOMPARE(own["kind"].toString(), "own.one");
    QCOMPARE(own["severity"].toString(), "fatal");
    QCOMPARE(own["start"].toString(), "one thing");
    QCOMPARE(rules.at(1).toObject()["origin"].toString(), "shipped");
    const RunResult text = m_cboard.run(list);
    QCOMPARE(text.exitCode, 0);
    QCOMPARE(text.output.count('\n'), rules.size() + 1); // With the titles.
    m_cboard.write("r.db.rules", "[own.one]\nstart = (\n");
    QCOMPARE(m_cboard.run(list).exitCode, 3);
}

void CliLogTest::aRuleFileIsChecked()
{
    const QString wrong = m_cboard.write("wrong.rules", "[a]\nstart = (\n[b]\ncolour = red\n");
    const RunResult text = m_cboard.run({"log", "rules", "--check", wrong});
    QCOMPARE(text.exitCode, 3);
    QCOMPARE(text.output.count('\n'), 3);
    QVERIFY2(text.output.startsWith(wrong.toUtf8() + ":2:9: "), text.output);
    const RunResult json = m_cboard.run({"--json", "log", "rules", "--check", wrong});
    QCOMPARE(json.exitCode, 3);
    QCOMPARE(json.json()["is_sound"].toBool(true), false);
    const QJsonObject last = json.json()["problems"].toArray().at(2).toObject();
    QCOMPARE(last["line"].toInt(), 4);
    QCOMPARE(last["column"].toInt(), 1);
    QCOMPARE(last["what"].toString(), "no setting is called \"colour\"");
    const QString sound = m_cboard.write("sound.rules", "[a]\nstart = x\n");
    QCOMPARE(m_cboard.run({"log", "rules", "--check", sound}).exitCode, 0);
    QCOMPARE(m_cboard.run({"log", "rules", "--check", m_cboard.path("absent")}).exitCode, 2);
}

void CliLogTest::missingFileIsNothingDone()
{
    QCOMPARE(m_cboard.run({"log", "analyze", m_cboard.path("absent.log")}).exitCode, 2);
}

void CliLogTest::searchPrintsLinesWithNumbers()
{
    const QString log = m_cboard.write("search.log", "one\ntwo \x1B[31mred\nthree one\n");
    const QStringList search{"log", "search", log};
    QCOMPARE(m_cboard.run(search + QStringList{"-e", "^one"}).output, "1:one\n");
    QCOMPARE(m_cboard.run(search + QStringList{"-e", "one", "--count"}).output, "2\n");
    QCOMPARE(m_cboard.run(search + QStringList{"-i", "-F", "-e", "TWO"}).output,
             "2:two \xEF\xBF\xBD[31mred\n");
    const QString patterns = m_cboard.write("patterns", "three\nred\n");
    const QJsonObject json =
        m_cboard.run(QStringList{"--json"} + search + QStringList{"--patterns", patterns}).json();
    QCOMPARE(json["count"].toInt(), 2);
    const QJsonObject line = json["lines"].toArray().at(1).toObject();
    QCOMPARE(line["line"].toInt(), 3);
    QCOMPARE(line["begin_byte"].toInt(), 17);
    QCOMPARE(m_cboard.run(search).exitCode, 3);
}

void CliLogTest::aFileIsPrintedAsText()
{
    const QString log = m_cboard.write("cat.log", "one\n\x1B[31mtwo\x1B[0m\nthree");
    QCOMPARE(m_cboard.run({"log", "cat", log}).output, "one\ntwo\nthree\n");
    QCOMPARE(m_cboard.run({"log", "cat", "--raw", log}).output, "one\n\x1B[31mtwo\x1B[0m\nthree");
    const QJsonObject json = m_cboard.run({"--json", "log", "cat", log}).json();
    QCOMPARE(json["format"].toString(), "plain");
    QCOMPARE(json["text"].toString().count('\n'), 2);
    const QString lava = m_cboard.write(
        "lava.yaml", "- {\"dt\": \"2026-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"hi\"}\n");
    QCOMPARE(m_cboard.run({"log", "cat", lava}).output, "hi\n");
    QCOMPARE(m_cboard.run({"log", "cat", "--record", "no:such"}).exitCode, 2);
}

void CliLogTest::aFollowedFileIsPrintedUntilItIsRemoved()
{
    const QString log = m_cboard.write("console.log", "one\n\x1B[31mtwo\x1B[0m\nthr");
    const auto process = m_cboard.start({"log", "cat", "--follow", log});
    QByteArray output;
    const auto has = [&](const QByteArray& text) {
        process->waitForReadyRead(100);
        output += process->readAllStandardOutput();
        return output == text;
    };
    QTRY_VERIFY_WITH_TIMEOUT(has("one\ntwo\n"), 30'000);
    QFile file(log);
    QVERIFY(file.open(QIODevice::Append));
    file.write("ee\nfour");
    file.close();
    QTRY_VERIFY_WITH_TIMEOUT(has("one\ntwo\nthree\n"), 30'000);
    m_cboard.write("console.log", "anew\n"); // Shorter: it was truncated.
    QTRY_VERIFY_WITH_TIMEOUT(has("one\ntwo\nthree\nanew\n"), 30'000);
    QVERIFY(QFile::remove(log));
    const RunResult end = CboardRunner::finish(*process);
    QCOMPARE(end.exitCode, 0);
    QCOMPARE(output + end.output, QByteArray("one\ntwo\nthree\nanew\n"));
    QCOMPARE(m_cboard.run({"log", "cat"}).exitCode, 3);
    QCOMPARE(m_cboard.run({"--json", "log", "cat", "--follow", log}).exitCode, 3);
}

void CliLogTest::indexCountsRowsAndMarks()
{
    const QString log = m_cboard.write("index.log", "a\rb\nKernel panic\n");
    const QJsonObject json = m_cboard.run({"--json", "log", "index", log}).json();
    QCOMPARE(json["rows"].toInt(), 3);
    QCOMPARE(json["lines"].toInt(), 2);
    QCOMPARE(json["opens_at"].toInt(), 2);
    QCOMPARE(json["marks"].toObject()["kernel_panic"].toInt(), 1);
    QVERIFY(json["damage"].isNull());
}

void CliLogTest::diffLeavesOutTimes()
{
    const QString good = m_cboard.write("good.log", "[    1.0] a\n[    1.1] b\n[    1.2] c\n");
    const QString bad = m_cboard.write("bad.log", "[    9.0] a\n[    9.1] x\n[    9.2] c\n");
    QCOMPARE(m_cboard.run({"log", "diff", good, bad}).output,
             "--\n-2:[    1.1] b\n+2:[    9.1] x\n");
    const QJsonObject json = m_cboard.run({"--json", "log", "diff", good, bad}).json();
    QCOMPARE(json["hunks"].toArray().size(), 1);
    QCOMPARE(json["first_meaningful"].toObject()["after_line"].toInt(), 2);
    const QJsonObject strict =
        m_cboard.run({"--json", "log", "diff", "--keep-times", good, bad}).json();
    QCOMPARE(strict["hunks"].toArray().at(0).toObject()["before_count"].toInt(), 3);
}

void CliLogTest::stagesArePrintedWithTheirLines()
{
    const QString log = m_cboard.write("stages.log",
                                       "U-Boot 2024.01\nStarting kernel ...\n"
                                       "[    0.000000] Linux version 6.1\n"
                                       "[    1.500000] Run /init as init process\n");
    QCOMPARE(m_cboard.run({"log", "stages", log}).output,
             "bootloader: lines 1-1\ndecompression: lines 2-2\n"
             "early_boot: lines 3-3, 1.500 s\nuser_space: lines 4-4, 0.000 s, not ended\n");
    const QJsonArray stages =
        m_cboard.run({"--json", "log", "stages", log}).json()["stages"].toArray();
    QCOMPARE(stages.size(), 4);
    QCOMPARE(stages.at(2).toObject()["begin_byte"].toInt(), 35);
    QCOMPARE(stages.at(2).toObject()["seconds"].toDouble(), 1.5);
}

void CliLogTest::grepFindsWhatStoredLogsHold()
{
    const QString store = m_cboard.path("grep.db");
    QCOMPARE(m_cboard
                 .run({"generate", "--seed", "7", "--trees", "1", "--revisions", "2", "--tests",
                       "300", "--logs", "--into-store", store})
                 .exitCode,
             0);
    const QStringList grep{"--store", store, "--json", "log", "grep"};
    const QJsonObject all = m_cboard.run(grep + QStringList{"."}).json();
    const int logs = all["searched_logs"].toInt();
    QVERIFY(logs > 1);
    QCOMPARE(all["logs_with_hits"].toInt(), logs);
    const QJsonObject first = all["logs"].toArray().at(0).toObject();
    const QString id = first["records"].toArray().at(0).toObject()["id"].toString();
    const QString kind = first["records"].toArray().at(0).toObject()["kind"].toString();
    const QJsonObject line = first["lines"].toArray().at(0).toObject();
    const QByteArray text =
        m_cboard.run({"--store", store, "log", "cat", "--kind", kind, id}).output;
    QVERIFY2(text.split('\n').value(line["line"].toInt() - 1) == line["text"].toString().toUtf8(),
             text.left(200));
    // One log is enough when only one is asked for, and what no log holds is not found.
    QCOMPARE(m_cboard.run(grep + QStringList{"--logs", "1", "."}).json()["logs"].toArray().size(),
             1);
    const QJsonObject none = m_cboard.run(grep + QStringList{"-F", "no log says this"}).json();
    QCOMPARE(none["logs_with_hits"].toInt(), 0);
    QCOMPARE(none["searched_logs"].toInt(), logs);
    QCOMPARE(m_cboard.run({"--store", store, "log", "grep", "("}).exitCode, 3);
}

QTEST_GUILESS_MAIN(CliLogTest)
#include "tst_cli_log.moc"
