// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/json_text.h"

#include <QTest>

using namespace cboard::store;

class QueryJsonTextTest : public QObject {
    Q_OBJECT

private slots:
    void textsOfAListComeDecoded();
};

void QueryJsonTextTest::textsOfAListComeDecoded()
{
    using Texts = std::vector<std::string>;
    QVERIFY(textsOfJsonList("").empty());
    QVERIFY(textsOfJsonList("[]").empty());
    QVERIFY((textsOfJsonList(R"(["v6.1","v6.1-rc2"])") == Texts{"v6.1", "v6.1-rc2"}));
    QVERIFY((textsOfJsonList(R"(["a\"b\\c\/d\n"])") == Texts{"a\"b\\c/d\n"}));
    QVERIFY((textsOfJsonList("[\"\\u00e9\\ud83d\\ude00\"]") == Texts{"\xc3\xa9\xf0\x9f\x98\x80"}));
    QVERIFY((textsOfJsonList(R"(["",1,null,"x"])") == Texts{"", "x"}));
}

QTEST_GUILESS_MAIN(QueryJsonTextTest)
#include "tst_query_json_text.moc"
