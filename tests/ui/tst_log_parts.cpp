// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shown_log.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/error_list.h"
#include "ui/logview/line_filter_bar.h"
#include "ui/logview/log_feature.h"
#include "ui/logview/stage_model.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// Boot loader at row 0, early boot at 3, a call trace at 6 to 8, drivers at 10, user space at 13.
const char* const Boot = "U-Boot 2024.01\n"
                         "DRAM: 2 GiB\n"
                         "noise of the loader\n"
                         "[    0.000000] Booting Linux on physical CPU 0x0\n"
                         "[    0.000000] Linux version 6.9\n"
                         "[    0.100000] WARNING: CPU: 0 PID: 1 at x.c:1 foo\n"
                         "[    0.100000] Call trace:\n"
                         "[    0.100000]  foo+0x10/0x20\n"
                         "[    0.100000]  bar+0x10/0x20\n"
                         "[    0.200000] ---[ end trace noise ]---\n"
                         "[    0.500000] NET: Registered PF_NETLINK/PF_ROUTE protocol family\n"
                         "[    0.600000] usb: new device\n"
                         "[    0.700000] noise again\n"
                         "[    2.000000] Run /sbin/init as init process\n"
                         "[    2.500000] login\n"
                         "[    3.000000] systemd[1]: Failed to start it\n";

} // namespace

/// Stages, folds, filters and following.
class LogPartsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void cleanup() { m_view.reset(); }

    void stagesAreATreeWithTimes();
    void stageModelIsSound();
    void bracesMoveBetweenStages();
    void listsFollowKeysAtOnceAndLinesWhenTheReaderRests();
    void foldLeavesTheFirstLineOfAStage();
    void aCallTraceFoldsAsOne();
    void goingToAFoldedLineOpensTheFold();
    void foldAllAndOpenAll();
    void onlyMatchingLinesAreShownAndThePlaceIsKept();
    void filterIsPartOfTheLinkAndAChip();
    void hiddenLinesAreAChipThatGoesAway();
    void wrongExpressionIsSaid();
    void patternsOfTheBar();
    void followKeepsTheEndInSight();
    void stagesAndTracesGrowWithTheLog();

private:
    void open(const QMap<QString, QString>& options = {});
    LogCanvas& canvas() { return m_view->canvas(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs); }
    void press(ActionId action)
    {
        QVERIFY(m_view->perform(action));
        settle();
    }

    LogFixture m_fixture;
    std::unique_ptr<LogView> m_view;
};

void LogPartsTest::open(const QMap<QString, QString>& options)
{
    m_fixture.logs.setText(Boot);
    m_view = shownLog(m_fixture, QSize(1400, 700), options);
    settle();
}

void LogPartsTest::stagesAreATreeWithTimes()
{
    open();
    const auto* stages = m_view->findChild<StageModel*>();
    QStringList names;
    for (int row = 0; row < stages->rowCount(); ++row) {
        names << stages->index(row, StageModel::NameColumn).data().toString();
    }
    QCOMPARE(names,
             QStringList({QStringLiteral("bootloader"), QStringLiteral("early boot"),
                          QStringLiteral("drivers"), QStringLiteral("user space")}));
    QCOMPARE(stages->index(2, StageModel::DurationColumn).data().toString(),
             QStringLiteral("1.500 s"));
    QCOMPARE(stages->index(2, StageModel::LineColumn).data().toLongLong(), qint64{11});
    // One that the log does not end takes at least as long; nothing looks cut.
    logs::Stage open;
    open.duration = std::chrono::seconds(359);
    QCOMPARE(stageDurationText(open), QStringLiteral("\u2265 5 min 59 s"));
    open.hasEnded = true;
    QCOMPARE(stageDurationText(open), QStringLiteral("5 min 59 s"));
}

void LogPartsTest::stageModelIsSound()
{
    StageModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto outline = std::make_shared<LogOutline>();
    for (int i = 0; i < 4; ++i) {
        LogOutline::Part part;
        part.rows = {i, i == 0 ? 4 : i + 1};
        part.parent = i == 0 ? -1 : 0;
        part.stage.kind = "early_boot";
        outline->parts.push_back(part);
    }
    model.setOutline(outline);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.rowCount(model.index(0, 0)), 3);
    QCOMPARE(model.parent(model.indexOfPart(2)), model.index(0, 0));
    QCOMPARE(outline->partAt(2), 2);
    QCOMPARE(outline->partAt(9), -1);
    model.setOutline({});
    QCOMPARE(model.rowCount(), 0);
}

void LogPartsTest::bracesMoveBetweenStages()
{
    open({{QStringLiteral("line"), QStringLiteral("2")}});
    press(ActionId::NextStage);
    QCOMPARE(canvas().currentRow(), qint64{3});
    press(ActionId::NextStage);
    QCOMPARE(canvas().currentRow(), qint64{10});
    press(ActionId::PreviousStage);
    press(ActionId::PreviousStage);
    QCOMPARE(canvas().currentRow(), qint64{0});
    press(ActionId::PreviousStage);
    QCOMPARE(canvas().currentRow(), qint64{0});
}

void LogPartsTest::listsFollowKeysAtOnceAndLinesWhenTheReaderRests()
{
    open({{QStringLiteral("line"), QStringLiteral("2")}});
    const auto* errors = m_view->findChild<ErrorListView*>();
    const auto* stages = m_view->findChild<QTreeView*>();
    QVERIFY(!errors->currentIndex().isValid() || errors->selectionModel()->selection().isEmpty());
    press(ActionId::NextError);
    QCOMPARE(errors->currentIndex().data(ErrorListModel::RowRole).toLongLong(), qint64{5});
    press(ActionId::NextStage);
    QCOMPARE(stages->currentIndex().data(StageModel::RowRole).toLongLong(), qint64{10});
    canvas().setCurrentRow(15, LogCanvas::Reveal::Centre);
    QCOMPARE(errors->currentIndex().data(ErrorListModel::RowRole).toLongLong(), qint64{5});
    QTRY_COMPARE(errors->currentIndex().data(ErrorListModel::RowRole).toLongLong(), qint64{15});
    QCOMPARE(stages->currentIndex().data(StageModel::RowRole).toLongLong(), qint64{13});
}

void LogPartsTest::foldLeavesTheFirstLineOfAStage()
{
    open({{QStringLiteral("line"), QStringLiteral("12")}});
    press(ActionId::FoldMore);
    QCOMPARE(canvas().positionCount(), qint64{14});
    QCOMPARE(canvas().currentRow(), qint64{10});
    press(ActionId::RowDown);
    QCOMPARE(canvas().currentRow(), qint64{13});
    press(ActionId::RowUp);
    press(ActionId::FoldMore);
    QCOMPARE(canvas().positionCount(), qint64{16});
}

void LogPartsTest::aCallTraceFoldsAsOne()
{
    open({{QStringLiteral("line"), QStringLiteral("8")}});
    press(ActionId::FoldMore);
    QCOMPARE(canvas().positionCount(), qint64{14});
    QCOMPARE(canvas().currentRow(), qint64{6});
    QCOMPARE(canvas().rowAt(7), qint64{9});
}

void LogPartsTest::goingToAFoldedLineOpensTheFold()
{
    open({{QStringLiteral("line"), QStringLiteral("14")}});
    press(ActionId::FoldMore);
    QCOMPARE(canvas().positionCount(), qint64{14});
    press(ActionId::NextError);
    QCOMPARE(canvas().currentRow(), qint64{15});
    QCOMPARE(canvas().positionCount(), qint64{16});
}

void LogPartsTest::foldAllAndOpenAll()
{
    open();
    press(ActionId::FoldAll);
    QCOMPARE(canvas().positionCount(), qint64{4});
    press(ActionId::FoldAll);
    QCOMPARE(canvas().positionCount(), qint64{16});
}

void LogPartsTest::onlyMatchingLinesAreShownAndThePlaceIsKept()
{
    open({{QStringLiteral("line"), QStringLiteral("10")}});
    press(ActionId::FilterLines);
    auto* bar = m_view->findChild<LineFilterBar*>();
    QVERIFY(!bar->isHidden());
    auto* field = bar->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("noise"));
    QTest::keyClick(field, Qt::Key_Return);
    settle();
    QCOMPARE(canvas().positionCount(), qint64{3});
    QCOMPARE(canvas().currentRow(), qint64{9});
    press(ActionId::FilterLines); // Off and on again.
    QCOMPARE(canvas().positionCount(), qint64{16});
    QCOMPARE(canvas().currentRow(), qint64{9});
    press(ActionId::FilterLines);
    QCOMPARE(canvas().positionCount(), qint64{3});
    press(ActionId::Leave);
    QVERIFY(bar->isHidden());
    QCOMPARE(canvas().positionCount(), qint64{16});
    QCOMPARE(canvas().currentRow(), qint64{9});
}

void LogPartsTest::filterIsPartOfTheLinkAndAChip()
{
    const QMap<QString, QString> options{{QStringLiteral("only"), QStringLiteral("/device|login/")},
                                         {QStringLiteral("context"), QStringLiteral("1")},
                                         {QStringLiteral("mark"), QStringLiteral("usb ; /log.n/")},
                                         {QStringLiteral("without"), QStringLiteral("again")},
                                         {QStringLiteral("errors"), QStringLiteral("1")}};
    open(options);
    // The marked lines 5, 6 and 15, with those beside; 12 is hidden.
    QVERIFY(canvas().positionCount() > 0 && canvas().positionCount() < 16);
    auto state = m_view->state().options;
    for (auto option = options.cbegin(); option != options.cend(); ++option) {
        QCOMPARE(state.value(option.key()), option.value());
    }
    QCOMPARE(m_view->scopeChips().size(), 3);
    QCOMPARE(m_view->scopeChips().front().text, QStringLiteral("only lines with: /device|login/"));
    QVERIFY(!m_view->grab().isNull());
}

void LogPartsTest::hiddenLinesAreAChipThatGoesAway()
{
    open({{QStringLiteral("without"), QStringLiteral("noise")}});
    QCOMPARE(canvas().positionCount(), qint64{13});
    ViewState state = m_view->state();
    state.options.remove(m_view->scopeChips().front().option);
    m_view->showState(state);
    settle();
    QCOMPARE(canvas().positionCount(), qint64{16});
    QVERIFY(m_view->scopeChips().isEmpty());
}

void LogPartsTest::wrongExpressionIsSaid()
{
    open();
    press(ActionId::FilterLines);
    auto* bar = m_view->findChild<LineFilterBar*>();
    QSignalSpy changed(bar, &LineFilterBar::changed);
    QTest::keyClicks(bar->findChild<QLineEdit*>(), QStringLiteral("/(/"));
    QTRY_VERIFY(!changed.isEmpty());
    settle();
    QCOMPARE(canvas().positionCount(), qint64{16});
}

void LogPartsTest::patternsOfTheBar()
{
    QVERIFY(parsePatterns(QString()).empty());
    const auto patterns = parsePatterns(QStringLiteral("a b ; /c.d/ ; / ; "));
    QCOMPARE(patterns.size(), std::size_t{3});
    QCOMPARE(patterns[0].pattern, std::string("a b"));
    QVERIFY(!patterns[0].isRegex);
    QCOMPARE(patterns[1].pattern, std::string("c.d"));
    QVERIFY(patterns[1].isRegex);
    QCOMPARE(patterns[2].pattern, std::string("/"));
}

void LogPartsTest::followKeepsTheEndInSight()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("serial.log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(Boot);
    file.flush();
    m_view = std::make_unique<LogView>(m_fixture.context);
    m_view->resize(1000, 300);
    m_view->show();
    m_view->showState(stateOfLogFile(file.fileName()));
    settle();
    press(ActionId::Follow);
    QCOMPARE(canvas().currentRow(), qint64{15});
    QCOMPARE(m_view->state().options.value(QStringLiteral("follow")), QStringLiteral("1"));
    file.write("one\ntwo\n");
    file.flush();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().currentRow(), qint64{17}, SettleMs);
    QVERIFY(says(*m_view, QStringLiteral("following, f stops")));
    canvas().setCurrentRow(2, LogCanvas::Reveal::Nearest);
    QVERIFY(!says(*m_view, QStringLiteral("following"))); // At once.
    file.write("three\n");
    file.flush();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().positionCount(), qint64{19}, SettleMs);
    QCOMPARE(canvas().currentRow(), qint64{2}); // Whoever reads on stops following.
    QVERIFY(!m_view->state().options.contains(QStringLiteral("follow")));
    // Scrolling away does, too, when more comes.
    press(ActionId::Follow);
    QCOMPARE(canvas().currentRow(), qint64{18});
    file.write(Boot);
    file.flush();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().currentRow(), qint64{34}, SettleMs);
    canvas().scrollToPosition(0);
    file.write("four\n");
    file.flush();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().positionCount(), qint64{36}, SettleMs);
    QCOMPARE(canvas().firstPosition(), qint64{0});
    QVERIFY(!says(*m_view, QStringLiteral("following")));
}

void LogPartsTest::stagesAndTracesGrowWithTheLog()
{
    const QByteArray text(Boot);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("serial.log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const qsizetype cut = text.indexOf('\n', text.size() / 3) + 1;
    file.write(text.left(cut));
    file.flush();
    m_view = std::make_unique<LogView>(m_fixture.context);
    m_view->resize(1400, 700);
    m_view->show();
    m_view->showState(stateOfLogFile(file.fileName()));
    settle();
    const auto* stages = m_view->findChild<StageModel*>();
    const int before = stages->rowCount();
    QVERIFY(before < 4);
    file.write(text.mid(cut));
    file.flush();
    QTRY_COMPARE_WITH_TIMEOUT(stages->rowCount(), 4, SettleMs);
}

CBOARD_UI_TEST_MAIN(LogPartsTest)
#include "tst_log_parts.moc"
