// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/junit_reader.h"
#include "tests/core/formats/golden.h"
#include "tests/core/formats/reading.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cboard;
using namespace cboard::formats;

class JunitReaderTest : public QObject {
    Q_OBJECT

private slots:
    void goldenCases_data();
    void goldenCases();
    void samplesGiveTheExpectedResults();
    void messageOutputAndPropertiesAreKept();
    void longOutputBecomesALog();
    void hostileTextsAreRefused_data();
    void hostileTextsAreRefused();
    void entitiesAreNotExpanded();
    void repeatedLargeNamesAreALimit();
    void truncationIsRefusedAnywhere();
};

void JunitReaderTest::goldenCases_data()
{
    QTest::addColumn<QString>("folder");
    test::addGoldenRows("junit");
}

void JunitReaderTest::goldenCases()
{
    QFETCH(QString, folder);
    test::compareGolden(folder);
}

void JunitReaderTest::samplesGiveTheExpectedResults()
{
    const QString folder = QStringLiteral(CBOARD_SHARED_DATA "/kraken/junit/");
    QFile file(folder + QStringLiteral("expected.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");
    }
    const std::pair<QString, Status> words[] = {{QStringLiteral("passed"), Status::Pass},
                                                {QStringLiteral("failed"), Status::Fail},
                                                {QStringLiteral("error"), Status::Error},
                                                {QStringLiteral("disabled"), Status::Skip}};
    const QJsonObject expected = QJsonDocument::fromJson(file.readAll()).object();
    for (auto entry = expected.begin(); entry != expected.end(); ++entry) {
        const std::string path = (folder + entry.key()).toStdString();
        QCOMPARE(formats::sniff(test::fileBytes(path), {})->name, "junit");
        const auto document = test::readFileAs("junit", path);
        QVERIFY(document);
        const QJsonObject counts = entry->toObject();
        for (const auto& [word, status] : words) {
            const auto count =
                std::ranges::count_if(document->tests, [status = status](const Test& test) {
                    return test.status->known == status;
                });
            QCOMPARE(static_cast<int>(count), counts[word].toInt());
        }
        for (const QJsonValue& name : counts[QStringLiteral("tests")].toArray()) {
            const QString plain = name.toString().section(QStringLiteral("::"), 1);
            QVERIFY(document->tests.front().misc->text.find(plain.toStdString())
                    != std::string_view::npos);
        }
        QCOMPARE(test::kcidbProblem(*document), std::string());
    }
}

void JunitReaderTest::messageOutputAndPropertiesAreKept()
{
    const auto document = test::readFileAs("junit", CBOARD_TEST_DATA "/junit/nested/input.xml");
    QVERIFY(document);
    const Test& failed = test::testAt(*document, "net.ipv4.Tcp.connect");
    QCOMPARE(*failed.comment, "refused <port 80>");
    QCOMPARE(*failed.logExcerpt, "Traceback\nline 2\nsaid this\n");
    QVERIFY(failed.misc->text.find(R"("type":"AssertionError")") != std::string_view::npos);
    const Test& plain = test::testAt(*document, "outer.inner_suite.no_class");
    QCOMPARE(plain.duration->value, 1234.5);
    QVERIFY(document->logs.empty());
}

void JunitReaderTest::longOutputBecomesALog()
{
    const std::string output(20'000, 'x');
    const auto document = test::readAs("junit",
                                       "<testsuite><testcase name='a'><system-out>" + output
                                           + "</system-out></testcase></testsuite>");
    QVERIFY(document);
    QCOMPARE(document->logs.size(), std::size_t{1});
    QCOMPARE(document->logs.front().text, output + "\n");
    QCOMPARE(document->tests.front().logExcerpt->size(), std::size_t{16'384});
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void JunitReaderTest::hostileTextsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const QByteArray& text, const char* rule) {
        QTest::newRow(name) << text << rule;
    };
    row("empty", "", "syntax");
    row("no element", "<!-- nothing -->", "syntax");
    row("open", "<testsuite><testcase name='a'/>", "syntax");
    row("crossed", "<testsuite><testcase></testsuite></testcase>", "syntax");
    row("NUL", QByteArray("<testsuite>\0</testsuite>", 24), "encoding");
    QByteArray deep;
    for (int i = 0; i < 10'000; ++i) {
        deep += "<testsuite>";
    }
    row("deep and open", deep, "syntax");
    for (int i = 0; i < 10'000; ++i) {
        deep += "</testsuite>";
    }
    row("deep", deep, "limit");
}

void JunitReaderTest::hostileTextsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, rule);
    const auto document = test::readAs("junit", text.toStdString());
    QVERIFY(!document);
    QCOMPARE(QString::fromStdString(document.error().rule), rule);
}

void JunitReaderTest::entitiesAreNotExpanded()
{
    const auto document = test::readAs(
        "junit",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        "<testsuite><testcase name='&a;'><failure>&f;</failure></testcase></testsuite>");
    QVERIFY(document);
    QCOMPARE(*document->tests.front().path, "_a_");
    QCOMPARE(*document->tests.front().logExcerpt, "&f;\n");
}

void JunitReaderTest::repeatedLargeNamesAreALimit()
{
    std::string text = "<testsuite name='x'><properties><property name='p' value='"
        + std::string(1'000'000, 'v') + "'/></properties>";
    for (int i = 0; i < 1000; ++i) {
        text += "<testcase name='a'/>";
    }
    const auto document = test::readAs("junit", text + "</testsuite>");
    QVERIFY(!document);
    QCOMPARE(document.error().rule, std::string("limit"));
}

void JunitReaderTest::truncationIsRefusedAnywhere()
{
    std::string text = test::fileBytes(CBOARD_TEST_DATA "/junit/nested/input.xml");
    text.resize(text.rfind('>'));
    for (std::size_t size = 0; size <= text.size(); ++size) {
        QVERIFY(!test::readAs("junit", std::string_view(text).substr(0, size)));
    }
}

QTEST_GUILESS_MAIN(JunitReaderTest)
#include "tst_junit_reader.moc"
