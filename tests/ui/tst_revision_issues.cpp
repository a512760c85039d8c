// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/issue_snapshots.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/revision/revision_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int IssuesPart = 5; ///< The sixth list.

query::RevisionIssueRow nullPointer()
{
    query::RevisionIssueRow row;
    row.id = "maestro:aaa1";
    row.version = 2;
    row.isLatest = false;
    row.origin = "maestro";
    row.subject = "null pointer in foo_probe";
    row.url = "https://bugs.example.org/1";
    row.culprits.isCode = true;
    row.boots = 2;
    row.tests = 5;
    row.boards = 3;
    row.recordId = "maestro:t1";
    return row;
}

query::RevisionIssueRow outOfMemory()
{
    query::RevisionIssueRow row;
    row.id = "tuxfarm:oom";
    row.version = 1;
    row.isStored = false;
    row.builds = 4;
    row.recordKind = RecordKind::Build;
    row.recordId = "tuxfarm:b1";
    return row;
}

/// Knows the issues that the test gives it.
class IssueEngine : public MemoryEngine {
public:
    query::Answer<query::RevisionIssuesSnapshot>
    revisionIssues(const query::RevisionIssuesRequest& /*request*/,
                   const TaskContext& /*task*/) override
    {
        auto snapshot = std::make_shared<query::RevisionIssuesSnapshot>();
        snapshot->rows = issues;
        return snapshot;
    }

    std::vector<query::RevisionIssueRow> issues;
};

/// The revision on its list of issues.
struct Page {
    explicit Page(std::vector<query::RevisionIssueRow> issues, const QString& filter = {})
    {
        engine.issues = std::move(issues);
        fixture.context.engine = &engine;
        view = std::make_unique<RevisionView>(fixture.context, nullptr);
        view->resize(1200, 700);
        view->show();
        ViewState state;
        state.view = QStringLiteral("revision");
        state.filter = filter;
        state.options.insert(QStringLiteral("list"), QStringLiteral("issues"));
        view->showState(state);
    }
    bool isSettled() const
    {
        return !view->status().isLoading && !view->state().revision.isEmpty();
    }
    const ViewState& opened() const { return fixture.navigator.opened.back(); }
    TableExport table() const { return view->tableSource()(TaskContext()); }

    IssueEngine engine;
    UiFixture fixture;
    std::unique_ptr<View> view;
};

} // namespace

/// The issues of a revision.
class RevisionIssuesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void rowsSayWhatIsKnownOfAnIssue()
    {
        const Page page({nullPointer(), outOfMemory()});
        QTRY_VERIFY(page.isSettled());
        const TableExport table = page.table();
        QCOMPARE(table.rows.size(), std::size_t{2});
        QCOMPARE(table.rows[0][0].text, QStringLiteral("null pointer in foo_probe"));
        QCOMPARE(table.rows[0][1].text, QStringLiteral("code"));
        QCOMPARE(table.rows[0][2].text, QStringLiteral("2"));
        QCOMPARE(table.rows[0][4].text, QStringLiteral("2"));
        QCOMPARE(table.rows[0][5].text, QStringLiteral("5"));
        QCOMPARE(table.rows[0][7].text, QStringLiteral("https://bugs.example.org/1"));
        QCOMPARE(table.rows[1][0].text, QStringLiteral("tuxfarm:oom"));
        const auto* tabs = page.view->findChild<QTabWidget*>();
        QCOMPARE(tabs->tabText(IssuesPart), QStringLiteral("Issues  2"));
    }

    void digitSixShowsThem()
    {
        const Page page({nullPointer()});
        QTRY_VERIFY(page.isSettled());
        QVERIFY(page.view->perform(ActionId::Part2));
        QVERIFY(page.view->perform(ActionId::Part6));
        QCOMPARE(page.view->state().options.value(QStringLiteral("list")),
                 QStringLiteral("issues"));
        QVERIFY(page.view->actions().contains(ActionId::Part9)); // Each of the nine has a digit.
    }

    void openingShowsWhatTheIssueTouches()
    {
        const Page page({nullPointer(), outOfMemory()});
        QTRY_VERIFY(page.isSettled());
        QVERIFY(page.view->perform(ActionId::Open));
        QCOMPARE(page.opened().view, QStringLiteral("tests"));
        QCOMPARE(page.opened().revision, page.view->state().revision);
        QCOMPARE(page.opened().filter, QStringLiteral("issue:maestro:aaa1"));
        QVERIFY(page.view->perform(ActionId::RowDown));
        QVERIFY(page.view->perform(ActionId::Open));
        QCOMPARE(page.opened().view, QStringLiteral("builds"));
    }

    void cursorSelectsTheRecordToReadAndCopiesTheIssue()
    {
        const Page page({nullPointer(), outOfMemory()});
        QTRY_VERIFY(page.isSettled());
        QVERIFY(page.view->perform(ActionId::RowDown));
        QCOMPARE(page.view->state().record, QStringLiteral("tuxfarm:b1"));
        QCOMPARE(page.view->state().recordKind, RecordKind::Build);
        QVERIFY(page.view->perform(ActionId::CopyId));
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("tuxfarm:oom"));
    }

    void withoutIssuesASentenceSaysSo()
    {
        const Page page({});
        QTRY_VERIFY(page.isSettled());
        QTRY_VERIFY(says(*page.view, QStringLiteral("no incident names a build or test")));
        const Page filtered({}, QStringLiteral("arch:arm64"));
        QTRY_VERIFY(filtered.isSettled());
        QTRY_VERIFY(says(*filtered.view, QStringLiteral("No known issue among")));
    }

    void engineWithoutIssuesHidesTheTab()
    {
        UiFixture fixture;
        RevisionView view(fixture.context, nullptr);
        ViewState state;
        state.view = QStringLiteral("revision");
        view.showState(state);
        QTRY_VERIFY(!view.status().isLoading);
        QVERIFY(!view.findChild<QTabWidget*>()->isTabVisible(IssuesPart));
        QVERIFY(!view.perform(ActionId::Part6));
    }
};

CBOARD_UI_TEST_MAIN(RevisionIssuesTest)
#include "tst_revision_issues.moc"
