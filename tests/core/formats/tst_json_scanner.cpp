// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_place.h"
#include "core/formats/json/json_scanner.h"
#include "core/formats/json/json_value.h"
#include "core/formats/json/json_writer.h"

#include <QTest>

#include <cmath>

using namespace cboard;
using namespace cboard::formats;

class TestJsonScanner : public QObject {
    Q_OBJECT

private slots:
    void plainStringsAreViewsIntoTheText();
    void escapesAreDecoded_data();
    void escapesAreDecoded();
    void loneSurrogatesSurviveWriting();
    void longStringsWithEscapesAnywhereAreWhole();
    void numbersKeepSpellingAndValue_data();
    void numbersKeepSpellingAndValue();
    void lastOfEqualKeysCounts();
    void manyKeysTakeNoQuadraticTime();
    void opaqueMembersAreKeptAsText();
    void minifyingLeavesStringsAlone();
    void placesAreNamed_data();
    void placesAreNamed();
};

namespace {

JsonValue parsed(std::string_view json, Arena& arena, std::string_view opaqueKey = {})
{
    auto value = parseJson(json, arena, Limits{}, opaqueKey);
    return value ? *std::move(value) : JsonValue{};
}

} // namespace

void TestJsonScanner::plainStringsAreViewsIntoTheText()
{
    const std::string_view json = "  \"Größe\" ";
    Arena arena;
    const Limits limits;
    JsonScanner scanner(json, arena, limits);
    JsonString string;
    QVERIFY(scanner.readString(string));
    QCOMPARE(string.text, std::string_view("Größe"));
    QVERIFY(string.text.data() == json.data() + 3);
    QCOMPARE(arena.bytesUsed(), 0U);
    QVERIFY(scanner.end());
}

void TestJsonScanner::escapesAreDecoded_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("short") << QByteArray(R"("\"\\\/\b\f\n\r\t")") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("two bytes") << QByteArray(R"("x\u00e9y")") << QByteArray("x\xC3\xA9y");
    QTest::newRow("three bytes") << QByteArray(R"("\uFFfd")") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("pair") << QByteArray(R"("\ud83d\ude00")") << QByteArray("\xF0\x9F\x98\x80");
    QTest::newRow("high alone") << QByteArray(R"("\ud83dx")") << QByteArray("\xED\xA0\xBDx");
    QTest::newRow("two high") << QByteArray(R"("\ud83d\ud83d\ude00")")
                              << QByteArray("\xED\xA0\xBD\xF0\x9F\x98\x80");
    QTest::newRow("low alone") << QByteArray(R"("\ude00")") << QByteArray("\xED\xB8\x80");
    QTest::newRow("NUL") << QByteArray(R"("a\u0000b")") << QByteArray("a\0b", 3);
}

void TestJsonScanner::escapesAreDecoded()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, text);
    Arena arena;
    const JsonValue value = parsed(json.toStdString(), arena);
    QCOMPARE(QByteArray::fromStdString(std::string(value.text)), text);
}

void TestJsonScanner::loneSurrogatesSurviveWriting()
{
    const std::string json = R"("a\ud83d b\udc00")";
    Arena arena;
    std::string out;
    appendJsonString(out, parsed(json, arena).text);
    QCOMPARE(out, json);
}

void TestJsonScanner::longStringsWithEscapesAnywhereAreWhole()
{
    // Around the sizes at which chunks and windows end.
    for (const std::size_t length : {1U, 15U, 16U, 17U, 31U, 4095U, 4096U, 4097U, 20'000U}) {
        for (const std::string_view middle : {"\\n", "\\u00e9", "é", "\\\\"}) {
            const std::string half(length, 'x');
            const std::string json = '"' + half + std::string(middle) + half + '"';
            const std::string_view decoded = middle == "\\n" ? "\n" : middle == "\\\\" ? "\\" : "é";
            Arena arena;
            QCOMPARE(std::string(parsed(json, arena).text), half + std::string(decoded) + half);
        }
    }
}

void TestJsonScanner::numbersKeepSpellingAndValue_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("isIntegral");
    const double infinity = std::numeric_limits<double>::infinity();
    const auto row = [](const QByteArray& text, double value, bool isIntegral) {
        QTest::newRow(text.constData()) << text << value << isIntegral;
    };
    row("0", 0, true);
    row("-0", 0, true);
    row("17", 17, true);
    row("1.0", 1, true);
    row("2e3", 2000, true);
    row("1.5", 1.5, false);
    row("1e-7", 1e-7, false);
    row("123456789012345678901234567890", 123456789012345678901234567890.0, true);
    row("1e999", infinity, false);
    row("-1e999", -infinity, false);
    row("1e-999", 0, true);
    const QByteArray zeros(400, '0');
    row("-0." + zeros + "1", 0, true);
    row("1" + zeros + "e-5", infinity, false);
    row("0.1e999", infinity, false);
    row("1" + zeros + "e-999", 0, true);
    row("1e-99999999999999999999", 0, true);
    row("Infinity", infinity, false);
    row("-Infinity", -infinity, false);
}

void TestJsonScanner::numbersKeepSpellingAndValue()
{
    QFETCH(QByteArray, text);
    QFETCH(double, value);
    QFETCH(bool, isIntegral);
    const std::string json = text.toStdString();
    Arena arena;
    const JsonValue number = parsed(json, arena);
    QVERIFY(number.isNumber());
    QCOMPARE(std::string(number.text), json);
    QVERIFY(number.number == value);
    QCOMPARE(number.isIntegral, isIntegral);
    QVERIFY(std::isnan(parsed("NaN", arena).number));
}

void TestJsonScanner::lastOfEqualKeysCounts()
{
    Arena arena;
    const JsonValue value = parsed(R"({"a": 1, "b": 2, "\u0061": 3})", arena);
    QCOMPARE(value.members.size(), 2U);
    QCOMPARE(value.find("a")->text, std::string_view("3"));
}

void TestJsonScanner::manyKeysTakeNoQuadraticTime()
{
    std::string json = "{";
    for (int i = 0; i < 200'000; ++i) {
        json += '"' + std::to_string(i) + "\":" + std::to_string(i) + ',';
    }
    json += R"("7":"last"})";
    Arena arena;
    const JsonValue value = parsed(json, arena);
    QCOMPARE(value.members.size(), 200'000U);
    QCOMPARE(value.find("7")->text, std::string_view("last"));
}

void TestJsonScanner::opaqueMembersAreKeptAsText()
{
    Arena arena;
    const JsonValue value =
        parsed(R"({"misc": {"a": [1, 2]}, "b": {"misc": []}, "c": 1})", arena, "misc");
    QCOMPARE(value.find("misc")->raw, std::string_view(R"({"a": [1, 2]})"));
    QVERIFY(value.find("misc")->isObject() && value.find("misc")->isOpaque);
    QVERIFY(value.find("b")->find("misc")->isArray());
    std::string out;
    appendJson(out, value);
    QCOMPARE(out, std::string(R"({"misc":{"a": [1, 2]},"b":{"misc":[]},"c":1})"));
}

void TestJsonScanner::minifyingLeavesStringsAlone()
{
    Arena arena;
    const std::string_view loose = "{ \"a b\" : [ 1 ,\n\t\"\\\" , \\\\\" ] }";
    const std::string_view dense = "{\"a b\":[1,\"\\\" , \\\\\"]}";
    QCOMPARE(minifyJson(loose, arena), dense);
    const std::string text = "\"" + std::string(100, ' ') + "\"";
    QCOMPARE(minifyJson(" " + text, arena), std::string_view(text));
}

void TestJsonScanner::placesAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<int>("line");
    QTest::newRow("top") << QByteArray("?") << QByteArray("") << 1;
    QTest::newRow("list") << QByteArray("[1,\n2,\n?") << QByteArray("/2") << 3;
    QTest::newRow("nested") << QByteArray(R"({"a":[{"b":?)") << QByteArray("/a/0/b") << 1;
    QTest::newRow("after a key") << QByteArray(R"({"a":1,"b"?)") << QByteArray("") << 1;
    QTest::newRow("after what is closed")
        << QByteArray(R"({"a":[1],"b":{},"c":?)") << QByteArray("/c") << 1;
    QTest::newRow("odd keys") << QByteArray(R"({"a\/b~\u00e9":[?)")
                              << QByteArray("/a~1b~0\xC3\xA9/0") << 1;
}

void TestJsonScanner::placesAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    QFETCH(int, line);
    Arena arena;
    const std::string text = json.toStdString();
    const auto value = parseJson(text, arena, Limits{});
    QVERIFY(!value);
    QCOMPARE(value.error().offset, text.size() - 1);
    QCOMPARE(QByteArray::fromStdString(value.error().pointer), pointer);
    QCOMPARE(value.error().line, line);
    QCOMPARE(value.error().rule, std::string("syntax"));
}

QTEST_GUILESS_MAIN(TestJsonScanner)
#include "tst_json_scanner.moc"
