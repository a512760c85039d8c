// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_index.h"
#include "tests/core/logs/log_test_support.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace cboard::logs;

namespace {

/// The rules once more, byte by byte, to compare with.
std::vector<std::size_t> slowRowEnds(const std::string& text)
{
    std::vector<std::size_t> ends;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isLast = i + 1 == text.size();
        const bool endsHere = text[i] == '\n'
            || (text[i] == '\r' && (isLast || (text[i + 1] != '\n' && text[i + 1] != '\r')));
        if (endsHere || isLast) {
            while (i + 1 - begin > LineIndex::MaxRowBytes) {
                begin += LineIndex::MaxRowBytes;
                ends.push_back(begin);
            }
            begin = i + 1;
            ends.push_back(begin);
        }
    }
    return ends;
}

std::vector<std::size_t> rowEnds(const std::string& text)
{
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at < text.size();) {
        at = rowEnd(text, at);
        ends.push_back(at);
    }
    return ends;
}

std::string randomText(unsigned seed, std::size_t size)
{
    std::mt19937 random(seed);
    std::string text;
    while (text.size() < size) {
        switch (random() % 12) {
        case 0:
            text += "\r\n";
            break;
        case 1:
            text += '\r';
            break;
        case 2:
        case 3:
            text += '\n';
            break;
        default:
            text.append(random() % 90, 'x');
        }
        if (random() % 500 == 0) {
            text.append(LineIndex::MaxRowBytes - 2 + random() % 5, 'y');
        }
    }
    return text;
}

/// Adds the bytes of \p text from \p from on.
void appendTo(LineIndex& index, std::string_view text, std::uint64_t from, bool isWhole = true)
{
    RowBlockScan scan;
    for (std::size_t at = from; at < text.size(); at += RowBlockBytes) {
        const std::string_view block = text.substr(at, RowBlockBytes);
        PieceRows piece;
        scan.scan(at == 0 ? '\n' : text[at - 1], block);
        scan.appendTo(piece);
        piece.bytes = block.size();
        index.add(piece);
    }
    if (isWhole) {
        index.finish();
    }
}

/// Groups and numbers of all rows against the ends that the slow rules give.
void checkRows(const LineIndex& index, const std::string& text,
               const std::vector<std::size_t>& ends)
{
    std::int64_t number = 0;
    bool goesOn = false;
    for (std::size_t row = 0; row < ends.size(); ++row) {
        const auto at = static_cast<std::int64_t>(row);
        number += goesOn ? 0 : 1;
        QCOMPARE(index.lineNumber(at), number);
        QCOMPARE(index.isContinuation(at), goesOn);
        goesOn = text[ends[row] - 1] != '\n';
        const LineIndex::RowGroup group = index.groupOf(at);
        QVERIFY(group.firstRow <= at && group.end >= ends[row]);
        const auto first = static_cast<std::size_t>(group.firstRow);
        QCOMPARE(group.begin, std::uint64_t{first == 0 ? 0 : ends[first - 1]});
        QVERIFY(std::binary_search(ends.begin(), ends.end(), group.end));
    }
}

} // namespace

class LineIndexTest : public QObject {
    Q_OBJECT

private slots:
    void lineEndsOfAllKindsEndRows()
    {
        const std::string text = "a\nb\r\nc\rd\r\r\ne\r\rf";
        QCOMPARE(rowEnds(text), (std::vector<std::size_t>{2, 5, 7, 11, 14, 15}));
        const LineIndex index = indexOf(text, 1);
        QCOMPARE(index.rowCount(), std::int64_t{6});
        const std::vector<std::int64_t> numbers{1, 2, 3, 3, 4, 4};
        for (std::int64_t row = 0; row < 6; ++row) {
            QCOMPARE(index.lineNumber(row), numbers[static_cast<std::size_t>(row)]);
        }
    }

    void progressLinesShareOneNumber()
    {
        std::string text = "begin\n";
        for (int i = 0; i < 300; ++i) {
            text += std::to_string(i) + "%\r";
        }
        text += "\nend\n";
        const LineIndex index = indexOf(text, 1);
        QCOMPARE(index.rowCount(), std::int64_t{302});
        QCOMPARE(index.lineNumber(1), std::int64_t{2});
        QCOMPARE(index.lineNumber(300), std::int64_t{2});
        QCOMPARE(index.lineNumber(301), std::int64_t{3});
        QCOMPARE(index.rowOfLine(2), std::int64_t{1});
        QCOMPARE(index.rowOfLine(3), std::int64_t{301});
        QCOMPARE(index.rowOfLine(4), std::int64_t{301});
    }

    void emptyTextHasNoRow()
    {
        const LineIndex index = indexOf("", 1);
        QCOMPARE(index.rowCount(), std::int64_t{0});
        QCOMPARE(index.rowOfLine(7), std::int64_t{0});
    }

    void lastLineNeedsNoEnd()
    {
        QCOMPARE(indexOf("a\nb", 1).rowCount(), std::int64_t{2});
        QCOMPARE(indexOf("a\nb\n", 1).rowCount(), std::int64_t{2});
        QCOMPARE(indexOf("a\nb\r", 1).rowCount(), std::int64_t{2});
    }

    void longLinesComeInPartsOfOneNumber()
    {
        const std::string text =
            "first\n" + std::string(3 * LineIndex::MaxRowBytes, 'x') + "\nlast\n";
        const LineIndex index = indexOf(text, 2);
        QCOMPARE(index.rowCount(), std::int64_t{6}); // The last part holds the line end alone.
        QCOMPARE(index.lineNumber(0), std::int64_t{1});
        QCOMPARE(index.lineNumber(1), std::int64_t{2});
        QCOMPARE(index.lineNumber(4), std::int64_t{2});
        QCOMPARE(index.lineNumber(5), std::int64_t{3});
        QVERIFY(!index.isContinuation(1));
        QVERIFY(index.isContinuation(2));
        QVERIFY(!index.isContinuation(5));
        QCOMPARE(index.rowOfLine(1), std::int64_t{0});
        QCOMPARE(index.rowOfLine(2), std::int64_t{1});
        QCOMPARE(index.rowOfLine(3), std::int64_t{5});
        QCOMPARE(index.rowOfLine(99), std::int64_t{5});
        QCOMPARE(index.rowOfLine(-1), std::int64_t{0});
    }

    void rowsDoNotDependOnPieces_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed) {
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
        }
    }
    void rowsDoNotDependOnPieces()
    {
        QFETCH(unsigned, seed);
        const std::string text = randomText(seed, 300'000);
        const std::vector<std::size_t> ends = slowRowEnds(text);
        QCOMPARE(rowEnds(text), ends);
        for (const std::size_t blocks : {1UL, 3UL, 100UL}) {
            const LineIndex index = indexOf(text, blocks);
            QCOMPARE(index.rowCount(), static_cast<std::int64_t>(ends.size()));
            QCOMPARE(index.byteCount(), text.size());
            checkRows(index, text, ends);
        }
    }

    void growthIsTheSameAsAWholeText()
    {
        const std::string text = randomText(77, 200'000);
        for (const std::size_t cut :
             {1UL, RowBlockBytes - 1, RowBlockBytes, 5 * RowBlockBytes + 7}) {
            LineIndex index = indexOf(std::string_view(text).substr(0, cut), 2);
            const std::uint64_t from = index.reopen();
            QVERIFY(from <= cut && from % RowBlockBytes == 0 && cut - from < RowBlockBytes);
            appendTo(index, text, from);
            const std::vector<std::size_t> ends = slowRowEnds(text);
            QCOMPARE(index.rowCount(), static_cast<std::int64_t>(ends.size()));
            checkRows(index, text, ends);
        }
    }

    void rowsOfATextThatIsReadAreThoseThatHaveEnded()
    {
        LineIndex index;
        appendTo(index, "first\nsecond\nthi", 0, false);
        QCOMPARE(index.rowCount(), std::int64_t{2});
        QCOMPARE(index.byteCount(), std::uint64_t{13});
        index.finish();
        QCOMPARE(index.rowCount(), std::int64_t{3});
        QCOMPARE(index.byteCount(), std::uint64_t{16});
    }

    void memoryIsATenthOfAByteForALineOfFiftyBytes()
    {
        std::string text;
        while (text.size() < (8U << 20U)) {
            text += std::string(49, 'x') + '\n';
        }
        const LineIndex index = indexOf(text, 16);
        QVERIFY(index.memoryBytes() * 10 < static_cast<std::size_t>(index.rowCount()));
    }

    void shortestLinesCostNoMoreThanLongOnes()
    {
        const LineIndex index = indexOf(std::string(8U << 20U, '\n'), 16);
        QCOMPARE(index.rowCount(), std::int64_t{8} << 20U);
        QVERIFY(index.memoryBytes() < (8U << 20U) / 400);
        QCOMPARE(index.groupOf(5'000'000).firstRow,
                 5'000'000 / std::int64_t{RowBlockBytes} * std::int64_t{RowBlockBytes});
    }
};

QTEST_GUILESS_MAIN(LineIndexTest)
#include "tst_line_index.moc"
