// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/upkeep_schedule.h"
#include "core/logs/rules/rule.h"
#include "core/logs/stages/stage_rules.h"
#include "tests/core/io/packing.h"
#include "tests/ui/cancel_probe.h"
#include "tests/ui/open_view.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/background_task.h"
#include "ui/ingest/ingest_view.h"
#include "ui/shell/status_strip.h"

#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

#include <thread>

using namespace cboard;
using namespace cboard::ui;
using test::CancelMs;
using test::workersCpuMs;

namespace {

using Options = QMap<QString, QString>;

/// A megabyte of a log.
std::string quietLog(const char* device)
{
    constexpr std::size_t Bytes = 1'000'000;
    std::string text;
    while (text.size() < Bytes) {
        text += "[   12.345678] usb 1-1: new high-speed USB device number 4 using ";
        text += device;
        text += '\n';
    }
    return text;
}

/// A megabyte of a log that gives the rules much to do.
std::string troubledLog(int number)
{
    constexpr int Times = 4000;
    std::string text = "Starting kernel ... on board " + std::to_string(number) + '\n';
    for (int i = 0; i < Times; ++i) {
        text += "[   12.345678] ------------[ cut here ]------------\n"
                "[   12.345678] WARNING: CPU: 1 PID: 7 at kernel/sched/core.c:"
            + std::to_string(i)
            + " sched_init+0x12/0x34\n[   12.345678] Call trace:\n"
              "[   12.345678]  sched_init+0x12/0x34\n[   12.345678]  kernel_init+0x1/0x2\n"
              "[   12.345678] ---[ end trace 0000000000000000 ]---\n";
    }
    return text;
}

} // namespace

/// Each long work has a row with Cancel, and ends soon after it. What the workers spend until then
/// is counted in CPU time, so that a busy machine is no late Cancel. Each kind of work gets so much
/// to do that it would spend seconds if Cancel did nothing; the inputs cost little to make, since
/// they repeat themselves.
class CancelTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { m_window.reset(); }
    void cleanupTestCase() { m_fixture.reset(); }
    void openingAView_data();
    void openingAView();
    void longWork_data();
    void longWork();
    void whatRestsUntilTheStoreIsQuiet();
    void theStatusBarCancels_data();
    void theStatusBarCancels();

private:
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void writePackedLog(const char* name, const std::string& megabyte, int times) const;
    void writeResults(const char* folder, int files, int testsOfAFile) const;
    void storeLogs() const;
    void open(const QString& view, const Options& options);

    QTemporaryDir m_folder;
    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

void CancelTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create({.seed = 7, .trees = 1, .revisions = 4, .tests = 6'000});
    QVERIFY(m_fixture);
    storeLogs();
    // Compiled once in a process, by threads of their own that go on after a Cancel
    // (tst_made_once): theirs is not what is measured here.
    QVERIFY(logs::RuleSet::shipped() && logs::StageRules::shipped());
    writePackedLog("long.log.gz", quietLog("xhci_hcd"), 1500);
    writePackedLog("errors.log.gz", troubledLog(0), 60);
    writePackedLog("a.log.gz", quietLog("xhci_hcd"), 100);
    writePackedLog("b.log.gz", quietLog("ehci-pci"), 100);
    writeResults("many", 100, 2'000);
    writeResults("one", 1, 200'000);
}

/// As many members as megabytes.
void CancelTest::writePackedLog(const char* name, const std::string& megabyte, int times) const
{
    const QByteArray member = QByteArray::fromStdString(test::gzip(megabyte));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(member.repeated(times)) > 0);
}

void CancelTest::writeResults(const char* folder, int files, int testsOfAFile) const
{
    QVERIFY(QDir(m_folder.path()).mkdir(QLatin1String(folder)));
    for (int file = 0; file < files; ++file) {
        const QByteArray key = QByteArray(folder) + '-' + QByteArray::number(file) + '-';
        QByteArray text = R"({"version":{"major":5,"minor":3},"tests":[)";
        for (int i = 0; i < testsOfAFile; ++i) {
            text += i == 0 ? "" : ",";
            text += R"({"origin":"o","build_id":"o:b","status":"PASS","id":"o:)" + key
                + QByteArray::number(i) + R"(","path":"suite.)" + QByteArray::number(i % 900)
                + R"("})";
        }
        QFile out(path(folder) + QStringLiteral("/%1.json").arg(file));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QVERIFY(out.write(text + "]}\n") > 0);
    }
}

/// Failed boots with logs that take long to look through.
void CancelTest::storeLogs() const
{
    constexpr int Logs = 40;
    const Timestamp now = m_fixture->context.now();
    auto writer = m_fixture->workbench().store().writer("test", now);
    QVERIFY(writer);
    for (int number = 0; number < Logs; ++number) {
        const std::string text = troubledLog(number);
        Document document;
        if (number == 0) { // Only the logs of revisions are read by themselves.
            Checkout checkout;
            checkout.id = "o:c";
            checkout.origin = "o";
            checkout.treeName = "long";
            checkout.gitRepositoryBranch = "logs";
            checkout.gitCommitHash = "0123456789012345678901234567890123456789";
            document.checkouts.push_back(checkout);
            Build build;
            build.id = "o:b";
            build.origin = "o";
            build.checkoutId = "o:c";
            document.builds.push_back(build);
        }
        Test boot;
        boot.id = document.arena.copy("o:boot-" + std::to_string(number));
        boot.origin = "o";
        boot.buildId = "o:b";
        boot.path = "boot";
        boot.status = StatusValue{Status::Fail, statusText(Status::Fail)};
        document.tests.push_back(boot);
        document.logs.push_back({RecordKind::Test, boot.id, LogFormat::Plain, text});
        QVERIFY((*writer)->add(document, {std::string(boot.id), hash128(text), std::ssize(text)},
                               store::MergePolicy::First, now));
    }
    QVERIFY((*writer)->commit());
}

void CancelTest::open(const QString& view, const Options& options)
{
    ViewState state;
    state.view = view;
    state.options = options;
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
}

void CancelTest::openingAView_data()
{
    QTest::addColumn<QString>("view");
    for (const Feature& feature : featureRegistry()) {
        if (feature.scope != FeatureScope::Record) {
            QTest::newRow(qPrintable(feature.id)) << feature.id;
        }
    }
}

void CancelTest::openingAView()
{
    QFETCH(QString, view);
    const QSignalSpy started(&m_fixture->tasks, &QAbstractItemModel::rowsInserted);
    open(view, {});
    QVERIFY(!started.isEmpty()); // There is a row for it.
    test::cancelAndMeasure(*m_fixture);
}

void CancelTest::longWork_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<Options>("options");
    QTest::addColumn<QString>("title"); ///< How the row of the work begins.
    const QString paths = QStringLiteral("paths");
    const QString file = QStringLiteral("file");
    QTest::newRow("reading many results")
        << "ingest" << Options{{paths, path("many")}} << "Reading";
    QTest::newRow("reading one large document")
        << "ingest" << Options{{paths, path("one")}} << "Reading";
    QTest::newRow("searching all logs")
        << "logsearch"
        << Options{{QStringLiteral("find"),
                    QStringLiteral("/(\\w)\\w* .*(\\w)\\w* .*\\2\\1.*\\1\\2\\1\\1\\2$/")}}
        << "Searching all logs";
    QTest::newRow("reading a log") << "log" << Options{{file, path("long.log.gz")}} << "Reading";
    QTest::newRow("errors of a log")
        << "log" << Options{{file, path("errors.log.gz")}} << "Looking for errors";
    QTest::newRow("comparing logs")
        << "logdiff"
        << Options{{file, path("a.log.gz")}, {QStringLiteral("otherFile"), path("b.log.gz")}}
        << "Comparing two logs";
}

void CancelTest::longWork()
{
    QFETCH(QString, view);
    QFETCH(Options, options);
    QFETCH(QString, title);
    open(view, options);
    if (auto* ingest = qobject_cast<IngestView*>(m_window->currentView())) {
        QTRY_VERIFY_WITH_TIMEOUT(!test::isAtWork(*m_fixture), test::CancelWaitMs);
        ingest->start();
    }
    test::cancelInTheMiddle(*m_fixture, title);
}

void CancelTest::whatRestsUntilTheStoreIsQuiet()
{
    desktop::UpkeepSchedule schedule(m_fixture->context, std::chrono::milliseconds(0));
    const QSignalSpy finished(&schedule, &desktop::UpkeepSchedule::finished);
    schedule.onStoreChanged();
    QTRY_VERIFY_WITH_TIMEOUT(
        test::hasRow(*m_fixture, QStringLiteral("Reading the logs of what failed")),
        test::CancelWaitMs);
    test::cancelAndMeasure(*m_fixture);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.front().front().toBool(), false);
}

void CancelTest::theStatusBarCancels_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by its button") << false;
    QTest::newRow("by a key") << true;
}

void CancelTest::theStatusBarCancels()
{
    QFETCH(bool, byKey);
    open(QStringLiteral("trees"), {});
    QTRY_VERIFY_WITH_TIMEOUT(!test::isAtWork(*m_fixture), test::CancelWaitMs);
    const QString title = QStringLiteral("Work without an end");
    BackgroundTask<int> work(*m_fixture->context.jobs, *m_fixture->context.tasks);
    work.start(
        title,
        [](const TaskContext& task) -> Result<int> {
            for (;;) {
                CBOARD_TRY_VOID(task.check());
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        },
        [](const Result<int>&) {});
    auto* button = m_window->findChild<StatusStrip*>()->findChild<QToolButton*>();
    QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), test::CancelWaitMs);
    QVERIFY(test::hasRow(*m_fixture, title));
    const double before = workersCpuMs();
    if (byKey) {
        test::pressKeys(*m_window, "Shift+Esc");
    } else {
        button->click();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!test::hasRow(*m_fixture, title), test::CancelWaitMs);
    QVERIFY(workersCpuMs() - before < CancelMs);
}

CBOARD_UI_TEST_MAIN(CancelTest)
#include "tst_cancel.moc"
