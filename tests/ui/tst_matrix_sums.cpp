// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/matrix/matrix_view.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 20'000;

/// A cell that counts more than one run.
const query::MatrixCell* sumOf(const query::MatrixSnapshot& matrix)
{
    const auto sum =
        std::find_if(matrix.cells.begin(), matrix.cells.end(), [](const query::MatrixCell& cell) {
            return cell.recordId.empty() && cell.counts.total() > 1;
        });
    return sum == matrix.cells.end() ? nullptr : &*sum;
}

} // namespace

/// Cells of the test matrix that stand for many runs.
class MatrixSumsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theyTellWhatTheyCount();
    void theyOpenTheTestsThatTheyCount();
    void cleanupTestCase() { m_view.reset(); }

private:
    std::unique_ptr<test::StoreFixture> m_fixture;
    test::RecordingNavigator m_navigator;
    std::unique_ptr<View> m_view;
    MatrixWidget* m_matrix = nullptr;
    const query::MatrixCell* m_sum = nullptr;
};

void MatrixSumsTest::initTestCase()
{
    m_fixture = test::StoreFixture::create({.seed = 5, .trees = 1, .revisions = 3, .tests = 6'000});
    QVERIFY(m_fixture);
    m_fixture->context.navigator = &m_navigator;
    const auto trees = m_fixture->context.engine->trees({m_fixture->context.common()}, {});
    QVERIFY(trees);
    ViewState state;
    state.view = QStringLiteral("testmatrix");
    state.tree = fromUtf8((*trees)->rows.front().tree);
    state.branch = fromUtf8((*trees)->rows.front().branch);
    m_view.reset(findFeature(state.view)->create(m_fixture->context, nullptr));
    m_view->setAttribute(Qt::WA_DontShowOnScreen);
    m_view->resize(1200, 800);
    m_view->show();
    m_view->showState(state);
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading && m_view->status().shown > 0, SettleMs);
    m_matrix = static_cast<MatrixView&>(*m_view).matrixWidget();
    m_sum = sumOf(*m_matrix->matrix());
    QVERIFY(m_sum != nullptr);
}

void MatrixSumsTest::theyTellWhatTheyCount()
{
    Selection selection;
    connect(m_view.get(), &View::selectionChanged, this,
            [&selection](const Selection& chosen) { selection = chosen; });
    m_matrix->setCurrent({0, 0});
    m_matrix->setCurrent({m_sum->row, m_sum->column});
    disconnect(m_view.get(), &View::selectionChanged, this, nullptr);
    QVERIFY(selection.id.isEmpty());
    QCOMPARE(selection.facts.size(), qsizetype{2});
    QCOMPARE(selection.facts.front().second, m_matrix->columnText(m_sum->column));
    QCOMPARE(selection.facts.back().second, countsText(m_sum->counts));
}

void MatrixSumsTest::theyOpenTheTestsThatTheyCount()
{
    m_matrix->setCurrent({m_sum->row, m_sum->column});
    QVERIFY(m_view->perform(ActionId::Open));
    QCOMPARE(m_navigator.opened.size(), std::size_t{1});
    const ViewState& opened = m_navigator.opened.front();
    QCOMPARE(opened.view, QStringLiteral("tests"));
    const auto filter = query::parseFilter(opened.filter.toStdString());
    QVERIFY2(filter, qPrintable(opened.filter));
    const query::Common common = m_fixture->context.common();
    query::FindRevisionRequest find{common,
                                    {opened.tree.toStdString(), opened.branch.toStdString(), {}},
                                    opened.revision.toStdString()};
    const auto revision = m_fixture->context.engine->findRevision(find, {});
    QVERIFY(revision);
    query::TestsRequest tests{common, revision->id, query::RunKind::Tests};
    tests.common.filter = *filter;
    const auto runs = m_fixture->context.engine->tests(tests, {});
    QVERIFY(runs);
    QCOMPARE(std::ssize((*runs)->rows), m_sum->counts.total());
}

CBOARD_UI_TEST_MAIN(MatrixSumsTest)
#include "tst_matrix_sums.moc"
