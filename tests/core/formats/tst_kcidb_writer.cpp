// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cboard;
using namespace cboard::formats;

class TestKcidbWriter : public QObject {
    Q_OBJECT

private slots:
    void emptyDocumentIsValid();
    void recordsStandInTheirLists();
    void valuesKeepTheirSpelling();
    void valuesWithoutSpellingGetOne();
    void emptyNestedObjectsAreKept();
    void timestampsAreWrittenOnRequestOnly();
    void longOutputArrivesInPieces();
};

namespace {

template <typename... Records>
std::string document(const Records&... records)
{
    std::string out;
    KcidbWriter writer([&out](std::string_view piece) { out += piece; });
    (writer.add(records), ...);
    writer.finish();
    return out;
}

Test makeTest()
{
    Test test;
    test.id = "local:t1";
    test.origin = "local";
    test.buildId = "local:b1";
    return test;
}

} // namespace

void TestKcidbWriter::emptyDocumentIsValid()
{
    QCOMPARE(document(), std::string("{\"version\":{\"major\":5,\"minor\":3}}\n"));
}

void TestKcidbWriter::recordsStandInTheirLists()
{
    Checkout checkout;
    checkout.id = "local:c1";
    checkout.origin = "local";
    Issue issue;
    issue.id = "local:i1";
    issue.origin = "local";
    issue.version = Number{1, "1"};
    Incident incident;
    incident.id = "local:n1";
    incident.origin = "local";
    incident.issueId = issue.id;
    incident.issueVersion = issue.version;
    const std::string text = document(checkout, makeTest(), makeTest(), issue, incident);
    const QJsonDocument json = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    QVERIFY(json.isObject());
    QCOMPARE(json.object().keys(),
             QStringList({"checkouts", "incidents", "issues", "tests", "version"}));
    QCOMPARE(json["tests"].toArray().size(), 2);
    QCOMPARE(json["incidents"][0]["issue_id"].toString(), QString("local:i1"));
}

void TestKcidbWriter::valuesKeepTheirSpelling()
{
    Test test = makeTest();
    test.path = "boot";
    test.status = StatusValue{Status::Pass, "PASS"};
    test.numberValue = Number{1, "1.0E+0"};
    test.numberUnit = "s";
    test.duration = Number{12345678901234567890.0, "12345678901234567890"};
    test.startTime = Time{Timestamp{}, "1970-01-01 00:00:00.000z"};
    test.environmentMisc = Json{R"({"platform":"\u00e9"})"};
    test.hasEnvironment = true;
    QCOMPARE(recordJson(test),
             std::string(R"({"id":"local:t1","origin":"local","build_id":"local:b1",)"
                         R"("environment":{"misc":{"platform":"\u00e9"}},"path":"boot",)"
                         R"("status":"PASS","number":{"value":1.0E+0,"unit":"s"},)"
                         R"("start_time":"1970-01-01 00:00:00.000z",)"
                         R"("duration":12345678901234567890})"));
}

void TestKcidbWriter::valuesWithoutSpellingGetOne()
{
    Test test = makeTest();
    test.status = StatusValue{Status::Fail, {}};
    test.duration = Number{2.5, {}};
    test.startTime = Time{Timestamp{std::chrono::seconds{1}}, {}};
    QCOMPARE(recordJson(test),
             std::string(R"({"id":"local:t1","origin":"local","build_id":"local:b1",)"
                         R"("status":"FAIL","start_time":"1970-01-01T00:00:01Z","duration":2.5})"));
}

void TestKcidbWriter::emptyNestedObjectsAreKept()
{
    Test test = makeTest();
    test.hasEnvironment = true;
    QCOMPARE(recordJson(test),
             std::string(R"({"id":"local:t1","origin":"local",)"
                         R"("build_id":"local:b1","environment":{}})"));
    Issue issue;
    issue.id = "local:i";
    issue.origin = "local";
    issue.version = Number{0, "0"};
    issue.hasCulprit = true;
    QCOMPARE(recordJson(issue),
             std::string(R"({"id":"local:i","version":0,"origin":"local","culprit":{}})"));
    issue.culpritTool = false;
    issue.comment = "c";
    QCOMPARE(recordJson(issue),
             std::string(R"({"id":"local:i","version":0,"origin":"local",)"
                         R"("culprit":{"tool":false},"comment":"c"})"));
}

void TestKcidbWriter::timestampsAreWrittenOnRequestOnly()
{
    Test test = makeTest();
    test.timestamp = Time{Timestamp{}, "1970-01-01T00:00:00+00:00"};
    QVERIFY(document(test).find("_timestamp") == std::string::npos);
    std::string out;
    KcidbWriter writer([&out](std::string_view piece) { out += piece; }, {.withTimestamps = true});
    writer.add(test);
    writer.finish();
    QVERIFY(out.find(R"("_timestamp":"1970-01-01T00:00:00+00:00"})") != std::string::npos);
}

void TestKcidbWriter::longOutputArrivesInPieces()
{
    std::string out;
    int pieces = 0;
    KcidbWriter writer([&](std::string_view piece) {
        out += piece;
        ++pieces;
    });
    const std::string excerpt(10'000, 'x');
    Test test = makeTest();
    test.logExcerpt = excerpt;
    for (int i = 0; i < 100; ++i) {
        writer.add(test);
    }
    writer.finish();
    QVERIFY(pieces > 10);
    const QJsonDocument json = QJsonDocument::fromJson(QByteArray::fromStdString(out));
    QCOMPARE(json["tests"].toArray().size(), 100);
}

QTEST_GUILESS_MAIN(TestKcidbWriter)
#include "tst_kcidb_writer.moc"
