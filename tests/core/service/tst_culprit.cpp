// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/culprit.h"
#include "core/store/user_data.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <map>

using namespace cboard;
using namespace cboard::test;
using service::Culprit;

/// The commit that the user found to have broken something.
class CulpritTest : public QObject {
    Q_OBJECT

private slots:
    void whatBisectPrintsIsRead();
    void whatIsNoHashIsRefused_data();
    void whatIsNoHashIsRefused();
    void anyCellOfTheRegressionKnowsIt();
    void theNextRegressionOfACellHasItsOwn();
    void itStandsBesideTheStoreUntilItIsTakenBack();

private:
    static query::RegressionRow row(const std::vector<std::string>& boards, char firstBad)
    {
        query::RegressionRow made;
        made.firstBad.commit = std::string(40, firstBad);
        for (const std::string& board : boards) {
            made.cells.push_back({{"boot", board, "defconfig", "arm64", "gcc-12", "lab-x"}, ""});
        }
        return made;
    }
};

void CulpritTest::whatBisectPrintsIsRead()
{
    const std::string hash = "0123456789abcdef0123456789abcdef01234567";
    QVERIFY(service::parseCulprit(hash + " net: break it\n") == (Culprit{hash, "net: break it"}));
    QVERIFY(service::parseCulprit("  ABCDEF0  ") == (Culprit{"abcdef0", ""}));
    QCOMPARE(service::culpritText({"abcdef0", "net: x"}), std::string("abcdef0 net: x"));
    QVERIFY(service::parseCulprit(service::culpritText({"abcdef0", ""}))
            == (Culprit{"abcdef0", ""}));
}

void CulpritTest::whatIsNoHashIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", " ", "abcdef", "v6.10-rc1", "net: break it", "0123456x", "deadbeef.", "HEAD~3"}) {
        QTest::newRow(text) << QString::fromLatin1(text);
    }
    QTest::newRow("too long") << QString(65, QLatin1Char('a'));
}

void CulpritTest::whatIsNoHashIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!service::parseCulprit(text.toStdString()));
}

void CulpritTest::anyCellOfTheRegressionKnowsIt()
{
    std::map<std::string, std::string> notes;
    const auto noteOf = [&notes](const std::string& target) { return notes[target]; };
    QVERIFY(!service::culpritOf(row({"kevin", "bob"}, 'a'), noteOf));
    notes[service::culpritTargets(row({"bob"}, 'a')).front()] = "abcdef0 broke it";
    QVERIFY(service::culpritOf(row({"kevin", "bob"}, 'a'), noteOf)
            == (Culprit{"abcdef0", "broke it"}));
    QVERIFY(!service::culpritOf(row({"kevin"}, 'a'), noteOf));
}

void CulpritTest::theNextRegressionOfACellHasItsOwn()
{
    QVERIFY(service::culpritTargets(row({"bob"}, 'a'))
            != service::culpritTargets(row({"bob"}, 'b')));
    for (const std::string& target : service::culpritTargets(row({"bob", "kevin"}, 'a'))) {
        QVERIFY(service::isCulpritTarget(target));
    }
}

void CulpritTest::itStandsBesideTheStoreUntilItIsTakenBack()
{
    StoreFixture fixture;
    const auto regression = row({"kevin", "bob"}, 'a');
    QVERIFY(!service::culpritOf(regression, service::notesOf(fixture.file()).value()));
    const auto user = store::UserData::open(fixture.file());
    QVERIFY(user);
    QVERIFY((*user)->setNotes(service::culpritTargets(regression), "abcdef0", StoreFixture::now()));
    QVERIFY(service::culpritOf(row({"bob"}, 'a'), service::notesOf(fixture.file()).value()));
    QVERIFY((*user)->undo(StoreFixture::now())); // All cells at once.
    QVERIFY(
        service::notesOf(fixture.file()).value()(service::culpritTargets(regression)[0]).empty());
    QVERIFY((*user)->notes()->empty());
}

QTEST_GUILESS_MAIN(CulpritTest)
#include "tst_culprit.moc"
