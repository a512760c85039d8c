// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/row_set.h"

#include <QtTest>

#include <random>

using namespace cboard::logs;

class RowSetTest : public QObject {
    Q_OBJECT

private slots:
    void answersAreThoseOfAListOfRows_data();
    void answersAreThoseOfAListOfRows();
    void emptySetHasNothing();
    void manyRowsTakeABitEach();
};

void RowSetTest::answersAreThoseOfAListOfRows_data()
{
    QTest::addColumn<int>("most");
    QTest::newRow("all rows") << 1;
    QTest::newRow("some") << 7;
    QTest::newRow("few") << 20'000;
}

void RowSetTest::answersAreThoseOfAListOfRows()
{
    QFETCH(int, most);
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same rows in each run
    RowSet set;
    std::vector<std::int64_t> rows;
    for (std::int64_t row = 0; row < 40'000;) {
        row += 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(most));
        set.append(row);
        set.append(row);
        rows.push_back(row);
    }
    QCOMPARE(set.size(), static_cast<std::int64_t>(rows.size()));
    for (std::size_t number = 0; number < rows.size(); ++number) {
        QCOMPARE(set.at(static_cast<std::int64_t>(number)), rows[number]);
    }
    for (int query = 0; query < 3000; ++query) {
        const auto row = static_cast<std::int64_t>(random() % 70'000) - 5;
        const auto place = std::ranges::lower_bound(rows, row);
        QCOMPARE(set.countBefore(row), static_cast<std::int64_t>(place - rows.begin()));
        QCOMPARE(set.firstFrom(row), place == rows.end() ? -1 : *place);
        QCOMPARE(set.contains(row), place != rows.end() && *place == row);
    }
}

void RowSetTest::emptySetHasNothing()
{
    const RowSet set;
    QVERIFY(set.isEmpty() && !set.contains(0));
    QCOMPARE(set.firstFrom(0), std::int64_t(-1));
    QCOMPARE(set.countBefore(9), std::int64_t(0));
}

void RowSetTest::manyRowsTakeABitEach()
{
    RowSet set;
    for (std::int64_t row = 0; row < 3'000'000; ++row) {
        set.append(row);
    }
    // Vectors may have room for twice as much.
    QVERIFY(set.memoryBytes() <= 2 * (3'000'000 / 8 + 3'000'000 / 512 + 16));
}

QTEST_GUILESS_MAIN(RowSetTest)
#include "tst_row_set.moc"
