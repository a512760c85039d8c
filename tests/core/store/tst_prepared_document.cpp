// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/prepared_document.h"

#include <QTest>

using namespace cboard;
using namespace cboard::store;

class PreparedDocumentTest : public QObject {
    Q_OBJECT

private slots:
    void aLogOfManyTestsIsPackedOnce();
    void viewsOfOtherLengthAreOtherLogs();
};

void PreparedDocumentTest::aLogOfManyTestsIsPackedOnce()
{
    const std::string text = "- {\"dt\": \"2020-01-01T00:00:00\"}\n";
    Document document;
    for (const char* id : {"a:boot", "a:1", "a:2"}) {
        document.logs.push_back({RecordKind::Test, id, LogFormat::LavaYaml, text});
    }
    document.logs.push_back({RecordKind::Build, "a:b", LogFormat::Plain, "another"});
    const PreparedDocument prepared = DocumentPreparer().prepare(document);
    QCOMPARE(prepared.logs.size(), std::size_t{2});
    QCOMPARE(prepared.logOf, (std::vector<std::uint32_t>{0, 0, 0, 1}));
    QVERIFY(prepared.logs[0].hash == hash128(text));
    QVERIFY(prepared.logs[1].hash == hash128("another"));
}

void PreparedDocumentTest::viewsOfOtherLengthAreOtherLogs()
{
    const std::string_view text = "first\nsecond\n";
    Document document;
    for (const std::size_t length : {std::size_t{6}, text.size(), std::size_t{6}}) {
        document.logs.push_back(
            {RecordKind::Test, "a:1", LogFormat::Plain, text.substr(0, length)});
    }
    const PreparedDocument prepared = DocumentPreparer().prepare(document);
    QCOMPARE(prepared.logOf.size(), document.logs.size());
    for (std::size_t i = 0; i < document.logs.size(); ++i) {
        QVERIFY(prepared.logs[prepared.logOf[i]].hash == hash128(document.logs[i].text));
    }
}

QTEST_GUILESS_MAIN(PreparedDocumentTest)
#include "tst_prepared_document.moc"
