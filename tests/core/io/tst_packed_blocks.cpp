// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/packed_blocks.h"
#include "tests/core/io/packing.h"

#include <QTest>

#include <mutex>
#include <random>

using namespace cboard;
using namespace cboard::io;

namespace {

constexpr std::size_t BlockBytes = 600'000; ///< Too much for two to be taken together.

std::string someText(std::size_t bytes)
{
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same text in each run
    std::string text;
    while (text.size() < bytes) {
        text += "line " + std::to_string(random() % 1'000'000) + "\n";
    }
    text.resize(bytes);
    return text;
}

std::string frames(std::string_view text, std::size_t frameBytes)
{
    std::string packed;
    for (; !text.empty(); text.remove_prefix(std::min(frameBytes, text.size()))) {
        packed += test::zstd(text.substr(0, frameBytes));
    }
    return packed;
}

std::string littleEndian(std::size_t value)
{
    std::string bytes;
    for (int i = 0; i < 4; ++i) {
        bytes += static_cast<char>(value >> 8U * static_cast<unsigned>(i));
    }
    return bytes;
}

/// As writers of seekable files end them; \p wrongBytes is added to what the last frame holds.
std::string frameTable(std::string_view text, std::size_t frameBytes, std::size_t wrongBytes = 0)
{
    std::string entries;
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        const std::string_view part = text.substr(0, frameBytes);
        text.remove_prefix(part.size());
        entries += littleEndian(test::zstd(part).size())
            + littleEndian(part.size() + (text.empty() ? wrongBytes : 0));
    }
    const std::string footer = littleEndian(count) + '\0' + littleEndian(0x8F92EAB1);
    return littleEndian(0x184D2A5E) + littleEndian(entries.size() + footer.size()) + entries
        + footer;
}

/// Bytes that are read, and where.
struct Reads {
    std::string bytes;
    std::uint64_t first = ~std::uint64_t{0};
    std::uint64_t behindLast = 0;
    int count = 0;
    std::mutex mutex = {};

    ReadAt reader()
    {
        return [this](std::uint64_t offset, std::size_t length,
                      std::string&) -> Result<std::string_view> {
            const std::lock_guard lock(mutex);
            const std::string_view part =
                offset < bytes.size() ? std::string_view(bytes).substr(offset, length) : "";
            ++count;
            first = std::min(first, offset);
            behindLast = std::max(behindLast, offset + part.size());
            return part;
        };
    }
    std::uint64_t end()
    {
        const std::lock_guard lock(mutex);
        return behindLast;
    }
    std::shared_ptr<const PackedBlocks> find()
    {
        const auto found =
            PackedBlocks::find(detectCompression(bytes), reader(), bytes.size(), TaskContext{});
        return found ? *found : nullptr;
    }
};

/// Up to \p most bytes.
Result<std::string> textOf(ByteSource& source, std::size_t most = ~std::size_t{0})
{
    std::string text;
    std::string piece(100'000, '\0');
    while (text.size() < most) {
        CBOARD_TRY(const std::size_t count, source.read(piece.data(), piece.size()));
        if (count == 0) {
            break;
        }
        text.append(piece, 0, count);
    }
    text.resize(std::min(text.size(), most));
    return text;
}

/// From each place that the front tells, the text goes on as it did.
void goOnFromEachPlace(const std::string& bytes, unsigned threads)
{
    Reads reads{bytes};
    const std::string text = someText(4 * BlockBytes);
    auto unpacker = makeBlockUnpacker(reads.find(), {.threads = threads});
    const auto front = unpacker->start();
    QVERIFY(front.has_value());
    std::string piece(BlockBytes / 3, '\0');
    while (true) {
        const auto place = (*front)->place();
        QVERIFY(place.has_value());
        // The skipped bytes come first.
        const auto again = unpacker->resume(*place);
        QVERIFY(again.has_value());
        const auto more = textOf(**again, place->skip + 1000);
        QVERIFY(more && *more == text.substr(place->text - place->skip, place->skip + 1000));
        const auto count = (*front)->read(piece.data(), piece.size());
        QVERIFY(count.has_value());
        if (*count == 0) {
            QCOMPARE(place->text, std::uint64_t(text.size()));
            break;
        }
    }
}

} // namespace

class PackedBlocksTest : public QObject {
    Q_OBJECT

private slots:
    void aRunIsUnpackedFromItsOwnBytes_data();
    void aRunIsUnpackedFromItsOwnBytes();
    void placesGoOnWhereTheyWereTold_data() { aRunIsUnpackedFromItsOwnBytes_data(); }
    void placesGoOnWhereTheyWereTold();
    void severalThreadsUnpackNoMoreAheadThanIsAllowed();
    void aReaderThatStopsEndsTheThreads();
    void aTableSparesLookingAtTheFrames();
    void aTableThatIsWrongIsNotUsed();
    void smallBlocksAreTakenTogether();
    void largeBlocksAreNone();
    void cutAndBrokenDataHaveNoBlocks();
    void aBlockThatIsBrokenIsAnError_data();
    void aBlockThatIsBrokenIsAnError();
};

void PackedBlocksTest::aRunIsUnpackedFromItsOwnBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const std::string text = someText(4 * BlockBytes);
    const std::string half = text.substr(0, text.size() / 2);
    const std::string rest = text.substr(text.size() / 2);
    const auto row = [](const char* name, const std::string& packed) {
        QTest::newRow(name) << QByteArray::fromStdString(packed);
    };
    row("xz", test::xz(text, BlockBytes));
    row("xz streams with padding",
        test::xz(half, BlockBytes) + std::string(8, '\0') + test::xz("")
            + test::xz(rest, BlockBytes));
    row("zstd", frames(text, BlockBytes));
    row("zstd with a table", frames(text, BlockBytes) + frameTable(text, BlockBytes));
    row("zstd with other frames",
        littleEndian(0x184D2A53) + littleEndian(5) + "other" + frames(text, BlockBytes));
}

void PackedBlocksTest::aRunIsUnpackedFromItsOwnBytes()
{
    QFETCH(QByteArray, bytes);
    Reads reads{bytes.toStdString()};
    const auto blocks = reads.find();
    QVERIFY(blocks);
    QVERIFY(blocks->runs().size() >= 4);
    std::string text;
    for (const BlockRun& run : blocks->runs()) {
        reads.first = reads.bytes.size();
        reads.behindLast = 0;
        const auto part = textOf(**blocks->open(run));
        QVERIFY(part.has_value());
        QVERIFY(reads.first >= run.packed);
        QVERIFY(reads.behindLast <= run.packed + run.packedBytes);
        QCOMPARE(part->size(), std::size_t(run.bytes));
        text += *part;
    }
    QVERIFY(text == someText(4 * BlockBytes));
}

void PackedBlocksTest::placesGoOnWhereTheyWereTold()
{
    QFETCH(QByteArray, bytes);
    for (const unsigned threads : {1U, 3U}) {
        goOnFromEachPlace(bytes.toStdString(), threads);
    }
}

void PackedBlocksTest::severalThreadsUnpackNoMoreAheadThanIsAllowed()
{
    Reads reads{test::xz(someText(6 * BlockBytes), BlockBytes)};
    const auto blocks = reads.find();
    QVERIFY(blocks && blocks->runs().size() == 6);
    reads.behindLast = 0;
    const auto front =
        makeBlockUnpacker(blocks, {.threads = 4, .mostBytes = 2 * BlockBytes})->start();
    QCOMPARE(textOf(**front, 1000)->size(), std::size_t(1000));
    const auto endOf = [&blocks](std::size_t run) {
        return blocks->runs()[run].packed + blocks->runs()[run].packedBytes;
    };
    QTRY_COMPARE(reads.end(), endOf(1)); // The second run without being asked for,
    const auto rest = textOf(**front, 3 * BlockBytes); // and no other before the first was read.
    QVERIFY(rest && reads.end() <= endOf(4));
    QVERIFY(textOf(**front).has_value());
    QCOMPARE(reads.end(), endOf(5));
}

void PackedBlocksTest::aReaderThatStopsEndsTheThreads()
{
    Reads reads{frames(someText(6 * BlockBytes), BlockBytes)};
    for (const std::size_t wanted : {std::size_t{0}, std::size_t{1}, 3 * BlockBytes}) {
        const auto front = makeBlockUnpacker(reads.find(), {.threads = 3})->start();
        QVERIFY(textOf(**front, wanted).has_value());
    }
}

void PackedBlocksTest::aTableSparesLookingAtTheFrames()
{
    const std::string text = someText(3 * BlockBytes);
    Reads plain{frames(text, BlockBytes)};
    Reads listed{plain.bytes + frameTable(text, BlockBytes)};
    QVERIFY(plain.find() && listed.find());
    QVERIFY(listed.count * 3 < plain.count);
}

void PackedBlocksTest::aTableThatIsWrongIsNotUsed()
{
    const std::string text = someText(3 * BlockBytes);
    Reads reads{frames(text, BlockBytes) + frameTable(text, BlockBytes, 7)};
    const auto blocks = reads.find();
    QVERIFY(blocks && blocks->runs().size() >= 3);
    const auto unpacked = textOf(**makeBlockUnpacker(blocks)->start());
    QVERIFY(unpacked && *unpacked == text);
}

void PackedBlocksTest::smallBlocksAreTakenTogether()
{
    const std::string text = someText(BlockBytes);
    for (const std::string& packed : {test::xz(text, 1000), frames(text, 1000)}) {
        Reads reads{packed};
        const auto blocks = reads.find();
        QVERIFY(blocks && blocks->runs().size() <= 3);
        const auto unpacked = textOf(**makeBlockUnpacker(blocks)->start());
        QVERIFY(unpacked && *unpacked == text);
    }
}

void PackedBlocksTest::largeBlocksAreNone()
{
    const std::string zeros(PackedBlocks::MostBlockBytes + 1, 'a');
    for (const std::string& packed : {test::xz(zeros), test::zstd(zeros)}) {
        Reads reads{packed};
        QVERIFY(!reads.find());
    }
}

void PackedBlocksTest::cutAndBrokenDataHaveNoBlocks()
{
    const std::string text = someText(BlockBytes);
    for (const std::string& packed : {test::xz(text, 100'000), frames(text, 100'000)}) {
        for (const std::size_t size : {std::size_t{7}, packed.size() / 2, packed.size() - 1}) {
            Reads reads{packed.substr(0, size)};
            QVERIFY(!reads.find());
        }
        Reads followed{packed + "other bytes"};
        QVERIFY(!followed.find());
    }
    std::string brokenIndex = test::xz(text, 100'000);
    brokenIndex[brokenIndex.size() - 20] ^= 1;
    Reads reads{brokenIndex};
    QVERIFY(!reads.find());
}

void PackedBlocksTest::aBlockThatIsBrokenIsAnError_data()
{
    QTest::addColumn<unsigned>("threads");
    QTest::newRow("as it is read") << 1U;
    QTest::newRow("ahead") << 3U;
}

void PackedBlocksTest::aBlockThatIsBrokenIsAnError()
{
    QFETCH(unsigned, threads);
    Reads reads{test::xz(someText(3 * BlockBytes), BlockBytes)};
    const auto blocks = reads.find();
    QVERIFY(blocks && blocks->runs().size() == 3);
    const BlockRun& second = blocks->runs()[1];
    reads.bytes[second.packed + second.packedBytes / 2] ^= 4;
    const auto front = makeBlockUnpacker(blocks, {.threads = threads})->start();
    QCOMPARE(textOf(**front, BlockBytes)->size(), BlockBytes);
    const auto unpacked = textOf(**front);
    QVERIFY(!unpacked.has_value());
    QCOMPARE(unpacked.error().kind, ErrorKind::Parse);
    QVERIFY(!textOf(**front).has_value()); // It stays.
    QCOMPARE((*front)->doubtfulFrom().value_or(0), std::uint64_t(BlockBytes));
    QVERIFY(textOf(**blocks->open(blocks->runs()[2])).has_value());
}

QTEST_GUILESS_MAIN(PackedBlocksTest)
#include "tst_packed_blocks.moc"
