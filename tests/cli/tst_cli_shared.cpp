// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_value.h"
#include "tests/cli/cboard_runner.h"
#include "tests/core/formats/canonical_json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace cboard;
using namespace cboard::testing;

namespace {

/// The row as the expectations have it: members of nested objects as flat keys, no _timestamp,
/// none without a value.
formats::JsonValue flatRow(const formats::JsonValue& record)
{
    static const std::string names[] = {
        "environment_comment", "environment_compatible", "environment_misc", "number_value",
        "number_unit",         "number_prefix",          "culprit_code",     "culprit_tool",
        "culprit_harness"};
    formats::JsonValue row;
    row.type = formats::JsonValue::Type::Object;
    for (const formats::JsonMember& member : record.members) {
        const bool isNested =
            member.key == "environment" || member.key == "number" || member.key == "culprit";
        if (!isNested && member.key != "_timestamp") {
            row.members.push_back(member);
        }
        for (const formats::JsonMember& inner : member.value.members) {
            for (const std::string& name : names) {
                if (isNested && name == std::string(member.key) + '_' + std::string(inner.key)) {
                    row.members.push_back({name, inner.value});
                }
            }
        }
    }
    return row;
}

} // namespace

class CliSharedTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everySubmissionIsAccepted();
    void rowsAreExactlyThoseExpected_data();
    void rowsAreExactlyThoseExpected();
    void digestSurvivesExportAndIngest();
    void threadsDoNotMatter();
    void storeChecksClean();
    void lavaFilesHaveTheirCounts();

private:
    CboardRunner m_cboard;
    QJsonObject m_expected;
    QByteArray m_export;
};

void CliSharedTest::initTestCase()
{
    if (sharedSubmissions().isEmpty()) {
        QSKIP("the shared sample data (" CBOARD_SHARED_DATA ") is not on this machine");
    }
    QFile file(QStringLiteral(CBOARD_SHARED_DATA "/kcidb/merged_expectations.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_expected = QJsonDocument::fromJson(file.readAll()).object()["tables"].toObject();
    const RunResult result =
        m_cboard.run({"--json", "ingest", "--merge", "first", sharedSubmissions()});
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    m_export = m_cboard.run({"export", "--format", "kcidb"}).output;
}

void CliSharedTest::everySubmissionIsAccepted()
{
    const RunResult again = m_cboard.run({"--json", "ingest", sharedSubmissions()});
    const QJsonObject documents = again.json()["documents"].toObject();
    QCOMPARE(documents["refused"].toInt(), 0);
    QCOMPARE(documents["accepted"].toInt(), 0);
    QCOMPARE(documents["unchanged"].toInt(), 253);
}

void CliSharedTest::rowsAreExactlyThoseExpected_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"checkouts", "builds", "tests", "issues", "incidents"}) {
        QTest::newRow(kind) << kind;
    }
}

void CliSharedTest::rowsAreExactlyThoseExpected()
{
    QFETCH(QString, kind);
    const QJsonObject expected = m_expected[kind].toObject();
    Arena arena;
    const auto document =
        formats::parseJson({m_export.constData(), static_cast<std::size_t>(m_export.size())}, arena,
                           formats::limits());
    QVERIFY(document.has_value());
    const formats::JsonValue* records = document->find(kind.toStdString());
    formats::JsonValue rows;
    rows.type = formats::JsonValue::Type::Array;
    QMap<QString, int> byStatus;
    if (records != nullptr) {
        for (const formats::JsonValue& record : records->items) {
            rows.items.push_back(flatRow(record));
            const formats::JsonValue* status = record.find("status");
            ++byStatus[status == nullptr ? QStringLiteral("NULL")
                                         : QString::fromStdString(std::string(status->text))];
        }
    }
    QCOMPARE(static_cast<int>(rows.items.size()), expected["rows"].toInt());
    for (const QString& status : expected["by_status"].toObject().keys()) {
        QCOMPARE(byStatus[status], expected["by_status"].toObject()[status].toInt());
    }
    const std::string canonical = canonicalJson(rows);
    QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(QByteArray::fromStdString(canonical),
                                                          QCryptographicHash::Sha256)
                                     .toHex()),
             expected["sha256_of_canonical_rows"].toString());
}

void CliSharedTest::digestSurvivesExportAndIngest()
{
    const QString other = m_cboard.path("other.db");
    const RunResult ingested = m_cboard.run({"ingest", "-q", "--store", other, "-"}, m_export);
    QVERIFY2(ingested.exitCode == 0, ingested.errors.constData());
    QCOMPARE(m_cboard.digest().size(), 32);
    QCOMPARE(m_cboard.digest(other), m_cboard.digest());
}

void CliSharedTest::threadsDoNotMatter()
{
    const QString other = m_cboard.path("threads.db");
    QCOMPARE(m_cboard.run({"ingest", "-q", "--threads", "5", "--store", other, sharedSubmissions()})
                 .exitCode,
             0);
    QCOMPARE(m_cboard.digest(other), m_cboard.digest());
}

void CliSharedTest::storeChecksClean()
{
    const RunResult check = m_cboard.run({"store", "check"});
    QVERIFY2(check.exitCode == 0, check.errors.constData());
}

void CliSharedTest::lavaFilesHaveTheirCounts()
{
    const QString folder = QStringLiteral(CBOARD_SHARED_DATA "/lava/callback");
    const QString store = m_cboard.path("lava.db");
    const RunResult result = m_cboard.run({"--json", "ingest", "--store", store, folder});
    if (result.exitCode == 2
        && result.json()["refused"].toArray()[0].toObject()["rule"] == "format") {
        QSKIP("no reader for LAVA in this build");
    }
    QVERIFY2(result.exitCode == 0, result.errors.constData());
    QCOMPARE(result.json()["documents"].toObject()["accepted"].toInt(), 3);
    // Test cases of all suites and the boot of each job.
    QVERIFY(result.json()["records"].toObject()["tests"].toInt() >= 3);
    QCOMPARE(m_cboard.run({"store", "check", "--store", store}).exitCode, 0);
}

QTEST_GUILESS_MAIN(CliSharedTest)
#include "tst_cli_shared.moc"
