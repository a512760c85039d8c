// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/search_text.h"

#include <QTest>

using namespace cboard::query;

class SearchTextTest : public QObject {
    Q_OBJECT

private slots:
    void aSignChoosesTheScope();
    void ranksAreBestFirst_data();
    void ranksAreBestFirst();
    void whatDoesNotAnswerHasNoRank();
};

void SearchTextTest::aSignChoosesTheScope()
{
    const auto check = [](std::string_view typed, SearchScope scope, std::string_view text) {
        const SearchText found = parseSearchText(typed);
        return found.scope == scope && found.text == text;
    };
    QVERIFY(check("kevin", SearchScope::All, "kevin"));
    QVERIFY(check("  @ kevin ", SearchScope::Boards, "kevin"));
    QVERIFY(check("#maestro:1", SearchScope::Issues, "maestro:1"));
    QVERIFY(check(":v6.12", SearchScope::Revisions, "v6.12"));
    QVERIFY(check("!kse.net", SearchScope::Paths, "kse.net"));
    QVERIFY(check(">export", SearchScope::Commands, "export"));
    QVERIFY(check("%Oops", SearchScope::LogContent, "Oops"));
    QVERIFY(check("?", SearchScope::Help, ""));
    QVERIFY(check(" ", SearchScope::All, ""));
}

void SearchTextTest::ranksAreBestFirst_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<int>("rank");
    const auto row = [](const char* name, const char* wanted, SearchRank rank) {
        QTest::addRow("%s in %s", wanted, name)
            << QByteArray(name) << QByteArray(wanted) << int(rank);
    };
    row("rk3399-gru-kevin", "RK3399-gru-kevin", SearchRank::Exact);
    row("rk3399-gru-kevin", "rk33", SearchRank::Prefix);
    row("rk3399-gru-kevin", "kev", SearchRank::WordStart);
    row("rk3399-gru-kevin", "gru-k", SearchRank::WordStart);
    row("kselftest.net.tls.recv", "kse.net.tls", SearchRank::WordParts);
    row("sc7180-trogdor-lazor", "sc7 laz", SearchRank::WordParts);
    row("rk3399-gru-kevin", "3399", SearchRank::Contains);
    row("kselftest.net.tls", "ksltls", SearchRank::Fuzzy);
}

void SearchTextTest::ranksAreBestFirst()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, wanted);
    QFETCH(int, rank);
    const auto found = rankName(name.toStdString(), wanted.toStdString());
    QVERIFY(found);
    QCOMPARE(int(*found), rank);
}

void SearchTextTest::whatDoesNotAnswerHasNoRank()
{
    QVERIFY(!rankName("kselftest.net.tls", "tls.net"));
    QVERIFY(!rankName("kselftest.net.tls", "kt")); // Too short to be fuzzy.
    QVERIFY(!rankName("boot", "boot.nfs"));
    QVERIFY(!rankName("boot", ""));
    QVERIFY(!rankName("", "b"));
}

QTEST_GUILESS_MAIN(SearchTextTest)
#include "tst_search_text.moc"
