// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/cell_marks.h"
#include "core/query/snapshots.h"
#include "tests/ui/watched_main.h"
#include "ui/theme/status_palette.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <array>

using namespace cboard;
using namespace cboard::ui;
using query::CellMark;
using query::markBit;

namespace {

constexpr std::array Classes = {StatusClass::Pass,   StatusClass::Fail, StatusClass::Error,
                                StatusClass::Miss,   StatusClass::Skip, StatusClass::Done,
                                StatusClass::Pending};
/// Those that are drawn; new and fixed change cells that fail and pass.
constexpr std::array Marks = {CellMark::LabConflict, CellMark::Mixed,  CellMark::Flaky,
                              CellMark::Known,       CellMark::Waived, CellMark::NeverPassed,
                              CellMark::Stale,       CellMark::New,    CellMark::Fixed};

QImage paintedCell(const CellLook& look, ThemeKind theme, int side)
{
    const StatusPalette palette(theme);
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(palette.window());
    QPainter painter(&image);
    paintCell(painter, QRectF(0, 0, side, side), look, palette);
    return image;
}

/// Pixels that differ so much in lightness that a print without colours shows it.
int greyDifference(const QImage& first, const QImage& second)
{
    constexpr int Seen = 12;
    int differing = 0;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            const int change = qGray(first.pixel(x, y)) - qGray(second.pixel(x, y));
            differing += std::abs(change) > Seen ? 1 : 0;
        }
    }
    return differing;
}

} // namespace

/// Each mark shows over each class, in grey, too, and none looks like another.
class CellMarksTest : public QObject {
    Q_OBJECT

private slots:
    void everyMarkShowsOverEveryClass_data();
    void everyMarkShowsOverEveryClass();
    void marksDifferFromEachOther_data() { everyMarkShowsOverEveryClass_data(); }
    void marksDifferFromEachOther();
    void atMostTwoAreDrawn();
    void newIsLouderThanOld();
};

void CellMarksTest::everyMarkShowsOverEveryClass_data()
{
    QTest::addColumn<ThemeKind>("theme");
    QTest::addColumn<int>("side");
    QTest::addColumn<bool>("asLetter");
    for (const auto theme : {ThemeKind::Light, ThemeKind::Dark}) {
        for (const int side : {16, 24, 48}) {
            for (const bool asLetter : {false, true}) {
                QTest::addRow("%s, %d pixels, %s", theme == ThemeKind::Light ? "light" : "dark",
                              side, asLetter ? "letters" : "glyphs")
                    << theme << side << asLetter;
            }
        }
    }
}

void CellMarksTest::everyMarkShowsOverEveryClass()
{
    QFETCH(ThemeKind, theme);
    QFETCH(int, side);
    QFETCH(bool, asLetter);
    for (const StatusClass status : Classes) {
        const QImage plain = paintedCell({status, 0, asLetter}, theme, side);
        for (const CellMark mark : Marks) {
            if (mark == CellMark::NeverPassed && status != StatusClass::Fail) {
                continue; // A mark of fails alone.
            }
            const QImage marked = paintedCell({status, markBit(mark), asLetter}, theme, side);
            const int seen = greyDifference(plain, marked);
            QVERIFY2(seen >= 4,
                     qPrintable(QStringLiteral("class %1, mark %2: %3 pixels")
                                    .arg(static_cast<int>(status))
                                    .arg(static_cast<int>(mark))
                                    .arg(seen)));
        }
    }
}

void CellMarksTest::marksDifferFromEachOther()
{
    QFETCH(ThemeKind, theme);
    QFETCH(int, side);
    QFETCH(bool, asLetter);
    for (std::size_t i = 0; i < Marks.size(); ++i) {
        for (std::size_t j = i + 1; j < Marks.size(); ++j) {
            const auto cell = [&](CellMark mark) {
                return paintedCell({StatusClass::Fail, markBit(mark), asLetter}, theme, side);
            };
            const int seen = greyDifference(cell(Marks.at(i)), cell(Marks.at(j)));
            QVERIFY2(seen >= side / 2,
                     qPrintable(QStringLiteral("marks %1 and %2: %3 pixels")
                                    .arg(static_cast<int>(Marks.at(i)))
                                    .arg(static_cast<int>(Marks.at(j)))
                                    .arg(seen)));
        }
    }
}

void CellMarksTest::atMostTwoAreDrawn()
{
    const auto cell = [](int marks) {
        return paintedCell({StatusClass::Fail, static_cast<std::uint16_t>(marks), false},
                           ThemeKind::Light, 24);
    };
    const int two = markBit(CellMark::LabConflict) | markBit(CellMark::Flaky);
    QCOMPARE(cell(two | markBit(CellMark::Known)), cell(two));
    QCOMPARE(cell(two | markBit(CellMark::NeverPassed)), cell(two));
    QVERIFY(cell(two) != cell(markBit(CellMark::LabConflict)));
}

void CellMarksTest::newIsLouderThanOld()
{
    for (const auto theme : {ThemeKind::Light, ThemeKind::Dark}) {
        const StatusPalette palette(theme);
        const QImage fresh =
            paintedCell({StatusClass::Fail, markBit(CellMark::New), false}, theme, 24);
        const QImage old = paintedCell({StatusClass::Fail, 0, false}, theme, 24);
        const auto loudness = [&](const QImage& image) {
            return std::abs(qGray(image.pixel(12, 3)) - qGray(palette.window().rgb()));
        };
        QVERIFY(loudness(fresh) > 1.5 * loudness(old));
    }
}

CBOARD_UI_TEST_MAIN(CellMarksTest)
#include "tst_cell_marks.moc"
