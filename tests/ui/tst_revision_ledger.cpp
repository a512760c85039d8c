// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/regression_errors.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/regressions/ledger_entries.h"

#include <QApplication>
#include <QClipboard>
#include <QRegularExpression>
#include <QStandardPaths>

#include <set>

using namespace cboard;
using namespace cboard::ui;

namespace {

generate::Options season()
{
    return {.seed = 7, .trees = 1, .revisions = 10, .tests = 20'000, .withLogs = true};
}

ViewState ledgerAt(const QString& revision)
{
    ViewState state;
    state.view = QStringLiteral("revision");
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    state.revision = revision;
    state.options.insert(QStringLiteral("list"), QStringLiteral("ledger"));
    return state;
}

} // namespace

/// The ledger of a branch as a list of one revision.
class RevisionLedgerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsAreTheLedgerAsItWasThere_data();
    void rowsAreTheLedgerAsItWasThere();
    void enterOpensTheTimelineOnTheRow();
    void keysReachWhatIsNewAndCopyIt();
    void anotherRevisionHasAnotherLedger();

private:
    std::shared_ptr<const query::RegressionsSnapshot> ledger() const;
    TableExport table() const
    {
        return m_bench->window->currentView()->tableSource()(TaskContext());
    }

    std::unique_ptr<test::WindowBench> m_bench;
};

void RevisionLedgerTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(season());
}

/// Of the revision that the window shows, from the engine.
std::shared_ptr<const query::RegressionsSnapshot> RevisionLedgerTest::ledger() const
{
    const query::Common common = m_bench->fixture->context.common();
    const auto revision = m_bench->engine().findRevision(
        {common, {"mainline", "master", {}}, m_bench->state().revision.toStdString()}, {});
    if (!revision) {
        qFatal("no such revision");
    }
    query::RegressionsRequest request;
    request.common = common;
    request.branch = {revision->tree, revision->branch, revision->repositoryUrl};
    request.revision = revision->id;
    const auto found = service::regressionsByError(
        m_bench->engine(), m_bench->fixture->workbench().store().file(), request, {});
    return found ? *found : nullptr;
}

void RevisionLedgerTest::rowsAreTheLedgerAsItWasThere_data()
{
    QTest::addColumn<QString>("revision");
    for (const char* name : {"HEAD", "HEAD~2", "HEAD~4", "HEAD~6"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void RevisionLedgerTest::rowsAreTheLedgerAsItWasThere()
{
    QFETCH(QString, revision);
    m_bench->open(ledgerAt(revision));
    const auto expected = ledger();
    QVERIFY(expected);
    std::multiset<std::pair<QString, QString>> entries;
    for (const LedgerEntry& entry : ledgerEntries(*expected)) {
        const bool isFixedThere = entry.row != nullptr && entry.row->fixedIn
            && entry.row->fixedIn->id == expected->revision.id;
        const bool isOfBefore = (entry.state == LedgerState::Fixed && !isFixedThere)
            || (entry.state == LedgerState::LabIncident && !entry.isNew);
        if (!isOfBefore) {
            entries.emplace(entry.title(),
                            entry.isNew ? QStringLiteral("new") : ledgerStateText(entry.state));
        }
    }
    QVERIFY2(!entries.empty(), "the generated season breaks too little");
    std::multiset<std::pair<QString, QString>> shown;
    for (const auto& row : table().rows) {
        shown.emplace(row.at(0).text, row.at(1).text);
    }
    QVERIFY(shown == entries);
}

void RevisionLedgerTest::enterOpensTheTimelineOnTheRow()
{
    m_bench->open(ledgerAt(QStringLiteral("HEAD~2")));
    const QString title = table().rows.front().front().text;
    const ViewState before = m_bench->state();
    m_bench->press("Home");
    m_bench->press("Return");
    const ViewState opened = m_bench->state();
    QCOMPARE(opened.view, QStringLiteral("regressions"));
    QCOMPARE(opened.revision, before.revision);
    QVERIFY(!opened.options.value(QStringLiteral("row")).isEmpty());
    const auto rows = table().rows;
    QVERIFY(std::any_of(rows.begin(), rows.end(),
                        [&title](const auto& row) { return row.front().text == title; }));
}

void RevisionLedgerTest::keysReachWhatIsNewAndCopyIt()
{
    m_bench->open(ledgerAt({}));
    const auto news = [this] {
        const auto rows = table().rows;
        return std::count_if(rows.begin(), rows.end(), [](const auto& row) {
            return row.at(1).text == QStringLiteral("new");
        });
    };
    for (int back = 0; news() == 0 && back < 6; ++back) {
        m_bench->press("[");
    }
    QVERIFY2(news() > 0, "the generated season breaks too little");
    m_bench->press("9");
    m_bench->press("End");
    m_bench->press("P");
    m_bench->press("Y");
    QVERIFY(QRegularExpression(QStringLiteral("^[0-9a-f]{12}\\.\\.[0-9a-f]{12}$"))
                .match(QApplication::clipboard()->text())
                .hasMatch());
    m_bench->press("Shift+Y");
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("#regzbot introduced:")));
}

void RevisionLedgerTest::anotherRevisionHasAnotherLedger()
{
    m_bench->open(ledgerAt({}));
    const auto before = table().rows.size();
    bool differs = false;
    for (int back = 0; !differs && back < 6; ++back) {
        m_bench->press("[");
        const auto expected = ledger();
        QVERIFY(expected);
        QCOMPARE(table().rows.size(), entriesAtRevision(*expected).size());
        differs = table().rows.size() != before;
    }
    QVERIFY2(differs, "the ledger of the generated season never changes");
}

CBOARD_UI_TEST_MAIN(RevisionLedgerTest)
#include "tst_revision_ledger.moc"
