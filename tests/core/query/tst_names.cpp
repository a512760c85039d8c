// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/counted_marks.h"
#include "core/query/requests.h"
#include "core/query/test_tree_snapshot.h"

#include <QTest>

using namespace cboard::query;

class NamesTest : public QObject {
    Q_OBJECT

private slots:
    void dimensionsAreNamedAsOnTheCommandLine();
    void pathOfJoinsTheNamesFromTheRoot();
    void whatIsFlakyOrWaivedIsNoNews();
};

void NamesTest::dimensionsAreNamedAsOnTheCommandLine()
{
    for (int i = 0; i < 9; ++i) {
        const auto dimension = static_cast<Dimension>(i);
        QVERIFY(parseDimension(dimensionKey(dimension)) == dimension);
    }
    QCOMPARE(dimensionKey(Dimension::Arch), std::string_view("arch"));
    QVERIFY(!parseDimension("nothing"));
    QCOMPARE(cellMarkKey(CellMark::LabConflict), std::string_view("lab_conflict"));
}

void NamesTest::pathOfJoinsTheNamesFromTheRoot()
{
    TestTreeSnapshot tree;
    tree.nodes.resize(3);
    tree.nodes[1].name = "ltp";
    tree.nodes[1].parent = 0;
    tree.nodes[2].name = "fs";
    tree.nodes[2].parent = 1;
    QCOMPARE(tree.pathOf(2), std::string("ltp.fs"));
    QCOMPARE(tree.pathOf(0), std::string());
}

void NamesTest::whatIsFlakyOrWaivedIsNoNews()
{
    const CellMarks news = markBit(CellMark::New) | markBit(CellMark::Fixed)
        | markBit(CellMark::StillFailing) | markBit(CellMark::FirstSeenFailing);
    QCOMPARE(countedMarks(news), news);
    for (const CellMark excuse : {CellMark::Flaky, CellMark::Waived}) {
        const CellMarks beside = markBit(excuse) | markBit(CellMark::Known);
        QCOMPARE(countedMarks(CellMarks(news | beside)), beside);
    }
}

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
