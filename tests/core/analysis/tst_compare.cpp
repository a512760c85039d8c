// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/compare.h"

#include <QTest>

using namespace cboard;
using analysis::changeOf;
using query::CellChange;

/// What became of a cell between two revisions.
class CompareTest : public QObject {
    Q_OBJECT

private slots:
    void changeFollowsFromBothEnds_data();
    void changeFollowsFromBothEnds();
    void onlyPassAndFailMakeRegressionsAndFixes();
    void whatIsMissingIsPendingWhileTheRevisionRuns();
};

void CompareTest::changeFollowsFromBothEnds_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("change");
    const auto row = [](StatusClass before, StatusClass after, CellChange change) {
        QTest::addRow("%s to %s", std::string(statusClassKey(before)).c_str(),
                      std::string(statusClassKey(after)).c_str())
            << int(before) << int(after) << int(change);
    };
    using S = StatusClass;
    row(S::Pass, S::Fail, CellChange::Regression);
    row(S::Fail, S::Pass, CellChange::Fixed);
    row(S::Fail, S::Fail, CellChange::StillFailing);
    row(S::Pass, S::Pass, CellChange::Unchanged);
    row(S::None, S::Fail, CellChange::NewFailure);
    row(S::Error, S::Fail, CellChange::NewFailure);
    row(S::Skip, S::Fail, CellChange::NewFailure);
    row(S::None, S::Pass, CellChange::NewPass);
    row(S::Miss, S::Pass, CellChange::NewPass);
    row(S::None, S::Error, CellChange::Appeared);
    row(S::None, S::Done, CellChange::Appeared);
    row(S::Pass, S::Error, CellChange::InfraChange);
    row(S::Fail, S::Miss, CellChange::InfraChange);
    row(S::Error, S::Miss, CellChange::Unchanged);
    row(S::Pass, S::None, CellChange::Vanished);
    row(S::Pass, S::Skip, CellChange::Vanished);
    row(S::Skip, S::None, CellChange::Unchanged);
    row(S::None, S::Skip, CellChange::Unchanged);
    row(S::Pass, S::Pending, CellChange::Pending);
}

void CompareTest::changeFollowsFromBothEnds()
{
    QFETCH(int, before);
    QFETCH(int, after);
    QFETCH(int, change);
    QCOMPARE(int(changeOf(StatusClass(before), StatusClass(after), false)), change);
}

void CompareTest::onlyPassAndFailMakeRegressionsAndFixes()
{
    for (std::size_t before = 0; before < StatusClassCount; ++before) {
        for (std::size_t after = 0; after < StatusClassCount; ++after) {
            const auto from = static_cast<StatusClass>(before);
            const auto to = static_cast<StatusClass>(after);
            const auto change = changeOf(from, to, false);
            QCOMPARE(change == CellChange::Regression,
                     from == StatusClass::Pass && to == StatusClass::Fail);
            QCOMPARE(change == CellChange::Fixed,
                     from == StatusClass::Fail && to == StatusClass::Pass);
        }
    }
}

void CompareTest::whatIsMissingIsPendingWhileTheRevisionRuns()
{
    QCOMPARE(changeOf(StatusClass::Pass, StatusClass::None, true), CellChange::Pending);
    QCOMPARE(changeOf(StatusClass::Pass, StatusClass::Fail, true), CellChange::Regression);
    QCOMPARE(changeOf(StatusClass::Pass, StatusClass::Skip, true), CellChange::Vanished);
}

QTEST_GUILESS_MAIN(CompareTest)
#include "tst_compare.moc"
