// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"
#include "core/logs/sources/file_source.h"
#include "core/logs/sources/hex_source.h"
#include "tests/core/logs/log_test_support.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cstdio>
#include <random>

using namespace cboard;
using namespace cboard::logs;

namespace {

/// Written anew, by printf and for the whole at once.
std::string referenceDump(const std::string& bytes)
{
    std::string dump;
    for (std::size_t row = 0; row < bytes.size(); row += 16) {
        char field[32];
        std::snprintf(field, sizeof field, "%08zx ", row);
        dump += field;
        std::string seen;
        for (std::size_t i = row; i < row + 16; ++i) {
            dump += i % 8 == 0 ? " " : "";
            if (i >= bytes.size()) {
                dump += "   ";
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[i]);
            std::snprintf(field, sizeof field, "%02x ", static_cast<unsigned>(byte));
            dump += field;
            seen += byte >= 0x20 && byte < 0x7f ? bytes[i] : '.';
        }
        dump += " |" + seen + "|\n";
    }
    return dump;
}

std::string someBytes(std::size_t count)
{
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same bytes in each run
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        bytes += static_cast<char>(random());
    }
    return bytes;
}

std::shared_ptr<const ByteSource> inMemory(std::string bytes)
{
    return makeMemorySource(std::make_shared<const std::string>(std::move(bytes)));
}

std::string dumpOf(const std::string& bytes)
{
    const HexSource source(inMemory(bytes));
    std::string scratch;
    const auto dump = source.read(0, static_cast<std::size_t>(source.size()) + 100, scratch);
    return dump ? std::string(*dump) : "error";
}

/// Zeros without end, which remembers how many were asked for.
class HugeSource : public ByteSource {
public:
    explicit HugeSource(std::uint64_t size)
        : m_size(size)
    {
    }
    std::uint64_t size() const override { return m_size; }
    Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                  std::string& scratch) const override
    {
        length = static_cast<std::size_t>(std::min<std::uint64_t>(length, m_size - offset));
        bytesRead += length;
        scratch.assign(length, '\0');
        return std::string_view(scratch);
    }

    mutable std::atomic<std::uint64_t> bytesRead = 0;

private:
    std::uint64_t m_size;
};

} // namespace

class HexSourceTest : public QObject {
    Q_OBJECT

private slots:
    void rowsAreThoseOfHexdump();
    void readsAtAnyPlaceAreThoseOfTheWhole();
    void rowsAreKnownWithoutReading();
    void aHugeFileCostsWhatIsLookedAt();
    void offsetsHaveTheDigitsThatTheSizeNeeds();
    void whatIsFoundIsInItsRow();
    void aFileThatBecameShorterGivesFewerRows();
    void aFileThatGrowsHasItsNewRows();
    void binaryIsWhatNoConsoleSends();
};

void HexSourceTest::rowsAreThoseOfHexdump()
{
    QCOMPARE(dumpOf({}), std::string());
    QCOMPARE(dumpOf("A"), "00000000  41" + std::string(48, ' ') + "|A|\n");
    QCOMPARE(dumpOf(std::string("\x7f"
                                "ELF\0 is here; 17",
                                17)),
             "00000000  7f 45 4c 46 00 20 69 73  20 68 65 72 65 3b 20 31  |.ELF. is here; 1|\n"
             "00000010  37"
                 + std::string(48, ' ') + "|7|\n");
    for (const std::size_t count :
         std::initializer_list<std::size_t>{1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 5000}) {
        const std::string bytes = someBytes(count);
        QCOMPARE(dumpOf(bytes), referenceDump(bytes));
        QCOMPARE(HexSource(inMemory(bytes)).size(), std::uint64_t(referenceDump(bytes).size()));
    }
}

void HexSourceTest::readsAtAnyPlaceAreThoseOfTheWhole()
{
    const std::string bytes = someBytes(10'007);
    const std::string whole = referenceDump(bytes);
    const HexSource source(inMemory(bytes));
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same places in each run
    std::string scratch;
    for (int i = 0; i < 3000; ++i) {
        const std::size_t offset = random() % (whole.size() + 100);
        const std::size_t length = random() % (i % 10 == 0 ? 60'000 : 300);
        const auto part = source.read(offset, length, scratch);
        QVERIFY(part.has_value());
        QVERIFY(*part == (offset < whole.size() ? whole.substr(offset, length) : std::string()));
    }
}

void HexSourceTest::rowsAreKnownWithoutReading()
{
    for (const std::size_t count :
         std::initializer_list<std::size_t>{0, 1, 16, 17, 50'000, 300'001}) {
        const std::string bytes = someBytes(count);
        const auto text = hexText(inMemory(bytes));
        const auto scanned = openText(referenceDump(bytes));
        const LineIndex& index = text->index();
        QCOMPARE(text->rowCount(), scanned->rowCount());
        QCOMPARE(text->byteCount(), scanned->byteCount());
        QCOMPARE(index.blockCount(), scanned->index().blockCount());
        QVERIFY(rowsOf(*text, 0, text->rowCount()) == rowsOf(*scanned, 0, text->rowCount()));
        for (std::int64_t row = 0; row < text->rowCount(); row += 97) {
            QVERIFY(rowsOf(*text, row, 3) == rowsOf(*scanned, row, 3));
            QCOMPARE(index.lineNumber(row), row + 1);
            QCOMPARE(index.rowOfLine(row + 1), row);
            QVERIFY(!index.isContinuation(row));
        }
        for (std::size_t block = 0; block < index.blockCount() + 2; ++block) {
            const auto mine = index.rowsOfBlocks(block, 3);
            const auto other = scanned->index().rowsOfBlocks(block, 3);
            QCOMPARE(mine.firstRow, other.firstRow);
            QCOMPARE(mine.rowCount, other.rowCount);
            QCOMPARE(mine.end - mine.begin, other.end - other.begin);
        }
    }
}

void HexSourceTest::aHugeFileCostsWhatIsLookedAt()
{
    constexpr std::uint64_t Size = 16ULL << 30;
    const auto source = std::make_shared<HugeSource>(Size);
    const auto text = hexText(source);
    QCOMPARE(text->rowCount(), std::int64_t(Size / 16));
    QCOMPARE(source->bytesRead.load(), std::uint64_t(0));
    QCOMPARE(text->index().memoryBytes(), std::size_t(0));
    const auto last = rowsOf(*text, text->rowCount() - 1, 1);
    QVERIFY(last.size() == 1 && last.front().rfind("3fffffff0  00 ", 0) == 0);
    QVERIFY(source->bytesRead < 8000);
}

void HexSourceTest::offsetsHaveTheDigitsThatTheSizeNeeds()
{
    const auto firstRow = [](std::uint64_t size) {
        return rowsOf(*hexText(std::make_shared<HugeSource>(size)), 0, 1).front();
    };
    QVERIFY(firstRow(1ULL << 32).rfind("00000000  00", 0) == 0);
    QVERIFY(firstRow((1ULL << 32) + 1).rfind("000000000  00", 0) == 0);
}

void HexSourceTest::whatIsFoundIsInItsRow()
{
    std::string bytes(100'000, '\0');
    bytes.replace(70'000, 6, "needle");
    const auto found = findAll(*hexText(inMemory(bytes)), {.pattern = "needle"}, TaskContext());
    QVERIFY(found.has_value());
    QCOMPARE(found->rows.size(), std::int64_t(1));
    QVERIFY(found->rows.contains(70'000 / 16));
}

void HexSourceTest::aFileThatBecameShorterGivesFewerRows()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath("bytes").toStdString();
    std::FILE* file = std::fopen(path.c_str(), "wb");
    const std::string bytes = someBytes(100'000);
    QCOMPARE(std::fwrite(bytes.data(), 1, bytes.size(), file), bytes.size());
    std::fclose(file);
    const auto text = hexText(*FileSource::open(path));
    QVERIFY(QFile::resize(QString::fromStdString(path), 100));
    QCOMPARE(rowsOf(*text, 0, 2).size(), std::size_t(2));
    QCOMPARE(rowsOf(*text, 5000, 1), std::vector<std::string>{"error"});
}

void HexSourceTest::aFileThatGrowsHasItsNewRows()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("bytes"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const std::string bytes = someBytes(40);
    QVERIFY(file.write(bytes.data(), 20) == 20 && file.flush());
    const auto open = [&] { return hexText(*FileSource::open(file.fileName().toStdString())); };
    const auto before = open();
    QCOMPARE(before->rowCount(), std::int64_t(2));
    QVERIFY(file.write(bytes.data() + 20, 20) == 20 && file.flush());
    QVERIFY(rowsOf(*open(), 0, 9) == rowsOf(*openText(referenceDump(bytes)), 0, 9));
    QVERIFY(rowsOf(*before, 0, 9) == rowsOf(*openText(referenceDump(bytes.substr(0, 20))), 0, 9));
}

void HexSourceTest::binaryIsWhatNoConsoleSends()
{
    QVERIFY(!looksBinary({}));
    QVERIFY(!looksBinary("[    0.000000] Linux\r\n\x1b[31mred\x1b[0m \xc3\xa9\n"));
    QVERIFY(!looksBinary(std::string(20, '\0') + std::string(2000, 'x'))); // Noise of the line.
    QVERIFY(looksBinary(someBytes(4096)));
    QVERIFY(looksBinary(std::string("\x7f"
                                    "ELF\2\1\1\0\0\0\0\0\0\0\0\0",
                                    16)));
    QVERIFY(looksBinary(std::string("L\0i\0n\0u\0x\0", 10))); // UTF-16.
}

QTEST_GUILESS_MAIN(HexSourceTest)
#include "tst_hex_source.moc"
