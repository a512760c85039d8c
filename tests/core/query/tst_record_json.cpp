// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/record_json.h"

#include <QTest>

using namespace cboard::query;

class RecordJsonTest : public QObject {
    Q_OBJECT

private slots:
    void dottedKeysBecomeObjects();
    void textIsEscaped();
};

void RecordJsonTest::dottedKeysBecomeObjects()
{
    const std::vector<RecordField> fields = {
        {"id", "a:1", false},
        {"environment.comment", "x", false},
        {"environment.misc", R"({"platform":"p"})", true},
        {"number.value", "1.50", true},
        {"path", "boot", false},
    };
    QCOMPARE(recordJson(fields),
             std::string("{\n"
                         "  \"id\": \"a:1\",\n"
                         "  \"environment\": {\n"
                         "    \"comment\": \"x\",\n"
                         "    \"misc\": {\"platform\":\"p\"}\n"
                         "  },\n"
                         "  \"number\": {\n"
                         "    \"value\": 1.50\n"
                         "  },\n"
                         "  \"path\": \"boot\"\n"
                         "}"));
    QCOMPARE(recordJson({}), std::string("{}"));
    QCOMPARE(recordJson(std::vector<RecordField>{{"culprit.code", "true", true}}),
             std::string("{\n  \"culprit\": {\n    \"code\": true\n  }\n}"));
}

void RecordJsonTest::textIsEscaped()
{
    const std::vector<RecordField> fields = {{"comment", "a\"b\\c\n\t\x01", false}};
    QCOMPARE(recordJson(fields), std::string("{\n  \"comment\": \"a\\\"b\\\\c\\n\\t\\u0001\"\n}"));
}

QTEST_GUILESS_MAIN(RecordJsonTest)
#include "tst_record_json.moc"
