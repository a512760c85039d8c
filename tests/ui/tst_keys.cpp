// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/trees_window.h"
#include "tests/ui/watched_main.h"
#include "tests/ui/window_input.h"
#include "ui/base/key_map.h"
#include "ui/base/key_text.h"
#include "ui/base/paused_banner.h"
#include "ui/base/preferences.h"
#include "ui/base/state_panel.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_menus.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace cboard;
using namespace cboard::ui;

class KeysTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void namesAndTextsAreUnique();
    void presetsHaveNoClash_data();
    void presetsHaveNoClash();
    void onePressIsNotTwoKeysOfAnAction();
    void presetsOnlyNameRealActions_data();
    void presetsOnlyNameRealActions();
    void keyTextsAreReadBack_data();
    void keyTextsAreReadBack();
    void enterIsNamedOnce();
    void whatIsNoKeyIsRefused_data();
    void whatIsNoKeyIsRefused();
    void clashInsideAScopeIsAProblem();
    void beginningOfASequenceIsAClash();
    void twoActionsCanSwapTheirKeys();
    void unknownActionIsAProblem();
    void innermostScopeWins();
    void textsNameTheKeyThatIsBound_data();
    void textsNameTheKeyThatIsBound();
    void aTextFollowsTheSettings();
    void keysWithoutMeaningSaySo_data();
    void keysWithoutMeaningSaySo();
    void aStepThatFindsNothingSaysSo();
    void changedKeyWorksInTheWindow();
    void lettersWithoutMeaningDoNotSearchInATable();
    void movingKeysMoveInTheNavigator();
    void keysInTheNavigatorBeginAtTheShownView();
    void theNavigatorNamesTheKeys();
    void menusHaveLettersThatNoActionHas();
    void aMenuOpensByItsLetter();
    void menusWithoutMeaningAreGrey();
};

void KeysTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void KeysTest::namesAndTextsAreUnique()
{
    QSet<QString> names;
    for (const KeyedAction& action : keyedActions()) {
        QVERIFY2(!names.contains(action.name), qPrintable(action.name));
        names.insert(action.name);
        QVERIFY(!action.text.isEmpty() && !action.group.isEmpty());
    }
}

void KeysTest::presetsHaveNoClash_data()
{
    QTest::addColumn<QString>("preset");
    for (const QString& preset : keyPresets()) {
        QTest::newRow(qPrintable(preset)) << preset;
    }
}

void KeysTest::presetsHaveNoClash()
{
    QFETCH(QString, preset);
    const KeyMap map(preset);
    QVERIFY(map.problems().isEmpty());
    for (const KeyedAction& action : keyedActions()) {
        const QStringList clashes = map.clashes(action.name, map.keys(action.name));
        QVERIFY2(clashes.isEmpty(),
                 qPrintable(action.name + QStringLiteral(" clashes with ") + clashes.join(u' ')));
    }
}

/// With Shift a press may be read as the sign that it types, too; a shortcut that is found twice
/// does nothing.
void KeysTest::onePressIsNotTwoKeysOfAnAction()
{
    const QString plain = QStringLiteral("`1234567890-=[]\\;',./");
    const QString shifted = QStringLiteral("~!@#$%^&*()_+{}|:\"<>?");
    const auto typed = [&](const QKeySequence& key) {
        QString text = key.toString(QKeySequence::PortableText);
        const qsizetype sign = plain.indexOf(text.right(1));
        if (sign >= 0 && text.contains(QLatin1String("Shift+"))) {
            text.remove(QLatin1String("Shift+"));
            text.replace(text.size() - 1, 1, shifted[sign]);
        }
        return text;
    };
    for (const QString& preset : keyPresets()) {
        const KeyMap map(preset);
        for (const KeyedAction& action : keyedActions()) {
            QSet<QString> texts;
            for (const QKeySequence& key : map.keys(action.name)) {
                QVERIFY2(!texts.contains(typed(key)), qPrintable(action.name));
                texts.insert(typed(key));
            }
        }
    }
}

void KeysTest::presetsOnlyNameRealActions_data()
{
    presetsHaveNoClash_data();
}

void KeysTest::presetsOnlyNameRealActions()
{
    QFETCH(QString, preset);
    const KeyMap plain;
    const KeyMap map(preset);
    int changed = 0;
    for (const KeyedAction& action : keyedActions()) {
        changed += map.keys(action.name) != plain.keys(action.name) ? 1 : 0;
    }
    // A preset that names an action which is gone would change fewer than it lists.
    QCOMPARE(changed > 5, preset != QLatin1String("default"));
}

void KeysTest::keyTextsAreReadBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("letter") << "n"
                            << "n";
    QTest::newRow("shift") << "Shift+N"
                           << "Shift+N";
    QTest::newRow("sequence") << "g t"
                              << "g t";
    QTest::newRow("sequence by comma") << "G,T"
                                       << "g t";
    QTest::newRow("comma itself") << "g ,"
                                  << "g ,";
    QTest::newRow("two keys") << "F3;  Ctrl+G"
                              << "F3; Ctrl+G";
    QTest::newRow("question mark") << "?"
                                   << "?";
    QTest::newRow("none") << ""
                          << "";
}

void KeysTest::keyTextsAreReadBack()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const auto keys = parseKeyList(text);
    QVERIFY(keys);
    QCOMPARE(formatKeyList(*keys), shown);
    QCOMPARE(*parseKeyList(formatKeyList(*keys)), *keys);
}

/// Two keys are named Enter on a keyboard, and none is named Return.
void KeysTest::enterIsNamedOnce()
{
    const KeyMap map;
    QCOMPARE(keyListText(map.keys(QStringLiteral("open"))), QStringLiteral("Enter"));
    QCOMPARE(keyListText(map.keys(QStringLiteral("open-in-new-tab"))),
             QStringLiteral("Shift+Enter"));
    for (const KeyedAction& action : keyedActions()) {
        const QString text = keyListText(map.keys(action.name));
        QVERIFY2(!text.contains(QStringLiteral("Return")), qPrintable(action.name));
        QCOMPARE(*parseKeyList(formatKeyList(map.keys(action.name))), map.keys(action.name));
    }
}

void KeysTest::whatIsNoKeyIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("word") << "hello";
    QTest::newRow("five chords") << "a b c d e";
    QTest::newRow("only a modifier") << "Ctrl+";
}

void KeysTest::whatIsNoKeyIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!parseKeyList(text));
    const KeyMap map(QString(), {{QStringLiteral("quit"), text}});
    QCOMPARE(map.problems().size(), 1);
    QCOMPARE(map.keys(QStringLiteral("quit")), map.presetKeys(QStringLiteral("quit")));
}

void KeysTest::clashInsideAScopeIsAProblem()
{
    const KeyMap map(QString(), {{QStringLiteral("quit"), QStringLiteral("F5")}});
    QCOMPARE(map.problems(), QStringList{QStringLiteral("keys/quit: “F5” clashes with refresh")});
    QVERIFY(map.keys(QStringLiteral("quit")).isEmpty());
    QVERIFY(!map.keys(QStringLiteral("refresh")).isEmpty());
}

void KeysTest::beginningOfASequenceIsAClash()
{
    const KeyMap map(QString(), {{QStringLiteral("refresh"), QStringLiteral("g")}});
    QCOMPARE(map.problems().size(), 1);
    QVERIFY2(map.problems().front().contains(QLatin1String("go-trees")),
             qPrintable(map.problems().front()));
}

void KeysTest::twoActionsCanSwapTheirKeys()
{
    const KeyMap map(QString(),
                     {{QStringLiteral("next-new"), QStringLiteral("p")},
                      {QStringLiteral("previous-new"), QStringLiteral("n")}});
    QVERIFY2(map.problems().isEmpty(), qPrintable(map.problems().join(u'\n')));
    QCOMPARE(keyListText(map.keys(QStringLiteral("next-new"))), QStringLiteral("p"));
}

void KeysTest::unknownActionIsAProblem()
{
    const KeyMap map(QString(), {{QStringLiteral("fly"), QStringLiteral("F9")}});
    QCOMPARE(map.problems(), QStringList{QStringLiteral("keys/fly: there is no such action")});
}

void KeysTest::innermostScopeWins()
{
    const KeyMap map(QString(), {{QStringLiteral("wrap-lines"), QStringLiteral("i")}});
    QVERIFY(map.problems().isEmpty()); // Another scope.
    const auto inLog = effectiveKeys(map, {ActionId::WrapLines});
    QCOMPARE(keyListText(inLog.value(QStringLiteral("wrap-lines"))), QStringLiteral("i"));
    QVERIFY(inLog.value(QStringLiteral("infra")).isEmpty());
    const auto inTable = effectiveKeys(map, {ActionId::RowDown});
    QCOMPARE(keyListText(inTable.value(QStringLiteral("infra"))), QStringLiteral("i"));
    QVERIFY(!inTable.contains(QStringLiteral("wrap-lines")));
}

void KeysTest::textsNameTheKeyThatIsBound_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("change"); ///< Of undo.
    QTest::addColumn<QString>("shown");
    const QString none;
    QTest::newRow("default") << "default" << none << "u, Enter, g t";
    QTest::newRow("vi") << "vi" << none << "u, Enter, g t";
    QTest::newRow("treeherder") << "treeherder" << none << "Ctrl+Z, Enter, g t";
    QTest::newRow("changed") << "default"
                             << "Ctrl+Y"
                             << "Ctrl+Y, Enter, g t";
    QTest::newRow("without a key") << "default"
                                   << ";"
                                   << "“Take back the last change”, Enter, g t";
}

void KeysTest::textsNameTheKeyThatIsBound()
{
    QFETCH(QString, preset);
    QFETCH(QString, change);
    QFETCH(QString, shown);
    QMap<QString, QString> changes;
    if (!change.isEmpty()) {
        changes.insert(QStringLiteral("undo"), change);
    }
    const KeyMap keys(preset, changes);
    QVERIFY2(keys.problems().isEmpty(), qPrintable(keys.problems().join(u'\n')));
    QCOMPARE(withKeys(keys, QStringLiteral("{undo}, {open}, {go-trees}")), shown);
    // What users write is left alone.
    QCOMPARE(withKeys(keys, QStringLiteral("{a} {no-such-action} {}")),
             QStringLiteral("{a} {no-such-action} {}"));
}

void KeysTest::aTextFollowsTheSettings()
{
    const QTemporaryDir folder;
    test::UiFixture fixture;
    const auto file = std::filesystem::path(folder.filePath(QStringLiteral("s.ini")).toStdString());
    Preferences preferences(*service::SettingsFile::load(file), fixture.tasks);
    fixture.context.preferences = &preferences;
    StatePanel panel(fixture.context, new QWidget);
    panel.showMessage(QStringLiteral("Empty"), QStringLiteral("{undo} brings back"));
    PausedBanner banner(fixture.context);
    const auto hasLabel = [&panel](const QString& text) {
        const auto labels = panel.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->text() == text; });
    };
    QVERIFY(hasLabel(QStringLiteral("u brings back")));
    QVERIFY(preferences.set(QStringLiteral("keys/preset"), QStringLiteral("treeherder")));
    QVERIFY(hasLabel(QStringLiteral("Ctrl+Z brings back")));
    QVERIFY(preferences.set(QStringLiteral("keys/pause-work"), QStringLiteral("F9")));
    QVERIFY2(banner.text().contains(QLatin1String("(F9)")), qPrintable(banner.text()));
}

namespace {

/// What the status bar says last.
QString noteOf(const MainWindow& window)
{
    const auto* note = window.findChild<StatusStrip*>()->findChild<QLabel*>(QStringLiteral("note"));
    return note->text();
}

} // namespace

void KeysTest::keysWithoutMeaningSaySo_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("says");
    QTest::newRow("attach") << QByteArray("A") << "No issue can be attached yet: c notes";
    QTest::newRow("issues") << QByteArray("G,I") << "Issues have no view of their own yet";
    QTest::newRow("pipeline") << QByteArray("G,P") << "Nothing is run from here yet";
    QTest::newRow("of logs") << QByteArray("E")
                             << "e (“Next error in the log”) means nothing here; ? lists";
    QTest::newRow("with Shift") << QByteArray("Shift+X") << "(“Swap what is compared”)";
    QTest::newRow("with Ctrl") << QByteArray("Ctrl+G") << "(“Go to a line of the log”)";
    QTest::newRow("no action at all") << QByteArray("V") << "means nothing here; ? lists the keys";
    QTest::newRow("after a beginning") << QByteArray("G,J") << "g j means nothing here";
}

void KeysTest::keysWithoutMeaningSaySo()
{
    QFETCH(QByteArray, keys);
    QFETCH(QString, says);
    test::TreesWindow opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    const ViewState before = opened.window.currentView()->state();
    test::pressKeys(opened.window, keys.constData());
    QVERIFY2(noteOf(opened.window).contains(says), qPrintable(noteOf(opened.window)));
    QCOMPARE(opened.window.currentView()->state(), before);
}

void KeysTest::aStepThatFindsNothingSaysSo()
{
    test::TreesWindow opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    for (int i = 0; i < 10; ++i) {
        test::pressKeys(opened.window, "P");
    }
    QCOMPARE(noteOf(opened.window), QStringLiteral("No new failure before this one"));
}

void KeysTest::changedKeyWorksInTheWindow()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    auto* actions = opened.window.findChild<WindowActions*>();
    actions->setKeys(KeyMap(QString(), {{QStringLiteral("go-boots"), QStringLiteral("F9")}}));
    opened.press(Qt::Key_F9);
    QCOMPARE(opened.window.currentView()->state().view, QStringLiteral("boots"));
}

void KeysTest::lettersWithoutMeaningDoNotSearchInATable()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    auto* list = qobject_cast<QAbstractItemView*>(QApplication::focusWidget());
    QVERIFY(list);
    const QModelIndex before = list->currentIndex();
    const auto actions = opened.window.findChild<WindowActions*>();
    for (const KeyedAction& action : keyedActions()) {
        for (const QKeySequence& key : actions->effective().value(action.name)) {
            QVERIFY2(key != QKeySequence(Qt::Key_V), "choose a letter without meaning");
        }
    }
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        opened.press(Qt::Key_V);
    }
    QCOMPARE(list->currentIndex(), before);
}

void KeysTest::movingKeysMoveInTheNavigator()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    auto* navigator = opened.window.findChild<QTreeWidget*>();
    navigator->setFocus();
    navigator->setCurrentItem(navigator->topLevelItem(0)->child(0));
    const QString view = opened.window.currentView()->state().tree;
    opened.press(Qt::Key_J);
    QCOMPARE(navigator->currentItem(), navigator->topLevelItem(0)->child(1));
    QCOMPARE(opened.window.currentView()->state().tree, view);
}

void KeysTest::keysInTheNavigatorBeginAtTheShownView()
{
    test::TreesWindow opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    auto* navigator = opened.window.findChild<QTreeWidget*>();
    while (!navigator->hasFocus()) {
        opened.press(Qt::Key_F6);
    }
    QCOMPARE(navigator->currentItem()->text(0), QStringLiteral("Trees"));
}

void KeysTest::theNavigatorNamesTheKeys()
{
    test::TreesWindow opened;
    QTRY_VERIFY_WITH_TIMEOUT(opened.isReady(), 20'000);
    const auto* list = opened.window.findChild<NavigatorPane*>()->findChild<QTreeWidget*>();
    const auto keyOf = [list](const QString& title) {
        const auto items = list->findItems(title, Qt::MatchExactly | Qt::MatchRecursive);
        return items.isEmpty() ? QString()
                               : items.constFirst()->data(0, NavigatorPane::KeyRole).toString();
    };
    QCOMPARE(keyOf(QStringLiteral("Boots")), QStringLiteral("g o"));
    auto* actions = opened.window.findChild<WindowActions*>();
    actions->setKeys(KeyMap(QString(), {{QStringLiteral("go-boots"), QStringLiteral("F9")}}));
    QCOMPARE(keyOf(QStringLiteral("Boots")), QStringLiteral("F9"));
}

void KeysTest::menusHaveLettersThatNoActionHas()
{
    const QStringList titles{QStringLiteral("Move"), QStringLiteral("Meet"), QStringLiteral("Me")};
    QCOMPARE(withMnemonics(titles, QStringLiteral("o")),
             (QStringList{QStringLiteral("&Move"), QStringLiteral("M&eet"), QStringLiteral("Me")}));
    QCOMPARE(withMnemonics(titles, QStringLiteral("m")),
             (QStringList{QStringLiteral("M&ove"), QStringLiteral("M&eet"), QStringLiteral("Me")}));
}

void KeysTest::aMenuOpensByItsLetter()
{
    test::TreesWindow shown;
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), 20'000);
    const QAction* first = shown.window.menuBar()->actions().constFirst();
    QVERIFY(first->text().startsWith(QLatin1Char('&')));
    QCOMPARE(first->text(), QStringLiteral("&Go to"));
    QTest::keyClick(&shown.window, Qt::Key_G, Qt::AltModifier);
    QTRY_COMPARE(shown.window.menuBar()->activeAction(), first);
    QTRY_VERIFY(first->menu()->isVisible());
    QTest::keyClick(first->menu(), Qt::Key_Escape);
    QTRY_VERIFY(!first->menu()->isVisible());
}

void KeysTest::menusWithoutMeaningAreGrey()
{
    test::TreesWindow shown;
    QTRY_VERIFY_WITH_TIMEOUT(shown.isReady(), 20'000);
    const auto isEnabled = [&shown](const QString& title) {
        for (const QAction* action : shown.window.menuBar()->actions()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == title) {
                return action->isEnabled();
            }
        }
        return false;
    };
    QVERIFY(isEnabled(QStringLiteral("Tables")));
    QVERIFY(!isEnabled(QStringLiteral("Logs")));
}

CBOARD_UI_TEST_MAIN(KeysTest)
#include "tst_keys.moc"
