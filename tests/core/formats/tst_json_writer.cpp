// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_writer.h"

#include <QTest>

using namespace cboard::formats;

class TestJsonWriter : public QObject {
    Q_OBJECT

private slots:
    void controlCharactersAndQuotesAreEscaped();
    void textOutsideAsciiStaysAsItIs();
    void loneSurrogatesBecomeEscapes();
    void commasStandBetweenItemsOnly();
    void indentedLayoutReformatsRawValues();
    void numbersReadBackTheSame();
};

namespace {

QByteArray quoted(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return QByteArray::fromStdString(out);
}

} // namespace

void TestJsonWriter::controlCharactersAndQuotesAreEscaped()
{
    QCOMPARE(quoted("a\"b\\c\n\t\r\b\f\x01"), QByteArray(R"("a\"b\\c\n\t\r\b\f\u0001")"));
    QCOMPARE(quoted(std::string_view("\0x", 2)), QByteArray(R"("\u0000x")"));
    QCOMPARE(quoted(""), QByteArray("\"\""));
}

void TestJsonWriter::textOutsideAsciiStaysAsItIs()
{
    QCOMPARE(quoted("Größe 한글 \xF0\x9F\x98\x80"), QByteArray("\"Größe 한글 \xF0\x9F\x98\x80\""));
}

void TestJsonWriter::loneSurrogatesBecomeEscapes()
{
    QCOMPARE(quoted("a\xED\xA0\xBD z\xED\xBF\xBF"), QByteArray(R"("a\ud83d z\udfff")"));
}

void TestJsonWriter::commasStandBetweenItemsOnly()
{
    std::string out;
    JsonWriter json(out);
    json.beginObject();
    json.key("list");
    json.beginArray();
    json.integer(-1);
    json.boolean(true);
    json.null();
    json.beginObject();
    json.endObject();
    json.endArray();
    json.key("number");
    json.number(0.5);
    json.key("raw");
    json.raw(R"({"a":[]})");
    json.endObject();
    QCOMPARE(out, std::string(R"({"list":[-1,true,null,{}],"number":0.5,"raw":{"a":[]}})"));
}

void TestJsonWriter::indentedLayoutReformatsRawValues()
{
    std::string out;
    JsonWriter json(out, JsonWriter::Layout::Indented);
    json.beginObject();
    json.key("a");
    json.raw(R"({"b":[1,"x{,:"],"c":{}})");
    json.key("d");
    json.beginArray();
    json.endArray();
    json.endObject();
    QCOMPARE(out,
             std::string("{\n  \"a\": {\n    \"b\": [\n      1,\n      \"x{,:\"\n    ],\n"
                         "    \"c\": {}\n  },\n  \"d\": []\n}"));
}

void TestJsonWriter::numbersReadBackTheSame()
{
    QCOMPARE(numberText(1), std::string("1"));
    QCOMPARE(numberText(0.1), std::string("0.1"));
    QCOMPARE(std::stod(numberText(1.0 / 3)), 1.0 / 3);
}

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_json_writer.moc"
