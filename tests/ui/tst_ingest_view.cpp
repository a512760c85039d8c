// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/paused_banner.h"
#include "ui/base/preferences.h"
#include "ui/base/user_items.h"
#include "ui/ingest/drop_area.h"
#include "ui/ingest/folder_rows.h"
#include "ui/ingest/ingest_form.h"
#include "ui/ingest/ingest_progress.h"
#include "ui/ingest/ingest_view.h"
#include "ui/ingest/refusal_text.h"
#include "ui/ingest/storage_page.h"
#include "ui/ingest/unknown_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/result_table.h"

#include <QApplication>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 20'000;

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray submission()
{
    return "{\"version\":{\"major\":5,\"minor\":3},"
           "\"checkouts\":[{\"id\":\"o:1\",\"origin\":\"o\",\"tree_name\":\"mainline\"}],"
           "\"builds\":[{\"id\":\"o:b\",\"origin\":\"o\",\"checkout_id\":\"o:1\"}],"
           "\"tests\":[{\"id\":\"o:t\",\"origin\":\"o\",\"build_id\":\"o:b\",\"path\":\"boot\","
           "\"status\":\"PASS\"}]}\n";
}

/// A wrong type in line 3.
QByteArray brokenSubmission()
{
    return "{\"version\":{\"major\":5,\"minor\":3},\n"
           "\"checkouts\":[{\"id\":\"o:2\",\"origin\":\"o\",\n"
           "\"tree_name\":17}]}\n";
}

/// A view over a new store in a folder of its own.
class StoreFixture : public UiFixture {
public:
    StoreFixture()
    {
        auto opened = service::Workbench::open(
            (folder.path() + QStringLiteral("/results.db")).toStdString(), {});
        if (opened) {
            workbench = std::move(*opened);
            context.workbench = workbench.get();
        }
    }
    StoreFixture(const StoreFixture&) = delete;
    StoreFixture& operator=(const StoreFixture&) = delete;
    ~StoreFixture() { pool.waitForDone(); }

    QString file(const char* name) const
    {
        return folder.path() + QLatin1Char('/') + QLatin1String(name);
    }

    QTemporaryDir folder;
    std::unique_ptr<service::Workbench> workbench;
};

ViewState stateWith(const QStringList& paths)
{
    ViewState state;
    state.view = QStringLiteral("ingest");
    state.options.insert(QStringLiteral("paths"), paths.join(QLatin1Char('\n')));
    return state;
}

/// The view in a window with the focus; null when it does not get there.
IngestView* shownIn(MainWindow& window)
{
    ViewState state;
    state.view = QStringLiteral("ingest");
    window.open(state);
    window.show();
    return QTest::qWaitForWindowActive(&window) ? qobject_cast<IngestView*>(window.currentView())
                                                : nullptr;
}

/// Shows a view of its usual size and lets it read \p paths.
void startReading(IngestView& view, const QStringList& paths)
{
    view.resize(1200, 900);
    view.show();
    view.showState(stateWith(paths));
    view.start();
}

/// The list of values that the reading did not know, and what a list exports.
void showUnknown(IngestView& view)
{
    ViewState state = view.state();
    state.options.insert(QStringLiteral("list"), QStringLiteral("unknown"));
    view.showState(state);
}

decltype(TableExport::rows) rowsOf(IngestView& view)
{
    const TableSource source = view.tableSource();
    return source ? source(TaskContext()).rows : decltype(TableExport::rows)();
}

bool says(const QWidget& view, const QString& part)
{
    const QList<QLabel*> labels = view.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&part](const QLabel* label) { return label->text().contains(part); });
}

/// Text of the heading of a list: "Refused  1".
bool hasTab(const QWidget& view, const QString& text)
{
    const auto* tabs = view.findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i) == text) {
            return true;
        }
    }
    return false;
}

QPushButton* buttonOf(const QWidget& view, const QString& text)
{
    for (QPushButton* button : view.findChildren<QPushButton*>()) {
        if (button->text().remove(QLatin1Char('&')) == text) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

class IngestViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPausedIngestWaitsUntilItIsResumedOrCancelled()
    {
        WorkPause pause;
        pause.setPaused(true);
        std::atomic<int> passed = 0;
        std::jthread resumed([&](const std::stop_token& stop) {
            pause.waitWhilePaused(stop);
            ++passed;
        });
        QVERIFY(pause.isPaused());
        QCOMPARE(passed.load(), 0);
        pause.setPaused(false);
        QTRY_COMPARE(passed.load(), 1);
        pause.setPaused(true);
        std::jthread cancelled([&](const std::stop_token& stop) {
            pause.waitWhilePaused(stop);
            ++passed;
        });
        cancelled.request_stop();
        QTRY_COMPARE(passed.load(), 2);
    }
    void pathsOfALinkAreListedAndNotRead()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        view.showState(stateWith({fixture.file("good.json")}));
        QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading, SettleMs);
        QVERIFY(says(view, QStringLiteral("Ready to read: good.json")));
        QVERIFY(says(view, QStringLiteral("Nothing has been read")));
        QVERIFY(hasTab(view, QStringLiteral("Refused  0")));
    }

    void readingCountsAndKeepsWhatIsRefused()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        writeFile(fixture.file("wrong.json"), brokenSubmission());
        IngestView view(fixture.context);
        view.resize(1200, 900);
        view.show();
        view.showState(stateWith({fixture.file("good.json"), fixture.file("wrong.json")}));
        QVERIFY(view.perform(ActionId::Open));
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("1 accepted, 0 unchanged, 1 refused")),
                                 SettleMs);
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Refused  1")), SettleMs);
        QVERIFY(says(view, QStringLiteral("checkouts: 1   builds: 1   tests: 1")));
        QVERIFY(hasTab(view, QStringLiteral("Documents  1")));
        ViewState refused = view.state();
        refused.options.insert(QStringLiteral("list"), QStringLiteral("refused"));
        view.showState(refused);
        QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading, SettleMs);
        const TableExport table = view.tableSource()(TaskContext());
        QCOMPARE(table.rows.size(), std::size_t{1});
        QVERIFY(table.rows[0][0].text.endsWith(QStringLiteral("wrong.json")));
        QVERIFY(table.rows[0][2].text.contains(QStringLiteral("/checkouts/0/tree_name")));
        QVERIFY(table.rows[0][3].text.contains(QStringLiteral("17")));
        auto* excerpt = view.findChild<QPlainTextEdit*>();
        QTRY_VERIFY_WITH_TIMEOUT(
            excerpt->toPlainText().contains(QStringLiteral("\"tree_name\":17")), SettleMs);
    }

    void cancelledReadKeepsItsReport()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("good.json")});
        buttonOf(view, QStringLiteral("Cancel"))->click(); // However far it is: it ends itself.
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Cancelled; what was read before stays"))
                                     || says(view, QStringLiteral("Done in")),
                                 SettleMs);
        QVERIFY(says(view, QStringLiteral("accepted, 0 unchanged, 0 refused")));
        QVERIFY(!buttonOf(view, QStringLiteral("Cancel"))->isVisible());
    }

    void droppedRejectsAreGone()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("wrong.json"), brokenSubmission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("wrong.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Refused  1")), SettleMs);
        QPushButton* retry = buttonOf(view, QStringLiteral("Retry all"));
        QTRY_VERIFY_WITH_TIMEOUT(retry->isEnabled(), SettleMs);
        retry->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("0 went in, 1 refused as before")),
                                 SettleMs);
        QPushButton* drop = buttonOf(view, QStringLiteral("Drop"));
        QTRY_VERIFY_WITH_TIMEOUT(drop->isEnabled(), SettleMs);
        drop->click();
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Refused  0")), SettleMs);
        QVERIFY(!drop->isEnabled());
    }

    void refusedDocumentsStandByTheirCauseAndAreReadAgainByKey()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("wrong.json"), brokenSubmission());
        writeFile(fixture.file("other.json"), brokenSubmission() + "\n"); // Alike, other bytes.
        writeFile(fixture.file("torn.json"), "{\"version\":");
        IngestView view(fixture.context);
        startReading(
            view,
            {fixture.file("wrong.json"), fixture.file("other.json"), fixture.file("torn.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Refused  3")), SettleMs);
        QVERIFY(says(view, QStringLiteral("3 refused for 2 causes")));
        QVERIFY(!view.perform(ActionId::Reproduce)); // Another list is shown.
        QVERIFY(view.perform(ActionId::Part4));
        QTRY_VERIFY_WITH_TIMEOUT(buttonOf(view, QStringLiteral("Retry"))->isEnabled(), SettleMs);
        QVERIFY(view.perform(ActionId::Reproduce));
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("refused as before")), SettleMs);
    }

    void spaceShowsARefusedDocumentWhole()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("torn.json"), QByteArray(200, '\n') + "{\"version\":");
        MainWindow window(fixture.context);
        IngestView* view = shownIn(window);
        QVERIFY(view);
        startReading(*view, {fixture.file("torn.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(*view, QStringLiteral("Refused  1")), SettleMs);
        QVERIFY(view->perform(ActionId::Part4));
        auto* list = view->findChild<ResultTable*>(QStringLiteral("refused"));
        const auto* text = view->findChild<QPlainTextEdit*>();
        list->setFocus();
        pressKeys(window, "J");
        QTRY_VERIFY(list->currentRow() >= 0);
        QTRY_VERIFY(!text->toPlainText().isEmpty());
        QVERIFY(text->blockCount() < 50); // The place only.
        pressKeys(window, "Space");
        QTRY_VERIFY_WITH_TIMEOUT(text->blockCount() > 200, SettleMs);
        QVERIFY(text->toPlainText().contains(QStringLiteral("\"version\":")));
        QVERIFY(text->hasFocus());
        QVERIFY(!list->isVisible());
        pressKeys(window, "Esc");
        QTRY_VERIFY_WITH_TIMEOUT(text->blockCount() < 50, SettleMs);
        QVERIFY(list->isVisible() && list->view()->hasFocus());
    }

    void spaceOpensTheFileOfAStoredDocument()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        MainWindow window(fixture.context);
        IngestView* view = shownIn(window);
        QVERIFY(view);
        startReading(*view, {fixture.file("good.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(*view, QStringLiteral("Documents  1")), SettleMs);
        QVERIFY(view->perform(ActionId::Part3));
        view->findChild<ResultTable*>(QStringLiteral("batches"))->setFocus();
        pressKeys(window, "J");
        pressKeys(window, "Space");
        QCOMPARE(window.currentView()->state().view, QStringLiteral("log"));
        QCOMPARE(window.currentView()->state().options.value(QStringLiteral("file")),
                 fixture.file("good.json"));
    }

    void foldersSayWhatTheyBrought()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("good.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Folders  1")), SettleMs);
        QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading, SettleMs);
        QVERIFY(view.perform(ActionId::Part2));
        const TableExport table = view.tableSource()(TaskContext());
        QCOMPARE(table.rows.size(), std::size_t{1});
        QVERIFY(fixture.file("good.json").startsWith(table.rows[0][0].text));
        QVERIFY(table.rows[0][1].text.startsWith(QStringLiteral("kcidb")));
        QCOMPARE(table.rows[0][2].text, QStringLiteral("idle"));
        QCOMPARE(table.rows[0][6].text, QStringLiteral("1")); // Today.
    }

    void whileSomethingIsPausedTheBannerStands()
    {
        UiFixture fixture;
        TaskList& tasks = fixture.tasks;
        const PausedBanner banner(fixture.context);
        QVERIFY(banner.isHidden());
        tasks.pause().toggle();
        QVERIFY(!banner.isHidden());
        tasks.pause().toggle();
        QVERIFY(banner.isHidden());
    }

    void foldersBeingReadAreToldFromThoseAtRest()
    {
        store::FolderReport in;
        in.folder = "/in/mainline/";
        in.lastAccepted = Timestamp(std::chrono::hours(2));
        store::FolderReport refusing = in;
        refusing.folder = "/other/";
        refusing.lastRefused = Timestamp(std::chrono::hours(3));
        const auto statesOf = [&](const QStringList& reading, bool isPaused) {
            const auto rows = folderRows({in, refusing}, reading, isPaused);
            return std::pair(rows[0].state, rows[1].state);
        };
        using State = FolderRow::State;
        QVERIFY(statesOf({}, false) == std::pair(State::Idle, State::Refused));
        QVERIFY(statesOf({QStringLiteral("/in")}, false)
                == std::pair(State::Reading, State::Refused));
        QVERIFY(statesOf({QStringLiteral("/in/mainline/a.json")}, true)
                == std::pair(State::Paused, State::Refused));
        QVERIFY(statesOf({QStringLiteral("/other")}, false)
                == std::pair(State::Idle, State::Reading));
    }

    void missingFileIsSaidInWords()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        IngestView view(fixture.context);
        view.showState(stateWith({fixture.file("nowhere.json")}));
        view.start();
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Reading stopped: ")), SettleMs);
        QVERIFY(!view.status().error.isEmpty());
    }

    void windowWithoutStoreSaysSo()
    {
        UiFixture fixture;
        IngestView view(fixture.context);
        view.showState(stateWith({}));
        QVERIFY(!view.status().error.isEmpty());
        QVERIFY(!view.perform(ActionId::Open));
    }

    void formFillsTheReadOptions()
    {
        IngestForm form;
        form.setOption(QStringLiteral("merge"), QStringLiteral("newest"));
        form.setOption(QStringLiteral("tree"), QStringLiteral("next"));
        form.setOption(QStringLiteral("arch"), QStringLiteral(" arm64 "));
        const ingest::Options options = form.options(MemoryEngine::now());
        QCOMPARE(options.policy, store::MergePolicy::Newest);
        QCOMPARE(options.read.tree, std::string("next"));
        QCOMPARE(options.read.architecture, std::string("arm64"));
        QCOMPARE(options.read.origin, std::string("local"));
        QCOMPARE(options.arrival, MemoryEngine::now());
    }

    void sourcesAreListedWithTheirRows()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("good.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Documents  1")), SettleMs);
        const TableExport table = view.tableSource()(TaskContext());
        QCOMPARE(table.rows.size(), std::size_t{1});
        QCOMPARE(table.rows[0][0].text, QStringLiteral("o"));
        QVERIFY(table.rows[0][1].text.startsWith(QStringLiteral("kcidb")));
        QCOMPARE(table.rows[0][2].text, QStringLiteral("unknown")); // One checkout is no habit.
        QCOMPARE(table.rows[0][6].text, QStringLiteral("1"));
        QCOMPARE(table.rows[0][8].text, QStringLiteral("1"));
        QVERIFY(says(view, QStringLiteral("none refused")));
    }

    void unknownValuesAreReadWhenTheirTabIsOpened()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("odd.json"), submission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("odd.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Documents  1")), SettleMs);
        QVERIFY(hasTab(view, QStringLiteral("Unknown values")));
        ViewState state = view.state();
        state.options.insert(QStringLiteral("list"), QStringLiteral("unknown"));
        view.showState(state);
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Unknown values  2")), SettleMs);
        const TableExport table = view.tableSource()(TaskContext());
        QCOMPARE(table.rows[0][0].text, QStringLiteral("board"));
        QCOMPARE(table.rows[0][1].text, QStringLiteral("none given"));
        QCOMPARE(table.rows[0][2].text, QStringLiteral("1"));
        QCOMPARE(table.rows[0][5].text, QStringLiteral("o:t"));
        QCOMPARE(view.state().options.value(QStringLiteral("list")), QStringLiteral("unknown"));
    }

    void boardsAndLabsWithoutNamesAreGivenOne()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        QByteArray results = submission();
        results.replace("\"status\":\"PASS\"}",
                        "\"status\":\"PASS\"},{\"id\":\"o:u\",\"origin\":\"o\","
                        "\"build_id\":\"o:b\",\"path\":\"boot\",\"status\":\"FAIL\","
                        "\"environment\":{\"misc\":{\"platform\":\"Unknown\"}}}");
        writeFile(fixture.file("odd.json"), results);
        UserItems items(fixture.folder.filePath(QStringLiteral("results.db")).toStdString(),
                        fixture.pool, fixture.tasks, fixture.context.now);
        fixture.context.items = &items;
        IngestView view(fixture.context);
        startReading(view, {fixture.file("odd.json")});
        QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Documents  1")), SettleMs);
        showUnknown(view);
        const auto rows = [&view] { return rowsOf(view); };
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), std::size_t(3), SettleMs);
        QHash<QString, int> lineOf; // Of each value.
        for (const auto& row : rows()) {
            lineOf.insert(row[0].text + QLatin1Char(' ') + row[1].text,
                          static_cast<int>(lineOf.size()));
        }
        const QString word = QStringLiteral("board Unknown");
        const QString nothing = QStringLiteral("board none given");
        QVERIFY(lineOf.contains(word) && lineOf.contains(nothing));
        const QString lab = lineOf.key(3 - lineOf[word] - lineOf[nothing]);
        QVERIFY2(lab.startsWith(QLatin1String("lab")), qPrintable(lab));
        auto* list = view.findChild<UnknownPage*>()->findChild<ResultTable*>();
        const auto give = [&](const QString& line, const QString& name) {
            list->moveBy(-10);
            list->moveBy(lineOf[line]);
            if (!view.perform(ActionId::Rename)) {
                return false;
            }
            auto* dialog = view.findChild<QInputDialog*>();
            dialog->setTextValue(name);
            dialog->accept();
            return true;
        };
        QVERIFY(give(word, QStringLiteral("rk3399-gru-kevin")));
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("You call it rk3399-gru-kevin")),
                                 SettleMs);
        QTRY_VERIFY(view.findChild<QInputDialog*>() == nullptr);
        QVERIFY(give(lab, QStringLiteral("lab of o")));
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("You call it lab of o")), SettleMs);
        QTRY_VERIFY(view.findChild<QInputDialog*>() == nullptr);
        // No word came at all: said, and why.
        QVERIFY(!give(nothing, {}));
        QVERIFY(says(view, QStringLiteral("only the source can tell them apart")));
        QVERIFY2(rows()[static_cast<std::size_t>(lineOf[nothing])][6].text.contains(
                     QLatin1String("cannot be named")),
                 qPrintable(rows()[static_cast<std::size_t>(lineOf[nothing])][6].text));
        QCOMPARE(items.lists().aliases.size(), std::size_t(2));
    }

    void withoutRulesEverythingIsKept()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        IngestView view(fixture.context);
        view.resize(1200, 900);
        view.show();
        ViewState state = stateWith({});
        state.options.insert(QStringLiteral("list"), QStringLiteral("storage"));
        view.showState(state);
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("No rule is set: everything is kept")),
                                 SettleMs);
        QVERIFY(!buttonOf(view, QStringLiteral("Take out by the rules"))->isEnabled());
        QVERIFY(!view.tableSource()(TaskContext()).rows.empty());
        QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading, SettleMs);
        QPushButton* compact = buttonOf(view, QStringLiteral("Compact"));
        QVERIFY(compact->isEnabled());
        compact->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Compacted: ")), SettleMs);
    }

    void rulesTakeOutAfterASecondClick()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("wrong.json"), brokenSubmission());
        {
            IngestView view(fixture.context);
            startReading(view, {fixture.file("wrong.json")});
            QTRY_VERIFY_WITH_TIMEOUT(hasTab(view, QStringLiteral("Refused  1")), SettleMs);
        }
        Preferences preferences(
            *service::SettingsFile::load(fixture.file("settings.ini").toStdString()),
            fixture.tasks);
        QVERIFY(preferences.set(QStringLiteral("retention/rejects"), QStringLiteral("5")));
        fixture.context.preferences = &preferences;
        fixture.context.now = [] { return MemoryEngine::now() + std::chrono::days(10); };
        StoragePage page(fixture.context);
        page.resize(1000, 600);
        page.show();
        QPushButton* take = buttonOf(page, QStringLiteral("Take out by the rules"));
        QTRY_VERIFY_WITH_TIMEOUT(take->isEnabled(), SettleMs);
        take->click();
        QVERIFY(says(page, QStringLiteral("1 record goes, and only their sources")));
        QCOMPARE(fixture.workbench->store().rejects()->size(), std::size_t{1});
        take->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(page, QStringLiteral("Taken out: 1 record.")), SettleMs);
        QVERIFY(fixture.workbench->store().rejects()->empty());
        QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), SettleMs);
        QVERIFY(!take->isEnabled());
    }

    void pausedIsSaidAcrossThePage()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        startReading(view, {fixture.file("good.json")});
        const auto isPaused = [&view] {
            const QList<QLabel*> labels = view.findChildren<QLabel*>();
            return std::ranges::any_of(labels, [](const QLabel* label) {
                return label->isVisible()
                    && label->text().startsWith(QStringLiteral("Paused: nothing comes in"));
            });
        };
        QVERIFY(!isPaused());
        buttonOf(view, QStringLiteral("Pause"))->click();
        QVERIFY(isPaused());
        buttonOf(view, QStringLiteral("Resume"))->click();
        QVERIFY(!isPaused());
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Done in")), SettleMs);
    }

    void theRowUnderTheCursorIsInspected()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("good.json"), submission());
        IngestView view(fixture.context);
        Selection selection;
        connect(&view, &View::selectionChanged, &view,
                [&selection](const Selection& now) { selection = now; });
        startReading(view, {fixture.file("good.json")});
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Done in")), SettleMs);
        ViewState state = view.state();
        state.options.insert(QStringLiteral("list"), QStringLiteral("folders"));
        view.showState(state);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.file("good.json").startsWith(selection.caption)
                                     && !selection.caption.isEmpty(),
                                 SettleMs);
        QVERIFY(!selection.facts.isEmpty());
    }

    void theUserSaysWhatAnUnknownWordMeans()
    {
        StoreFixture fixture;
        QVERIFY(fixture.workbench);
        writeFile(fixture.file("boot.json"),
                  R"({"version":"1.0","lab_name":"lab-demo","job":"demo","kernel":"v5.1",)"
                  R"("git_branch":"master","defconfig":"defconfig","arch":"arm64",)"
                  R"("build_environment":"gcc-8","board":"kevin","boot_result":"ABORTED",)"
                  R"("boot_time":3})");
        IngestView view(fixture.context);
        startReading(view, {fixture.file("boot.json")});
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("Done in")), SettleMs);
        showUnknown(view);
        const auto rows = [&view] { return rowsOf(view); };
        QTRY_VERIFY_WITH_TIMEOUT(!rows().empty(), SettleMs);
        QCOMPARE(rows()[0][1].text, QStringLiteral("ABORTED"));
        QVERIFY(rows()[0][6].text.contains(QStringLiteral("no status")));
        QVERIFY(view.perform(ActionId::Open));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        QTest::keyClick(menu, Qt::Key_F);
        QTRY_VERIFY_WITH_TIMEOUT(says(view, QStringLiteral("1 result counts as fail now")),
                                 SettleMs);
        QTRY_COMPARE_WITH_TIMEOUT(rows()[0][6].text, QStringLiteral("counts as fail, as you said"),
                                  SettleMs);
        const auto boots = fixture.workbench->engine().trees({fixture.context.common()}, {});
        QVERIFY(boots);
        QCOMPARE((*boots)->rows.front().counts.boots[StatusClass::Fail], std::int64_t(1));
    }

    void excerptShowsThePlaceOfAnyBytes()
    {
        Refusal refusal;
        refusal.line = 10;
        std::string bytes;
        for (int i = 1; i <= 60; ++i) {
            bytes += "line " + std::to_string(i) + "\n";
        }
        const QString shown = refusalExcerpt(bytes, refusal);
        QVERIFY(shown.contains(QStringLiteral("\u00bb     10  line 10\n")));
        QVERIFY(shown.startsWith(QStringLiteral("       4  line 4\n")));
        QVERIFY(!shown.contains(QStringLiteral("line 44")));
        QVERIFY(refusalExcerpt(std::string("\x1b[31m\0\xff", 7), {})
                    .contains(QStringLiteral("\u2400\\xff")));
        QVERIFY(refusalExcerpt({}, {}).contains(QStringLiteral("empty")));
        QVERIFY(refusalExcerpt(std::string(1'000'000, 'x'), {}).size() < 1000);
    }
};

CBOARD_UI_TEST_MAIN(IngestViewTest)
#include "tst_ingest_view.moc"
