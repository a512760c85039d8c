// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"
#include "core/query/test_tree_snapshot.h"
#include "plain_marks.h"
#include "tests/core/mark_text.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using query::CellMark;
using query::CellMarks;
using query::Dimension;
using query::MatrixKind;

/// Marks in every snapshot against a plain reading of the rules.
class QueryMarksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyMarkOccurs();
    void runsHaveThoseMarksOfTheirCellThatTheyBear();
    void buildsHaveTheirMarks();
    void aBaselineReplacesWhatWasBefore();
    void bootCellsHaveTheMarksOfAllTheySumUp();
    void testCellsHaveTheMarksOfAllTheySumUp();
    void treeNodesCountTheMarksBelow();
    void historiesSayHowTheCellStood();
    void verdictsCountCells();
    void problemsListEveryFailingCellOnce();
    void theRunToReadIsOfTheFirstCell();
    void everyMarkCanBeAskedFor_data();
    void everyMarkCanBeAskedFor();
    void newResultsAreJudgedAtOnce();

private:
    query::MatrixRequest matrixRequest(MatrixKind kind) const;
    std::int64_t revisionId(std::size_t index) const { return m_ids.at(index); }
    std::map<std::string, PlainRun> runsById(std::size_t index) const;

    StoreFixture m_fixture;
    PlainData m_data;
    std::unique_ptr<PlainMarks> m_plain;
    std::vector<std::int64_t> m_ids; ///< Of revisions, newest first.
};

namespace {

/// Matrices of tests by suite or board sum up what may disagree without being mixed.
constexpr CellMarks Summed = CellMarks(~query::markBit(CellMark::Mixed));

bool areSame(CellMarks found, CellMarks expected)
{
    if (found != expected) {
        qWarning("found: %s; expected: %s", keysOf(found).c_str(), keysOf(expected).c_str());
    }
    return found == expected;
}

} // namespace

void QueryMarksTest::initTestCase()
{
    m_data = randomData(23, 9, 20);
    // Two labs fall ill: one fails on all its boards, one errs on most.
    const auto commits = plainRevisions(m_data, "mainline", "master");
    for (PlainTest& test : m_data.tests) {
        for (const std::size_t revision : {std::size_t(1), std::size_t(4)}) {
            for (const PlainRun& run : plainRuns(m_data, commits[revision])) {
                if (run.test == &test && plainLab(test) == "lab-b") {
                    test.status = revision == 1 ? "FAIL" : "ERROR";
                }
            }
        }
    }
    m_fixture.add(m_data);
    m_plain = std::make_unique<PlainMarks>(m_data, "mainline", "master");
    query::RevisionsRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    const auto revisions = must(m_fixture.engine().revisions(request, {}));
    for (const query::RevisionRow& row : revisions->rows) {
        m_ids.push_back(row.revision.id);
    }
    QCOMPARE(m_ids.size(), m_plain->commits().size());
}

query::MatrixRequest QueryMarksTest::matrixRequest(MatrixKind kind) const
{
    query::MatrixRequest request;
    request.common = m_fixture.common();
    request.kind = kind;
    request.branch = {"mainline", "master", {}};
    request.lastRevisions = 4;
    return request;
}

std::map<std::string, PlainRun> QueryMarksTest::runsById(std::size_t index) const
{
    std::map<std::string, PlainRun> runs;
    for (const PlainRun& run : plainRuns(m_data, m_plain->commits()[index])) {
        runs[run.test->id] = run;
    }
    return runs;
}

void QueryMarksTest::everyMarkOccurs()
{
    CellMarks seen = 0;
    bool hasIllLab = false;
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        hasIllLab = hasIllLab || !m_plain->illLabs(i).empty();
        for (const PlainCell& cell : m_plain->cells(i)) {
            seen = CellMarks(seen | m_plain->marksOf(cell, i));
        }
    }
    QVERIFY(hasIllLab);
    for (const CellMark mark :
         {CellMark::New, CellMark::Fixed, CellMark::Flaky, CellMark::Mixed, CellMark::LabConflict,
          CellMark::NeverPassed, CellMark::StillFailing, CellMark::FirstSeenFailing,
          CellMark::LabIncident}) {
        QVERIFY2(hasMark(seen, mark), std::string(cellMarkKey(mark)).c_str());
    }
}

void QueryMarksTest::runsHaveThoseMarksOfTheirCellThatTheyBear()
{
    int differing = 0;
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        query::TestsRequest request;
        request.common = m_fixture.common();
        request.revision = revisionId(i);
        request.withMarks = true;
        const auto tests = must(m_fixture.engine().tests(request, {}));
        const auto runs = runsById(i);
        QCOMPARE(tests->rows.size(), runs.size());
        for (const query::TestRow& row : tests->rows) {
            const CellMarks cell = m_plain->marksOf(cellOfRun(runs.at(row.id)), i);
            QVERIFY(areSame(row.marks, bearable(cell, row.status)));
            differing += row.marks != cell ? 1 : 0;
        }
    }
    QVERIFY(differing > 0);
}

void QueryMarksTest::buildsHaveTheirMarks()
{
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        query::BuildsRequest request;
        request.common = m_fixture.common();
        request.revision = revisionId(i);
        const auto builds = must(m_fixture.engine().builds(request, {}));
        QVERIFY(!builds->rows.empty());
        for (const query::BuildRow& row : builds->rows) {
            const PlainCell cell{"build", "", "", row.config, row.architecture, row.compiler, ""};
            QVERIFY(areSame(row.marks, bearable(m_plain->marksOf(cell, i), row.status)));
        }
    }
}

void QueryMarksTest::aBaselineReplacesWhatWasBefore()
{
    using Baseline = std::optional<std::size_t>;
    constexpr std::size_t Judged =
        6; // An early one: later most cells are flaky, whatever was before.
    int differing = 0;
    for (const Baseline baseline : {Baseline(), Baseline(7), Baseline(8), Baseline()}) {
        query::Common common = m_fixture.common();
        if (baseline) {
            common.baseline = revisionId(*baseline);
        }
        query::TestsRequest request{common, revisionId(Judged)};
        request.withMarks = true;
        const auto tests = must(m_fixture.engine().tests(request, {}));
        const auto runs = runsById(Judged);
        for (const query::TestRow& row : tests->rows) {
            const PlainCell cell = cellOfRun(runs.at(row.id));
            const auto marks = [&](const Baseline& against) {
                return bearable(m_plain->marksOf(cell, Judged, against), row.status);
            };
            QVERIFY(areSame(row.marks, marks(baseline)));
            differing += row.marks != marks({}) ? 1 : 0;
        }
        const auto builds = must(m_fixture.engine().builds({common, revisionId(Judged)}, {}));
        for (const query::BuildRow& row : builds->rows) {
            const PlainCell cell{"build", "", "", row.config, row.architecture, row.compiler, ""};
            QVERIFY(
                areSame(row.marks, bearable(m_plain->marksOf(cell, Judged, baseline), row.status)));
        }
    }
    QVERIFY(differing > 0);
}

void QueryMarksTest::bootCellsHaveTheMarksOfAllTheySumUp()
{
    const auto matrix = must(m_fixture.engine().matrix(matrixRequest(MatrixKind::Boot), {}));
    for (const query::MatrixCell& cell : matrix->cells) {
        const auto index = std::size_t(cell.column);
        CellMarks expected = 0;
        bool hasPass = false;
        bool hasFail = false;
        for (const PlainRun& run : plainRuns(m_data, m_plain->commits()[index])) {
            const std::string& board = matrix->rows[std::size_t(cell.row)].fields.front();
            if (isPlainBoot(*run.test) && run.test->platform == board
                && plainLab(*run.test) == cell.lab) {
                expected = CellMarks(expected | m_plain->marksOf(cellOfRun(run), index));
                hasPass = hasPass || run.status == StatusClass::Pass;
                hasFail = hasFail || run.status == StatusClass::Fail;
            }
        }
        expected = CellMarks(expected | (hasPass && hasFail ? markBit(CellMark::Mixed) : 0));
        QVERIFY(areSame(cell.marks, expected));
    }
    for (std::size_t i = 0; i < matrix->columns.size(); ++i) {
        const auto& ill = matrix->columns[i].illLabs;
        QVERIFY(std::set<std::string>(ill.begin(), ill.end()) == m_plain->illLabs(i));
    }
}

void QueryMarksTest::testCellsHaveTheMarksOfAllTheySumUp()
{
    for (const Dimension rows : {Dimension::Path, Dimension::Platform, Dimension::Suite}) {
        query::MatrixRequest request = matrixRequest(MatrixKind::Test);
        request.rows = {rows};
        request.columns = {Dimension::Revision};
        request.areTestsSplitByLab = rows == Dimension::Platform;
        const auto matrix = must(m_fixture.engine().matrix(request, {}));
        QVERIFY(!matrix->cells.empty());
        for (const query::MatrixCell& cell : matrix->cells) {
            const auto index = std::size_t(cell.column);
            CellMarks expected = 0;
            for (const PlainRun& run : plainRuns(m_data, m_plain->commits()[index])) {
                const std::string& row = matrix->rows[std::size_t(cell.row)].fields.front();
                const std::string& path = run.test->path;
                const std::string& value = rows == Dimension::Path ? path
                    : rows == Dimension::Platform                  ? run.test->platform
                                                                   : path.substr(0, path.find('.'));
                const bool isOfLab = cell.lab.empty() || plainLab(*run.test) == cell.lab;
                if (!isPlainBoot(*run.test) && value == row && isOfLab) {
                    expected = CellMarks(expected | m_plain->marksOf(cellOfRun(run), index));
                }
            }
            QVERIFY(areSame(CellMarks(cell.marks & Summed), CellMarks(expected & Summed)));
        }
    }
}

void QueryMarksTest::treeNodesCountTheMarksBelow()
{
    query::TestTreeRequest request;
    request.common = m_fixture.common();
    request.revision = revisionId(0);
    QVERIFY(must(m_fixture.engine().testTree(request, {}))->nodes.front().marks
            == query::MarkCounts());
    request.withMarks = true;
    const auto tree = must(m_fixture.engine().testTree(request, {}));
    query::MarkCounts expected;
    for (const auto& [id, run] : runsById(0)) {
        expected.add(bearable(m_plain->marksOf(cellOfRun(run), 0), run.status));
    }
    QVERIFY(tree->nodes.front().marks == expected);
    query::MarkCounts runs;
    for (const query::TestTreeEntry& run : tree->runs) {
        runs.add(run.marks);
    }
    QVERIFY(runs == expected);
}

void QueryMarksTest::historiesSayHowTheCellStood()
{
    query::HistoryRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    request.path = "ltp.mm";
    const auto history = must(m_fixture.engine().history(request, {}));
    QVERIFY(!history->runs.empty());
    std::map<std::string, std::pair<PlainRun, std::size_t>> all;
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        for (const auto& [id, run] : runsById(i)) {
            all[id] = {run, i};
        }
    }
    std::int64_t conclusive = 0;
    for (const query::HistoryRun& run : history->runs) {
        const auto& [plain, index] = all.at(run.id);
        QVERIFY(
            areSame(run.marks, bearable(m_plain->marksOf(cellOfRun(plain), index), run.status)));
        conclusive += isConclusive(run.status) ? 1 : 0;
    }
    QVERIFY(conclusive >= 30);
    QCOMPARE(history->flakiness.runs, std::int64_t(30));
}

void QueryMarksTest::verdictsCountCells()
{
    query::VerdictsRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    request.lastRevisions = 5;
    const auto verdicts = must(m_fixture.engine().verdicts(request, {}));
    QCOMPARE(verdicts->rows.size(), std::size_t(5));
    for (std::size_t i = 0; i < verdicts->rows.size(); ++i) {
        std::map<std::string, query::MarkCounts> expected;
        for (const PlainCell& cell : m_plain->cells(i)) {
            expected[cell.front()].add(m_plain->marksOf(cell, i));
        }
        const query::RevisionVerdicts& row = verdicts->rows[i];
        QVERIFY(row.builds == expected["build"]);
        QVERIFY(row.boots == expected["boot"]);
        QVERIFY(row.tests == expected["test"]);
        QVERIFY(std::set<std::string>(row.illLabs.begin(), row.illLabs.end())
                == m_plain->illLabs(i));
    }
    request.withTests = false;
    QVERIFY(must(m_fixture.engine().verdicts(request, {}))->rows.front().tests
            == query::MarkCounts());
}

void QueryMarksTest::problemsListEveryFailingCellOnce()
{
    for (const std::size_t index : {std::size_t(0), std::size_t(1)}) {
        query::ProblemsRequest request;
        request.common = m_fixture.common();
        request.revision = revisionId(index);
        const auto problems = must(m_fixture.engine().problems(request, {}));
        std::map<CellMarks, std::int64_t> expected;
        for (const PlainCell& cell : m_plain->cells(index)) {
            const CellMarks marks = m_plain->marksOf(cell, index);
            const bool isFail = hasMark(marks, CellMark::New)
                || hasMark(marks, CellMark::StillFailing)
                || hasMark(marks, CellMark::FirstSeenFailing)
                || hasMark(marks, CellMark::LabIncident) || hasMark(marks, CellMark::Mixed)
                || hasMark(marks, CellMark::NeverPassed);
            expected[marks] += isFail ? 1 : 0;
        }
        std::map<CellMarks, std::int64_t> found;
        query::ProblemState last = query::ProblemState::New;
        for (const query::ProblemRow& row : problems->rows) {
            QVERIFY(last <= row.state);
            last = row.state;
            QCOMPARE(row.cellCount, std::int64_t(row.cells.size()));
            for (const query::ProblemCell& cell : row.cells) {
                ++found[cell.marks];
                QCOMPARE(hasMark(cell.marks, CellMark::LabIncident),
                         row.state == query::ProblemState::LabIncident);
            }
            QVERIFY(!row.recordId.empty() || row.kind == "lab");
        }
        for (auto& [marks, count] : expected) {
            QVERIFY2(count == 0 || found[marks] == count, keysOf(marks).c_str());
        }
    }
}

void QueryMarksTest::theRunToReadIsOfTheFirstCell()
{
    query::ProblemsRequest request;
    request.common = m_fixture.common();
    request.revision = revisionId(0);
    int several = 0;
    const auto problems = must(m_fixture.engine().problems(request, {}));
    for (const query::ProblemRow& row : problems->rows) {
        if (row.kind == "lab" || row.kind == "build") {
            continue;
        }
        const auto record =
            must(m_fixture.engine().record({request.common, RecordKind::Test, row.recordId}, {}));
        const query::CellNames& names = row.cells.front().names;
        QCOMPARE(std::tie(names.platform, names.lab), std::tie(record->platform, record->lab));
        QCOMPARE(row.cells.front().recordId, row.recordId);
        several += row.cells.size() > 1 ? 1 : 0;
    }
    QVERIFY(several > 0);
}

void QueryMarksTest::everyMarkCanBeAskedFor_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("mark");
    const auto words = query::fixedValues(query::FilterKey::Is);
    QCOMPARE(words.size(), query::CellMarkCount);
    for (std::size_t i = 0; i < words.size(); ++i) {
        QTest::newRow(words[i].data())
            << QByteArray(words[i].data(), qsizetype(words[i].size())) << int(i);
    }
}

void QueryMarksTest::everyMarkCanBeAskedFor()
{
    QFETCH(QByteArray, word);
    QFETCH(int, mark);
    const bool isNegated = mark % 2 == 1;
    const std::string filter = (isNegated ? "-is:" : "is:") + word.toStdString();
    query::RevisionsRequest revisions;
    revisions.common = m_fixture.common(filter);
    revisions.branch = {"mainline", "master", {}};
    const auto list = must(m_fixture.engine().revisions(revisions, {}));
    std::map<std::int64_t, query::ResultCounts> counts;
    for (const query::RevisionRow& row : list->rows) {
        counts[row.revision.id] = row.counts;
    }
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        const auto isWanted = [&](const PlainCell& cell, StatusClass status) {
            return hasMark(bearable(m_plain->marksOf(cell, i), status), static_cast<CellMark>(mark))
                != isNegated;
        };
        const auto expected = plainCounts(
            m_data, m_plain->commits()[i],
            [&](const PlainRun& r) { return isWanted(cellOfRun(r), r.status); },
            [&](const PlainResult& b) { return isWanted(cellOfBuild(b), b.status); });
        const query::ResultCounts found = counts[revisionId(i)];
        QVERIFY(found.builds == expected.builds);
        QVERIFY(found.boots == expected.boots);
        QVERIFY(found.tests == expected.tests);
    }
}

void QueryMarksTest::newResultsAreJudgedAtOnce()
{
    StoreFixture fixture;
    PlainData data;
    const auto addRevision = [&data](int number, const std::string& status) {
        const std::string n = std::to_string(number);
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
        data.tests.push_back({"maestro:t" + n, "maestro:b" + n, "maestro", "ltp.mm", "kevin",
                              "lab-x", status, "", "", ""});
    };
    const auto newest = [&fixture] {
        query::VerdictsRequest request;
        request.common = fixture.common();
        request.branch = {"mainline", "master", {}};
        return must(fixture.engine().verdicts(request, {}))->rows.front().tests;
    };
    addRevision(1, "PASS");
    addRevision(2, "FAIL");
    fixture.add(data);
    QCOMPARE(newest()[CellMark::New], 1);
    PlainData correction;
    correction.tests.push_back(
        {"maestro:t1b", "maestro:b1", "maestro", "ltp.mm", "kevin", "lab-x", "FAIL", "", "", ""});
    fixture.add(correction); // The baseline turns out to fail as well.
    QCOMPARE(newest()[CellMark::New], 0);
    QCOMPARE(newest()[CellMark::Flaky], 1);
    data = {};
    addRevision(3, "PASS");
    fixture.add(data);
    QCOMPARE(newest()[CellMark::New], 0);
    QCOMPARE(newest()[CellMark::Flaky], 1);
}

QTEST_GUILESS_MAIN(QueryMarksTest)
#include "tst_query_marks.moc"
