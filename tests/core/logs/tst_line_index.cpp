// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_index.h"

#include <QObject>
#include <QTest>

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

LineIndex indexOf(std::string_view text, std::size_t chunkBytes)
{
    LineIndex index;
    for (std::size_t at = 0; at < text.size(); at += chunkBytes) {
        index.append(text.substr(at, chunkBytes));
    }
    index.finish();
    return index;
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

} // namespace

class LineIndexTest : public QObject {
    Q_OBJECT

private slots:
    void lineEndsOfAllKindsEndRows()
    {
        const std::string text = "a\nb\r\nc\rd\r\r\ne\r\rf";
        QCOMPARE(rowEnds(text), (std::vector<std::size_t>{2, 5, 7, 11, 14, 15}));
        for (const std::size_t chunk : {1UL, 100UL}) {
            const LineIndex index = indexOf(text, chunk);
            QCOMPARE(index.rowCount(), std::int64_t{6});
            const std::vector<std::int64_t> numbers{1, 2, 3, 3, 4, 4};
            for (std::int64_t row = 0; row < 6; ++row) {
                QCOMPARE(index.lineNumber(row), numbers[static_cast<std::size_t>(row)]);
            }
        }
    }

    void progressLinesShareOneNumber()
    {
        std::string text = "begin\n";
        for (int i = 0; i < 300; ++i) {
            text += std::to_string(i) + "%\r";
        }
        text += "\nend\n";
        const LineIndex index = indexOf(text, 50);
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
        QCOMPARE(indexOf("a\nb", 9).rowCount(), std::int64_t{2});
        QCOMPARE(indexOf("a\nb\n", 9).rowCount(), std::int64_t{2});
        QCOMPARE(indexOf("a\nb\r", 9).rowCount(), std::int64_t{2});
    }

    void longLinesComeInPartsOfOneNumber()
    {
        const std::string text =
            "first\n" + std::string(3 * LineIndex::MaxRowBytes, 'x') + "\nlast\n";
        const LineIndex index = indexOf(text, 1000);
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

    void rowsDoNotDependOnChunks_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 20; ++seed) {
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
        }
    }
    void rowsDoNotDependOnChunks()
    {
        QFETCH(unsigned, seed);
        const std::string text = randomText(seed, 300'000);
        const std::vector<std::size_t> ends = slowRowEnds(text);
        QCOMPARE(rowEnds(text), ends);
        for (const std::size_t chunk : {1UL, 63UL, 64UL, 65UL, 4096UL, text.size()}) {
            const LineIndex index = indexOf(text, chunk);
            QCOMPARE(index.rowCount(), static_cast<std::int64_t>(ends.size()));
            QCOMPARE(index.byteCount(), text.size());
            for (std::int64_t row = 0; row < index.rowCount(); row += LineIndex::RowsPerBlock) {
                const std::uint64_t begin = row == 0 ? 0 : ends[static_cast<std::size_t>(row - 1)];
                QCOMPARE(index.blockBegin(row), begin);
                QCOMPARE(index.blockFirstRow(begin), row);
            }
        }
    }

    void memoryIsAnEighthOfAByteForEachRow()
    {
        LineIndex index;
        const std::string lines(1 << 20, '\n');
        index.append(lines);
        index.finish();
        QCOMPARE(index.rowCount(), std::int64_t{1} << 20);
        QVERIFY(index.memoryBytes() <= (1U << 20U) / 4);
    }
};

QTEST_GUILESS_MAIN(LineIndexTest)
#include "tst_line_index.moc"
