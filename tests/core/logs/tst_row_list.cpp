// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/row_list.h"

#include <QtTest>

#include <random>

using namespace cboard::logs;

namespace {

constexpr std::int64_t Stretches = 150'000;

/// Each second row.
RowList evenRows()
{
    RowList list;
    for (std::int64_t row = 0; row < 2 * Stretches; row += 2) {
        list.append(row);
    }
    return list;
}

} // namespace

class RowListTest : public QObject {
    Q_OBJECT

private slots:
    void manyStretchesTakeABitForEachRow();
    void manyStretchesAnswerAsFewDo_data();
    void manyStretchesAnswerAsFewDo();
    void blanksMayFollowManyStretches();
};

void RowListTest::manyStretchesTakeABitForEachRow()
{
    const RowList list = evenRows();
    QCOMPARE(list.size(), Stretches);
    QVERIFY(list.memoryBytes() <= 2 * (2 * Stretches / 8 + 2 * Stretches / 512 + 16));
}

void RowListTest::manyStretchesAnswerAsFewDo_data()
{
    QTest::addColumn<int>("longest");
    QTest::newRow("single rows") << 1;
    QTest::newRow("stretches") << 9;
}

void RowListTest::manyStretchesAnswerAsFewDo()
{
    QFETCH(int, longest);
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same rows in each run
    RowList list;
    std::vector<std::int64_t> rows;
    std::int64_t row = 0;
    while (list.size() < Stretches) {
        row += 1 + static_cast<std::int64_t>(random() % 3);
        const auto length =
            1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(longest));
        list.append(row, row + length);
        for (const std::int64_t end = row + length; row < end; ++row) {
            rows.push_back(row);
        }
    }
    QCOMPARE(list.size(), static_cast<std::int64_t>(rows.size()));
    for (int query = 0; query < 20'000; ++query) {
        const std::size_t position = random() % rows.size();
        QCOMPARE(list.rowAt(static_cast<std::int64_t>(position)), rows[position]);
        QCOMPARE(list.rowNear(static_cast<std::int64_t>(position), true), rows[position]);
        const auto wanted = static_cast<std::int64_t>(random() % static_cast<unsigned>(row + 10));
        const auto place = std::ranges::lower_bound(rows, wanted);
        QCOMPARE(list.positionOf(wanted), static_cast<std::int64_t>(place - rows.begin()));
        QCOMPARE(list.contains(wanted), place != rows.end() && *place == wanted);
    }
}

void RowListTest::blanksMayFollowManyStretches()
{
    RowList list = evenRows();
    list.appendBlank(3);
    list.append(2 * Stretches);
    QCOMPARE(list.size(), Stretches + 4);
    QCOMPARE(list.rowAt(7), std::int64_t(14));
    QCOMPARE(list.rowAt(Stretches), std::int64_t(-1));
    QCOMPARE(list.positionOf(2 * Stretches), Stretches + 3);
    QCOMPARE(list.rowNear(Stretches + 1, false), 2 * Stretches - 2);
}

QTEST_GUILESS_MAIN(RowListTest)
#include "tst_row_list.moc"
