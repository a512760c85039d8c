// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/state_panel.h"
#include "ui/find/find_bar.h"
#include "ui/logview/error_list.h"
#include "ui/logview/log_time.h"
#include "ui/logview/log_view.h"
#include "ui/logview/overview_map.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 10'000;

std::string kernelLog()
{
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "[    1." + std::to_string(100000 + i * 100) + "] line " + std::to_string(i) + "\n";
        if (i == 60 || i == 120) {
            text += "[    1.900000] WARNING: CPU: 0 at x.c\n";
        }
        if (i == 150) {
            text += "[    1.950000] Kernel panic - not syncing: y\n";
        }
    }
    return text;
}

std::string lavaLog()
{
    std::string text;
    const auto add = [&text](const char* second, const char* level, const char* message) {
        text += std::string("- {\"dt\": \"2020-01-01T00:00:") + second + "\", \"lvl\": \"" + level
            + "\", \"msg\": \"" + message + "\"}\n";
    };
    add("01", "info", "start");
    add("02.5", "target", "hello");
    add("03", "debug", "noise");
    add("04", "target", "hello again");
    return text;
}

ViewState logState(QMap<QString, QString> options = {})
{
    ViewState state;
    state.view = QStringLiteral("log");
    state.record = QStringLiteral("maestro:1");
    state.options = std::move(options);
    return state;
}

/// A view that has loaded.
class LoadedView {
public:
    explicit LoadedView(LogFixture& fixture, const ViewState& state = logState())
        : view(fixture.context)
    {
        view.resize(1000, 600);
        view.show();
        view.showState(state);
        isLoaded = QTest::qWaitFor([this] { return !view.status().isLoading; }, SettleMs);
    }
    qint64 currentLine() const { return const_cast<LogView&>(view).canvas().currentRow() + 1; }

    LogView view;
    bool isLoaded = false;
};

void compareCopied(const QString& expected)
{
    QTRY_COMPARE(QApplication::clipboard()->text(), expected);
}

} // namespace

class LogViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QApplication::clipboard()->clear(); }

    void opensAtTheWorstMark()
    {
        LogFixture fixture;
        fixture.logs.setText(kernelLog());
        LoadedView loaded(fixture);
        QVERIFY(loaded.isLoaded);
        QCOMPARE(loaded.view.canvas().currentText(),
                 QStringLiteral("Kernel panic - not syncing: y"));
        LogCanvas& canvas = loaded.view.canvas();
        QVERIFY(canvas.firstPosition() <= canvas.currentRow());
        QVERIFY(canvas.currentRow() < canvas.lastPosition());
    }

    void currentRowStaysInSightWhenTheWindowShrinks()
    {
        LogFixture fixture;
        fixture.logs.setText(kernelLog());
        LoadedView loaded(fixture);
        LogCanvas& canvas = loaded.view.canvas();
        canvas.setCurrentRow(canvas.lastPosition() - 1, LogCanvas::Reveal::Nearest);
        const qint64 row = canvas.currentRow();
        canvas.resize(canvas.width(), canvas.height() / 2);
        QVERIFY(row >= canvas.firstPosition());
        QVERIFY(row < canvas.lastPosition());
    }

    void errorKeysStepThroughMarksAndStayAtTheEnds()
    {
        LogFixture fixture;
        fixture.logs.setText(kernelLog());
        LoadedView loaded(fixture);
        const qint64 panic = loaded.currentLine();
        QVERIFY(loaded.view.perform(ActionId::PreviousError));
        QCOMPARE(loaded.currentLine(), qint64{123});
        QVERIFY(loaded.view.perform(ActionId::PreviousError));
        QVERIFY(loaded.view.perform(ActionId::PreviousError));
        QCOMPARE(loaded.currentLine(), qint64{62});
        QVERIFY(loaded.view.perform(ActionId::NextError));
        QVERIFY(loaded.view.perform(ActionId::NextError));
        QVERIFY(loaded.view.perform(ActionId::NextError));
        QCOMPARE(loaded.currentLine(), panic);
    }

    void findCountsAndWalksAround()
    {
        LogFixture fixture;
        fixture.logs.setText("one\ntwo one\nthree\nOne one\n");
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.perform(ActionId::Find));
        auto* bar = loaded.view.findChild<FindBar*>();
        auto* field = bar->findChild<QLineEdit*>();
        QTRY_VERIFY(!bar->isHidden());
        QTest::keyClicks(field, QStringLiteral("one"));
        QTRY_COMPARE(loaded.currentLine(), qint64{4});
        QTRY_VERIFY(!loaded.view.status().isLoading);
        const auto says = [bar](const QString& text) {
            const QList<QLabel*> labels = bar->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&text](const QLabel* label) { return label->text() == text; });
        };
        QTRY_VERIFY(says(QStringLiteral("line 3 of 3, 4 matches")));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(loaded.currentLine(), qint64{1});
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(loaded.currentLine(), qint64{4});
        QVERIFY(loaded.view.perform(ActionId::FindPrevious));
        QCOMPARE(loaded.currentLine(), qint64{2});
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(bar->isHidden());
    }

    void goToLineTakesANumber()
    {
        LogFixture fixture;
        fixture.logs.setText(kernelLog());
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.perform(ActionId::GoToLine));
        QLineEdit* field = nullptr;
        for (QLineEdit* candidate : loaded.view.findChildren<QLineEdit*>()) {
            field = candidate->isVisible() ? candidate : field;
        }
        QVERIFY(field);
        field->setText(QStringLiteral("17"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(loaded.currentLine(), qint64{17});
        QVERIFY(field->isHidden());
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("line")), QStringLiteral("17"));
    }

    void stateBringsThePictureBack()
    {
        LogFixture fixture;
        fixture.logs.setText(lavaLog(), LogFormat::LavaYaml);
        const QMap<QString, QString> options{{QStringLiteral("line"), QStringLiteral("2")},
                                             {QStringLiteral("wrap"), QStringLiteral("1")},
                                             {QStringLiteral("time"), QStringLiteral("delta")},
                                             {QStringLiteral("hide"), QStringLiteral("debug")},
                                             {QStringLiteral("find"), QStringLiteral("hello")}};
        LoadedView loaded(fixture, logState(options));
        QVERIFY(loaded.isLoaded);
        QTRY_COMPARE(loaded.view.status().shown, qint64{3});
        QCOMPARE(loaded.view.state().options, options);
        QCOMPARE(loaded.view.status().total, qint64{4});
    }

    void hiddenLevelsLeaveTheirLinesOut()
    {
        LogFixture fixture;
        fixture.logs.setText(lavaLog(), LogFormat::LavaYaml);
        LoadedView loaded(fixture,
                          logState({{QStringLiteral("hide"), QStringLiteral("info,debug")}}));
        QTRY_COMPARE(loaded.view.canvas().positionCount(), qint64{2});
        QCOMPARE(loaded.view.canvas().rowAt(0), qint64{1});
        QCOMPARE(loaded.view.canvas().rowAt(1), qint64{3});
        QTest::keyClick(&loaded.view.canvas(), Qt::Key_Home);
        QCOMPARE(loaded.view.canvas().currentRow(), qint64{1});
    }

    void switchesOfLevelsKeepTheirWordsInANarrowView()
    {
        LogFixture fixture;
        fixture.logs.setText(lavaLog(), LogFormat::LavaYaml);
        LoadedView loaded(fixture);
        loaded.view.resize(160, 500);
        const auto isWhole = [&loaded] {
            const auto buttons = loaded.view.findChildren<QToolButton*>();
            return std::ranges::any_of(buttons, [](const QToolButton* button) {
                return button->isVisible() && button->text().startsWith(QLatin1String("target"))
                    && button->width() >= button->sizeHint().width();
            });
        };
        QTRY_VERIFY(isWhole());
    }

    void aLineIsLookedForInAllLogsWithoutItsTime()
    {
        LogFixture fixture;
        fixture.logs.setText("- {\"dt\": \"2020-01-01T00:00:01\", \"lvl\": \"target\", \"msg\": "
                             "\"<3>[    1.979743] kvm: no hardware\"}\n",
                             LogFormat::LavaYaml);
        LoadedView loaded(fixture);
        QVERIFY(loaded.view.perform(ActionId::FindInAllLogs));
        QCOMPARE(fixture.navigator.opened.back().options.value(QStringLiteral("find")),
                 QStringLiteral("kvm: no hardware"));
    }

    void feedbackOfADeviceIsLeftOutByItsSwitch()
    {
        LogFixture fixture;
        std::string text = lavaLog();
        for (const char* device : {"server", "client", "server"}) {
            text += std::string("- {\"dt\": \"2020-01-01T00:00:05\", \"lvl\": \"feedback\", ")
                + "\"msg\": \"ping\", \"ns\": \"" + device + "\"}\n";
        }
        fixture.logs.setText(text, LogFormat::LavaYaml);
        LoadedView loaded(fixture,
                          logState({{QStringLiteral("hideFrom"), QStringLiteral("server")}}));
        QTRY_COMPARE(loaded.view.canvas().positionCount(), qint64{5});
        QCOMPARE(loaded.view.scopeChips().size(), 1);
        QCOMPARE(loaded.view.state().options.value(QStringLiteral("hideFrom")),
                 QStringLiteral("server"));
        const auto buttons = loaded.view.findChildren<QToolButton*>();
        const auto client =
            std::ranges::find(buttons, QStringLiteral("from client 1"), &QToolButton::text);
        QVERIFY(client != buttons.end());
        (*client)->click();
        QTRY_COMPARE(loaded.view.canvas().positionCount(), qint64{4});
    }

    void matchesAreMarkedInTheOverview()
    {
        LogFixture fixture;
        std::string text;
        for (int line = 0; line < 5000; ++line) {
            text += line < 2500 ? "nothing\n" : "a match\n";
        }
        fixture.logs.setText(text);
        LoadedView loaded(fixture, logState({{QStringLiteral("find"), QStringLiteral("match")}}));
        QVERIFY(loaded.isLoaded);
        auto* const map = loaded.view.findChild<OverviewMap*>();
        const QRgb color = fixture.context.theme->status().hue(StatusClass::Miss).rgb();
        const auto share = [&](int from, int to) {
            const QImage image = map->grab().toImage();
            int marked = 0;
            for (int y = from; y < to; ++y) {
                marked += image.pixel(4, y) == color ? 1 : 0;
            }
            return static_cast<double>(marked) / (to - from);
        };
        const int half = map->height() / 2;
        QTRY_VERIFY(share(half + 2, map->height() - 2) > 0.9);
        QCOMPARE(share(0, half - 2), 0.0);
    }

    void bookmarksAreMarkedInTheOverview()
    {
        LogFixture fixture;
        std::string text;
        for (int line = 0; line < 5000; ++line) {
            text += "nothing\n";
        }
        fixture.logs.setText(text);
        LoadedView loaded(fixture);
        auto* const map = loaded.view.findChild<OverviewMap*>();
        map->setBookmarks({2500});
        const QImage image = map->grab().toImage();
        const QRgb color = fixture.context.theme->text().rgb();
        QCOMPARE(image.pixel(4, map->height() / 2), color);
        QVERIFY(image.pixel(4, map->height() / 4) != color);
    }

    void copyGivesTheLineWithAndWithoutTimes()
    {
        LogFixture fixture;
        fixture.logs.setText(lavaLog(), LogFormat::LavaYaml);
        LoadedView loaded(fixture, logState({{QStringLiteral("line"), QStringLiteral("2")}}));
        QTest::keySequence(&loaded.view.canvas(), QKeySequence::Copy);
        compareCopied(QStringLiteral("hello"));
        QVERIFY(loaded.view.perform(ActionId::CopyReport));
        compareCopied(QStringLiteral("2\t2020-01-01T00:00:02.500000Z\ttarget\thello"));
    }

    void shiftAndArrowsSelectLines()
    {
        LogFixture fixture;
        fixture.logs.setText("a\nb\nc\nd\n");
        LoadedView loaded(fixture, logState({{QStringLiteral("line"), QStringLiteral("2")}}));
        QTest::keyClick(&loaded.view.canvas(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&loaded.view.canvas(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keySequence(&loaded.view.canvas(), QKeySequence::Copy);
        compareCopied(QStringLiteral("b\nc\n"));
        QTest::keySequence(&loaded.view.canvas(), QKeySequence::SelectAll);
        QTest::keySequence(&loaded.view.canvas(), QKeySequence::Copy);
        compareCopied(QStringLiteral("a\nb\nc\nd"));
    }

    void timeModesGoAround()
    {
        LogFixture fixture;
        fixture.logs.setText(kernelLog());
        LoadedView loaded(fixture);
        QCOMPARE(loaded.view.canvas().timeMode(), LogTimeMode::SinceStart);
        loaded.view.perform(ActionId::TimeMode);
        QCOMPARE(loaded.view.canvas().timeMode(), LogTimeMode::Delta);
        loaded.view.perform(ActionId::TimeMode);
        QCOMPARE(loaded.view.canvas().timeMode(), LogTimeMode::None);
        loaded.view.perform(ActionId::TimeMode);
        QCOMPARE(loaded.view.canvas().timeMode(), LogTimeMode::SinceStart);
    }

    void timesAreWrittenByMode()
    {
        QCOMPARE(logTimeText(LogTimeMode::Absolute, 3'723'004'999, 0, {}),
                 QStringLiteral("01:02:03.004"));
        QCOMPARE(logTimeText(LogTimeMode::SinceStart, 2'500'000, 500'000, {}),
                 QStringLiteral("2.000000"));
        QCOMPARE(logTimeText(LogTimeMode::Delta, 2, 0, 1), QStringLiteral("+0.000001"));
        QCOMPARE(logTimeText(LogTimeMode::Delta, 1, 0, 2), QStringLiteral("-0.000001"));
        QCOMPARE(logTimeText(LogTimeMode::Delta, 1, 0, {}), QString());
    }

    void wrappedRowsCanBeWalked()
    {
        LogFixture fixture;
        std::string text;
        for (int i = 0; i < 50; ++i) {
            text += std::string(900, 'x') + "\n";
        }
        fixture.logs.setText(text);
        LoadedView loaded(fixture,
                          logState({{QStringLiteral("wrap"), QStringLiteral("1")},
                                    {QStringLiteral("line"), QStringLiteral("1")}}));
        for (int i = 0; i < 49; ++i) {
            loaded.view.perform(ActionId::RowDown);
            loaded.view.grab();
            LogCanvas& canvas = loaded.view.canvas();
            QVERIFY(canvas.currentRow() >= canvas.firstPosition());
            QVERIFY(canvas.currentRow() < canvas.lastPosition());
        }
    }

    void absenceIsSaidInWords_data()
    {
        QTest::addColumn<QString>("record");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing chosen")
            << QString() << QString() << QStringLiteral("No record is chosen");
        QTest::newRow("address only")
            << QStringLiteral("x") << QStringLiteral("https://example.org/l")
            << QStringLiteral("The log of boot is not stored here");
        QTest::newRow("nothing known")
            << QStringLiteral("x") << QString() << QStringLiteral("There is no log of boot");
        QTest::newRow("no such record")
            << QStringLiteral("missing") << QString() << QStringLiteral("The log cannot be read");
    }
    void absenceIsSaidInWords()
    {
        QFETCH(QString, record);
        QFETCH(QString, url);
        QFETCH(QString, said);
        LogFixture fixture;
        fixture.logs.setText({});
        fixture.logs.snapshot.origin = query::LogOrigin::None;
        fixture.logs.snapshot.url = url.toStdString();
        ViewState state = logState();
        state.record = record;
        LoadedView loaded(fixture, state);
        QStringList texts;
        for (const QLabel* label : loaded.view.findChildren<QLabel*>()) {
            texts << label->text();
        }
        QVERIFY2(texts.contains(said), qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY(!loaded.view.findChild<StatePanel*>()->showsContent());
    }

    void errorListModelIsSound()
    {
        auto text = logs::LogText::open(
            logs::makeMemorySource(std::make_shared<const std::string>(kernelLog())),
            logs::RowFormat::Plain, TaskContext{});
        QVERIFY(text);
        auto document = std::make_shared<LogDocument>();
        document->text = *text;
        const LogFixture fixture;
        LogRows rows(*fixture.context.queries, *fixture.context.tasks, 1);
        ErrorListModel model(rows);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDocument(document);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("WARNING: CPU: 0 at x.c"));
        QCOMPARE(model.index(2, 0).data(ErrorListModel::LineNumberRole).toLongLong(), qint64{154});
        QCOMPARE(model.rowAtOrAbove(0), -1);
        QCOMPARE(model.rowAtOrAbove(500), 2);
        model.setDocument({});
        QCOMPARE(model.rowCount(), 0);
    }

    void hugeLogsTakeNoMoreThanTheirIndex()
    {
        std::string text;
        text.reserve(110'000'000);
        for (int i = 0; text.size() < 100'000'000; ++i) {
            text += "[  " + std::to_string(100 + i / 10000) + ".000000] usb 1-" + std::to_string(i)
                + ": new high-speed device number\n";
        }
        auto opened =
            logs::LogText::open(logs::makeMemorySource(std::make_shared<const std::string>(text)),
                                logs::RowFormat::Plain, TaskContext{});
        QVERIFY(opened);
        QVERIFY((*opened)->index().memoryBytes() < 2'000'000);
        LogFixture fixture;
        fixture.logs.setText(std::move(text));
        LoadedView loaded(fixture);
        QVERIFY(loaded.isLoaded);
        QCOMPARE(loaded.view.canvas().currentRow(), (*opened)->rowCount() - 1);
        loaded.view.canvas().scrollToPosition((*opened)->rowCount() / 2);
        QVERIFY(!loaded.view.grab().isNull());
        QVERIFY(loaded.view.canvas().lastPosition() - loaded.view.canvas().firstPosition() < 200);
    }
};

CBOARD_UI_TEST_MAIN(LogViewTest)
#include "tst_log_view.moc"
