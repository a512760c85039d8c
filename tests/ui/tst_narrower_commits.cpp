// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/git/git_repository.h"
#include "tests/core/store/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/regressions/commit_pane.h"
#include "ui/widgets/result_table.h"

#include <QApplication>
#include <QClipboard>
#include <QStandardPaths>
#include <QToolButton>
#include <QtTest>

using namespace cboard;
using namespace cboard::ui;

/// The commits of a regression of mainline that next bounds more narrowly, in the view.
class NarrowerCommitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void theNarrowerRangeIsSaidAndListedByAKey();
    void theCommitUnderTheCursorBecomesTheCulprit();

private:
    void addRevision(test::PlainData& data, const std::string& tree, const std::string& commit,
                     int day, const char* status) const;
    QToolButton* narrowButton() const
    {
        for (auto* button : m_view->findChildren<QToolButton*>()) {
            if (button->isVisible() && button->text().startsWith(QStringLiteral("narrower"))) {
                return button;
            }
        }
        return nullptr;
    }
    bool isSettled() const { return !m_view->status().isLoading && !m_items->isBusy(); }
    ResultTable* commits() const
    {
        return m_view->findChild<CommitPane*>()->findChild<ResultTable*>();
    }

    test::GitRepository m_repository;
    std::vector<std::string> m_line;
    test::StoreFixture m_store;
    test::UiFixture m_ui;
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<UserItems> m_items;
    std::unique_ptr<View> m_view;
};

void NarrowerCommitsTest::addRevision(test::PlainData& data, const std::string& tree,
                                      const std::string& commit, int day, const char* status) const
{
    const std::string id = "maestro:" + tree + std::to_string(day);
    data.checkouts.push_back({id, "maestro", tree, "master", "https://" + tree + ".org", commit, "",
                              "2025-07-0" + std::to_string(day) + "T00:00:00Z"});
    data.builds.push_back(
        {id + "b", id, "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
    data.tests.push_back(
        {id + "t", id + "b", "maestro", "ltp.one", "kevin", "lab-x", status, "", "", ""});
}

void NarrowerCommitsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    for (int i = 0; i < 8; ++i) {
        m_line.push_back(m_repository.commit("commit " + std::to_string(i)));
    }
    test::PlainData data;
    addRevision(data, "mainline", m_line[0], 1, "PASS");
    addRevision(data, "mainline", m_line[7], 5, "FAIL");
    addRevision(data, "next", m_line[3], 2, "PASS");
    addRevision(data, "next", m_line[5], 3, "FAIL");
    m_store.add(data);
    auto settings =
        service::SettingsFile::load(m_folder.filePath(QStringLiteral("s")).toStdString());
    QVERIFY(settings && settings->set("git/clone", m_repository.folder()));
    m_preferences = std::make_unique<Preferences>(std::move(*settings), m_ui.tasks);
    m_items = std::make_unique<UserItems>(m_store.file(), m_ui.pool, m_ui.tasks,
                                          [] { return test::StoreFixture::now(); });
    m_ui.context.engine = &m_store.engine();
    m_ui.context.preferences = m_preferences.get();
    m_ui.context.items = m_items.get();
    m_ui.context.now = [] { return test::StoreFixture::now(); };
    ViewState state;
    state.view = QStringLiteral("regressions");
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    // What did not run for a year is still on the list.
    state.options.insert(QStringLiteral("states"), QStringLiteral("active,inactive"));
    m_view.reset(findFeature(state.view)->create(m_ui.context, nullptr));
    m_view->resize(1400, 800);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->showState(state);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), 10'000);
}

void NarrowerCommitsTest::cleanupTestCase()
{
    m_view.reset();
    m_ui.pool.waitForDone();
}

void NarrowerCommitsTest::theNarrowerRangeIsSaidAndListedByAKey()
{
    QTRY_VERIFY_WITH_TIMEOUT(narrowButton() != nullptr && isSettled(), 10'000);
    QToolButton* button = narrowButton();
    const QString range = shortHash(m_line[3]) + QStringLiteral("..") + shortHash(m_line[5]);
    QCOMPARE(button->text(), QStringLiteral("narrower in next/master: 2 commits"));
    QVERIFY(button->toolTip().contains(range));
    QCOMPARE(commits()->rows()->size(), 7);
    m_view->perform(ActionId::CopyId);
    QCOMPARE(QApplication::clipboard()->text(),
             shortHash(m_line[0]) + QStringLiteral("..") + shortHash(m_line[7]));
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && commits()->rows()->size() == 2, 10'000);
    QVERIFY(button->isVisible());
    m_view->perform(ActionId::CopyId);
    QCOMPARE(QApplication::clipboard()->text(), range);
    QTest::keyClick(button, Qt::Key_Space); // The whole range again.
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && commits()->rows()->size() == 7, 10'000);
}

void NarrowerCommitsTest::theCommitUnderTheCursorBecomesTheCulprit()
{
    commits()->setCurrentId(fromUtf8(m_line[4]));
    commits()->setFocus();
    QTRY_VERIFY(m_view->findChild<CommitPane*>()->hasCursor());
    QVERIFY(m_view->perform(ActionId::SetCulprit));
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && m_items->lists().notes.size() == 1, 10'000);
    QCOMPARE(m_items->lists().notes.first(), fromUtf8(m_line[4]) + QStringLiteral(" commit 4"));
    QVERIFY(m_view->findChild<CommitPane*>()->hasCursor()); // Still there.
    commits()->setCurrentId(fromUtf8(m_line[5])); // Another one replaces it.
    QCOMPARE(m_view->findChild<CommitPane*>()->currentHash(), fromUtf8(m_line[5]));
    QVERIFY(m_view->perform(ActionId::SetCulprit));
    QTRY_VERIFY_WITH_TIMEOUT(
        isSettled() && m_items->lists().notes.first().endsWith(QStringLiteral("commit 5")), 10'000);
    QVERIFY(m_view->perform(ActionId::SetCulprit)); // The same takes it back.
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && m_items->lists().notes.isEmpty(), 10'000);
}

CBOARD_UI_TEST_MAIN(NarrowerCommitsTest)
#include "tst_narrower_commits.moc"
