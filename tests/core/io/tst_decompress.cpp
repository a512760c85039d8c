// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/decompress.h"
#include "tests/core/io/packing.h"

#include <QTest>

using namespace cboard;
using namespace cboard::io;

namespace {

std::string sampleText()
{
    std::string text;
    for (int i = 0; i < 30'000; ++i) {
        text += "line " + std::to_string(i * 7919 % 100'003) + "\n";
    }
    return text;
}

/// Unpacks all layers; \p step is the size of each read.
Result<std::string> unpack(std::string_view packed, std::size_t step = 100'000)
{
    auto expansion = std::make_shared<Expansion>();
    CBOARD_TRY(auto source, openDecoded(openMemory(packed, expansion), expansion, 4));
    std::string out;
    std::string piece(step, '\0');
    for (;;) {
        CBOARD_TRY(const std::size_t count, source->read(piece.data(), piece.size()));
        if (count == 0) {
            return out;
        }
        out.append(piece, 0, count);
    }
}

using Pack = std::string (*)(std::string_view);
constexpr std::pair<const char*, Pack> Packers[] = {
    {"gzip", test::gzip}, {"zstd", test::zstd}, {"xz", test::xz}};

} // namespace

class DecompressTest : public QObject {
    Q_OBJECT

private slots:
    void unpacksWhatWasPacked();
    void severalMembersFollowEachOther();
    void layersAreUnwrapped();
    void tooManyLayersAreALimit();
    void everyTruncationIsAnError();
    void brokenChecksumIsAnError();
    void growthBeyondTheRatioIsALimit();
    void zerosAfterGzipArePadding();
    void otherBytesAfterGzipAreAnError();
    void plainBytesStayAsTheyAre();
};

void DecompressTest::unpacksWhatWasPacked()
{
    const std::string text = sampleText();
    for (const auto& [name, pack] : Packers) {
        for (const std::size_t step : {std::size_t{1000}, std::size_t{1} << 20}) {
            const auto out = unpack(pack(text), step);
            QVERIFY2(out, name);
            QVERIFY2(*out == text, name);
        }
        const auto empty = unpack(pack(""));
        QVERIFY2(empty && empty->empty(), name);
    }
}

void DecompressTest::severalMembersFollowEachOther()
{
    for (const auto& [name, pack] : Packers) {
        const auto out = unpack(pack("first\n") + pack("") + pack("second\n"));
        QVERIFY2(out, name);
        QCOMPARE(*out, std::string("first\nsecond\n"));
    }
}

void DecompressTest::layersAreUnwrapped()
{
    const auto out = unpack(test::gzip(test::gzip(test::zstd(test::xz("deep")))));
    QVERIFY(out);
    QCOMPARE(*out, std::string("deep"));
}

void DecompressTest::tooManyLayersAreALimit()
{
    std::string packed = "x";
    for (int i = 0; i < 5; ++i) {
        packed = test::gzip(packed);
    }
    const auto out = unpack(packed);
    QVERIFY(!out);
    QCOMPARE(out.error().kind, ErrorKind::Limit);
}

void DecompressTest::everyTruncationIsAnError()
{
    for (const auto& [name, pack] : Packers) {
        const std::string packed = pack("some text that is packed and then cut");
        for (std::size_t size = 6; size < packed.size(); ++size) {
            const auto out = unpack(std::string_view(packed).substr(0, size));
            QVERIFY2(!out, (std::string(name) + " cut to " + std::to_string(size)).c_str());
            QCOMPARE(out.error().kind, ErrorKind::Parse);
        }
    }
}

void DecompressTest::brokenChecksumIsAnError()
{
    std::string packed = test::gzip("some text");
    packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
    const auto out = unpack(packed);
    QVERIFY(!out);
    QCOMPARE(out.error().kind, ErrorKind::Parse);
}

void DecompressTest::growthBeyondTheRatioIsALimit()
{
    const std::string zeros(64UL << 20, 'a');
    for (const auto& [name, pack] : Packers) {
        // Packed twice, since gzip alone cannot grow much beyond a thousand times.
        const auto out = unpack(pack(pack(zeros)));
        QVERIFY2(!out, name);
        QCOMPARE(out.error().kind, ErrorKind::Limit);
    }
}

void DecompressTest::zerosAfterGzipArePadding()
{
    const auto out = unpack(test::gzip("text") + std::string(200'000, '\0'));
    QVERIFY(out);
    QCOMPARE(*out, std::string("text"));
}

void DecompressTest::otherBytesAfterGzipAreAnError()
{
    const auto out = unpack(test::gzip("text") + "garbage");
    QVERIFY(!out);
    QCOMPARE(out.error().kind, ErrorKind::Parse);
}

void DecompressTest::plainBytesStayAsTheyAre()
{
    const auto out = unpack("plain");
    QVERIFY(out);
    QCOMPARE(*out, std::string("plain"));
}

QTEST_GUILESS_MAIN(DecompressTest)
#include "tst_decompress.moc"
