// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/database.h"
#include "core/store/sqlite/migrations.h"
#include "core/store/store_opening.h"
#include "core/store/user_data.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using store::UserData;

class UserDataTest : public QObject {
    Q_OBJECT

private slots:
    void pinsKeepTheirOrder();
    void eachChangeCanBeTakenBackAndDoneAgain();
    void manyThingsAreMarkedInOneStep();
    void notesAreSortedByWhatTheyStandOn();
    void waiversOfManyCellsAreOneStep();
    void whatNamesNoCellIsNotWaived();
    void nothingIsWaivedForEverWithoutAReason();
    void mergedBoardsHaveOneName();
    void labsHaveNamesOfTheirOwn();
    void namesOfBoardsOutliveTheNamesOfLabs();
    void splittingABoardIsOneStep();
    void aNewChangeEndsRedo();
    void dataOutliveTheProgram();
    void savedViewsAreSortedAndReplaced();
    void renamingIsOneStep();
    void nameThatIsTakenIsRefused();
    void recentViewsComeLastUsedFirst();
    void onlyTheNewestRecentViewsStay();

private:
    std::unique_ptr<UserData> open(const char* name)
    {
        auto data = UserData::open(std::filesystem::path(m_folder.path().toStdString()) / name);
        if (!data) {
            qFatal("%s", describe(data.error()).c_str());
        }
        return std::move(*data);
    }
    QTemporaryDir m_folder;
    Timestamp m_now{};
};

void UserDataTest::pinsKeepTheirOrder()
{
    const auto data = open("pins.db");
    const UserData::Pin z{"tree", "z"};
    const UserData::Pin a{"tree", "a"};
    QVERIFY(data->pin(z, m_now) && data->pin(a, m_now) && data->pin(z, m_now));
    QVERIFY(data->pins().value() == (std::vector{z, a}));
    QVERIFY(data->unpin(z, m_now));
    QVERIFY(data->undo(m_now).value().has_value());
    QVERIFY(data->pins().value() == (std::vector{z, a}));
}

void UserDataTest::eachChangeCanBeTakenBackAndDoneAgain()
{
    const auto data = open("undo.db");
    QVERIFY(data->mark("cell", "flaky", m_now));
    QVERIFY(data->setNote("cell", "one", m_now) && data->setNote("cell", "two", m_now));
    QVERIFY(data->unmark("cell", "flaky", m_now));
    QVERIFY(data->marks("cell")->empty());
    QCOMPARE(data->undo(m_now).value()->label, std::string("mark"));
    QVERIFY(data->marks("cell").value() == std::vector<std::string>{"flaky"});
    QVERIFY(data->undo(m_now).value());
    QCOMPARE(data->note("cell").value().value(), std::string("one"));
    QVERIFY(data->undo(m_now).value() && data->undo(m_now).value());
    QVERIFY(!data->note("cell").value() && data->marks("cell")->empty());
    QVERIFY(!data->undo(m_now).value());
    for (int i = 0; i < 4; ++i) {
        QVERIFY(data->redo(m_now).value());
    }
    QVERIFY(!data->redo(m_now).value());
    QCOMPARE(data->note("cell").value().value(), std::string("two"));
    QVERIFY(data->marks("cell")->empty());
}

void UserDataTest::manyThingsAreMarkedInOneStep()
{
    const auto data = open("marked.db");
    const std::vector<std::string> all{"test:a", "test:b", "test:c"};
    QVERIFY(data->mark("test:b", "tray", m_now));
    QVERIFY(data->markAll({"test:c", "test:b", "test:a"}, "tray", true, m_now));
    QVERIFY(data->mark("test:z", "flaky", m_now));
    QVERIFY(data->marked("tray").value() == all);
    QVERIFY(data->undo(m_now).value() && data->undo(m_now).value());
    QVERIFY(data->marked("tray").value() == std::vector<std::string>{"test:b"});
    QVERIFY(data->redo(m_now).value());
    QVERIFY(data->markAll(all, "tray", false, m_now));
    QVERIFY(data->marked("tray")->empty());
    QVERIFY(data->undo(m_now).value());
    QVERIFY(data->marked("tray").value() == all);
}

void UserDataTest::notesAreSortedByWhatTheyStandOn()
{
    const auto data = open("notes.db");
    QVERIFY(data->setNote("test:b", "second", m_now) && data->setNote("test:a", "first", m_now));
    QVERIFY(data->notes().value()
            == (std::vector<UserData::Note>{{"test:a", "first"}, {"test:b", "second"}}));
    QVERIFY(data->setNote("test:a", std::nullopt, m_now));
    QVERIFY(data->notes().value() == (std::vector<UserData::Note>{{"test:b", "second"}}));
}

void UserDataTest::waiversOfManyCellsAreOneStep()
{
    const auto data = open("waivers.db");
    const UserData::Waiver a{"cell:a/b////", "bad card", std::nullopt};
    const UserData::Waiver b{"cell:b/b////", "", Timestamp(std::chrono::seconds(7))};
    QVERIFY(data->waive({b, a}, m_now));
    QVERIFY(data->waivers().value() == (std::vector{a, b}));
    UserData::Waiver later = b;
    later.until = Timestamp(std::chrono::seconds(-9));
    later.reason = "  two words ";
    QVERIFY(data->waive({later}, m_now));
    QVERIFY(data->waivers().value() == (std::vector{a, later}));
    QVERIFY(data->endWaivers({a.target, b.target}, m_now));
    QVERIFY(data->waivers()->empty());
    QCOMPARE(data->undo(m_now).value()->label, std::string("waiver"));
    QVERIFY(data->waivers().value() == (std::vector{a, later}));
    QVERIFY(data->undo(m_now).value());
    QVERIFY(data->waivers().value() == (std::vector{a, b}));
    QVERIFY(data->undo(m_now).value());
    QVERIFY(data->waivers()->empty());
    QVERIFY(data->redo(m_now).value());
    QVERIFY(data->waivers().value() == (std::vector{a, b}));
}

void UserDataTest::whatNamesNoCellIsNotWaived()
{
    const auto data = open("no-cell.db");
    const auto refused = data->waive({{"cell:a/b////", "why", std::nullopt}, {"x", "", {}}}, m_now);
    QVERIFY(!refused);
    QCOMPARE(describe(refused.error()), std::string("\"x\" names no cell"));
    QVERIFY(data->waivers()->empty());
}

void UserDataTest::nothingIsWaivedForEverWithoutAReason()
{
    const auto data = open("reason.db");
    const auto refused = data->waive({{"cell:a/b////", " ", std::nullopt}}, m_now);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Invalid);
    QVERIFY(data->waive({{"cell:a/b////", "", m_now + std::chrono::hours(1)}}, m_now));
    QVERIFY(data->waive({{"cell:a/b////", "bad card", std::nullopt}}, m_now));
}

void UserDataTest::mergedBoardsHaveOneName()
{
    using Alias = UserData::Alias;
    constexpr auto Board = UserData::Named::Board;
    const auto data = open("boards.db");
    QVERIFY(data->mergeNames(Board, {"kevin", "rk3399-gru-kevin", "acme,gru"}, "rk3399-gru-kevin",
                             m_now));
    const std::vector<Alias> first = {{Board, "acme,gru", "rk3399-gru-kevin"},
                                      {Board, "kevin", "rk3399-gru-kevin"}};
    QVERIFY(data->aliases(Board).value() == first);
    // Into a name that stands for another; and what stood for it comes along.
    QVERIFY(data->mergeNames(Board, {"gru"}, "kevin", m_now));
    QVERIFY(data->aliases(Board).value().back() == (Alias{Board, "kevin", "rk3399-gru-kevin"}));
    QCOMPARE(data->aliases(Board)->size(), std::size_t(3));
    QVERIFY(data->mergeNames(Board, {"rk3399-gru-kevin"}, "chromebook", m_now));
    QCOMPARE(data->aliases(Board)->size(), std::size_t(4));
    const auto merged = data->aliases(Board).value();
    for (const Alias& alias : merged) {
        QCOMPARE(alias.main, std::string("chromebook"));
    }
    QCOMPARE(data->undo(m_now).value()->label, std::string("alias")); // All of one merge.
    QVERIFY(data->undo(m_now).value().has_value());
    QVERIFY(data->aliases(Board).value() == first);
    for (const auto& [names, board] :
         {std::pair(std::vector<std::string>{"a"}, "a"), std::pair(std::vector<std::string>{}, "a"),
          std::pair(std::vector<std::string>{""}, "a"),
          std::pair(std::vector<std::string>{"a"}, "")}) {
        const auto refused = data->mergeNames(Board, names, board, m_now);
        QVERIFY(!refused && refused.error().kind == ErrorKind::Invalid);
    }
}

void UserDataTest::labsHaveNamesOfTheirOwn()
{
    constexpr auto Board = UserData::Named::Board;
    constexpr auto Lab = UserData::Named::Lab;
    const auto data = open("labs.db");
    QVERIFY(data->mergeNames(Lab, {"lab-7"}, "Cellar", m_now));
    QVERIFY(data->mergeNames(Board, {"lab-7"}, "a board of that name", m_now));
    QVERIFY(data->aliases(Lab).value() == (std::vector<UserData::Alias>{{Lab, "lab-7", "Cellar"}}));
    QCOMPARE(data->aliases(Board)->size(), std::size_t(1));
    QVERIFY(data->undo(m_now));
    QVERIFY(data->aliases(Board)->empty());
    QVERIFY(data->splitNames(Lab, "Cellar", m_now));
    QVERIFY(data->aliases(Lab)->empty());
    const auto refused = data->mergeNames(Lab, {""}, "Cellar", m_now);
    QVERIFY(!refused && refused.error().kind == ErrorKind::Invalid);
}

/// Version 3 knew names of boards only; version 4 those of labs as well.
void UserDataTest::namesOfBoardsOutliveTheNamesOfLabs()
{
    using Alias = UserData::Alias;
    constexpr auto Board = UserData::Named::Board;
    const auto store = std::filesystem::path(m_folder.path().toStdString()) / "third.db";
    const auto file = UserData::fileFor(store);
    QVERIFY(store::prepareStoreFile(file, true, store::userMigrationTexts().first(3)));
    {
        auto old = store::Database::open(file, store::Database::Mode::ReadWrite);
        QVERIFY(old);
        QCOMPARE(store::versionOf(**old).value(), std::int64_t(3));
        QVERIFY(
            (*old)->execute("INSERT INTO board_alias (name, board, created) VALUES"
                            " ('kevin', 'rk3399-gru-kevin', 5), ('O''Neil \", 1', 'pi', 6);"
                            "INSERT INTO note (target, text, changed) VALUES ('t', 'n', 7);"
                            "INSERT INTO undo_log (id, label, kind, target, before, after, step)"
                            " VALUES (1, 'note', '', 't', NULL, 'n', 1),"
                            " (2, 'alias', '', 'kevin', NULL, 'rk3399-gru-kevin', 2);"
                            "UPDATE meta SET value = 2 WHERE key = 'undo_position'"));
    }
    const auto data = open("third.db");
    const std::vector<Alias> kept = {{Board, "O'Neil \", 1", "pi"},
                                     {Board, "kevin", "rk3399-gru-kevin"}};
    QVERIFY(data->aliases(Board).value() == kept);
    QVERIFY(data->aliases(UserData::Named::Lab).value().empty());
    // What was done before can still be taken back and done again.
    QCOMPARE(data->undo(m_now).value()->label, std::string("alias"));
    QVERIFY(data->aliases(Board).value() == (std::vector{kept.front()}));
    QCOMPARE(data->redo(m_now).value()->label, std::string("alias"));
    QVERIFY(data->aliases(Board).value() == kept);
    QVERIFY(data->mergeNames(UserData::Named::Lab, {"kevin"}, "lab-k", m_now));
    QVERIFY(data->aliases(Board).value() == kept);
    QCOMPARE(data->note("t").value(), std::optional<std::string>("n"));
}

void UserDataTest::splittingABoardIsOneStep()
{
    constexpr auto Board = UserData::Named::Board;
    const auto data = open("split.db");
    QVERIFY(data->mergeNames(Board, {"b", "c"}, "a", m_now));
    QVERIFY(data->splitNames(Board, "c", m_now)); // That name alone.
    QCOMPARE(data->aliases(Board)->size(), std::size_t(1));
    QVERIFY(data->undo(m_now));
    QVERIFY(data->splitNames(Board, "a", m_now));
    QVERIFY(data->aliases(Board)->empty());
    QVERIFY(data->undo(m_now));
    QCOMPARE(data->aliases(Board)->size(), std::size_t(2));
    const auto refused = data->splitNames(Board, "z", m_now);
    QVERIFY(!refused && refused.error().kind == ErrorKind::NotFound);
}

void UserDataTest::aNewChangeEndsRedo()
{
    const auto data = open("redo.db");
    QVERIFY(data->setNote("cell", "one", m_now) && data->undo(m_now).value());
    QVERIFY(data->setNote("cell", "other", m_now));
    QVERIFY(!data->redo(m_now).value());
    QCOMPARE(data->note("cell").value().value(), std::string("other"));
}

void UserDataTest::dataOutliveTheProgram()
{
    QVERIFY(open("kept.db")->mark("cell", "watch", m_now));
    const auto again = open("kept.db");
    QVERIFY(again->marks("cell").value() == std::vector<std::string>{"watch"});
    QVERIFY(again->undo(m_now).value());
    QVERIFY(again->marks("cell")->empty());
}

void UserDataTest::savedViewsAreSortedAndReplaced()
{
    const auto data = open("saved.db");
    QVERIFY(data->saveView({"morning", "checkerboard:boots"}, m_now));
    QVERIFY(data->saveView({"arm64", "checkerboard:builds"}, m_now));
    QVERIFY(data->saveView({"morning", "checkerboard:tests"}, m_now));
    QVERIFY(data->savedViews().value()
            == (std::vector<UserData::SavedView>{{"arm64", "checkerboard:builds"},
                                                 {"morning", "checkerboard:tests"}}));
    QCOMPARE(data->undo(m_now).value()->label, std::string("view"));
    QCOMPARE(data->savedViews()->back().address, std::string("checkerboard:boots"));
    QVERIFY(!data->saveView({"", "checkerboard:boots"}, m_now));
}

void UserDataTest::renamingIsOneStep()
{
    const auto data = open("rename.db");
    QVERIFY(data->saveView({"a", "checkerboard:boots"}, m_now));
    QVERIFY(data->renameView("a", "b", m_now));
    QVERIFY(data->savedViews().value()
            == (std::vector<UserData::SavedView>{{"b", "checkerboard:boots"}}));
    QCOMPARE(data->undo(m_now).value()->target, std::string("a"));
    QVERIFY(data->savedViews().value()
            == (std::vector<UserData::SavedView>{{"a", "checkerboard:boots"}}));
    QVERIFY(data->redo(m_now).value());
    QCOMPARE(data->savedViews()->front().name, std::string("b"));
    QVERIFY(data->undo(m_now).value() && data->undo(m_now).value());
    QVERIFY(data->savedViews()->empty());
    QVERIFY(!data->undo(m_now).value());
}

void UserDataTest::nameThatIsTakenIsRefused()
{
    const auto data = open("taken.db");
    QVERIFY(data->saveView({"a", "checkerboard:boots"}, m_now));
    QVERIFY(data->saveView({"b", "checkerboard:builds"}, m_now));
    QCOMPARE(data->renameView("a", "b", m_now).error().message,
             std::string("there is a saved view \"b\" already"));
    QCOMPARE(data->renameView("c", "d", m_now).error().kind, ErrorKind::NotFound);
    QVERIFY(!data->renameView("a", "", m_now));
    QCOMPARE(data->savedViews()->size(), std::size_t(2));
}

void UserDataTest::recentViewsComeLastUsedFirst()
{
    const auto data = open("recent.db");
    QVERIFY(data->addRecent({"checkerboard:boots", "Boots"}));
    QVERIFY(data->addRecent({"checkerboard:builds", "Builds"}));
    QVERIFY(data->addRecent({"checkerboard:boots", "Boots of mainline"}));
    QVERIFY(data->recentViews().value()
            == (std::vector<UserData::RecentView>{{"checkerboard:boots", "Boots of mainline"},
                                                  {"checkerboard:builds", "Builds"}}));
    QVERIFY(!data->undo(m_now).value());
}

void UserDataTest::onlyTheNewestRecentViewsStay()
{
    const auto data = open("many.db");
    for (std::int64_t i = 0; i < UserData::MaxRecent + 3; ++i) {
        QVERIFY(data->addRecent({"checkerboard:" + std::to_string(i), "view"}));
    }
    const auto views = data->recentViews();
    QCOMPARE(views->size(), std::size_t(UserData::MaxRecent));
    QCOMPARE(views->back().address, std::string("checkerboard:3"));
}

QTEST_GUILESS_MAIN(UserDataTest)
#include "tst_user_data.moc"
