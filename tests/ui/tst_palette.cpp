// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/settings.h"
#include "tests/ui/trees_window.h"
#include "tests/ui/watched_main.h"
#include "ui/palette/palette.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class PaletteTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void ranksFromExactToFuzzy_data();
    void ranksFromExactToFuzzy();
    void signsChooseGroups_data();
    void signsChooseGroups();
    void addressIsOpened();
    void addressOfNoViewIsSearchedFor();
    void onlyValidCommandsAreOffered();
    void everySettingIsFound();
    void hitsOpenWhatTheyName_data();
    void hitsOpenWhatTheyName();
    void mergesOfOneSubjectAreToldApart();
    void bestGroupComesFirstAndNothingTwice();
    void recentComesFirstWhenNothingIsTyped();
    void typedTextFindsATreeAndEnterOpensIt();
    void commandRunsFromThePalette();
    void enterWaitsForTheStore();
    void escapeClosesIt();
};

namespace {

PaletteItem itemOf(PaletteGroup group, const QString& title, int rank)
{
    PaletteItem item;
    item.group = group;
    item.title = title;
    item.rank = rank;
    return item;
}

Palette* openPalette(test::TreesWindow& opened)
{
    opened.press(Qt::Key_K, Qt::ControlModifier);
    return opened.window.findChild<Palette*>();
}

void type(Palette* palette, const QString& text)
{
    QTest::keyClicks(palette->findChild<QLineEdit*>(), text);
}

} // namespace

void PaletteTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void PaletteTest::ranksFromExactToFuzzy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<int>("rank"); // -1: no match
    QTest::newRow("exact") << "mainline"
                           << "Mainline" << 0;
    QTest::newRow("prefix") << "mainline/master"
                            << "main" << 1;
    QTest::newRow("word") << "mainline/master"
                          << "mast" << 2;
    QTest::newRow("later word") << "axa xa"
                                << "xa" << 2;
    QTest::newRow("inside") << "mainline"
                            << "inli" << 3;
    QTest::newRow("letters in order") << "rk3399-gru-kevin"
                                      << "rkkev" << 4;
    QTest::newRow("letters inside words") << "when a record comes again"
                                          << "main" << -1;
    QTest::newRow("letters out of order") << "rk3399"
                                          << "93k" << -1;
    QTest::newRow("nothing wanted") << "anything"
                                    << "" << 3;
}

void PaletteTest::ranksFromExactToFuzzy()
{
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    QFETCH(int, rank);
    QCOMPARE(rankOf(text, wanted).value_or(-1), rank);
}

void PaletteTest::signsChooseGroups_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("boards");
    QTest::addColumn<bool>("commands");
    QTest::addColumn<bool>("asks");
    QTest::newRow("none") << "rk3399"
                          << "rk3399" << true << true << true;
    QTest::newRow("board") << "@rk3399"
                           << "rk3399" << true << false << true;
    QTest::newRow("board with blank") << "@ rk"
                                      << "rk" << true << false << true;
    QTest::newRow("command") << ">quit"
                             << "quit" << false << true << false;
    QTest::newRow("issue") << "#1"
                           << "1" << false << false << true;
    QTest::newRow("help") << "?"
                          << "" << false << false << false;
    QTest::newRow("sign alone") << "@"
                                << "" << true << false << false;
}

void PaletteTest::signsChooseGroups()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    QFETCH(bool, boards);
    QFETCH(bool, commands);
    QFETCH(bool, asks);
    const PaletteQuery query = PaletteQuery::parse(typed);
    QCOMPARE(query.text, text);
    QCOMPARE(query.wants(PaletteGroup::Board), boards);
    QCOMPARE(query.wants(PaletteGroup::Command), commands);
    QCOMPARE(query.asksEngine(), asks);
}

void PaletteTest::addressIsOpened()
{
    const QString address = QStringLiteral("checkerboard:boots?tree=mainline");
    const auto items = localItems(PaletteQuery::parse(address), {});
    QVERIFY(!items.empty());
    QCOMPARE(items.front().group, PaletteGroup::Address);
    QCOMPARE(items.front().target->tree, QStringLiteral("mainline"));
}

void PaletteTest::addressOfNoViewIsSearchedFor()
{
    QVERIFY(localItems(PaletteQuery::parse(QStringLiteral("checkerboard:nowhere")), {}).empty());
}

void PaletteTest::onlyValidCommandsAreOffered()
{
    PaletteThings things;
    things.keys = effectiveKeys(KeyMap(), {ActionId::RowDown});
    const auto items = localItems(PaletteQuery::parse(QStringLiteral(">")), things);
    const auto has = [&items](const char* action) {
        return std::any_of(items.begin(), items.end(), [action](const PaletteItem& item) {
            return item.action == QLatin1String(action);
        });
    };
    QVERIFY(has("quit") && has("row-down") && has("go-boots"));
    QVERIFY(!has("wrap-lines"));
    for (const PaletteItem& item : items) {
        QVERIFY(item.action != QLatin1String("export") || item.keys == QLatin1String("Ctrl+E"));
    }
}

void PaletteTest::everySettingIsFound()
{
    for (const service::SettingSpec& spec : service::settingSpecs()) {
        const QString key = QString::fromUtf8(spec.key.data(), qsizetype(spec.key.size()));
        const auto items = localItems(PaletteQuery::parse(u'>' + key), {});
        QVERIFY2(std::any_of(items.begin(), items.end(),
                             [&key](const auto& item) { return item.detail == key; }),
                 qPrintable(key));
    }
}

void PaletteTest::hitsOpenWhatTheyName_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("address");
    QTest::newRow("tree") << "tree"
                          << "next/pending-fixes"
                          << "checkerboard:revision?tree=next&branch=pending-fixes";
    QTest::newRow("board") << "board"
                           << "rk3399"
                           << "checkerboard:boots?tree=t&filter=board%3Ark3399";
    QTest::newRow("board with blank") << "board"
                                      << "a b"
                                      << "checkerboard:boots?tree=t&filter=board%3A%22a%20b%22";
    QTest::newRow("test") << "test"
                          << "kselftest.net"
                          << "checkerboard:tests?tree=t&filter=path%3Akselftest.net%2A";
    QTest::newRow("config") << "config"
                            << "defconfig"
                            << "checkerboard:builds?tree=t&filter=config%3Adefconfig";
    QTest::newRow("build") << "build"
                           << "x:1"
                           << "checkerboard:log?kind=build&record=x%3A1";
}

void PaletteTest::hitsOpenWhatTheyName()
{
    QFETCH(QString, group);
    QFETCH(QString, target);
    QFETCH(QString, address);
    query::SearchSnapshot snapshot;
    const std::string detail = group == QLatin1String("build") ? "build" : "";
    snapshot.hits.push_back(
        {group.toStdString(), target.toStdString(), detail, target.toStdString(), std::nullopt});
    ViewState from;
    from.tree = QStringLiteral("t");
    const auto items = engineItems(PaletteQuery::parse(target.left(1)), snapshot, from);
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(toAddress(*items.front().target), address);
}

void PaletteTest::mergesOfOneSubjectAreToldApart()
{
    query::SearchSnapshot snapshot;
    for (const char* name : {"v7.1-rc2-45-g0f3a12c00000", "v7.1-rc2-61-gaabbccddeeff"}) {
        query::RevisionRef revision;
        revision.name = name;
        revision.subject = "Merge branch 'sound-fixes' into the tree";
        revision.commit = name;
        snapshot.hits.push_back({"revision", revision.subject, "mainline/master", name, revision});
    }
    const auto items =
        engineItems(PaletteQuery::parse(QStringLiteral("sound")), snapshot, ViewState());
    QCOMPARE(items.size(), std::size_t(2));
    QCOMPARE(items.front().detail, QStringLiteral("mainline/master  v7.1-rc2-45"));
    QVERIFY(items.front().detail != items.back().detail);
}

void PaletteTest::bestGroupComesFirstAndNothingTwice()
{
    ViewState state;
    state.view = QStringLiteral("boots");
    std::vector<PaletteItem> items{itemOf(PaletteGroup::Tree, QStringLiteral("inside"), 3),
                                   itemOf(PaletteGroup::Board, QStringLiteral("second"), 2),
                                   itemOf(PaletteGroup::Board, QStringLiteral("exact"), 0)};
    items.push_back(itemOf(PaletteGroup::Recent, QStringLiteral("seen"), 3));
    items.back().target = state;
    items.push_back(itemOf(PaletteGroup::Saved, QStringLiteral("kept"), 3));
    items.back().target = state;
    QStringList titles;
    for (const PaletteItem& item : arrangeItems(items, 8)) {
        titles << item.title;
    }
    QCOMPARE(titles, (QStringList{"exact", "second", "seen", "inside"}));
    QCOMPARE(arrangeItems(items, 1).size(), std::size_t(3));
}

void PaletteTest::recentComesFirstWhenNothingIsTyped()
{
    UserLists lists;
    lists.recent.push_back({"checkerboard:boots", "Boots of next"});
    PaletteThings things;
    things.lists = &lists;
    const auto items = arrangeItems(localItems(PaletteQuery::parse({}), things), 8);
    QCOMPARE(items.front().title, QStringLiteral("Boots of next"));
    QCOMPARE(items.back().group, PaletteGroup::Help);
}

void PaletteTest::typedTextFindsATreeAndEnterOpensIt()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    Palette* palette = openPalette(opened);
    QVERIFY(palette);
    type(palette, QStringLiteral("next"));
    QTRY_VERIFY(!palette->isSearching());
    QVERIFY(!palette->items().empty());
    QCOMPARE(palette->items().front().group, PaletteGroup::Tree);
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(opened.window.isSettled());
    QCOMPARE(opened.window.currentView()->state().view, QStringLiteral("revision"));
    QVERIFY(opened.window.currentView()->state().tree.contains(QLatin1String("next")));
}

void PaletteTest::commandRunsFromThePalette()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    Palette* palette = openPalette(opened);
    type(palette, QStringLiteral(">light or dark"));
    QCOMPARE(palette->items().front().action, QStringLiteral("theme"));
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(opened.fixture.theme.kind(), ThemeKind::Dark);
}

void PaletteTest::enterWaitsForTheStore()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    Palette* palette = openPalette(opened);
    type(palette, QStringLiteral(":next"));
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_COMPARE(opened.window.currentView()->state().view, QStringLiteral("revision"));
    QTRY_VERIFY(opened.window.isSettled());
}

void PaletteTest::escapeClosesIt()
{
    test::TreesWindow opened;
    QTRY_VERIFY(opened.isReady());
    const QPointer<Palette> palette = openPalette(opened);
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Escape);
    QTRY_VERIFY(!palette);
    QCOMPARE(opened.window.currentView()->state().view, QStringLiteral("trees"));
}

CBOARD_UI_TEST_MAIN(PaletteTest)
#include "tst_palette.moc"
