// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/last_good_log.h"
#include "ui/logview/log_diff_view.h"
#include "ui/logview/log_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// Lines that differ by more than numbers.
std::string boot(const std::string& clock, const std::vector<std::string>& extra)
{
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "[    " + clock + "] driver " + std::string(1, static_cast<char>('a' + i % 26))
            + std::string(static_cast<std::size_t>(i / 26 + 1), 'x') + " at 0x" + clock.substr(2)
            + "\n";
        if (i == 30) {
            for (const std::string& line : extra) {
                text += "[    " + clock + "] " + line + "\n";
            }
        }
    }
    return text;
}

/// A cell whose runs are "bad" (fails), "same" (fails), "elsewhere" (another lab), "good", "old".
class CellEngine : public LogEngine {
public:
    query::Answer<query::LogSnapshot> log(const query::LogRequest& request,
                                          const TaskContext& task) override
    {
        setText(request.ownerId == "bad" ? boot("2.000001", {"Oops: here", "Oops: there"})
                                         : boot("1.000002", {"all is well"}));
        return LogEngine::log(request, task);
    }
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                const TaskContext& /*task*/) override
    {
        auto record = std::make_shared<query::RecordSnapshot>();
        record->id = request.id;
        record->platform = "board";
        record->revision.emplace();
        record->revision->tree = "mainline";
        record->fields.push_back({"path", "boot", false});
        return std::shared_ptr<const query::RecordSnapshot>(std::move(record));
    }
    query::Answer<query::HistorySnapshot> history(const query::HistoryRequest& request,
                                                  const TaskContext& /*task*/) override
    {
        asked = request;
        auto history = std::make_shared<query::HistorySnapshot>();
        const auto add = [&history](const char* id, StatusClass status, const char* lab) {
            query::HistoryRun run;
            run.id = id;
            run.status = status;
            run.lab = lab;
            run.hasLog = true;
            history->runs.push_back(run);
        };
        add("newer", StatusClass::Pass, "lab-a");
        if (isAlone) {
            history->runs.back().hasLog = false;
        }
        add("bad", StatusClass::Fail, "lab-a");
        if (isAlone) {
            return std::shared_ptr<const query::HistorySnapshot>(std::move(history));
        }
        add("same", StatusClass::Fail, "lab-a");
        if (hasGood) {
            add("elsewhere", StatusClass::Pass, "lab-b");
            add("good", StatusClass::Pass, "lab-a");
            add("old", StatusClass::Pass, "lab-a");
        }
        return std::shared_ptr<const query::HistorySnapshot>(std::move(history));
    }

    query::HistoryRequest asked;
    bool hasGood = true;
    bool isAlone = false; ///< No other run has a log.
};

} // namespace

/// Two logs side by side.
class LogDiffViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_engine.hasGood = true;
        m_engine.isAlone = false;
        m_fixture.context.engine = &m_engine;
    }
    void cleanup() { m_view.reset(); }

    void theLastGoodRunIsOfTheSameLabAndOlder();
    void opensAtTheFirstDifferenceWithEqualLinesFolded();
    void bothSidesMoveTogether();
    void bracketsMoveBetweenDifferences();
    void normalisationsCanBeTurnedOff();
    void equalLinesAndPlainLogsCanBeShown();
    void bothSidesScrollTogetherByTime();
    void logsWithoutTimesAreNotShownByTime();
    void twoFilesAreCompared();
    void withoutAGoodRunTheNearestOtherIsOffered();
    void withoutAnyOtherLogItSaysWhy();
    void theNearestRunPassedOrIsOfTheSameRevision();
    void dInALogAsksForIt();
    void copiesFromTheSideWithTheFocus();

private:
    void open(const QMap<QString, QString>& options = {}, const char* record = "bad");
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs); }
    bool says(const QString& part) const;
    /// A log of three lines and one that ends before the last, as options name them.
    static QMap<QString, QString> twoFiles(const QTemporaryDir& folder);

    UiFixture m_fixture;
    CellEngine m_engine;
    std::unique_ptr<LogDiffView> m_view;
};

void LogDiffViewTest::open(const QMap<QString, QString>& options, const char* record)
{
    m_view = std::make_unique<LogDiffView>(m_fixture.context);
    m_view->resize(1200, 400);
    m_view->show();
    ViewState state;
    state.view = QStringLiteral("logdiff");
    state.record = QString::fromLatin1(record);
    state.options = options;
    m_view->showState(state);
    settle();
}

QMap<QString, QString> LogDiffViewTest::twoFiles(const QTemporaryDir& folder)
{
    QMap<QString, QString> options;
    for (const char* name : {"file", "otherFile"}) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", qPrintable(file.fileName()));
        }
        file.write(QByteArray("one\ntwo\n") + (*name == 'f' ? "three\n" : ""));
        options.insert(QString::fromLatin1(name), file.fileName());
    }
    return options;
}

bool LogDiffViewTest::says(const QString& part) const
{
    const QList<QLabel*> labels = m_view->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&part](const QLabel* label) { return label->text().contains(part); });
}

void LogDiffViewTest::theLastGoodRunIsOfTheSameLabAndOlder()
{
    const auto good =
        findLastGood(m_engine, {m_fixture.context.common(), RecordKind::Test, "bad"}, {});
    QVERIFY(good);
    QCOMPARE(good->id, std::string("good"));
    QCOMPARE(m_engine.asked.path, std::string("boot"));
    QCOMPARE(m_engine.asked.platform, std::string("board"));
    QCOMPARE(m_engine.asked.branch.tree, std::string("mainline"));
}

void LogDiffViewTest::opensAtTheFirstDifferenceWithEqualLinesFolded()
{
    open();
    QVERIFY(says(QStringLiteral("Last good:")));
    QVERIFY(says(QStringLiteral("Difference 1 of 1")));
    // Two lines stand where the good log has one; three equal ones on either side are shown.
    QCOMPARE(m_view->now().currentRow(), qint64{31});
    QCOMPARE(m_view->now().positionCount(), m_view->before().positionCount());
    QVERIFY(m_view->now().positionCount() < 12);
    const qint64 position = m_view->now().positionOf(32);
    QCOMPARE(m_view->before().rowAt(position), qint64{-1});
    QVERIFY(!m_view->grab().isNull());
}

void LogDiffViewTest::bothSidesMoveTogether()
{
    open({{QStringLiteral("all"), QStringLiteral("1")}});
    QCOMPARE(m_view->now().positionCount(), qint64{42});
    m_view->now().scrollToPosition(12);
    QCOMPARE(m_view->before().firstPosition(), m_view->now().firstPosition());
    m_view->before().scrollToPosition(3);
    QCOMPARE(m_view->now().firstPosition(), qint64{3});
    m_view->now().setCurrentRow(5, LogCanvas::Reveal::Nearest);
    QCOMPARE(m_view->before().currentRow(), qint64{5});
}

void LogDiffViewTest::bracketsMoveBetweenDifferences()
{
    open({{QStringLiteral("keep"), QStringLiteral("times")}, {QStringLiteral("all"), {}}});
    open();
    m_view->now().setCurrentRow(0, LogCanvas::Reveal::Nearest);
    QVERIFY(m_view->perform(ActionId::NewerRevision));
    QCOMPARE(m_view->now().currentRow(), qint64{31});
    QVERIFY(m_view->perform(ActionId::NewerRevision));
    QCOMPARE(m_view->now().currentRow(), qint64{31});
    m_view->now().setCurrentRow(40, LogCanvas::Reveal::Nearest);
    QVERIFY(m_view->perform(ActionId::OlderRevision));
    QCOMPARE(m_view->now().currentRow(), qint64{31});
}

void LogDiffViewTest::normalisationsCanBeTurnedOff()
{
    open();
    QVERIFY(says(QStringLiteral("of 1")));
    auto* times = m_view->findChildren<QCheckBox*>().front();
    QCOMPARE(times->text(), QStringLiteral("times"));
    QTest::mouseClick(times, Qt::LeftButton, {}, QPoint(8, times->height() / 2));
    settle();
    QVERIFY(!times->isChecked());
    QCOMPARE(m_view->state().options.value(QStringLiteral("keep")), QStringLiteral("times"));
    // Each line has another time now: nothing is equal, nothing folded.
    QVERIFY(m_view->now().positionCount() >= 42);
}

void LogDiffViewTest::equalLinesAndPlainLogsCanBeShown()
{
    open();
    QVERIFY(m_view->perform(ActionId::FoldAll));
    QCOMPARE(m_view->now().positionCount(), qint64{42});
    QCOMPARE(m_view->state().options.value(QStringLiteral("all")), QStringLiteral("1"));
    open({{QStringLiteral("plain"), QStringLiteral("1")}});
    QCOMPARE(m_view->before().rowAt(41), qint64{-1});
    QCOMPARE(m_view->before().rowAt(40), qint64{40});
}

void LogDiffViewTest::bothSidesScrollTogetherByTime()
{
    // One second apart: nothing stands beside anything, and both move by the same positions.
    open({{QStringLiteral("time"), QStringLiteral("1")}});
    QCOMPARE(m_view->now().positionCount(), qint64{41 + 42});
    QCOMPARE(m_view->before().positionCount(), qint64{41 + 42});
    QCOMPARE(m_view->now().rowAt(0), qint64{-1});
    QCOMPARE(m_view->now().rowAt(41), qint64{0});
    QCOMPARE(m_view->before().rowAt(41), qint64{-1});
    QCOMPARE(m_view->state().options.value(QStringLiteral("time")), QStringLiteral("1"));
    m_view->before().scrollToPosition(40);
    QCOMPARE(m_view->now().firstPosition(), qint64{40});
    QVERIFY(!m_view->grab().isNull());
    // Another switch shows them as before.
    QVERIFY(m_view->perform(ActionId::FoldAll));
    QCOMPARE(m_view->now().positionCount(), qint64{42});
    QVERIFY(!m_view->state().options.contains(QStringLiteral("time")));
}

void LogDiffViewTest::logsWithoutTimesAreNotShownByTime()
{
    const QTemporaryDir folder;
    auto options = twoFiles(folder);
    options.insert(QStringLiteral("time"), QStringLiteral("1"));
    open(options, "");
    QVERIFY(says(QStringLiteral("Not shown by time: no line of one of these logs")));
    QCOMPARE(m_view->now().positionCount(), qint64{3});
    QVERIFY(!m_view->state().options.contains(QStringLiteral("time")));
}

void LogDiffViewTest::twoFilesAreCompared()
{
    const QTemporaryDir folder;
    const auto options = twoFiles(folder);
    open(options, "");
    QCOMPARE(m_view->now().positionCount(), qint64{3});
    QCOMPARE(m_view->before().rowAt(2), qint64{-1});
    QVERIFY(says(QStringLiteral("Other:")));
}

void LogDiffViewTest::withoutAGoodRunTheNearestOtherIsOffered()
{
    m_engine.hasGood = false;
    open();
    QVERIFY(says(QStringLiteral("No earlier run of this cell passed")));
    QVERIFY(says(QStringLiteral("Press d")));
    QVERIFY(m_view->perform(ActionId::Diff));
    settle();
    QCOMPARE(m_view->state().options.value(QStringLiteral("other")), QStringLiteral("newer"));
    QVERIFY(says(QStringLiteral("Other:")));
    QVERIFY(m_view->now().positionCount() > 0);
}

void LogDiffViewTest::withoutAnyOtherLogItSaysWhy()
{
    m_engine.isAlone = true;
    open();
    QVERIFY(says(QStringLiteral("There is nothing to compare this log with")));
    QVERIFY(says(QStringLiteral("no earlier run of this cell passed and has a log; no other run of "
                                "this cell has a log")));
    QVERIFY(m_view->perform(ActionId::Diff)); // Which has nothing to take.
    QVERIFY(!m_view->state().options.contains(QStringLiteral("other")));
}

void LogDiffViewTest::theNearestRunPassedOrIsOfTheSameRevision()
{
    const auto nearest = [this](const char* id) {
        const auto run = findNearestRun(m_engine, {{}, RecordKind::Test, id}, TaskContext());
        return run ? QString::fromStdString(run->id) : QString();
    };
    QCOMPARE(nearest("same"), QStringLiteral("elsewhere")); // Nearer than "good" and "newer".
    QCOMPARE(nearest("newer"), QStringLiteral("elsewhere"));
    QCOMPARE(nearest("not in the history"), QStringLiteral("newer"));
}

void LogDiffViewTest::dInALogAsksForIt()
{
    LogView log(m_fixture.context);
    ViewState state;
    state.view = QStringLiteral("log");
    state.record = QStringLiteral("bad");
    log.showState(state);
    QTRY_VERIFY_WITH_TIMEOUT(!log.status().isLoading, SettleMs);
    QVERIFY(log.perform(ActionId::Diff));
    QCOMPARE(m_fixture.navigator.opened.back().view, QStringLiteral("logdiff"));
    QCOMPARE(m_fixture.navigator.opened.back().record, QStringLiteral("bad"));
}

void LogDiffViewTest::copiesFromTheSideWithTheFocus()
{
    open();
    QTest::keySequence(&m_view->before(), QKeySequence::Copy);
    QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("[    1.000002] all is well"));
}

CBOARD_UI_TEST_MAIN(LogDiffViewTest)
#include "tst_log_diff_view.moc"
