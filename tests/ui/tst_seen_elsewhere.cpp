// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/failing_elsewhere.h"
#include "core/service/regression_errors.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/text_format.h"

#include <QStandardPaths>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

/// The regressions of a branch that fail in mainline, too.
class SeenElsewhereTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_bench.reset(); }
    void onlyThoseStayThatFailThereNow();
    void thereIsNoChipOnThatBranchItself();

private:
    void open(const query::TreeRow& tree, bool isOnly)
    {
        ViewState state;
        state.view = QStringLiteral("regressions");
        state.tree = fromUtf8(tree.tree);
        state.branch = fromUtf8(tree.branch);
        state.repositoryUrl = fromUtf8(tree.repositoryUrl);
        if (isOnly) {
            state.options.insert(QStringLiteral("elsewhere"), QStringLiteral("1"));
        }
        m_bench->open(state);
    }
    std::size_t shown() const
    {
        return m_bench->window->currentView()->tableSource()({}).rows.size();
    }

    std::unique_ptr<test::WindowBench> m_bench;
    std::vector<query::TreeRow> m_trees;
};

void SeenElsewhereTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(
        generate::Options{.seed = 7, .trees = 2, .revisions = 10, .tests = 30'000});
    const auto trees = m_bench->engine().trees({m_bench->fixture->context.common()}, {});
    QVERIFY(trees);
    m_trees = (*trees)->rows;
    std::ranges::sort(m_trees, {}, &query::TreeRow::tree);
    QCOMPARE(m_trees.size(), std::size_t(2));
    QCOMPARE(m_trees.front().tree, std::string("mainline"));
}

void SeenElsewhereTest::onlyThoseStayThatFailThereNow()
{
    const query::Common common = m_bench->fixture->context.common();
    const auto file = m_bench->fixture->workbench().store().file();
    const auto there =
        service::failingElsewhere(m_bench->engine(), file, common, "mainline/master", {});
    QVERIFY(there);
    query::RegressionsRequest request;
    request.common = common;
    request.branch = {m_trees[1].tree, m_trees[1].branch, m_trees[1].repositoryUrl};
    const auto ledger = service::regressionsByError(m_bench->engine(), file, request, {});
    QVERIFY(ledger);
    const auto isActive = [](const query::RegressionRow& row) {
        return row.state == query::RegressionState::Active;
    };
    const auto active = std::ranges::count_if((*ledger)->rows, isActive);
    const auto both = std::ranges::count_if(
        (*ledger)->rows, [&](const auto& row) { return isActive(row) && (*there)->has(row); });
    open(m_trees[1], false);
    QCOMPARE(shown(), static_cast<std::size_t>(active));
    QVERIFY(m_bench->chips().contains(QStringLiteral("seen anywhere")));
    open(m_trees[1], true);
    QVERIFY(both < active);
    QCOMPARE(shown(), static_cast<std::size_t>(both));
    QVERIFY(m_bench->chips().contains(QStringLiteral("seen in mainline/master too")));
    QCOMPARE(
        test::says(*m_bench->window->currentView(), QStringLiteral("fails in mainline/master now")),
        both == 0);
}

void SeenElsewhereTest::thereIsNoChipOnThatBranchItself()
{
    open(m_trees[0], true);
    QVERIFY(shown() > 0);
    QVERIFY(!m_bench->chips().contains(QStringLiteral("seen in mainline/master too")));
}

CBOARD_UI_TEST_MAIN(SeenElsewhereTest)
#include "tst_seen_elsewhere.moc"
