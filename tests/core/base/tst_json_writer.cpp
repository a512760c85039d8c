// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/json_writer.h"

#include <QtTest>

using namespace cboard;

class JsonWriterTest : public QObject {
    Q_OBJECT
private slots:
    void membersKeepTheirOrder();
    void indentedFormBreaksLines();
    void hostileTextIsEscaped_data();
    void hostileTextIsEscaped();
};

void JsonWriterTest::membersKeepTheirOrder()
{
    std::string out;
    JsonWriter json(out);
    json.beginObject().member("z", 1).member("a", true).key("list").beginArray();
    json.value("x").value(2.5).null().endArray();
    json.key("empty").beginObject().endObject().endObject();
    QCOMPARE(out, std::string(R"({"z":1,"a":true,"list":["x",2.5,null],"empty":{}})"));
}

void JsonWriterTest::indentedFormBreaksLines()
{
    std::string out;
    JsonWriter json(out, 2);
    json.beginObject().key("a").beginArray().value(1).value(2).endArray().endObject();
    QCOMPARE(out, std::string("{\n  \"a\": [\n    1,\n    2\n  ]\n}"));
}

void JsonWriterTest::hostileTextIsEscaped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("quotes") << QByteArray("a\"b\\") << QByteArray("\"a\\\"b\\\\\"");
    QTest::newRow("control") << QByteArray("\x1b[31m\n") << QByteArray("\"\\u001b[31m\\n\"");
    QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray("\"a\\u0000b\"");
    QTest::newRow("utf8") << QByteArray("grün 🐧") << QByteArray("\"grün 🐧\"");
    QTest::newRow("invalid") << QByteArray("a\xff\xc3")
                             << QByteArray("\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80")
                               << QByteArray("\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

void JsonWriterTest::hostileTextIsEscaped()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    std::string out;
    appendJsonString(out, {text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(QByteArray::fromStdString(out), expected);
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_json_writer.moc"
