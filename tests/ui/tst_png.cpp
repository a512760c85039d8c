// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/png.h"

#include <QImage>
#include <QRandomGenerator>
#include <QtTest>

using namespace cboard;
using namespace cboard::io;

namespace {

/// Lines, steps and noise: each filter has rows that it suits.
std::vector<std::uint32_t> pixelsOf(std::uint32_t width, std::uint32_t height)
{
    QRandomGenerator random(3);
    std::vector<std::uint32_t> pixels;
    for (std::uint32_t y = 0; y < height; ++y) {
        for (std::uint32_t x = 0; x < width; ++x) {
            pixels.push_back(y % 3 == 0        ? x * 0x010203U
                                 : y % 50 > 40 ? random.generate()
                                               : 0xFFF4F5F6U);
        }
    }
    return pixels;
}

} // namespace

class PngTest : public QObject {
    Q_OBJECT

private slots:
    void otherReadersSeeThePixels_data()
    {
        QTest::addColumn<std::uint32_t>("width");
        QTest::addColumn<std::uint32_t>("height");
        QTest::newRow("one pixel") << 1U << 1U;
        QTest::newRow("a line") << 700U << 1U;
        QTest::newRow("rows at once and some") << 37U << 65U;
        QTest::newRow("large") << 1600U << 1000U;
    }

    void otherReadersSeeThePixels()
    {
        QFETCH(const std::uint32_t, width);
        QFETCH(const std::uint32_t, height);
        const auto pixels = pixelsOf(width, height);
        const auto bytes = packPng({width, height, pixels});
        QVERIFY(bytes);
        QCOMPARE(*packPng({width, height, pixels}), *bytes);
        const QImage image = QImage::fromData(QByteArray::fromStdString(*bytes), "PNG");
        QCOMPARE(image.size(), QSize(int(width), int(height)));
        for (std::uint32_t y = 0; y < height; ++y) {
            for (std::uint32_t x = 0; x < width; ++x) {
                QCOMPARE(image.pixel(int(x), int(y)), pixels[y * width + x] | 0xFF000000U);
            }
        }
    }

    void fewerPixelsThanSaidAreRefused()
    {
        const auto pixels = pixelsOf(3, 3);
        for (const Bitmap& bitmap :
             {Bitmap{3, 4, pixels}, Bitmap{0, 0, {}}, Bitmap{0x10000, 0x10000, {}}}) {
            const auto bytes = packPng(bitmap);
            QVERIFY(!bytes && bytes.error().kind == ErrorKind::Invalid);
        }
    }

    void cancelEndsItAtTheNextRows()
    {
        const auto pixels = pixelsOf(100, 1000);
        std::stop_source stop;
        int reports = 0;
        const TaskContext task(stop.get_token(), [&](const Progress& progress) {
            QCOMPARE(progress.total, std::int64_t(1000));
            reports += 1;
            stop.request_stop();
        });
        const auto bytes = packPng({100, 1000, pixels}, task);
        QVERIFY(!bytes && bytes.error().kind == ErrorKind::Cancelled);
        QCOMPARE(reports, 1);
    }
};

QTEST_GUILESS_MAIN(PngTest)
#include "tst_png.moc"
