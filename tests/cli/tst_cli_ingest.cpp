// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/store.h"
#include "tests/cli/cboard_runner.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <random>

using namespace cboard::testing;

namespace {

QJsonObject documentsOf(const RunResult& result)
{
    return result.json()["documents"].toObject();
}

} // namespace

class CliIngestTest : public QObject {
    Q_OBJECT
private slots:
    void reportHasTheStatedShape();
    void sameBytesTwiceChangeNothing();
    void orderOfArgumentsDoesNotMatter_data();
    void orderOfArgumentsDoesNotMatter();
    void exportIngestedElsewhereHasTheSameDigest();
    void exportIsSortedValidAndStable();
    void exportAsJsonAndCsv();
    void exportOfASelectionHoldsOnlyWhatMatches();
    void failedExportLeavesTheOldFile();
    void refusedDocumentHarmsNoOther();
    void exitCodesTellHowMuchFailed();
    void validateJudgesWithoutStoring();
    void rejectsGoRound();
    void rejectThatCanBeReadNowIsStored();
    void standardInputIsADocument();
    void hostileFileNamesAreOnlyNames();
    void optionsMakeAnotherDocumentOfTheSameBytes();
    void mergePoliciesDiffer();
};

void CliIngestTest::reportHasTheStatedShape()
{
    const CboardRunner cboard;
    cboard.write("in/1.json", makeSubmission(1, 10));
    cboard.write("in/2.json", "{\"version\":{\"major\":5,\"minor\":3},\n\"tests\":[{\"id\":7}]}");
    const RunResult result = cboard.run({"--json", "ingest", cboard.path("in")});
    QCOMPARE(result.exitCode, 1);
    const QJsonObject report = result.json();
    QCOMPARE(report["schema"].toInt(), 1);
    QCOMPARE(report["documents"].toObject(),
             (QJsonObject{{"accepted", 1}, {"unchanged", 0}, {"refused", 1}}));
    QCOMPARE(report["records"].toObject(),
             (QJsonObject{
                 {"checkouts", 1}, {"builds", 1}, {"tests", 10}, {"issues", 0}, {"incidents", 0}}));
    const QJsonArray refused = report["refused"].toArray();
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused[0].toObject()["path"].toString(), cboard.path("in/2.json"));
    QCOMPARE(refused[0].toObject()["format"].toString(), "kcidb");
    QVERIFY(refused[0].toObject()["pointer"].toString().startsWith("/tests/0"));
    QCOMPARE(refused[0].toObject()["line"].toInt(), 2);
    QVERIFY(!refused[0].toObject()["message"].toString().isEmpty());
    QVERIFY(report["bytes"].toInt() > 1000);
    QVERIFY(report["seconds"].toDouble() > 0);
}

void CliIngestTest::sameBytesTwiceChangeNothing()
{
    const CboardRunner cboard;
    for (int i = 0; i < 9; ++i) {
        cboard.write(QString("in/%1.json").arg(i), makeSubmission(i, 50));
    }
    const RunResult first = cboard.run({"--json", "ingest", cboard.path("in")});
    QCOMPARE(documentsOf(first)["accepted"].toInt(), 9);
    const QByteArray digest = cboard.digest();
    QVERIFY(digest.size() == 32);
    cboard.write("copy/x.json", makeSubmission(4, 50));
    const RunResult second =
        cboard.run({"--json", "ingest", cboard.path("in"), cboard.path("copy")});
    QCOMPARE(second.exitCode, 0);
    QCOMPARE(documentsOf(second)["accepted"].toInt(), 0);
    QCOMPARE(documentsOf(second)["unchanged"].toInt(), 10);
    for (const auto& count : second.json()["records"].toObject()) {
        QCOMPARE(count.toInt(), 0);
    }
    QCOMPARE(cboard.digest(), digest);
}

void CliIngestTest::orderOfArgumentsDoesNotMatter_data()
{
    QTest::addColumn<QString>("policy");
    for (const char* policy : {"first", "last", "newest"}) {
        QTest::newRow(policy) << policy;
    }
}

void CliIngestTest::orderOfArgumentsDoesNotMatter()
{
    QFETCH(QString, policy);
    const CboardRunner cboard;
    QStringList files;
    for (int i = 0; i < 20; ++i) {
        // Two of each number with other contents, so that the order decides which value stays.
        QByteArray bytes = makeSubmission(i / 2, 30);
        bytes.replace("\"PASS\"", i % 2 == 0 ? "\"PASS\"" : "\"DONE\"");
        files << cboard.write(QString("in/%1.json").arg(i), bytes);
    }
    QByteArray expected;
    std::minstd_rand random(1);
    for (int round = 0; round < 4; ++round) {
        std::shuffle(files.begin(), files.end(), random);
        const QString store = cboard.path(QString("%1.db").arg(round));
        QStringList arguments{"ingest",  "-q",  "--merge",   policy,
                              "--store", store, "--threads", QString::number(1 + round)};
        QCOMPARE(cboard.run(arguments + files).exitCode, 0);
        const QByteArray digest = cboard.digest(store);
        QCOMPARE(digest.size(), 32);
        expected = round == 0 ? digest : expected;
        QCOMPARE(digest, expected);
    }
}

void CliIngestTest::exportIngestedElsewhereHasTheSameDigest()
{
    const CboardRunner cboard;
    for (int i = 0; i < 6; ++i) {
        cboard.write(QString("in/%1.json").arg(i), makeSubmission(i, 100));
    }
    QCOMPARE(cboard.run({"ingest", cboard.path("in")}).exitCode, 0);
    const QString file = cboard.path("export.json");
    const RunResult exported = cboard.run({"--json", "export", "--output", file});
    QCOMPARE(exported.exitCode, 0);
    QCOMPARE(exported.json()["records"].toObject()["tests"].toInt(), 600);
    const QString other = cboard.path("other.db");
    QCOMPARE(cboard.run({"ingest", file, "--store", other}).exitCode, 0);
    QCOMPARE(cboard.digest(other), cboard.digest());
    QCOMPARE(cboard.digest().size(), 32);
}

void CliIngestTest::exportIsSortedValidAndStable()
{
    const CboardRunner cboard;
    cboard.write("in/b.json", makeSubmission(4, 40));
    cboard.write("in/a.json", makeSubmission(1, 40));
    QCOMPARE(cboard.run({"ingest", cboard.path("in")}).exitCode, 0);
    const QByteArray first = cboard.run({"export", "--format", "kcidb"}).output;
    QCOMPARE(cboard.run({"export"}).output, first);
    const QJsonObject document = QJsonDocument::fromJson(first).object();
    QCOMPARE(document["version"].toObject(), (QJsonObject{{"major", 5}, {"minor", 3}}));
    QStringList ids;
    for (const auto& test : document["tests"].toArray()) {
        ids << test.toObject()["id"].toString();
    }
    QCOMPARE(ids.size(), 80);
    QStringList sorted = ids;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(ids, sorted);
    QCOMPARE(cboard.run({"validate", "-"}, first).exitCode, 0);
}

void CliIngestTest::exportAsJsonAndCsv()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 25)).exitCode, 0);
    const QJsonObject json = cboard.run({"--json", "export", "--format", "json"}).json();
    QCOMPARE(json["schema"].toInt(), 1);
    QCOMPARE(json["tests"].toArray().size(), 25);
    QCOMPARE(json["issues"].toArray().size(), 0);
    const QByteArray csv = cboard.run({"export", "--format", "csv"}).output;
    QVERIFY2(csv.startsWith("id,origin,build_id,"), csv.left(80).constData());
    QCOMPARE(csv.count("\r\nci:t1_"), 25);
    const QByteArray builds = cboard.run({"export", "--format", "csv", "--kind", "builds"}).output;
    QCOMPARE(builds.count("\r\n"), 2);
}

void CliIngestTest::exportOfASelectionHoldsOnlyWhatMatches()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 25)).exitCode, 0);
    const QByteArray some =
        cboard.run({"export", "--format", "csv", "--filter", "board:board1"}).output;
    QCOMPARE(some.count("board1"), some.count("\r\nci:t1_") * 2); // environment and derived
    QVERIFY(some.count("\r\nci:t1_") > 0 && some.count("\r\nci:t1_") < 25);
}

void CliIngestTest::failedExportLeavesTheOldFile()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 2000)).exitCode, 0);
    const QString file = cboard.write("out/all.json", "old");
    const RunResult result = cboard.runShell(
        "ulimit -f 100; trap '' XFSZ; exec \"$CBOARD\" export --output out/all.json");
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.errors.contains("cannot write"), result.errors.constData());
    QFile old(file);
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
    QCOMPARE(QDir(cboard.path("out")).entryList(QDir::Files), QStringList{"all.json"});
}

void CliIngestTest::refusedDocumentHarmsNoOther()
{
    const CboardRunner cboard;
    const CboardRunner clean;
    for (int i = 0; i < 12; ++i) {
        const QString name = QString("in/%1.json").arg(i);
        cboard.write(name, makeSubmission(i, 20));
        clean.write(name, makeSubmission(i, 20));
    }
    cboard.write("in/0a.json", "");
    cboard.write("in/1a.json", "{\"version\":{\"major\":5,\"minor\":3},\"tests\":[");
    cboard.write("in/2a.json", QByteArray(100'000, '['));
    cboard.write("in/3a.json", "\xff\xfe not text");
    cboard.write("in/4a.gz", QByteArray("\x1f\x8b\x08\x00 broken", 12));
    cboard.write("in/5a.json", "{\"version\":{\"major\":99,\"minor\":0},\"tests\":[]}");
    const RunResult result = cboard.run({"--json", "ingest", cboard.path("in")});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(documentsOf(result)["accepted"].toInt(), 12);
    QCOMPARE(documentsOf(result)["refused"].toInt(), 6);
    QCOMPARE(clean.run({"ingest", clean.path("in")}).exitCode, 0);
    QCOMPARE(cboard.digest(), clean.digest());
    QCOMPARE(cboard.run({"store", "check"}).exitCode, 0);
}

void CliIngestTest::exitCodesTellHowMuchFailed()
{
    const CboardRunner cboard;
    const QString good = cboard.write("good.json", makeSubmission(1, 3));
    const QString bad =
        cboard.write("bad.json", "{\"version\":{\"major\":5,\"minor\":3},\"tests\":3}");
    QCOMPARE(cboard.run({"ingest", bad}).exitCode, 2);
    QCOMPARE(cboard.run({"ingest", good, bad}).exitCode, 1);
    QCOMPARE(cboard.run({"ingest", good}).exitCode, 0);
    QCOMPARE(cboard.run({"ingest", good, cboard.path("missing.json")}).exitCode, 2);
}

void CliIngestTest::validateJudgesWithoutStoring()
{
    const CboardRunner cboard;
    const QString good = cboard.write("a.json", makeSubmission(1, 3));
    const QString bad =
        cboard.write("b.json", "{\"version\":{\"major\":5,\"minor\":3},\"tests\":3}");
    QCOMPARE(cboard.run({"validate", good}).exitCode, 0);
    const RunResult result = cboard.run({"--json", "validate", bad, good});
    QCOMPARE(result.exitCode, 1);
    const QJsonArray documents = result.json()["documents"].toArray();
    QCOMPARE(documents.size(), 2);
    QCOMPARE(documents[0].toObject()["format"].toString(), "kcidb");
    QCOMPARE(documents[0].toObject()["version"].toString(), "5.3");
    QCOMPARE(documents[0].toObject()["valid"].toBool(), true);
    QCOMPARE(documents[1].toObject()["valid"].toBool(), false);
    QCOMPARE(documents[1].toObject()["pointer"].toString(), "/tests");
    QCOMPARE(documents[1].toObject()["rule"].toString(), "type");
    QVERIFY(!documents[1].toObject()["message"].toString().isEmpty());
    QVERIFY(!QFile::exists(cboard.store()));
}

void CliIngestTest::rejectsGoRound()
{
    const CboardRunner cboard;
    const QByteArray bytes = "{\"version\":{\"major\":5,\"minor\":3},\"tests\":3}";
    const QString bad = cboard.write("bad.json", bytes);
    cboard.run({"ingest", bad});
    cboard.run({"ingest", bad}); // the same bytes twice are kept once
    const QJsonArray rejects =
        cboard.run({"--json", "rejects", "list"}).json()["rejects"].toArray();
    QCOMPARE(rejects.size(), 1);
    const QString id = QString::number(rejects[0].toObject()["id"].toInt());
    QCOMPARE(rejects[0].toObject()["pointer"].toString(), "/tests");
    QVERIFY(cboard.run({"rejects", "list"}).output.contains("bad.json"));
    QVERIFY(cboard.run({"rejects", "show", id}).output.contains("/tests"));
    QCOMPARE(cboard.run({"rejects", "show", id, "--bytes"}).output, bytes);
    const RunResult retried = cboard.run({"--json", "rejects", "retry", id});
    QCOMPARE(retried.exitCode, 2);
    QCOMPARE(retried.json()["still_refused"].toArray().size(), 1);
    QCOMPARE(cboard.run({"rejects", "drop", "999"}).exitCode, 2);
    QCOMPARE(cboard.run({"rejects", "drop", id}).exitCode, 0);
    QCOMPARE(cboard.run({"--json", "rejects", "list"}).json()["rejects"].toArray().size(), 0);
}

/// A document that an older program refused, and this one reads.
void CliIngestTest::rejectThatCanBeReadNowIsStored()
{
    const CboardRunner cboard;
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 5)).exitCode, 0);
    const std::string bytes = makeSubmission(0, 7).toStdString();
    {
        const auto store = cboard::store::Store::open(cboard.store().toStdString(), {});
        QVERIFY(store.has_value());
        const auto writer = (*store)->writer("an older program", cboard::Timestamp{});
        QVERIFY(writer.has_value());
        cboard::Refusal refusal;
        refusal.rule = "version";
        refusal.message = "not known yet";
        const cboard::store::DocumentSource source{"old.json", cboard::hash128(bytes),
                                                   std::int64_t(bytes.size())};
        QVERIFY((*writer)->refuse(refusal, source, bytes, cboard::Timestamp{}).has_value());
        QVERIFY((*writer)->commit().has_value());
    }
    const RunResult retried = cboard.run({"--json", "rejects", "retry"});
    QCOMPARE(retried.exitCode, 0);
    QCOMPARE(retried.json()["accepted"].toArray().size(), 1);
    QCOMPARE(retried.json()["still_refused"].toArray().size(), 0);
    QCOMPARE(cboard.run({"--json", "rejects", "list"}).json()["rejects"].toArray().size(), 0);
    const CboardRunner straight;
    QCOMPARE(straight.run({"ingest", "-"}, makeSubmission(1, 5)).exitCode, 0);
    QCOMPARE(straight.run({"ingest", "-"}, makeSubmission(0, 7)).exitCode, 0);
    QVERIFY(!cboard.digest().isEmpty());
    QCOMPARE(cboard.digest(), straight.digest());
}

void CliIngestTest::standardInputIsADocument()
{
    const CboardRunner cboard;
    const QString file = cboard.write("a.json", makeSubmission(1, 5));
    QCOMPARE(cboard.run({"ingest", "-"}, makeSubmission(1, 5)).exitCode, 0);
    const RunResult again = cboard.run({"--json", "ingest", file});
    QCOMPARE(documentsOf(again)["unchanged"].toInt(), 1);
    const RunResult nothing = cboard.run({"--json", "ingest", "-"}, {});
    QCOMPARE(nothing.exitCode, 2);
    QCOMPARE(nothing.json()["refused"].toArray()[0].toObject()["path"].toString(), "-");
}

void CliIngestTest::hostileFileNamesAreOnlyNames()
{
    const CboardRunner cboard;
    const RunResult result = cboard.runShell(
        "mkdir in && cd in && printf '{}' > \"$(printf 'line\\nbreak.json')\" && "
        "printf '{}' > \"$(printf 'esc\\033[31m.json')\" && printf '{}' > \"$(printf "
        "'x\\377.json')\" && "
        "printf '{}' > '; rm -rf *' && printf '{}' > -- '--json' ; "
        "\"$CBOARD\" ingest --json . ; echo; \"$CBOARD\" rejects list; \"$CBOARD\" validate .");
    QVERIFY2(!result.errors.contains('\033') && !result.output.contains('\033'),
             result.errors.constData());
    const QJsonObject report =
        QJsonDocument::fromJson(result.output.left(result.output.indexOf('\n'))).object();
    QCOMPARE(report["documents"].toObject()["refused"].toInt(), 5);
    QCOMPARE(report["refused"].toArray().size(), 5);
    QVERIFY(!result.output.contains("\xff"));
    // Qt cannot remove a name that is not UTF-8.
    QCOMPARE(cboard.runShell("rm -rf in").exitCode, 0);
}

void CliIngestTest::optionsMakeAnotherDocumentOfTheSameBytes()
{
    const CboardRunner cboard;
    const QString file = cboard.write("tap.txt", "TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b\n");
    const QStringList base{"--json",   "ingest",         "--tree", "mainline",
                           "--commit", QString(40, 'a'), file,     "--platform"};
    const RunResult first = cboard.run(base + QStringList{"board1"});
    if (documentsOf(first)["refused"].toInt() > 0) {
        QSKIP("no reader for TAP in this build");
    }
    QCOMPARE(documentsOf(cboard.run(base + QStringList{"board1"}))["unchanged"].toInt(), 1);
    QCOMPARE(documentsOf(cboard.run(base + QStringList{"board2"}))["accepted"].toInt(), 1);
}

void CliIngestTest::mergePoliciesDiffer()
{
    const CboardRunner cboard;
    QByteArray later = makeSubmission(1, 1);
    later.replace("\"PASS\"", "\"FAIL\"");
    cboard.write("in/1.json", makeSubmission(1, 1));
    cboard.write("in/2.json", later);
    const auto buildStatus = [&cboard](const QString& policy) {
        const QString store = cboard.path(policy + ".db");
        cboard.run({"ingest", "--merge", policy, "--store", store, cboard.path("in")});
        const QJsonObject all =
            QJsonDocument::fromJson(cboard.run({"export", "--store", store}).output).object();
        return all["builds"].toArray()[0].toObject()["status"].toString();
    };
    QCOMPARE(buildStatus("first"), "PASS");
    QCOMPARE(buildStatus("last"), "FAIL");
    QCOMPARE(buildStatus("newest"), "FAIL"); // no time stamps: arrival decides
}

QTEST_GUILESS_MAIN(CliIngestTest)
#include "tst_cli_ingest.moc"
