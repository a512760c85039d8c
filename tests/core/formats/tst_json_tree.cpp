// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/companions.h"
#include "core/formats/json/json_tree.h"
#include "core/formats/kernel_identity.h"

#include <QTest>

using namespace cboard;
using namespace cboard::formats;

class JsonTreeTest : public QObject {
    Q_OBJECT

private slots:
    void valuesKeepTheirSpelling();
    void lastOfEqualKeysCounts();
    void bytesGoThereAndBack();
    void brokenJsonStaysBroken();
    void namesMakeGroups();
    void pathPartsAreLegal();
};

void JsonTreeTest::valuesKeepTheirSpelling()
{
    const std::string json =
        R"({"a":1.50,"b":[true,null,"x\ny"],"c":{},"d":12345678901234567890123,"e":[]})";
    Arena arena;
    ValueTree tree;
    QVERIFY(!readJsonTree(json, arena, limits(), tree));
    std::string out;
    appendJson(out, tree.root());
    QCOMPARE(out, json);
}

void JsonTreeTest::lastOfEqualKeysCounts()
{
    const std::string json = R"({"a":1,"a":2})";
    Arena arena;
    ValueTree tree;
    QVERIFY(!readJsonTree(json, arena, limits(), tree));
    QCOMPARE(tree.root().find("a").text(), "2");
    QVERIFY(!tree.root().find("b").isThere());
}

void JsonTreeTest::bytesGoThereAndBack()
{
    std::string bytes;
    for (int c = 1; c < 256; ++c) {
        if (c != '"' && c != '\\') {
            bytes += static_cast<char>(c);
        }
    }
    const std::string json = "[\"" + bytes + "\"]";
    Arena arena;
    ValueTree tree;
    bool isRepaired = false;
    QVERIFY(!readConsoleJsonTree(json, arena, limits(), tree, isRepaired));
    QVERIFY(isRepaired);
    QCOMPARE(restoreBytes((*tree.root().begin()).text(), arena), std::string_view(bytes));
}

void JsonTreeTest::brokenJsonStaysBroken()
{
    for (const char* json : {"", "[1,]", "{\"a\"}", "[\"\xff", "{\"a\":1}x", "[01]"}) {
        Arena arena;
        ValueTree tree;
        bool isRepaired = false;
        const auto refusal = readConsoleJsonTree(json, arena, limits(), tree, isRepaired);
        QVERIFY2(refusal, json);
        QVERIFY(!refusal->rule.empty() && !refusal->message.empty());
    }
}

void JsonTreeTest::namesMakeGroups()
{
    const auto primary = groupRole("x/next-bmeta.json");
    QVERIFY(primary && primary->isPrimary);
    const auto companion = groupRole("x/next-steps.json");
    QVERIFY(companion && !companion->isPrimary);
    QCOMPARE(companion->group, primary->group);
    QCOMPARE(companion->slot, "steps.json");
    QCOMPARE(primaryPath("x/next-steps.json"), std::string("x/next-bmeta.json"));
    QCOMPARE(groupRole("y.results.json.gz")->group, groupRole("y.yaml")->group);
    QVERIFY(!groupRole("x/footsteps.json"));
    QVERIFY(!groupRole("x/a.json"));
}

void JsonTreeTest::pathPartsAreLegal()
{
    QCOMPARE(pathPart("a b.c/\xc3\xa9-Z_9"), std::string("a_b_c___-Z_9"));
    QCOMPARE(pathPart(""), std::string("_"));
}

QTEST_GUILESS_MAIN(JsonTreeTest)
#include "tst_json_tree.moc"
