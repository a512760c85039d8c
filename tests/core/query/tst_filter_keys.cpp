// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"

#include <QTest>

using namespace cboard::query;

class FilterKeysTest : public QObject {
    Q_OBJECT

private slots:
    void eachKeyIsFoundByItsName();
    void spellingsOfOneWordAreOne();
    void slipsAreRecognised();
};

void FilterKeysTest::eachKeyIsFoundByItsName()
{
    for (const FilterKey key : filterKeys()) {
        QVERIFY(!filterKeyText(key).empty());
        QVERIFY(findFilterKey(filterKeyText(key)) == key);
    }
    QVERIFY(findFilterKey("Platform") == FilterKey::Board);
    QVERIFY(!findFilterKey(""));
    QVERIFY(!findFilterKey("nothing"));
    QCOMPARE(filterKeyText(FilterKey::Mark), std::string_view("mark"));
}

void FilterKeysTest::spellingsOfOneWordAreOne()
{
    QVERIFY(findFixedValue(FilterKey::Is, "Never_Passed") == "neverpassed");
    QVERIFY(findFixedValue(FilterKey::Status, "RAW=done") == "raw=DONE");
    QVERIFY(!findFixedValue(FilterKey::Status, "ok"));
    QVERIFY(fixedValues(FilterKey::Tree).empty());
}

void FilterKeysTest::slipsAreRecognised()
{
    QVERIFY(nearestFilterKey("arhc") == "arch");
    QVERIFY(nearestFilterKey("bord") == "board");
    QVERIFY(nearestFilterKey("architectur") == "architecture");
    QVERIFY(!nearestFilterKey("zzzzzz"));
    QVERIFY(!nearestFilterKey(std::string(10'000, 'a')));
}

QTEST_GUILESS_MAIN(FilterKeysTest)
#include "tst_filter_keys.moc"
