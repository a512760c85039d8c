// SPDX-License-Identifier: GPL-3.0-or-later
// Short lists beside the views: what they leave out is said. Those of views are in
// tst_common_states.
#include "tests/ui/open_view.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/inspector/history_strip.h"
#include "ui/shell/location_choices.h"
#include "ui/shell/navigator_pane.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int Trees = 57;

class ManyTrees : public test::MemoryEngine {
public:
    query::Answer<query::TreesSnapshot> trees(const query::TreesRequest& request,
                                              const TaskContext& task) override
    {
        CBOARD_TRY(const auto trees, MemoryEngine::trees(request, task));
        auto many = std::make_shared<query::TreesSnapshot>(*trees);
        const query::TreeRow row = many->rows.front();
        many->rows.assign(Trees, row);
        for (std::size_t i = 0; i < many->rows.size(); ++i) {
            many->rows[i].tree = "tree" + std::to_string(i);
        }
        return std::shared_ptr<const query::TreesSnapshot>(std::move(many));
    }
};

std::shared_ptr<const query::HistorySnapshot> historyOf(int labs)
{
    auto history = std::make_shared<query::HistorySnapshot>();
    for (int lab = 0; lab < labs; ++lab) {
        query::HistoryRun run;
        run.revision.id = 1;
        run.lab = "lab-" + std::to_string(lab);
        run.status = StatusClass::Pass;
        history->runs.push_back(run);
    }
    return history;
}

} // namespace

class CutListsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void theNavigatorLeadsToTheOtherTrees();
    void theBreadcrumbLeadsToTheOtherTrees();
    void theStripOfTheInspectorCountsTheOtherLabs();
};

void CutListsTest::theNavigatorLeadsToTheOtherTrees()
{
    ManyTrees engine;
    test::UiFixture fixture;
    fixture.context.engine = &engine;
    NavigatorPane navigator(fixture.context);
    navigator.refresh();
    auto* list = navigator.findChild<QTreeWidget*>();
    const auto more = [list] {
        const auto found =
            list->findItems(QStringLiteral("and 17 more"), Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.constFirst();
    };
    QTRY_VERIFY_WITH_TIMEOUT(more() != nullptr, 10'000);
    emit list->itemActivated(more(), 0);
    QCOMPARE(fixture.navigator.opened.size(), std::size_t(1));
    QCOMPARE(fixture.navigator.opened.front().view, QStringLiteral("trees"));
    fixture.pool.waitForDone();
}

void CutListsTest::theBreadcrumbLeadsToTheOtherTrees()
{
    ManyTrees engine;
    const test::UiFixture fixture;
    ViewState state;
    state.view = QStringLiteral("boots");
    state.tree = QStringLiteral("tree0");
    const auto choices =
        locationChoices(LocationPart::Tree, state, engine, fixture.context.common(), {});
    QVERIFY(choices);
    QCOMPARE(choices->size(), qsizetype(MaxChoices) + 1);
    QCOMPARE(choices->constLast().text, QStringLiteral("and 17 more"));
    QCOMPARE(choices->constLast().target.view, QStringLiteral("trees"));
}

void CutListsTest::theStripOfTheInspectorCountsTheOtherLabs()
{
    const test::UiFixture fixture;
    HistoryStrip strip(fixture.theme);
    strip.setHistory(historyOf(5));
    const int five = strip.sizeHint().height();
    strip.setHistory(historyOf(8)); // One line more: "and 3 more labs".
    QCOMPARE(strip.sizeHint().height(), five + strip.fontMetrics().height());
    strip.resize(strip.sizeHint());
    const QImage image = strip.grab().toImage();
    bool isSaid = false;
    for (int y = five; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            isSaid = isSaid || image.pixelColor(x, y) != image.pixelColor(image.width() - 1, five);
        }
    }
    QVERIFY(isSaid);
}

CBOARD_UI_TEST_MAIN(CutListsTest)
#include "tst_cut_lists.moc"
