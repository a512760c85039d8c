// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/aligned_rows.h"
#include "core/logs/diff/log_diff.h"
#include "tests/core/logs/log_test_support.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

using Rows = std::vector<std::int64_t>;

Rows rowsOf(const RowList& list)
{
    Rows rows;
    for (std::int64_t position = 0; position < list.size(); ++position) {
        rows.push_back(list.rowAt(position));
    }
    return rows;
}

std::string lines(const char* letters)
{
    std::string text;
    for (; *letters != '\0'; ++letters) {
        text += std::string("line ") + *letters + "\n";
    }
    return text;
}

AlignedRows aligned(const char* a, const char* b, std::int64_t context)
{
    const auto textA = openText(lines(a));
    const auto textB = openText(lines(b));
    const auto readA = readCompared(*textA->source(), RowFormat::Plain, {}, TaskContext{});
    const auto readB = readCompared(*textB->source(), RowFormat::Plain, {}, TaskContext{});
    return alignRows(*textA, *textB, *diffLogs(*readA, *readB, TaskContext{}), context);
}

} // namespace

class AlignedRowsTest : public QObject {
    Q_OBJECT

private slots:
    void blanksStandWhereTheOtherHasRows()
    {
        const AlignedRows rows = aligned("abcd", "abxyd", -1);
        QCOMPARE(rowsOf(rows.a), (Rows{0, 1, 2, -1, 3}));
        QCOMPARE(rowsOf(rows.b), (Rows{0, 1, 2, 3, 4}));
        QCOMPARE(rows.differences.size(), std::size_t{1});
        QCOMPARE(rows.differences[0].position, 2);
        QVERIFY(rows.foldedA.empty());
    }

    void equalRowsAwayFromDifferencesAreFolded()
    {
        const AlignedRows rows = aligned("abcdefghijklm", "abcdefgXhijklm", 1);
        // b..f and i..m are folded on both sides, each with its first row.
        QCOMPARE(rowsOf(rows.a), (Rows{0, 6, -1, 7, 8}));
        QCOMPARE(rowsOf(rows.b), (Rows{0, 6, 7, 8, 9}));
        QCOMPARE(rows.foldedA.size(), std::size_t{2});
        QCOMPARE(rows.foldedA[0].begin, 0);
        QCOMPARE(rows.foldedA[0].end, 6);
        QCOMPARE(rows.foldedB[1].begin, 9);
        QCOMPARE(rows.foldedB[1].end, 14);
    }

    void sidesAreAlwaysAsLong_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::newRow("empty") << QByteArray() << QByteArray("abc");
        QTest::newRow("other empty") << QByteArray("abc") << QByteArray();
        QTest::newRow("all other") << QByteArray("abc") << QByteArray("xy");
        QTest::newRow("same") << QByteArray("abcdefgh") << QByteArray("abcdefgh");
        QTest::newRow("ends") << QByteArray("abcdefghij") << QByteArray("Xabcdefghij");
    }
    void sidesAreAlwaysAsLong()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        for (const std::int64_t context : {-1, 0, 2}) {
            const AlignedRows rows = aligned(a.constData(), b.constData(), context);
            QCOMPARE(rows.a.size(), rows.b.size());
            QCOMPARE(rows.foldedA.size(), rows.foldedB.size());
            QCOMPARE(rows.differences.empty(), a == b);
        }
    }

    void withoutHunksTheLogsStandBesideEachOther()
    {
        const AlignedRows rows = alignRows(*openText("a\nb\nc\n"), *openText("x\n"), {}, 0);
        QCOMPARE(rowsOf(rows.a), (Rows{0, 1, 2}));
        QCOMPARE(rowsOf(rows.b), (Rows{0, -1, -1}));
    }
};

QTEST_GUILESS_MAIN(AlignedRowsTest)
#include "tst_aligned_rows.moc"
