// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/git/git_repository.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/preferences.h"
#include "ui/regressions/commit_pane.h"
#include "ui/widgets/result_table.h"

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

    Context contextWithClone(const std::string& key);

    std::unique_ptr<test::StoreFixture> m_fixture;
    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
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

/// Of a user whose settings name the clone under \p key alone; without preferences on failure.
Context CommitPaneTest::contextWithClone(const std::string& key)
{
    const QString name = QString::fromStdString(key).replace(QLatin1Char('/'), QLatin1Char('.'));
    auto settings = service::SettingsFile::load(m_folder.filePath(name).toStdString());
    Context context = m_fixture->context;
    if (settings && settings->set(key, m_tree.folder())) {
        m_preferences = std::make_unique<Preferences>(std::move(*settings), m_fixture->tasks);
        context.preferences = m_preferences.get();
    }
    return context;
}

void CommitPaneTest::commitsOfTheRangeAreListedMarkedOnesFirst()
{
    const Context context = contextWithClone("git/mainline");
    QVERIFY(context.preferences != nullptr);
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
    QCOMPARE(table->rows()->data(0, 2, Qt::DisplayRole).toString(), QStringLiteral("board"));
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
    const Context context = contextWithClone("git/clone");
    QVERIFY(context.preferences != nullptr);
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
