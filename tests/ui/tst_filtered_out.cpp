// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/test_tree_snapshot.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/state_panel.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

namespace {

/// A memory engine that shows nothing while there is a filter, and counts 100 rows without the
/// first term, 200 without the second ...
class HidingEngine : public test::MemoryEngine {
public:
    HidingEngine()
        : MemoryEngine({6, 20, 40, 8, 200, 3})
    {
    }

    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& request,
                                              const TaskContext& task) override
    {
        const auto all = MemoryEngine::trees({}, task);
        auto some = std::make_shared<query::TreesSnapshot>(**all);
        some->info.totalRows = static_cast<std::int64_t>(some->rows.size());
        some->rows.resize(request.common.filter.terms.empty()           ? some->rows.size()
                              : request.common.filter.terms.size() == 1 ? 3
                                                                        : 0);
        return std::shared_ptr<const query::TreesSnapshot>(std::move(some));
    }
    query::Answer<query::MatrixSnapshot> matrix(const query::MatrixRequest& request,
                                                const TaskContext& task) override
    {
        return hidden(MemoryEngine::matrix(request, task), request, [](auto& snapshot) {
            snapshot.rows.clear();
            snapshot.cells.clear();
        });
    }
    query::Answer<query::TestTreeSnapshot> testTree(const query::TestTreeRequest& request,
                                                    const TaskContext& task) override
    {
        return hidden(MemoryEngine::testTree(request, task), request, [](auto& snapshot) {
            snapshot.nodes.resize(1);
            snapshot.nodes.front() = {};
            snapshot.nodes.front().subtreeSize = 1;
            snapshot.runs.clear();
        });
    }
    query::Answer<query::RevisionSnapshot> revision(const query::RevisionRequest& request,
                                                    const TaskContext& task) override
    {
        return hidden(MemoryEngine::revision(request, task), request,
                      [](auto& snapshot) { snapshot.row.counts = {}; });
    }
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& request,
                                                  const TaskContext& task) override
    {
        return hidden(MemoryEngine::history(request, task), request,
                      [](auto& snapshot) { snapshot.runs.clear(); });
    }
    query::Answer<query::RelaxationsSnapshot> relaxations(const query::RelaxationsRequest& request,
                                                          const TaskContext&) override
    {
        auto answer = std::make_shared<query::RelaxationsSnapshot>();
        for (std::size_t i = 0; i < request.common.filter.terms.size(); ++i) {
            answer->terms.push_back({i, static_cast<std::int64_t>(i + 1) * 100});
        }
        return std::shared_ptr<const query::RelaxationsSnapshot>(std::move(answer));
    }

private:
    template <typename Snapshot, typename Request, typename Hide>
    static query::Answer<Snapshot> hidden(const query::Answer<Snapshot>& all,
                                          const Request& request, Hide hide)
    {
        if (!all || request.common.filter.terms.empty()) {
            return all;
        }
        auto none = std::make_shared<Snapshot>(**all);
        none->info.totalRows = 28'013;
        none->info.shownRows = 0;
        hide(*none);
        return std::shared_ptr<const Snapshot>(std::move(none));
    }
};

} // namespace

/// A filter that hides everything says which term to take out, and what that gives.
class FilteredOutTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void eachTermSaysWhatItsRemovalGives_data();
    void eachTermSaysWhatItsRemovalGives();
    void theButtonTakesItsTermOut();
    void backspaceDropsTheLastTerm();
};

namespace {

struct Opened {
    explicit Opened(const QString& view)
    {
        fixture.context.engine = &engine;
        window = std::make_unique<MainWindow>(fixture.context);
        ViewState state;
        state.view = view;
        state.filter = QStringLiteral("arch:arm64 board:none");
        if (view == QLatin1String("history")) {
            state.options.insert(QStringLiteral("path"), QStringLiteral("boot"));
        }
        window->open(state);
        window->show();
    }
    bool isReady() const { return window->isActiveWindow() && window->isSettled(); }
    QStringList buttons() const
    {
        QStringList texts;
        for (const auto* button : window->currentView()->findChildren<QPushButton*>()) {
            if (button->isVisible()) {
                texts << button->text();
            }
        }
        return texts;
    }

    HidingEngine engine;
    test::UiFixture fixture;
    std::unique_ptr<MainWindow> window;
};

} // namespace

void FilteredOutTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void FilteredOutTest::eachTermSaysWhatItsRemovalGives_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QStringList>("gives");
    const QStringList counted = {QStringLiteral("100"), QStringLiteral("200")};
    QTest::newRow("trees") << "trees" << QStringList{QStringLiteral("3"), QStringLiteral("3")};
    QTest::newRow("revision") << "revision" // Builds, boots and tests together.
                              << QStringList{QStringLiteral("300"), QStringLiteral("600")};
    QTest::newRow("boots") << "boots" << counted;
    QTest::newRow("builds") << "builds" << counted;
    QTest::newRow("test matrix") << "testmatrix" << counted;
    QTest::newRow("tests") << "tests" << counted;
    QTest::newRow("history") << "history" << QStringList{QStringLiteral("0"), QStringLiteral("0")};
}

void FilteredOutTest::eachTermSaysWhatItsRemovalGives()
{
    QFETCH(QString, view);
    QFETCH(QStringList, gives);
    const Opened opened(view);
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    const QStringList expected = {QStringLiteral("arch:arm64   remove (gives %1)").arg(gives[0]),
                                  QStringLiteral("board:none   remove (gives %1)").arg(gives[1])};
    QTRY_COMPARE_WITH_TIMEOUT(opened.buttons(), expected, 20'000);
}

void FilteredOutTest::theButtonTakesItsTermOut()
{
    const Opened opened(QStringLiteral("trees"));
    QTRY_COMPARE_WITH_TIMEOUT(opened.buttons().size(), 2, 20'000);
    for (auto* button : opened.window->currentView()->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text().startsWith(QLatin1String("board:none"))) {
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
            break;
        }
    }
    QCOMPARE(opened.window->currentView()->state().filter, QStringLiteral("arch:arm64"));
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    QVERIFY(opened.window->currentView()->findChild<StatePanel*>()->showsContent());
}

void FilteredOutTest::backspaceDropsTheLastTerm()
{
    const Opened opened(QStringLiteral("boots"));
    QTRY_COMPARE_WITH_TIMEOUT(opened.buttons().size(), 2, 20'000);
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : opened.window.get(), Qt::Key_Backspace);
    QCOMPARE(opened.window->currentView()->state().filter, QStringLiteral("arch:arm64"));
}

CBOARD_UI_TEST_MAIN(FilteredOutTest)
#include "tst_filtered_out.moc"
