// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/problem_snapshots.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/revision/revision_columns.h"
#include "ui/revision/revision_view.h"

#include <QLabel>
#include <QSemaphore>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

/// Knows one problem at once; the revision takes until the test lets it go.
class GateEngine : public MemoryEngine {
public:
    query::Answer<query::RevisionSnapshot> revision(const query::RevisionRequest& request,
                                                    const TaskContext& task) override
    {
        gate.acquire();
        gate.release();
        return MemoryEngine::revision(request, task);
    }
    query::Answer<query::ProblemsSnapshot> problems(const query::ProblemsRequest& /*request*/,
                                                    const TaskContext& /*task*/) override
    {
        auto snapshot = std::make_shared<query::ProblemsSnapshot>();
        snapshot->rows.resize(1);
        snapshot->rows.front().cellCount = 3;
        return snapshot;
    }
    query::Answer<query::VerdictsSnapshot> verdicts(const query::VerdictsRequest& /*request*/,
                                                    const TaskContext& /*task*/) override
    {
        auto snapshot = std::make_shared<query::VerdictsSnapshot>();
        snapshot->rows.resize(1);
        snapshot->rows.front().boots.add(query::markBit(query::CellMark::Fixed));
        snapshot->rows.front().tests.add(query::markBit(query::CellMark::Fixed));
        return snapshot;
    }

    QSemaphore gate;
};

} // namespace

/// The problems of a revision are found while the rest is read, and are shown with it.
class RevisionProblemsTest : public QObject {
    Q_OBJECT

private slots:
    void noBoardsAreADash();
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void problemsAreFoundWhileTheRestIsRead();
};

void RevisionProblemsTest::problemsAreFoundWhileTheRestIsRead()
{
    UiFixture fixture;
    GateEngine engine;
    fixture.pool.setMaxThreadCount(2);
    fixture.context.engine = &engine;
    RevisionView view(fixture.context, nullptr);
    view.resize(1200, 700);
    view.QWidget::show();
    ViewState state;
    state.view = QStringLiteral("revision");
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    const QTabBar* tabs = view.findChild<QTabWidget*>()->tabBar();
    view.showState(state);
    QCOMPARE(fixture.tasks.rowCount(), 2);
    QTRY_COMPARE(fixture.tasks.rowCount(), 1); // The problems are found.
    QVERIFY(!tabs->tabText(0).endsWith(QLatin1Char('1'))); // What they are of is not there yet.
    engine.gate.release();
    QTRY_VERIFY(!view.status().isLoading);
    QCOMPARE(tabs->tabText(0), QStringLiteral("Problems  1"));
    QString verdict;
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        verdict += label->text();
    }
    QVERIFY2(verdict.contains(QStringLiteral("1 new problem in 3 cells")), qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("2 fixed")), qPrintable(verdict));
}

void RevisionProblemsTest::noBoardsAreADash()
{
    const auto table = problemTable();
    const auto boards =
        std::find_if(table->columns.begin(), table->columns.end(),
                     [](const auto& one) { return one.head.id == QStringLiteral("boards"); });
    QVERIFY(boards != table->columns.end());
    query::ProblemRow row;
    QCOMPARE(boards->text(row), QStringLiteral("–"));
    row.boardCount = 2;
    QCOMPARE(boards->text(row), QStringLiteral("2"));
}

CBOARD_UI_TEST_MAIN(RevisionProblemsTest)
#include "tst_revision_problems.moc"
