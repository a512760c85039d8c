// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/preferences.h"
#include "ui/base/state_panel.h"
#include "ui/settings/appearance.h"
#include "ui/settings/desktop_motion.h"
#include "ui/settings/settings_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/palette_preview.h"

#include <QAbstractAnimation>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QProgressBar>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace cboard;
using namespace cboard::ui;

class SettingsViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everySettingOfTheTableHasARow();
    void withoutSettingsThereIsAnEmptyPage();
    void everyActionHasARow();
    void everyLabelStandsInOneLine();
    void helpNamesTheKeyThatIsBound();
    void filterSearchesKeyLabelAndHelp();
    void changeIsMarkedWrittenAndReset();
    void typedBackToTheDefaultIsNoChange();
    void inspectorTellsOfTheSettingInHand();
    void wrongKeyIsRefusedWithItsReason();
    void changedKeyWorksAtOnce();
    void lettersWalkOutOfANumber();
    void presetChangesTheDefaults();
    void clashInTheFileIsSaid();
    void themeFollowsTheSettingAndTheSettingTheKey();
    void previewFollowsTheThemeAndTheFilter();
    void narrowWindowScrollsOnlyUpAndDown();
    void reducedMotionLeavesABusyBarStanding();
    void reducedMotionLeavesNothingMoving();
    void theDesktopsWishForNoMotionIsRead_data();
    void theDesktopsWishForNoMotionIsRead();
    void otherProgramsChangesStay();
};

namespace {

/// A window over a settings file of its own.
struct Opened {
    explicit Opened(const QString& content = {})
    {
        const std::string file = path();
        if (!content.isEmpty()) {
            auto settings = service::SettingsFile::load(file);
            const QStringList lines = content.split(QLatin1Char('\n'));
            for (const QString& line : lines) {
                const auto set = settings->set(line.section(QLatin1Char('='), 0, 0).toStdString(),
                                               line.section(QLatin1Char('='), 1).toStdString());
                QVERIFY(set);
            }
            QVERIFY(settings->save());
        }
        preferences =
            std::make_unique<Preferences>(*service::SettingsFile::load(file), fixture.tasks);
        fixture.context.preferences = preferences.get();
    }
    std::string path() const
    {
        return folder.filePath(QStringLiteral("settings.ini")).toStdString();
    }
    std::unique_ptr<SettingsView> view(const QString& filter = {})
    {
        auto view = std::make_unique<SettingsView>(fixture.context, nullptr);
        view->setAttribute(Qt::WA_DontShowOnScreen);
        view->resize(900, 700);
        view->show();
        ViewState state;
        state.filter = filter;
        view->showState(state);
        return view;
    }
    service::SettingsFile written() const { return *service::SettingsFile::load(path()); }

    QTemporaryDir folder;
    test::UiFixture fixture;
    std::unique_ptr<Preferences> preferences;
};

SettingRow* rowOf(const SettingsView& view, const char* key)
{
    const auto rows = view.shownRows();
    for (SettingRow* row : rows) {
        if (row->item().key == QLatin1String(key)) {
            return row;
        }
    }
    return nullptr;
}

} // namespace

void SettingsViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void SettingsViewTest::everySettingOfTheTableHasARow()
{
    Opened opened;
    const auto view = opened.view();
    for (const service::SettingSpec& spec : service::settingSpecs()) {
        if (!spec.key.ends_with("/*")) {
            QVERIFY2(rowOf(*view, std::string(spec.key).c_str()), std::string(spec.key).c_str());
        }
    }
}

/// Over a store that is only read.
void SettingsViewTest::withoutSettingsThereIsAnEmptyPage()
{
    test::UiFixture fixture;
    QVERIFY(fixture.context.preferences == nullptr);
    SettingsView view(fixture.context, nullptr);
    view.resize(900, 700);
    view.show();
    QVERIFY(view.findChildren<SettingRow*>().isEmpty());
}

void SettingsViewTest::everyActionHasARow()
{
    Opened opened;
    const auto view = opened.view();
    for (const KeyedAction& action : keyedActions()) {
        const QByteArray key = "keys/" + action.name.toLatin1();
        SettingRow* row = rowOf(*view, key.constData());
        QVERIFY2(row, key.constData());
        QCOMPARE(qobject_cast<QLineEdit*>(row->editor())->text(),
                 formatKeyList(KeyMap().keys(action.name)));
    }
}

void SettingsViewTest::everyLabelStandsInOneLine()
{
    Opened opened;
    const auto view = opened.view();
    for (const SettingRow* row : view->shownRows()) {
        const auto* label = row->findChild<QLabel*>(QStringLiteral("label"));
        QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(),
                 qPrintable(label->text()));
    }
}

void SettingsViewTest::helpNamesTheKeyThatIsBound()
{
    Opened opened;
    const auto view = opened.view();
    const auto* help = rowOf(*view, "appearance/theme")->findChild<QLabel*>(QStringLiteral("help"));
    QVERIFY2(help->text().contains(QStringLiteral("Alt+T switches.")), qPrintable(help->text()));
    QVERIFY(opened.preferences->set(QStringLiteral("keys/theme"), QStringLiteral("F8")));
    QVERIFY2(help->text().contains(QStringLiteral("F8 switches.")), qPrintable(help->text()));
    for (const service::SettingSpec& spec : service::settingSpecs()) {
        for (const char* fixed : {"Alt+", "Ctrl+", "Shift+"}) {
            const bool isOfKeys = spec.key.starts_with("keys/"); // Shows how keys are written.
            QVERIFY2(isOfKeys || spec.help.find(fixed) == std::string_view::npos,
                     std::string(spec.key).c_str());
        }
    }
}

void SettingsViewTest::filterSearchesKeyLabelAndHelp()
{
    Opened opened;
    const auto view = opened.view(QStringLiteral("running window"));
    QCOMPARE(view->shownRows().size(), 1);
    QVERIFY(rowOf(*view, "query/running_window"));
    const auto none = opened.view(QStringLiteral("no such thing"));
    QVERIFY(none->shownRows().isEmpty());
    QCOMPARE(none->status().shown, 0);
    QVERIFY(none->status().total > 40);
}

void SettingsViewTest::changeIsMarkedWrittenAndReset()
{
    Opened opened;
    const auto view = opened.view();
    SettingRow* row = rowOf(*view, "ingest/merge");
    qobject_cast<QComboBox*>(row->editor())->setCurrentText(QStringLiteral("newest"));
    QVERIFY(opened.preferences->isSet(QStringLiteral("ingest/merge")));
    QTRY_COMPARE(opened.written().value("ingest/merge"), std::string("newest"));
    QVERIFY(opened.preferences->reset(QStringLiteral("ingest/merge")));
    QCOMPARE(qobject_cast<QComboBox*>(row->editor())->currentText(), QStringLiteral("first"));
    QTRY_VERIFY(!opened.written().isSet("ingest/merge"));
}

void SettingsViewTest::typedBackToTheDefaultIsNoChange()
{
    Opened opened;
    const auto view = opened.view();
    auto* choice = qobject_cast<QComboBox*>(rowOf(*view, "ingest/merge")->editor());
    choice->setCurrentText(QStringLiteral("newest"));
    choice->setCurrentText(QStringLiteral("first"));
    QVERIFY(!opened.preferences->isSet(QStringLiteral("ingest/merge")));
    auto* days = qobject_cast<QSpinBox*>(rowOf(*view, "analysis/flaky_runs")->editor());
    const int before = days->value();
    days->setValue(before + 1);
    QVERIFY(opened.preferences->isSet(QStringLiteral("analysis/flaky_runs")));
    days->setValue(before);
    QVERIFY(!opened.preferences->isSet(QStringLiteral("analysis/flaky_runs")));
    auto* keys = qobject_cast<QLineEdit*>(rowOf(*view, "keys/next-failure")->editor());
    for (const char* typed : {"F9", "shift+n"}) {
        keys->setText(QString::fromLatin1(typed));
        emit keys->editingFinished();
    }
    QVERIFY(!opened.preferences->isSet(QStringLiteral("keys/next-failure")));
    QCOMPARE(keys->text(), QStringLiteral("Shift+N"));
    QTRY_VERIFY(opened.written().keysSet().empty());
}

void SettingsViewTest::inspectorTellsOfTheSettingInHand()
{
    Opened opened;
    MainWindow window(opened.fixture.context);
    ViewState state;
    state.view = QStringLiteral("settings");
    window.open(state);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto* view = window.findChild<SettingsView*>();
    Selection selection;
    connect(view, &View::selectionChanged, this,
            [&selection](const Selection& selected) { selection = selected; });
    const auto fact = [&selection](const QString& name) {
        for (const auto& [key, value] : selection.facts) {
            if (key == name) {
                return value;
            }
        }
        return QString();
    };
    view->showState(state);
    QCOMPARE(selection.caption, QStringLiteral("Settings"));
    QVERIFY(fact(QStringLiteral("file")).endsWith(QLatin1String("settings.ini")));
    SettingRow* row = rowOf(*view, "analysis/flaky_runs");
    row->editor()->setFocus();
    QTRY_COMPARE(selection.caption, row->item().label);
    QCOMPARE(fact(QStringLiteral("name")), QStringLiteral("analysis/flaky_runs"));
    QCOMPARE(fact(QStringLiteral("default")), row->item().defaultText);
    QVERIFY(!fact(QStringLiteral("takes")).isEmpty());
    QVERIFY(opened.preferences->set(QStringLiteral("analysis/flaky_runs"), QStringLiteral("20")));
    QCOMPARE(fact(QStringLiteral("value")), QStringLiteral("20"));
}

void SettingsViewTest::wrongKeyIsRefusedWithItsReason()
{
    Opened opened;
    const auto view = opened.view();
    SettingRow* row = rowOf(*view, "keys/quit");
    auto* field = qobject_cast<QLineEdit*>(row->editor());
    field->setText(QStringLiteral("hello"));
    emit field->editingFinished();
    QVERIFY2(row->problem().contains(QLatin1String("is no key")), qPrintable(row->problem()));
    field->setText(QStringLiteral("F5"));
    emit field->editingFinished();
    QCOMPARE(row->problem(), QStringLiteral("This key is taken: Refresh"));
    QVERIFY(!opened.preferences->isSet(QStringLiteral("keys/quit")));
}

void SettingsViewTest::changedKeyWorksAtOnce()
{
    Opened opened;
    MainWindow window(opened.fixture.context);
    ViewState state;
    state.view = QStringLiteral("trees");
    window.open(state);
    const auto* actions = window.findChild<WindowActions*>();
    QVERIFY(opened.preferences->set(QStringLiteral("keys/refresh"), QStringLiteral("F9")));
    QCOMPARE(keyListText(actions->effective().value(QStringLiteral("refresh"))),
             QStringLiteral("F9"));
    QTRY_VERIFY(window.isSettled());
}

void SettingsViewTest::lettersWalkOutOfANumber()
{
    Opened opened;
    MainWindow window(opened.fixture.context);
    ViewState state;
    state.view = QStringLiteral("settings");
    state.filter = QStringLiteral("retention");
    window.open(state);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto* view = qobject_cast<SettingsView*>(window.currentView());
    QVERIFY(view && view->shownRows().size() >= 2);
    auto* first = qobject_cast<QSpinBox*>(view->shownRows()[0]->editor());
    QVERIFY(first);
    first->setFocus();
    const int before = first->value();
    QTest::keyClick(first, Qt::Key_J);
    QTRY_VERIFY(view->shownRows()[1]->editor()->hasFocus());
    QCOMPARE(first->value(), before);
    QTest::keyClick(view->shownRows()[1]->editor(), Qt::Key_K);
    QTRY_VERIFY(first->hasFocus());
    QTest::keyClick(first, Qt::Key_7); // A digit is the number's.
    QVERIFY2(first->text().contains(QLatin1Char('7')), qPrintable(first->text()));
}

void SettingsViewTest::presetChangesTheDefaults()
{
    Opened opened;
    const auto view = opened.view();
    SettingRow* row = rowOf(*view, "keys/next-new");
    QVERIFY(opened.preferences->set(QStringLiteral("keys/preset"), QStringLiteral("treeherder")));
    QCOMPARE(qobject_cast<QLineEdit*>(row->editor())->text(), QStringLiteral("j; n"));
    QVERIFY(opened.preferences->keys().problems().isEmpty());
}

void SettingsViewTest::clashInTheFileIsSaid()
{
    Opened opened(QStringLiteral("keys/quit=F5"));
    MainWindow window(opened.fixture.context);
    QCOMPARE(opened.preferences->keys().problems().size(), 1);
    const auto* actions = window.findChild<WindowActions*>();
    QVERIFY(actions->keys().keys(QStringLiteral("quit")).isEmpty());
    QTRY_VERIFY(window.isSettled());
}

void SettingsViewTest::themeFollowsTheSettingAndTheSettingTheKey()
{
    Opened opened(QStringLiteral("appearance/theme=dark"));
    Theme& theme = opened.fixture.theme;
    const Appearance appearance(*opened.preferences, theme, false);
    QCOMPARE(theme.kind(), ThemeKind::Dark);
    QVERIFY(opened.preferences->set(QStringLiteral("appearance/theme"), QStringLiteral("light")));
    QCOMPARE(theme.kind(), ThemeKind::Light);
    theme.setLettersMode(true);
    QTRY_COMPARE(opened.written().value("appearance/letters"), std::string("true"));
    QTRY_COMPARE(opened.written().value("appearance/theme"), std::string("light"));
}

void SettingsViewTest::previewFollowsTheThemeAndTheFilter()
{
    Opened opened;
    const auto view = opened.view();
    view->resize(900, 700);
    view->show();
    auto* preview = view->findChild<PalettePreview*>();
    QVERIFY(preview && preview->isVisible());
    const QImage light = preview->grab().toImage();
    opened.fixture.theme.setKind(ThemeKind::Dark);
    const QImage dark = preview->grab().toImage();
    QVERIFY(dark != light);
    opened.fixture.theme.setLettersMode(true);
    QVERIFY(preview->grab().toImage() != dark);
    ViewState state = view->state();
    state.filter = QStringLiteral("threads");
    view->showState(state);
    QVERIFY(!preview->isVisible());
}

void SettingsViewTest::narrowWindowScrollsOnlyUpAndDown()
{
    Opened opened;
    const auto view = opened.view();
    constexpr int Narrow = 760;
    view->resize(Narrow, 560);
    const auto* scroll = view->findChild<QScrollArea*>();
    QTRY_COMPARE(scroll->width(), Narrow);
    QTRY_COMPARE(scroll->horizontalScrollBar()->maximum(), 0);
    QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
}

void SettingsViewTest::reducedMotionLeavesABusyBarStanding()
{
    Opened opened(QStringLiteral("appearance/reduce_motion=true"));
    const Appearance appearance(*opened.preferences, opened.fixture.theme, false);
    QProgressBar bar;
    setBusy(bar);
    QVERIFY(bar.maximum() > bar.minimum()); // A busy bar that moves has no range.
    QVERIFY(opened.preferences->reset(QStringLiteral("appearance/reduce_motion")));
    setBusy(bar);
    QCOMPARE(bar.maximum(), bar.minimum());
}

/// Whatever the style could animate: bars, menus, trees, scroll bars, the tabs of a window.
void SettingsViewTest::reducedMotionLeavesNothingMoving()
{
    Opened opened(QStringLiteral("appearance/reduce_motion=true"));
    const Appearance appearance(*opened.preferences, opened.fixture.theme, false);
    installTheme(opened.fixture.theme);
    MainWindow window(opened.fixture.context);
    for (const char* view : {"trees", "boots", "tests", "ingest", "settings"}) {
        ViewState state;
        state.view = QLatin1String(view);
        window.open(state, OpenMode::NewTab);
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTRY_VERIFY_WITH_TIMEOUT(window.isSettled(), 20'000);
    auto* bar = new QProgressBar(&window);
    setBusy(*bar);
    bar->show();
    QTest::keyClick(&window, Qt::Key_F6);
    QTest::qWait(50);
    for (QAbstractAnimation* running :
         qApp->findChildren<QAbstractAnimation*>() + window.findChildren<QAbstractAnimation*>()) {
        QVERIFY2(running->state() != QAbstractAnimation::Running,
                 running->metaObject()->className());
    }
    QCOMPARE(qApp->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &window), 0);
    for (const Qt::UIEffect effect :
         {Qt::UI_General, Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
          Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox}) {
        QVERIFY(!QApplication::isEffectEnabled(effect));
    }
    for (const QTreeView* tree : window.findChildren<QTreeView*>()) {
        QVERIFY(!tree->isAnimated());
    }
    QVERIFY(opened.preferences->reset(QStringLiteral("appearance/reduce_motion")));
}

void SettingsViewTest::theDesktopsWishForNoMotionIsRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("moves");
    QTest::newRow("nothing said") << "other" << QByteArray() << true;
    QTest::newRow("Plasma, off") << "kdeglobals" << QByteArray("[KDE]\nAnimationDurationFactor=0\n")
                                 << false;
    QTest::newRow("Plasma, slow") << "kdeglobals"
                                  << QByteArray("[KDE]\nAnimationDurationFactor=2.5\n") << true;
    QTest::newRow("GTK, off") << "gtk-3.0/settings.ini"
                              << QByteArray("[Settings]\ngtk-enable-animations=0\n") << false;
    QTest::newRow("GTK, a word") << "gtk-4.0/settings.ini"
                                 << QByteArray("[Settings]\ngtk-enable-animations=False\n")
                                 << false;
    QTest::newRow("GTK, on") << "gtk-4.0/settings.ini"
                             << QByteArray("[Settings]\ngtk-enable-animations=true\n") << true;
    QTest::newRow("no such text") << "kdeglobals" << QByteArray("\xff\x00[[[", 5) << true;
}

void SettingsViewTest::theDesktopsWishForNoMotionIsRead()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(bool, moves);
    const QTemporaryDir folder;
    const QString path = folder.filePath(file);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile written(path);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(content) == content.size());
    written.close();
    QCOMPARE(doesDesktopMove(folder.path()), moves);
}

void SettingsViewTest::otherProgramsChangesStay()
{
    Opened opened;
    auto other = opened.written();
    QVERIFY(other.set("ingest/origin", "mine"));
    QVERIFY(other.save());
    QVERIFY(opened.preferences->set(QStringLiteral("ingest/threads"), QStringLiteral("3")));
    QTRY_COMPARE(opened.written().value("ingest/threads"), std::string("3"));
    QCOMPARE(opened.written().value("ingest/origin"), std::string("mine"));
}

CBOARD_UI_TEST_MAIN(SettingsViewTest)
#include "tst_settings_view.moc"
