// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/snapshots.h"
#include "tests/ui/watched_main.h"
#include "ui/theme/color_vision.h"
#include "ui/theme/hatch.h"
#include "ui/theme/status_palette.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <array>
#include <cmath>

using namespace cboard;
using namespace cboard::ui;

namespace {

/// Done shares the hue of skip; their shapes differ.
constexpr std::array Hues = {StatusClass::Pass, StatusClass::Fail, StatusClass::Error,
                             StatusClass::Miss, StatusClass::Skip, StatusClass::Pending};

double smallestDifference(const StatusPalette& palette)
{
    double smallest = 1000;
    for (const ColorVision vision : ColorVisions) {
        for (std::size_t i = 0; i < Hues.size(); ++i) {
            for (std::size_t j = i + 1; j < Hues.size(); ++j) {
                smallest = std::min(
                    smallest, colorDifference(palette.hue(Hues[i]), palette.hue(Hues[j]), vision));
            }
        }
    }
    return smallest;
}

double passFailDifference(const StatusPalette& palette)
{
    double smallest = 1000;
    for (const ColorVision vision : ColorVisions) {
        smallest = std::min(smallest,
                            colorDifference(palette.hue(StatusClass::Pass),
                                            palette.hue(StatusClass::Fail), vision));
    }
    return smallest;
}

QImage glyphImage(StatusClass statusClass, bool asLetter)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintGlyph(painter, QRectF(0, 0, 24, 24), statusClass, Qt::black, asLetter);
    return image;
}

} // namespace

class StatusPaletteTest : public QObject {
    Q_OBJECT

private slots:
    void huesKeepApartInEveryVision();
    void huesStandOutFromTheWindow();
    void simulationsKeepGreysAndChangeRed();
    void redAndGreenComeCloseWithoutRedCones();
    void figuresArePrinted();
    void textReachesTextContrast();
    void everyClassHasItsOwnShape_data();
    void everyClassHasItsOwnShape();
    void newFailureDiffersFromOldByFill();
    void barShowsEvenOneFailure();
    void hatchingKeepsInsideWithoutAClip();
    void hatchedAreasKeepTheirGrainOnFineDisplays();
};

void StatusPaletteTest::huesKeepApartInEveryVision()
{
    const StatusPalette light(ThemeKind::Light);
    const StatusPalette dark(ThemeKind::Dark);
    qInfo("smallest difference: light %.1f, dark %.1f; pass against fail: light %.1f, dark %.1f",
          smallestDifference(light), smallestDifference(dark), passFailDifference(light),
          passFailDifference(dark));
    QVERIFY(std::lround(smallestDifference(light)) >= 25);
    QVERIFY(std::lround(smallestDifference(dark)) >= 28);
    QVERIFY(std::lround(passFailDifference(light)) >= 50);
    QVERIFY(std::lround(passFailDifference(dark)) >= 68);
}

void StatusPaletteTest::hatchingKeepsInsideWithoutAClip()
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QRect inside(20, 10, 22, 14);
    QPainter painter(&image);
    paintHatch(painter, inside, Qt::black, 4);
    painter.end();
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool isInk = image.pixelColor(x, y) != QColor(Qt::white);
            inked += isInk ? 1 : 0;
            QVERIFY2(!isInk || inside.adjusted(-1, -1, 1, 1).contains(x, y),
                     qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
        }
    }
    QVERIFY(inked > 40);
}

/// Qt's own patterns are as fine as the pixels are: at 200 % they become a grey.
void StatusPaletteTest::hatchedAreasKeepTheirGrainOnFineDisplays()
{
    const auto linesAcross = [](int ratio) {
        QImage image(80 * ratio, 8 * ratio, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        fillHatched(painter, QRectF(0, 0, 80, 8), Qt::black);
        painter.end();
        int lines = 0;
        bool wasInk = false;
        for (int x = 0; x < image.width(); ++x) {
            const bool isInk = image.pixelColor(x, image.height() / 2).lightness() < 160;
            lines += isInk && !wasInk ? 1 : 0;
            wasInk = isInk;
        }
        return lines;
    };
    QVERIFY(linesAcross(1) >= 9);
    QVERIFY(std::abs(linesAcross(2) - linesAcross(1)) <= 1);
    QVERIFY(std::abs(linesAcross(3) - linesAcross(1)) <= 1);
}

void StatusPaletteTest::simulationsKeepGreysAndChangeRed()
{
    const QColor grey(120, 120, 120);
    const QColor red(200, 40, 40);
    for (const ColorVision vision : ColorVisions) {
        QVERIFY(colorDifference(grey, seenWith(grey, vision), ColorVision::Normal) < 2);
        const double change = colorDifference(red, seenWith(red, vision), ColorVision::Normal);
        QVERIFY((change > 8) == (vision != ColorVision::Normal));
    }
}

/// The pair that the KernelCI page tells apart by colour alone; for comparison.
void StatusPaletteTest::redAndGreenComeCloseWithoutRedCones()
{
    const QColor green(0x53, 0xD0, 0x7C);
    const QColor red(0xE1, 0x57, 0x39);
    QVERIFY(colorDifference(green, red, ColorVision::Normal) > 100);
    QVERIFY(colorDifference(green, red, ColorVision::Deutan) < 35);
}

void StatusPaletteTest::huesStandOutFromTheWindow()
{
    for (const auto& [kind, least] :
         {std::pair(ThemeKind::Light, 3.0), std::pair(ThemeKind::Dark, 4.3)}) {
        const StatusPalette palette(kind);
        for (const StatusClass hue : Hues) {
            QVERIFY2(contrastRatio(palette.hue(hue), palette.window()) >= least,
                     qPrintable(statusWord(hue)));
        }
    }
}

void StatusPaletteTest::figuresArePrinted()
{
    for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const StatusPalette palette(kind);
        for (const StatusClass hue : Hues) {
            const double contrast = contrastRatio(palette.hue(hue), palette.window());
            const double asText = contrastRatio(palette.textColor(hue), palette.window());
            qInfo("%-5s %-8s %s contrast %.1f, as text %.1f",
                  kind == ThemeKind::Light ? "light" : "dark", qPrintable(statusWord(hue)),
                  qPrintable(palette.hue(hue).name()), contrast, asText);
            QVERIFY(contrast >= 3.0);
            QVERIFY(asText >= 4.5);
        }
    }
}

void StatusPaletteTest::textReachesTextContrast()
{
    for (const auto kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme theme(kind);
        for (const StatusClass hue : Hues) {
            QVERIFY2(contrastRatio(theme.status().textColor(hue), theme.window()) >= 4.5,
                     qPrintable(statusWord(hue)));
        }
        for (const QColor& ground : {theme.window(), theme.panel(), theme.selection()}) {
            QVERIFY(contrastRatio(theme.text(), ground) >= 4.5);
            QVERIFY(contrastRatio(theme.mutedText(), ground) >= 4.5);
        }
        QVERIFY(contrastRatio(theme.accent(), theme.window()) >= 4.5);
        for (const double fill : {1.0, 0.6}) { // New failure, error.
            const QColor ground =
                theme.status().tint(fill < 1 ? StatusClass::Error : StatusClass::Fail, fill);
            QVERIFY(contrastRatio(StatusPalette::inverse(ground), ground) >= 3.0);
        }
    }
}

void StatusPaletteTest::everyClassHasItsOwnShape_data()
{
    QTest::addColumn<bool>("asLetter");
    QTest::newRow("glyphs") << false;
    QTest::newRow("letters") << true;
}

void StatusPaletteTest::everyClassHasItsOwnShape()
{
    QFETCH(bool, asLetter);
    std::vector<QImage> images;
    for (std::size_t i = 0; i < StatusClassCount; ++i) {
        images.push_back(glyphImage(static_cast<StatusClass>(i), asLetter));
        for (std::size_t j = 0; j < i; ++j) {
            QVERIFY2(images[i] != images[j], qPrintable(QStringLiteral("%1 and %2").arg(i).arg(j)));
        }
    }
}

void StatusPaletteTest::newFailureDiffersFromOldByFill()
{
    const StatusPalette palette(ThemeKind::Light);
    const auto fillOf = [&palette](std::uint16_t marks) {
        QImage image(24, 24, QImage::Format_RGB32);
        image.fill(palette.window());
        QPainter painter(&image);
        paintCell(painter, QRectF(0, 0, 24, 24), {StatusClass::Fail, marks, false}, palette);
        return image.pixelColor(20, 12);
    };
    const QColor isNew = fillOf(1U << static_cast<unsigned>(query::CellMark::New));
    const QColor isOld = fillOf(0);
    QCOMPARE(isNew, palette.hue(StatusClass::Fail));
    QVERIFY(contrastRatio(isNew, isOld) >= 3.0);
}

void StatusPaletteTest::barShowsEvenOneFailure()
{
    const StatusPalette palette(ThemeKind::Light);
    QImage image(100, 8, QImage::Format_RGB32);
    image.fill(palette.window());
    QPainter painter(&image);
    StatusCounts counts;
    counts[StatusClass::Pass] = 28'000;
    counts[StatusClass::Fail] = 1;
    paintStackedBar(painter, QRectF(0, 0, 100, 8), counts, palette);
    QCOMPARE(image.pixelColor(0, 4), palette.hue(StatusClass::Fail));
    QVERIFY(image.pixelColor(50, 4) != palette.hue(StatusClass::Fail));
}

CBOARD_UI_TEST_MAIN(StatusPaletteTest)
#include "tst_status_palette.moc"
