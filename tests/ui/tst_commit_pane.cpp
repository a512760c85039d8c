// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/git/git_repository.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/regressions/commit_pane.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QtTest>

using namespace cboard;
using namespace cboard::ui;

/// The commits beside a regression.
class CommitPaneTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void commitsOfTheRangeAreListedMarkedOnesFirst();
    void withoutACloneItIsHidden();
    void aCommitThatTheCloneLacksIsNamed();

private:
    query::RegressionRow row(const std::string& good, const std::string& bad) const
    {
        query::RegressionRow made;
        made.kind = "boot";
        made.title = "boot";
        made.cells = {{{"boot", "rk3399-gru-kevin", "defconfig", "arm64", "gcc-12", "lab-x"}, {}}};
        made.lastGood.id = 1;
        made.lastGood.commit = good;
        made.firstBad.id = 2;
        made.firstBad.tree = "mainline";
        made.firstBad.commit = bad;
        return made;
    }

    std::unique_ptr<test::StoreFixture> m_fixture;
    QTemporaryDir m_folder;
    test::GitRepository m_tree;
    std::string m_good;
    std::string m_bad;
    std::string m_board;
};

void CommitPaneTest::initTestCase()
{
    m_fixture = test::StoreFixture::create(
        {.seed = 7, .trees = 1, .revisions = 2, .tests = 500, .withLogs = false});
    QVERIFY(m_fixture);
    m_good = m_tree.commit("good");
    m_board = m_tree.commit("dts", {{"arch/arm64/boot/dts/rockchip/rk3399-gru.dtsi", "1"}});
    m_tree.commit("mm");
    m_bad = m_tree.commit("bad");
}

void CommitPaneTest::commitsOfTheRangeAreListedMarkedOnesFirst()
{
    auto settings = service::SettingsFile::load(m_folder.filePath("settings.ini").toStdString());
    QVERIFY(settings && settings->set("git/mainline", m_tree.folder()));
    Preferences preferences(std::move(*settings), m_fixture->tasks);
    Context context = m_fixture->context;
    context.preferences = &preferences;
    QWidget window;
    CommitPane pane(context, &window);
    window.show();
    const query::RegressionRow shown = row(m_good, m_bad);
    pane.show(&shown);
    QVERIFY(pane.isVisible());
    auto* table = pane.findChild<ResultTable*>();
    QTRY_VERIFY_WITH_TIMEOUT(!pane.isLoading() && table->rows() != nullptr, 10'000);
    QCOMPARE(table->rows()->size(), 3);
    QCOMPARE(table->rows()->id(0).toStdString(), m_board);
    QCOMPARE(table->rows()->id(1).toStdString(), m_bad);
    QCOMPARE(table->rows()->data(0, 0, Qt::DisplayRole).toString(), QStringLiteral("board"));
    table->setCurrentId(QString::fromStdString(m_bad));
    QTRY_COMPARE_WITH_TIMEOUT(pane.currentHash().toStdString(), m_bad, 10'000);
    emit table->rowActivated(table->currentRow());
    QCOMPARE(QGuiApplication::clipboard()->text().toStdString(), m_bad);
    pane.show(nullptr);
    QVERIFY(!pane.isVisible());
}

void CommitPaneTest::withoutACloneItIsHidden()
{
    QWidget window;
    CommitPane pane(m_fixture->context, &window);
    window.show();
    const query::RegressionRow shown = row(m_good, m_bad);
    pane.show(&shown);
    QVERIFY(!pane.isVisible());
    QVERIFY(!pane.isLoading());
}

void CommitPaneTest::aCommitThatTheCloneLacksIsNamed()
{
    auto settings = service::SettingsFile::load(m_folder.filePath("other.ini").toStdString());
    QVERIFY(settings && settings->set("git/clone", m_tree.folder()));
    Preferences preferences(std::move(*settings), m_fixture->tasks);
    Context context = m_fixture->context;
    context.preferences = &preferences;
    QWidget window;
    CommitPane pane(context, &window);
    window.show();
    const query::RegressionRow shown = row(std::string(40, 'a'), m_bad);
    pane.show(&shown);
    const auto* title = pane.findChild<QLabel*>();
    QTRY_VERIFY_WITH_TIMEOUT(title->text().contains(QStringLiteral("aaaaaaaa")), 10'000);
}

CBOARD_UI_TEST_MAIN(CommitPaneTest)
#include "tst_commit_pane.moc"
