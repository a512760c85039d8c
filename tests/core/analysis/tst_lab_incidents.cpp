// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/lab_incidents.h"

#include <QTest>

using namespace cboard;
using namespace cboard::analysis;

/// Each half of the rule, at its edges.
class LabIncidentsTest : public QObject {
    Q_OBJECT

private slots:
    void twoBoardsAreTooFew();
    void howManyAndHowMuchIsALimit();
    void moreThanHalfOfTheBoardsMustErr();
    void aBoardThatPassedSomethingDidNotEndInError();
    void allFailingNeedsAPassElsewhere();
    void aPassOfTheSameConfigurationElsewhereWillDo();
    void onePassInTheLabSpeaksAgainstIt();
    void pendingRunsAndThoseWithoutBoardSayNothing();
};

namespace {

constexpr std::int64_t Sick = 1;
constexpr std::int64_t Well = 2;

LabRow row(std::int64_t lab, std::int64_t board, StatusClass status, std::int64_t config = 7)
{
    return {lab, board, config, status, 1};
}

std::vector<LabRow> boardsOf(std::int64_t lab, int count, StatusClass status)
{
    std::vector<LabRow> rows;
    for (int board = 1; board <= count; ++board) {
        rows.push_back(row(lab, board, status));
    }
    return rows;
}

const std::vector<std::int64_t> None;
const std::vector<std::int64_t> OnlySick = {Sick};

} // namespace

void LabIncidentsTest::twoBoardsAreTooFew()
{
    QVERIFY(illLabs(boardsOf(Sick, 2, StatusClass::Error)) == None);
    QVERIFY(illLabs(boardsOf(Sick, 3, StatusClass::Error)) == OnlySick);
    QVERIFY(illLabs(boardsOf(Sick, 3, StatusClass::Miss)) == OnlySick);
}

void LabIncidentsTest::howManyAndHowMuchIsALimit()
{
    QVERIFY(illLabs(boardsOf(Sick, 2, StatusClass::Error), {.boards = 2}) == OnlySick);
    auto rows = boardsOf(Sick, 4, StatusClass::Error);
    rows[0].status = StatusClass::Pass;
    QVERIFY(illLabs(rows, {.errorPercent = 74}) == OnlySick);
    QVERIFY(illLabs(rows, {.errorPercent = 75}) == None); // More than it, not as much.
}

void LabIncidentsTest::moreThanHalfOfTheBoardsMustErr()
{
    auto rows = boardsOf(Sick, 4, StatusClass::Error);
    rows[0].status = rows[1].status = StatusClass::Fail;
    QVERIFY(illLabs(rows) == None);
    rows[1].status = StatusClass::Miss;
    QVERIFY(illLabs(rows) == OnlySick);
}

void LabIncidentsTest::aBoardThatPassedSomethingDidNotEndInError()
{
    auto rows = boardsOf(Sick, 3, StatusClass::Error);
    rows.push_back(row(Sick, 1, StatusClass::Skip));
    QVERIFY(illLabs(rows) == OnlySick);
    rows.push_back(row(Sick, 1, StatusClass::Pass));
    rows.push_back(row(Sick, 2, StatusClass::Fail));
    QVERIFY(illLabs(rows) == None);
}

void LabIncidentsTest::allFailingNeedsAPassElsewhere()
{
    auto rows = boardsOf(Sick, 3, StatusClass::Fail);
    QVERIFY(illLabs(rows) == None);
    rows.push_back(row(Well, 2, StatusClass::Fail));
    QVERIFY(illLabs(rows) == None);
    rows.push_back(row(Well, 2, StatusClass::Pass, 8));
    QVERIFY(illLabs(rows) == OnlySick);
}

void LabIncidentsTest::aPassOfTheSameConfigurationElsewhereWillDo()
{
    auto rows = boardsOf(Sick, 3, StatusClass::Fail);
    rows.push_back(row(Well, 99, StatusClass::Pass, 8));
    QVERIFY(illLabs(rows) == None);
    rows.push_back(row(Well, 99, StatusClass::Pass, 7));
    QVERIFY(illLabs(rows) == OnlySick);
}

void LabIncidentsTest::onePassInTheLabSpeaksAgainstIt()
{
    auto rows = boardsOf(Sick, 4, StatusClass::Fail);
    rows.push_back(row(Well, 1, StatusClass::Pass));
    QVERIFY(illLabs(rows) == OnlySick);
    rows.push_back(row(Sick, 4, StatusClass::Pass));
    QVERIFY(illLabs(rows) == None);
}

void LabIncidentsTest::pendingRunsAndThoseWithoutBoardSayNothing()
{
    auto rows = boardsOf(Sick, 3, StatusClass::Error);
    rows[2].status = StatusClass::Pending;
    QVERIFY(illLabs(rows) == None); // Two boards have ended.
    rows[2] = row(Sick, 0, StatusClass::Error);
    QVERIFY(illLabs(rows) == None);
}

QTEST_GUILESS_MAIN(LabIncidentsTest)
#include "tst_lab_incidents.moc"
