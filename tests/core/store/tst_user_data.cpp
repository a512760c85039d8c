// SPDX-License-Identifier: LGPL-2.1-or-later
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
    void aNewChangeEndsRedo();
    void dataOutliveTheProgram();

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

QTEST_GUILESS_MAIN(UserDataTest)
#include "tst_user_data.moc"
