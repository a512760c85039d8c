// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"

#include <QTest>

#include <thread>

using namespace cboard;
using namespace cboard::formats;

class TestKcidbReader : public QObject {
    Q_OBJECT

private slots:
    void sniffsByTheFirstKeys_data();
    void sniffsByTheFirstKeys();
    void isInTheRegistry();
    void textsPointIntoTheInput();
    void inputStaysAliveWithTheDocument();
    void platformAndLabAreDerived_data();
    void platformAndLabAreDerived();
    void repeatedValuesStayTheirOwn();
    void blanksAreTakenOutOfJsonTexts();
    void waivedTestsBecomeIncidents();
    void versionMayStandLast();
    void everyFieldSurvivesARoundTrip();
    void refusalsNameBothSides();
    void threadsReadAtTheSameTime();
};

namespace {

Input inputOf(std::string_view bytes)
{
    Input input;
    input.bytes = bytes;
    return input;
}

Document mustRead(std::string_view bytes)
{
    ReadResult result = readKcidb(inputOf(bytes), {}, {});
    if (!result) {
        qFatal("%s", result.error().message.c_str());
    }
    return *std::move(result);
}

std::string withTests(const std::string& tests)
{
    return R"({"version":{"major":5,"minor":3},"tests":[)" + tests + "]}";
}

std::string testOf(const std::string& members)
{
    return R"({"id":"ci:t","origin":"ci","build_id":"ci:b")" + members + "}";
}

} // namespace

void TestKcidbReader::sniffsByTheFirstKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("atMost");
    QTest::newRow("version") << QByteArray(" {\n \"version\" : { \"major\" : 5") << 90 << 100;
    QTest::newRow("version text") << QByteArray(R"({"version":"1")") << 20 << 50;
    QTest::newRow("list") << QByteArray(R"({"checkouts": [)") << 70 << 100;
    QTest::newRow("version behind others")
        << QByteArray(R"({"comment": "{[\"", "x": {"version": 1}, "version": {"minor": 3)") << 90
        << 100;
    QTest::newRow("first schema") << QByteArray(R"({"revisions": [], "version": "1"})") << 80
                                  << 100;
    QTest::newRow("some other version") << QByteArray(R"({"version": {"number": 5}})") << 0 << 0;
    QTest::newRow("version deeper")
        << QByteArray(R"({"data": {"version": {"major": 5}}})") << 0 << 0;
    QTest::newRow("no list") << QByteArray(R"({"tests": {"a": []}, "builds": 3})") << 0 << 0;
    QTest::newRow("a list") << QByteArray("[]") << 0 << 0;
    QTest::newRow("nothing") << QByteArray() << 0 << 0;
    QTest::newRow("cut") << QByteArray("{\"version\"") << 0 << 50;
    QTest::newRow("text") << QByteArray("version") << 0 << 0;
}

void TestKcidbReader::sniffsByTheFirstKeys()
{
    QFETCH(QByteArray, text);
    QFETCH(int, atLeast);
    QFETCH(int, atMost);
    const int sureness = sniffKcidb(text.toStdString(), "x.json");
    QVERIFY(sureness >= atLeast && sureness <= atMost);
}

void TestKcidbReader::isInTheRegistry()
{
    const Format* format = sniff(R"({"tests":[],"version":{"major":5,"minor":3}})", "");
    QVERIFY(format != nullptr);
    QCOMPARE(format->name, std::string_view("kcidb"));
}

void TestKcidbReader::textsPointIntoTheInput()
{
    const std::string text = withTests(testOf(R"(,"comment":"plain","misc":{"a":1})"));
    const Document document = mustRead(text);
    const auto isInside = [&text](std::string_view view) {
        return view.data() >= text.data() && view.data() + view.size() <= text.data() + text.size();
    };
    QVERIFY(isInside(document.tests[0].id));
    QVERIFY(isInside(*document.tests[0].comment));
    QVERIFY(isInside(document.tests[0].misc->text));
    QCOMPARE(document.arena.bytesUsed(), 0U);
}

void TestKcidbReader::inputStaysAliveWithTheDocument()
{
    auto owner = std::make_shared<std::string>(withTests(testOf(R"(,"comment":"plain")")));
    const std::weak_ptr<std::string> watch = owner;
    Input input = inputOf(*owner);
    input.owner = owner;
    owner.reset();
    {
        const ReadResult result = readKcidb(input, {}, {});
        input = {};
        QVERIFY(result.has_value());
        QVERIFY(!watch.expired());
        QCOMPARE(*result->tests[0].comment, std::string_view("plain"));
    }
    QVERIFY(watch.expired());
}

void TestKcidbReader::platformAndLabAreDerived_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("platform");
    QTest::addColumn<QByteArray>("lab");
    const auto row = [](const char* name, const char* members, const char* platform,
                        const char* lab) {
        QTest::newRow(name) << QByteArray(members) << QByteArray(platform) << QByteArray(lab);
    };
    row("nothing", "", "", "ci");
    row("both", R"(,"environment":{"misc":{"x":1,"platform":"board"}},"misc":{"runtime":"lab-a"})",
        "board", "lab-a");
    row("lab for want of a runtime", R"(,"misc":{"lab":"lab-b"})", "", "lab-b");
    row("runtime before lab", R"(,"misc":{"lab":"lab-b","runtime":"lab-a"})", "", "lab-a");
    row("empty runtime", R"(,"misc":{"runtime":"","lab":"lab-b"})", "", "lab-b");
    row("automatic", R"(,"misc":{"runtime":"k8s-all"})", "", "ci");
    row("shell", R"(,"misc":{"runtime":"shell"})", "", "ci");
    row("no text", R"(,"environment":{"misc":{"platform":5}},"misc":{"runtime":null})", "", "ci");
    row("deeper ones do not count", R"(,"misc":{"a":{"runtime":"x"},"b":["runtime"]})", "", "ci");
    row("last counts", R"(,"environment":{"misc":{"platform":"a","platform":"b"}})", "b", "ci");
    row("not from the other misc",
        R"(,"environment":{"misc":{"runtime":"x"}},"misc":{"platform":"y"})", "", "ci");
    row("escaped", R"(,"environment":{"misc":{"pl\u0061tform":"b\u00e9"}})", "b\xC3\xA9", "ci");
}

void TestKcidbReader::platformAndLabAreDerived()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, platform);
    QFETCH(QByteArray, lab);
    // A plain one behind it must not inherit anything.
    const std::string text = withTests(testOf(members.toStdString()) + "," + testOf(""));
    for (const KcidbPath path : {KcidbPath::Fast, KcidbPath::Tolerant}) {
        const ReadResult result = readKcidbBy(path, inputOf(text), {});
        QVERIFY(result.has_value());
        QCOMPARE(QByteArray::fromStdString(std::string(result->tests[0].platform)), platform);
        QCOMPARE(QByteArray::fromStdString(std::string(result->tests[0].lab)), lab);
        QVERIFY(result->tests[1].platform.empty());
        QCOMPARE(result->tests[1].lab, std::string_view("ci"));
    }
}

void TestKcidbReader::repeatedValuesStayTheirOwn()
{
    const std::string a = testOf(R"(,"log_excerpt":"a\n","environment":{"misc":{"platform":"p"}})");
    const std::string b =
        testOf(R"(,"log_excerpt":"a\nb","environment":{"misc":{"platform":"q"}})");
    const std::string text = withTests(a + "," + a + "," + b + "," + a);
    const Document document = mustRead(text); // Its records point into the text.
    const auto& tests = document.tests;
    QCOMPARE(*tests[0].logExcerpt, std::string_view("a\n"));
    QVERIFY(tests[1].logExcerpt->data() == tests[0].logExcerpt->data());
    QCOMPARE(*tests[2].logExcerpt, std::string_view("a\nb"));
    QCOMPARE(*tests[3].logExcerpt, std::string_view("a\n"));
    QCOMPARE(tests[1].platform, std::string_view("p"));
    QCOMPARE(tests[2].platform, std::string_view("q"));
    QCOMPARE(tests[3].platform, std::string_view("p"));
}

void TestKcidbReader::blanksAreTakenOutOfJsonTexts()
{
    const Document document =
        mustRead(withTests(testOf(R"(, "misc": { "a b" : [ 1 , " x " ] }, "output_files": [ ])")));
    QCOMPARE(document.tests[0].misc->text, std::string_view(R"({"a b":[1," x "]})"));
    QCOMPARE(document.tests[0].outputFiles->text, std::string_view("[]"));
}

void TestKcidbReader::waivedTestsBecomeIncidents()
{
    const Document document =
        mustRead(R"({"version":{"major":4,"minor":0},"tests":[)" + testOf(R"(,"waived":true)") + ","
                 + testOf(R"(,"waived":false)") + "]}");
    QCOMPARE(document.version, std::string("4.0"));
    QCOMPARE(document.tests.size(), 2U);
    QCOMPARE(document.issues.size(), 1U);
    QCOMPARE(document.issues[0].id, std::string_view("_:waived"));
    QCOMPARE(document.incidents.size(), 1U);
    QCOMPARE(document.incidents[0].id, std::string_view("_:waived:1:ci:t"));
    QCOMPARE(document.incidents[0].present, std::optional<bool>(true));
}

void TestKcidbReader::versionMayStandLast()
{
    const std::string later = R"({"tests":[)" + testOf(R"(,"input_files":[])") + R"(],"version":)";
    QCOMPARE(mustRead(later + R"({"minor":3,"major":5}})").version, std::string("5.3"));
    const std::string early = later + R"({"major":5,"minor":2}})";
    const ReadResult refused = readKcidb(inputOf(early), {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().rule, std::string("additionalProperties"));
    QCOMPARE(refused.error().version, std::string("5.2"));
}

void TestKcidbReader::everyFieldSurvivesARoundTrip()
{
    const std::string text = withTests(
        testOf(R"(,"environment":{"comment":"c","compatible":["a,b"],"misc":{"x":1E5}},)"
               R"("path":"a.b","comment":"x\ud800y\u0001","log_url":"a:b",)"
               R"("log_excerpt":"\t","status":"SKIP",)"
               R"("number":{"value":1.50,"unit":"s","prefix":"metric"},)"
               R"("start_time":"2025-01-02 03:04:05.10z","duration":-0,)"
               R"("input_files":[],"output_files":[{"name":"n","url":"a:b"}],"misc":{})"));
    std::string written;
    KcidbWriter writer([&written](std::string_view piece) { written += piece; });
    const Document document = mustRead(text);
    writer.add(document.tests[0]);
    writer.finish();
    std::erase(written, '\n');
    QCOMPARE(written, text);
}

void TestKcidbReader::refusalsNameBothSides()
{
    const std::string text = withTests(testOf(R"(,"path":17)"));
    const ReadResult result = readKcidb(inputOf(text), {}, {});
    QVERIFY(!result);
    QCOMPARE(result.error().message, std::string("/tests/0/path: expected text, got number 17"));
    QCOMPARE(result.error().version, std::string("5.3"));
    QCOMPARE(result.error().format, std::string("kcidb"));
}

void TestKcidbReader::threadsReadAtTheSameTime()
{
    const std::string one = withTests(testOf(R"(,"log_excerpt":"\n\n")"));
    const std::string two = withTests(testOf("") + "," + testOf(""));
    std::array<std::size_t, 4> counts{};
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            threads.emplace_back([&, i] {
                for (int round = 0; round < 200; ++round) {
                    counts[i] += mustRead(i % 2 == 0 ? one : two).tests.size();
                }
            });
        }
    }
    QCOMPARE(counts, (std::array<std::size_t, 4>{200, 400, 200, 400}));
}

QTEST_GUILESS_MAIN(TestKcidbReader)
#include "tst_kcidb_reader.moc"
