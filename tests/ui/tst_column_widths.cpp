// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_widths.h"

#include <QTest>

using namespace cboard::ui;

using Widths = std::vector<int>;

class ColumnWidthsTest : public QObject {
    Q_OBJECT

private slots:
    void aColumnIsAsWideAsItsContents();
    void aTitleIsNeverCut();
    void longContentsAreCutWhereRoomIsShort();
    void roomThatIsLeftGoesToCutContentsFirst();
    void theRestGoesToTheColumnThatTakesIt();
    void columnsGiveWhatTheyCanSpareRatherThanScroll();
    void hashesGoBeforeATextIsCut();
    void emptyColumnsGiveWayBeforeATextIsCut();
    void whatCannotBeSparedIsScrolled();
    void theLastGivesWayWhereTheLeastHaveNoRoom();
    void whatTheUserChoseStays();
    void hiddenColumnsTakeNothing();
};

void ColumnWidthsTest::aColumnIsAsWideAsItsContents()
{
    QCOMPARE(columnWidths({{20, 50, 90}, {20, 30, 90}}, 80), Widths({50, 30}));
}

void ColumnWidthsTest::aTitleIsNeverCut()
{
    QCOMPARE(columnWidths({{70, 10, 40}}, 30), Widths({70}));
}

void ColumnWidthsTest::longContentsAreCutWhereRoomIsShort()
{
    QCOMPARE(columnWidths({{20, 400, 90}, {20, 30, 90}}, 100), Widths({90, 30}));
}

void ColumnWidthsTest::roomThatIsLeftGoesToCutContentsFirst()
{
    ColumnNeed last{20, 30, 90};
    last.takesRest = true;
    QCOMPARE(columnWidths({{20, 400, 90}, {20, 120, 90}, last}, 500), Widths({380, 90, 30}));
    QCOMPARE(columnWidths({{20, 200, 90}, {20, 120, 90}, last}, 500), Widths({200, 120, 180}));
}

void ColumnWidthsTest::theRestGoesToTheColumnThatTakesIt()
{
    ColumnNeed first{20, 50, 90};
    first.takesRest = true;
    QCOMPARE(columnWidths({first, {20, 30, 90}}, 200), Widths({170, 30}));
    QCOMPARE(columnWidths({{20, 50, 90}, {20, 30, 90}}, 200), Widths({50, 30}));
}

void ColumnWidthsTest::columnsGiveWhatTheyCanSpareRatherThanScroll()
{
    ColumnNeed name{20, 100, 150};
    name.least = 40;
    ColumnNeed text{20, 80, 150};
    text.least = 50;
    const ColumnNeed number{20, 50, 90};
    QCOMPARE(columnWidths({name, text, number}, 230), Widths({100, 80, 50}));
    QCOMPARE(columnWidths({name, text, number}, 185), Widths({70, 65, 50}));
    QCOMPARE(columnWidths({name, text, number}, 140), Widths({40, 50, 50}));
}

void ColumnWidthsTest::hashesGoBeforeATextIsCut()
{
    ColumnNeed name{20, 150, 100};
    name.least = 40;
    ColumnNeed revision{20, 120, 200};
    revision.least = 50;
    revision.plain = 60;
    const auto roomy = columnWidths({name, revision}, 220);
    QCOMPARE(roomy, Widths({100, 120}));
    // Of what the hashes took the name gets what it was cut by, the revision nothing.
    QCOMPARE(columnWidths({name, revision}, 200), Widths({140, 60}));
    QCOMPARE(columnWidths({name, revision}, 160), Widths({100, 60}));
    QCOMPARE(columnWidths({name, revision}, 125), Widths({70, 55})); // Then both give.
    revision.chosen = 120;
    QCOMPARE(columnWidths({name, revision}, 160), Widths({40, 120}));
}

void ColumnWidthsTest::emptyColumnsGiveWayBeforeATextIsCut()
{
    ColumnNeed name{20, 100, 100};
    name.least = 40;
    ColumnNeed empty{30, 0, 50};
    empty.isEmpty = true;
    empty.mayGiveWay = true;
    QCOMPARE(columnWidths({name, empty, name}, 230), Widths({100, 30, 100}));
    QCOMPARE(columnWidths({name, empty, name}, 229), Widths({100, 0, 100}));
    QCOMPARE(columnWidths({name, empty, name}, 150), Widths({75, 0, 75}));
    empty.mayGiveWay = false; // The user asked for it.
    QCOMPARE(columnWidths({name, empty, name}, 200), Widths({85, 30, 85}));
}

void ColumnWidthsTest::whatCannotBeSparedIsScrolled()
{
    ColumnNeed name{60, 100, 150}; // Its title goes before what it can be cut to.
    name.least = 40;
    ColumnNeed chosen{20, 80, 150, 70};
    chosen.least = 30;
    QCOMPARE(columnWidths({name, chosen, {20, 50, 90}}, 100), Widths({60, 70, 50}));
}

void ColumnWidthsTest::theLastGivesWayWhereTheLeastHaveNoRoom()
{
    ColumnNeed name{20, 100, 150};
    name.least = 60;
    ColumnNeed number{20, 40, 40};
    number.least = 40;
    ColumnNeed last = number;
    number.mayGiveWay = last.mayGiveWay = true;
    QCOMPARE(columnWidths({name, number, last}, 140), Widths({60, 40, 40}));
    QCOMPARE(columnWidths({name, number, last}, 139), Widths({99, 40, 0}));
    QCOMPARE(columnWidths({name, number, last}, 99), Widths({99, 0, 0}));
    QCOMPARE(columnWidths({name, number, last}, 10), Widths({60, 0, 0}));
    last.mayGiveWay = false; // Then the one before it goes.
    QCOMPARE(columnWidths({name, number, last}, 139), Widths({99, 0, 40}));
}

void ColumnWidthsTest::whatTheUserChoseStays()
{
    ColumnNeed chosen{20, 400, 90, 25};
    chosen.takesRest = true;
    QCOMPARE(columnWidths({chosen, {20, 30, 90}}, 200), Widths({25, 30}));
}

void ColumnWidthsTest::hiddenColumnsTakeNothing()
{
    ColumnNeed hidden{20, 400, 90};
    hidden.isShown = false;
    QCOMPARE(columnWidths({hidden, {20, 30, 90}}, 200), Widths({0, 30}));
}

QTEST_APPLESS_MAIN(ColumnWidthsTest)
#include "tst_column_widths.moc"
