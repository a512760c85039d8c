// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/test_key.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>

using namespace cboard::store;

/// The integers that stand for external ids.
class TestKeyTest : public QObject {
    Q_OBJECT

private slots:
    void idsOfATimeFollowEachOther_data();
    void idsOfATimeFollowEachOther();
    void rangesOfAPrefixHoldEveryKey_data();
    void rangesOfAPrefixHoldEveryKey();
    void longPrefixesOfObjectIdsLeadToOneSecond();
};

namespace {

std::string randomText(std::mt19937& random, std::string_view letters, std::size_t size)
{
    std::string text;
    while (text.size() < size) {
        text += letters[random() % letters.size()];
    }
    return text;
}

constexpr std::string_view Hex = "0123456789abcdef";
constexpr std::string_view Base62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

} // namespace

void TestKeyTest::idsOfATimeFollowEachOther_data()
{
    QTest::addColumn<QByteArray>("earlier");
    QTest::addColumn<QByteArray>("later");
    QTest::newRow("ObjectId") << QByteArray("maestro:6b00a7c887fa531e08000000")
                              << QByteArray("maestro:6b00a7c987fa531e00000000");
    QTest::newRow("KSUID") << QByteArray("a:0ujsswThIGTUYm2K8FjOOfXtY1K")
                           << QByteArray("a:1srOrx2ZWZBpBUvZwXKQmoEYga2");
    QTest::newRow("digits") << QByteArray("redhat:104575900_x86_64")
                            << QByteArray("redhat:104575901_arm64");
}

void TestKeyTest::idsOfATimeFollowEachOther()
{
    QFETCH(QByteArray, earlier);
    QFETCH(QByteArray, later);
    QVERIFY(wantedTestKey(earlier.toStdString()) < wantedTestKey(later.toStdString()));
}

void TestKeyTest::rangesOfAPrefixHoldEveryKey_data()
{
    QTest::addColumn<QByteArray>("letters");
    QTest::addColumn<int>("size");
    QTest::newRow("ObjectId") << QByteArray(Hex.data(), Hex.size()) << 24;
    QTest::newRow("hash") << QByteArray(Hex.data(), Hex.size()) << 40;
    QTest::newRow("KSUID") << QByteArray(Base62.data(), Base62.size()) << 27;
    QTest::newRow("number") << QByteArray("0123456789") << 12;
    QTest::newRow("short number") << QByteArray("0123456789") << 5;
    QTest::newRow("words") << QByteArray("ab_-.:/1") << 18;
    QTest::newRow("two letters") << QByteArray("xyz") << 2;
    QTest::newRow("other bytes") << QByteArray("\x01\x7f\x80\xff") << 9;
}

void TestKeyTest::rangesOfAPrefixHoldEveryKey()
{
    QFETCH(QByteArray, letters);
    QFETCH(int, size);
    std::mt19937 random(17);
    for (int i = 0; i < 300; ++i) {
        const std::string local = randomText(random, letters.toStdString(), std::size_t(size));
        const std::int64_t key = wantedTestKey("maestro:" + local);
        for (std::size_t length = 1; length <= local.size(); ++length) {
            const auto ranges = testKeyRanges(std::string_view(local).substr(0, length));
            QVERIFY2(std::any_of(ranges.begin(), ranges.end(),
                                 [key](const KeyRange& range) {
                                     return range.first <= key && key <= range.last;
                                 }),
                     (local + " by " + local.substr(0, length)).c_str());
        }
    }
}

void TestKeyTest::longPrefixesOfObjectIdsLeadToOneSecond()
{
    for (const KeyRange& range : testKeyRanges("6b00a7c887")) {
        QCOMPARE(range.last - range.first, std::int64_t(0xFFFFFFFF));
    }
    QVERIFY(testKeyRanges("").empty());
}

QTEST_GUILESS_MAIN(TestKeyTest)
#include "tst_test_key.moc"
