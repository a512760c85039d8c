// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/snapshots.h"
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

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

enum class Vision { Normal, Protan, Deutan, Tritan };

Vector multiply(const Matrix& matrix, const Vector& vector)
{
    Vector result{};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            result[i] += matrix[i][j] * vector[j];
        }
    }
    return result;
}

double toLinear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// Full-strength simulation matrices on linear RGB (Machado, Oliveira, Fernandes 2009).
Vector seen(const QColor& color, Vision vision)
{
    static constexpr Matrix Protan = {{{0.152286, 1.052583, -0.204868},
                                       {0.114503, 0.786281, 0.099216},
                                       {-0.003882, -0.048116, 1.051998}}};
    static constexpr Matrix Deutan = {{{0.367322, 0.860646, -0.227968},
                                       {0.280085, 0.672501, 0.047413},
                                       {-0.011820, 0.042940, 0.968881}}};
    static constexpr Matrix Tritan = {{{1.255528, -0.076749, -0.178779},
                                       {-0.078411, 0.930809, 0.147602},
                                       {0.004733, 0.691367, 0.303900}}};
    Vector rgb = {toLinear(color.redF()), toLinear(color.greenF()), toLinear(color.blueF())};
    switch (vision) {
    case Vision::Normal:
        break;
    case Vision::Protan:
        rgb = multiply(Protan, rgb);
        break;
    case Vision::Deutan:
        rgb = multiply(Deutan, rgb);
        break;
    case Vision::Tritan:
        rgb = multiply(Tritan, rgb);
        break;
    }
    for (double& channel : rgb) {
        channel = std::clamp(channel, 0.0, 1.0);
    }
    return rgb;
}

Vector lab(const Vector& rgb)
{
    static constexpr Matrix ToXyz = {{{0.4124564, 0.3575761, 0.1804375},
                                      {0.2126729, 0.7151522, 0.0721750},
                                      {0.0193339, 0.1191920, 0.9503041}}};
    Vector xyz = multiply(ToXyz, rgb);
    const Vector white = {0.95047, 1.0, 1.08883};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / white[i];
        xyz[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

/// CIE76 difference as someone with this vision sees it.
double difference(const QColor& a, const QColor& b, Vision vision)
{
    const Vector one = lab(seen(a, vision));
    const Vector two = lab(seen(b, vision));
    return std::hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}

constexpr std::array Visions = {Vision::Normal, Vision::Protan, Vision::Deutan, Vision::Tritan};
/// Done shares the hue of skip; their shapes differ.
constexpr std::array Hues = {StatusClass::Pass, StatusClass::Fail, StatusClass::Error,
                             StatusClass::Miss, StatusClass::Skip, StatusClass::Pending};

double smallestDifference(const StatusPalette& palette)
{
    double smallest = 1000;
    for (const Vision vision : Visions) {
        for (std::size_t i = 0; i < Hues.size(); ++i) {
            for (std::size_t j = i + 1; j < Hues.size(); ++j) {
                smallest = std::min(smallest,
                                    difference(palette.hue(Hues[i]), palette.hue(Hues[j]), vision));
            }
        }
    }
    return smallest;
}

double passFailDifference(const StatusPalette& palette)
{
    double smallest = 1000;
    for (const Vision vision : Visions) {
        smallest = std::min(
            smallest,
            difference(palette.hue(StatusClass::Pass), palette.hue(StatusClass::Fail), vision));
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
    void textReachesTextContrast();
    void everyClassHasItsOwnShape_data();
    void everyClassHasItsOwnShape();
    void newFailureDiffersFromOldByFill();
    void barShowsEvenOneFailure();
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
            QVERIFY(contrastRatio(theme.status().inverse(ground), ground) >= 3.0);
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

QTEST_MAIN(StatusPaletteTest)
#include "tst_status_palette.moc"
