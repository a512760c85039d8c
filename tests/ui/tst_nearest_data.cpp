// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"
#include "ui/compare/nearest_data.h"

#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// Revisions that stand in for those without data.
class NearestDataTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aSideWithoutResultsHasTheNearestOnBothHands();
    void aSideWithResultsNeedsNone();
    void whereNothingIsNearNothingIsNamed();
    void aCellHasTheNearestRevisionsInWhichItRan();

private:
    query::RevisionRef revision(int number);

    test::StoreFixture m_fixture;
    std::shared_ptr<const query::RevisionsSnapshot> m_revisions;
};

namespace {

const query::BranchKey Mainline{"mainline", "master", {}};

} // namespace

/// Results in revisions 2, 5 and 6 of seven; the cell of ltp.a ran in 2 and 6 only.
void NearestDataTest::initTestCase()
{
    test::PlainData data;
    for (int n = 1; n <= 7; ++n) {
        data.checkouts.push_back(test::mainlineCheckout(n));
        if (n == 2 || n == 5 || n == 6) {
            data.builds.push_back(test::mainlineBuild(n));
            const std::string id = std::to_string(n);
            data.tests.push_back({"maestro:t" + id, "maestro:b" + id, "maestro",
                                  n == 5 ? "ltp.b" : "ltp.a", "kevin", "lab-x", "PASS", "", "",
                                  ""});
        }
    }
    m_fixture.add(data);
    query::RevisionsRequest request;
    request.common = m_fixture.common();
    request.branch = Mainline;
    m_revisions = test::must(m_fixture.engine().revisions(request, {}));
    QCOMPARE(m_revisions->rows.size(), std::size_t(7));
}

query::RevisionRef NearestDataTest::revision(int number)
{
    return m_revisions->rows[m_revisions->rows.size() - static_cast<std::size_t>(number)].revision;
}

void NearestDataTest::aSideWithoutResultsHasTheNearestOnBothHands()
{
    const auto found =
        nearestWithResults(m_fixture.engine(), m_fixture.common(), {revision(6), revision(3)}, {});
    QVERIFY(found);
    QVERIFY(!(*found)[0]);
    QCOMPARE((*found)[1]->before->name, std::string("v2"));
    QCOMPARE((*found)[1]->after->name, std::string("v5"));
    QCOMPARE(sideToFill(*found), std::optional<std::size_t>(1));
    // A filter of the comparison hides no revision.
    const auto filtered = nearestWithResults(m_fixture.engine(), m_fixture.common("path:none*"),
                                             {revision(6), revision(7)}, {});
    QVERIFY(filtered && !(*filtered)[0]);
    QCOMPARE((*filtered)[1]->before->name, std::string("v6"));
    QVERIFY(!(*filtered)[1]->after);
}

void NearestDataTest::aSideWithResultsNeedsNone()
{
    const auto found =
        nearestWithResults(m_fixture.engine(), m_fixture.common(), {revision(2), revision(6)}, {});
    QVERIFY(found);
    QVERIFY(!sideToFill(*found));
}

void NearestDataTest::whereNothingIsNearNothingIsNamed()
{
    test::StoreFixture fixture;
    test::PlainData data;
    data.checkouts = {test::mainlineCheckout(1), test::mainlineCheckout(2)};
    fixture.add(data);
    query::RevisionsRequest request;
    request.common = fixture.common();
    request.branch = Mainline;
    const auto revisions = test::must(fixture.engine().revisions(request, {}));
    const auto found = nearestWithResults(fixture.engine(), fixture.common(),
                                          {revisions->rows.front().revision}, {});
    QVERIFY(found);
    QVERIFY((*found)[0] && (*found)[0]->isEmpty());
    QVERIFY(!sideToFill(*found));
}

void NearestDataTest::aCellHasTheNearestRevisionsInWhichItRan()
{
    query::HistoryRequest cell;
    cell.common = m_fixture.common();
    cell.branch = Mainline;
    cell.path = "ltp.a";
    const auto history = test::must(m_fixture.engine().history(cell, {}));
    const auto nearest = [&](int number) {
        return *nearestWithCell(m_fixture.engine(), m_fixture.common(), revision(number), *history,
                                {});
    };
    QCOMPARE(nearest(5).before->name, std::string("v2"));
    QCOMPARE(nearest(5).after->name, std::string("v6"));
    QCOMPARE(nearest(7).before->name, std::string("v6"));
    QVERIFY(!nearest(7).after);
    QVERIFY(!nearest(1).before);
    QCOMPARE(nearest(1).after->name, std::string("v2"));
}

QTEST_GUILESS_MAIN(NearestDataTest)
#include "tst_nearest_data.moc"
