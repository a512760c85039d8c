// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/log_view.h"
#include "ui/logview/next_failure.h"

#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// One revision with four boots and two builds; all records are of it.
class FailuresEngine : public LogEngine {
public:
    query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                const TaskContext& /*task*/) override
    {
        auto record = std::make_shared<query::RecordSnapshot>();
        record->kind = request.kind;
        record->id = request.id;
        record->revision.emplace();
        record->fields.push_back({"path", "boot", false});
        return std::shared_ptr<const query::RecordSnapshot>(std::move(record));
    }
    query::Answer<query::TestsSnapshot> tests(const query::TestsRequest& request,
                                              const TaskContext& /*task*/) override
    {
        auto answer = std::make_shared<query::TestsSnapshot>();
        if (request.kind == query::RunKind::Boots) {
            answer->rows = {boot("passed", "a", StatusClass::Pass, true),
                            boot("third", "d", StatusClass::Miss, true),
                            boot("silent", "c", StatusClass::Fail, false),
                            boot("second", "b", StatusClass::Error, true),
                            boot("first", "a", StatusClass::Fail, true)};
        }
        return std::shared_ptr<const query::TestsSnapshot>(std::move(answer));
    }
    query::Answer<query::BuildsSnapshot> builds(const query::BuildsRequest& /*request*/,
                                                const TaskContext& /*task*/) override
    {
        auto answer = std::make_shared<query::BuildsSnapshot>();
        for (const char* config : {"tinyconfig", "allmodconfig"}) {
            query::BuildRow row;
            row.id = row.config = config;
            row.status = StatusClass::Fail;
            row.hasLog = true;
            answer->rows.push_back(row);
        }
        return std::shared_ptr<const query::BuildsSnapshot>(std::move(answer));
    }

private:
    static query::TestRow boot(const char* id, const char* platform, StatusClass status,
                               bool hasLog)
    {
        query::TestRow row;
        row.id = id;
        row.path = "boot";
        row.platform = platform;
        row.status = status;
        row.hasLog = hasLog;
        return row;
    }
};

} // namespace

/// From the log of one failure to that of the next.
class NextFailureTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void neighboursFollowTheBoards_data();
    void neighboursFollowTheBoards();
    void buildsStandByConfiguration();
    void theViewGoesToTheNextLog();
    void theLastOneSaysSo();

private:
    QString next(RecordKind kind, const QString& id, bool isForward)
    {
        const auto found = findNextFailure(m_engine, {{}, kind, id.toStdString()}, isForward, {});
        return found ? QString::fromStdString(*found) : QString();
    }
    std::unique_ptr<LogView> open(const QString& id);

    FailuresEngine m_engine;
    LogFixture m_fixture;
};

void NextFailureTest::neighboursFollowTheBoards_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("before");
    QTest::newRow("first") << "first"
                           << "second"
                           << "";
    QTest::newRow("between") << "second"
                             << "third"
                             << "first";
    QTest::newRow("last") << "third"
                          << ""
                          << "second";
    QTest::newRow("from one that passed") << "passed"
                                          << "second"
                                          << "first";
    QTest::newRow("from none of them") << "elsewhere"
                                       << ""
                                       << "";
}

void NextFailureTest::neighboursFollowTheBoards()
{
    QFETCH(QString, id);
    QTEST(next(RecordKind::Test, id, true), "after");
    QTEST(next(RecordKind::Test, id, false), "before");
}

void NextFailureTest::buildsStandByConfiguration()
{
    QCOMPARE(next(RecordKind::Build, QStringLiteral("allmodconfig"), true),
             QStringLiteral("tinyconfig"));
    QCOMPARE(next(RecordKind::Build, QStringLiteral("allmodconfig"), false), QString());
}

std::unique_ptr<LogView> NextFailureTest::open(const QString& id)
{
    m_engine.setText("one\ntwo\n");
    m_fixture.context.engine = &m_engine;
    auto view = std::make_unique<LogView>(m_fixture.context);
    view->resize(900, 400);
    view->show();
    ViewState state;
    state.view = QStringLiteral("log");
    state.record = id;
    state.options = {{QStringLiteral("line"), QStringLiteral("2")},
                     {QStringLiteral("wrap"), QStringLiteral("1")}};
    view->showState(state);
    return view;
}

void NextFailureTest::theViewGoesToTheNextLog()
{
    const auto view = open(QStringLiteral("first"));
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, SettleMs);
    const auto opened = m_fixture.navigator.opened.size();
    QVERIFY(view->perform(ActionId::NextFailure));
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture.navigator.opened.size(), opened + 1, SettleMs);
    const ViewState state = m_fixture.navigator.opened.back();
    QCOMPARE(state.view, QStringLiteral("log"));
    QCOMPARE(state.record, QStringLiteral("second"));
    QVERIFY(!state.options.contains(QStringLiteral("line"))); // Of the log that was left.
    QCOMPARE(state.options.value(QStringLiteral("wrap")), QStringLiteral("1"));
}

void NextFailureTest::theLastOneSaysSo()
{
    const auto view = open(QStringLiteral("third"));
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, SettleMs);
    QVERIFY(view->perform(ActionId::NextFailure));
    QTRY_VERIFY_WITH_TIMEOUT(says(*view, QStringLiteral("No further")), SettleMs);
}

CBOARD_UI_TEST_MAIN(NextFailureTest)
#include "tst_next_failure.moc"
