// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/palette/palette_items.h"
#include "ui/shell/location_choices.h"
#include "ui/trees/tree_entries.h"

#include <QStandardPaths>
#include <QtTest>

using namespace cboard;
using namespace cboard::ui;

/// Sources may send results without a tree name: then the repository says which tree it is.
class NamelessTreesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theRepositoryIsTheName_data();
    void theRepositoryIsTheName();
    void aStateWithARepositoryIsThatTree();
    void thePaletteFindsEachByItsRepository();
    void theBreadcrumbOffersBoth();
    void watchedIsTheOneThatWasMeant();

private:
    query::Common common() const { return m_ui.context.common(); }
    static ViewState stateOf(const char* url);

    test::StoreFixture m_store;
    test::UiFixture m_ui;
};

namespace {

constexpr const char* Torvalds =
    "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git";
constexpr const char* Mirror = "https://github.com/torvalds/linux";

} // namespace

void NamelessTreesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    test::PlainData data;
    data.checkouts.push_back({"maestro:1", "maestro", "", "master", Torvalds, std::string(40, 'a'),
                              "v1", "2025-07-01T00:00:00Z"});
    data.checkouts.push_back({"maestro:2", "maestro", "", "master", Mirror, std::string(40, 'b'),
                              "v2", "2025-07-02T00:00:00Z"});
    data.checkouts.push_back({"maestro:3", "maestro", "next", "master", "https://next.org",
                              std::string(40, 'c'), "v3", "2025-07-03T00:00:00Z"});
    m_store.add(data);
    m_ui.context.engine = &m_store.engine();
    m_ui.context.now = [] { return test::StoreFixture::now(); };
}

ViewState NamelessTreesTest::stateOf(const char* url)
{
    ViewState state;
    state.view = QStringLiteral("revision");
    state.branch = QStringLiteral("master");
    state.repositoryUrl = QLatin1String(url);
    return state;
}

void NamelessTreesTest::theRepositoryIsTheName_data()
{
    QTest::addColumn<QByteArray>("tree");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("name");
    QTest::newRow("named") << QByteArray("next") << QByteArray(Mirror) << "next/master";
    QTest::newRow("deep") << QByteArray() << QByteArray(Torvalds)
                          << QString::fromUtf8("git.kernel.org/…/torvalds/linux/master");
    QTest::newRow("short") << QByteArray() << QByteArray(Mirror)
                           << "github.com/torvalds/linux/master";
    QTest::newRow("folder") << QByteArray() << QByteArray("/srv/linux") << "srv/linux/master";
    QTest::newRow("nothing") << QByteArray() << QByteArray() << "no tree name/master";
}

void NamelessTreesTest::theRepositoryIsTheName()
{
    QFETCH(const QByteArray, tree);
    QFETCH(const QByteArray, url);
    QTEST(branchText(tree.toStdString(), "master", url.toStdString()), "name");
}

void NamelessTreesTest::aStateWithARepositoryIsThatTree()
{
    for (const char* url : {Torvalds, Mirror}) {
        const auto branch = resolveBranch(m_store.engine(), stateOf(url), common(), {});
        QVERIFY(branch.has_value());
        QCOMPARE(branch->repositoryUrl, std::string(url));
        const auto revision = resolveRevision(m_store.engine(), stateOf(url), common(), {});
        QVERIFY(revision.has_value());
        QCOMPARE(revision->repositoryUrl, std::string(url));
    }
}

void NamelessTreesTest::thePaletteFindsEachByItsRepository()
{
    const auto found = m_store.engine().search({common(), "torvalds"}, {});
    QVERIFY(found.has_value());
    QStringList titles;
    const auto items =
        engineItems(PaletteQuery::parse(QStringLiteral("torvalds")), **found, ViewState());
    for (const PaletteItem& item : items) {
        titles << item.title;
        QCOMPARE(branchText(item.target.value()), item.title);
    }
    titles.sort();
    QCOMPARE(titles,
             QStringList({QStringLiteral("git.kernel.org/…/torvalds/linux/master"),
                          QStringLiteral("github.com/torvalds/linux/master")}));
}

void NamelessTreesTest::theBreadcrumbOffersBoth()
{
    QVERIFY(locationParts(stateOf(Mirror)).contains(LocationPart::Tree));
    const auto choices = locationChoices(LocationPart::Tree, stateOf(Mirror), m_store.engine(),
                                         common(), TaskContext());
    QVERIFY(choices.has_value());
    QStringList texts;
    for (const LocationChoice& choice : *choices) {
        texts << choice.text;
        QCOMPARE(choice.isCurrent, choice.target.repositoryUrl == QLatin1String(Mirror));
    }
    QCOMPARE(texts,
             QStringList({QStringLiteral("next"), QStringLiteral("github.com/torvalds/linux"),
                          QStringLiteral("git.kernel.org/…/torvalds/linux")}));
}

void NamelessTreesTest::watchedIsTheOneThatWasMeant()
{
    UserItems items(m_store.file(), m_ui.pool, m_ui.tasks,
                    [] { return test::StoreFixture::now(); });
    Watched mirror{Watched::Kind::Tree, {}, QStringLiteral("master"), {}};
    mirror.repositoryUrl = QLatin1String(Mirror);
    items.toggleWatched(mirror);
    QTRY_VERIFY(!items.isBusy() && items.lists().watched.size() == 1);
    QCOMPARE(items.lists().watched.front(), mirror); // As it was stored.
    const auto trees = m_store.engine().trees({common()}, {});
    QVERIFY(trees.has_value());
    TreeExtras extras;
    extras.pinned = {mirror.title()};
    for (const TreeEntry& entry : treeEntries(**trees, extras)) {
        QCOMPARE(entry.isPinned, entry.row.repositoryUrl == Mirror);
    }
}

CBOARD_UI_TEST_MAIN(NamelessTreesTest)
#include "tst_nameless_trees.moc"
