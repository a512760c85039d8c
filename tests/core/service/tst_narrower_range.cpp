// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/narrower_range.h"
#include "tests/core/git/git_repository.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// What other branches and boards say of the commits that may have broken something.
class NarrowerRangeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anotherBranchThatPassedLaterBoundsIt();
    void anotherBranchThatFailedEarlierBoundsIt();
    void bothEndsOfATreeThatWasMergedBoundIt();
    void ofSeveralTheShortestIsTaken();
    void anotherErrorDoesNotBoundIt();
    void whereNoErrorIsKnownTheSameCellBoundsIt();
    void whatContradictsTheRangeIsLeftOut();
    void aBackportIsAnotherCommit();
    void commitsThatTheCloneLacksAreLeftOut();
    void withoutACloneThereIsNone();
    void theLedgersOfAllBranchesAreRead();
    void branchesThatRestAreLeftOut();
    void withoutACloneNothingIsRead();

private:
    static query::RegressionRow row(const char* tree, const std::string& good,
                                    const std::string& bad,
                                    const std::string& fingerprint = "error-1")
    {
        query::RegressionRow made;
        made.kind = "test";
        made.fingerprint = fingerprint;
        made.cells = {{{"ltp.one", "kevin", "defconfig", "arm64", "gcc-12", "lab-x"}, ""}};
        made.lastGood.commit = good;
        made.firstBad = {};
        made.firstBad.tree = tree;
        made.firstBad.branch = "master";
        made.firstBad.commit = bad;
        return made;
    }
    std::optional<service::NarrowerRange> narrowest(const query::RegressionRow& own,
                                                    const std::vector<query::RegressionRow>& others)
    {
        service::RangesElsewhere ranges;
        for (const query::RegressionRow& other : others) {
            ranges.add(other);
        }
        return ranges.narrowest(own, {{}, m_repository.folder()}, {}).value();
    }

    GitRepository m_repository;
    std::vector<std::string> m_line; ///< Of mainline: commits 0 to 9, the merge of net, one more.
    std::vector<std::string> m_net; ///< Forked from commit 2: five commits.
};

void NarrowerRangeTest::initTestCase()
{
    for (int i = 0; i < 10; ++i) {
        m_line.push_back(m_repository.commit("mainline " + std::to_string(i)));
    }
    const QString forkedFrom = QString::fromStdString(m_line[2]);
    m_repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"),
                      QStringLiteral("net"), forkedFrom});
    for (int i = 0; i < 5; ++i) {
        m_net.push_back(
            m_repository.commit("net " + std::to_string(i), {{"net", std::to_string(i)}}));
    }
    m_repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("master")});
    m_line.push_back(m_repository.merge("net"));
    m_line.push_back(m_repository.commit("after the merge"));
}

void NarrowerRangeTest::anotherBranchThatPassedLaterBoundsIt()
{
    const auto found =
        narrowest(row("mainline", m_line[0], m_line[9]), {row("next", m_line[5], m_line[11])});
    QVERIFY(found);
    QVERIFY(*found == (service::NarrowerRange{"next", "master", m_line[5], m_line[9], 4}));
}

void NarrowerRangeTest::anotherBranchThatFailedEarlierBoundsIt()
{
    const auto found =
        narrowest(row("mainline", m_line[3], m_line[9]), {row("next", m_line[0], m_line[5])});
    QVERIFY(found);
    QVERIFY(*found == (service::NarrowerRange{"next", "master", m_line[3], m_line[5], 2}));
}

void NarrowerRangeTest::bothEndsOfATreeThatWasMergedBoundIt()
{
    const auto found =
        narrowest(row("mainline", m_line[8], m_line[11]), {row("net", m_net[1], m_net[3])});
    QVERIFY(found);
    QVERIFY(*found == (service::NarrowerRange{"net", "master", m_net[1], m_net[3], 2}));
}

void NarrowerRangeTest::ofSeveralTheShortestIsTaken()
{
    const auto found =
        narrowest(row("mainline", m_line[0], m_line[9]),
                  {row("one", m_line[2], m_line[8]), row("two", m_line[4], m_line[5]),
                   row("three", m_line[3], m_line[6])});
    QVERIFY(found && found->tree == "two" && found->count == 1);
    QVERIFY(!narrowest(row("mainline", m_line[4], m_line[5]),
                       {row("one", m_line[2], m_line[8]), row("two", m_line[4], m_line[5])}));
}

void NarrowerRangeTest::anotherErrorDoesNotBoundIt()
{
    QVERIFY(!narrowest(
        row("mainline", m_line[0], m_line[9]),
        {row("next", m_line[4], m_line[5], "error-2"), row("next", m_line[4], m_line[6], "")}));
}

void NarrowerRangeTest::whereNoErrorIsKnownTheSameCellBoundsIt()
{
    auto other = row("next", m_line[4], m_line[5], "");
    other.cells.front().names.lab = "lab-y";
    const auto own = row("mainline", m_line[0], m_line[9], "");
    QVERIFY(narrowest(own, {other}));
    other.cells.front().names.platform = "scarlet";
    QVERIFY(!narrowest(own, {other}));
}

/// What failed there at a commit that passed here is something else; so is a range without commits.
void NarrowerRangeTest::whatContradictsTheRangeIsLeftOut()
{
    QVERIFY(!narrowest(row("mainline", m_line[5], m_line[9]), {row("next", m_line[2], m_line[4])}));
    QVERIFY(!narrowest(row("mainline", m_line[2], m_line[4]), {row("next", m_line[5], m_line[9])}));
}

void NarrowerRangeTest::aBackportIsAnotherCommit()
{
    QVERIFY(!narrowest(row("mainline", m_line[7], m_line[9]), {row("net", m_net[2], m_net[3])}));
}

void NarrowerRangeTest::commitsThatTheCloneLacksAreLeftOut()
{
    const auto found = narrowest(row("mainline", m_line[0], m_line[9]),
                                 {row("next", std::string(40, 'a'), std::string(40, 'b')),
                                  row("next", std::string(40, 'a'), m_line[4])});
    QVERIFY(found);
    QVERIFY(*found == (service::NarrowerRange{"next", "master", m_line[0], m_line[4], 4}));
}

void NarrowerRangeTest::withoutACloneThereIsNone()
{
    service::RangesElsewhere ranges;
    ranges.add(row("next", m_line[4], m_line[5]));
    QVERIFY(!ranges.narrowest(row("mainline", m_line[0], m_line[9]), {}, {}).value());
}

void NarrowerRangeTest::theLedgersOfAllBranchesAreRead()
{
    StoreFixture fixture;
    PlainData data;
    const auto add = [&](const std::string& tree, const std::string& commit, int day,
                         const char* status) {
        const std::string id = "maestro:" + tree + std::to_string(day);
        data.checkouts.push_back({id, "maestro", tree, "master", "https://" + tree + ".org", commit,
                                  "", "2025-07-0" + std::to_string(day) + "T00:00:00Z"});
        data.builds.push_back(
            {id + "b", id, "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
        data.tests.push_back(
            {id + "t", id + "b", "maestro", "ltp.one", "kevin", "lab-x", status, "", "", ""});
    };
    add("mainline", m_line[0], 1, "PASS");
    add("mainline", m_line[9], 5, "FAIL");
    add("next", m_line[3], 2, "PASS");
    add("next", m_line[6], 3, "FAIL");
    fixture.add(data);
    const auto ranges = must(service::rangesElsewhere(fixture.engine(), {}, fixture.common(), {}));
    const auto found =
        ranges
            ->narrowest(row("mainline", m_line[0], m_line[9], ""), {{}, m_repository.folder()}, {})
            .value();
    QVERIFY(found);
    QVERIFY(*found == (service::NarrowerRange{"next", "master", m_line[3], m_line[6], 3}));
}

/// Twenty branches, each broken at another revision of a day of its own: the newest dozen is known.
void NarrowerRangeTest::branchesThatRestAreLeftOut()
{
    StoreFixture fixture;
    PlainData data;
    constexpr int Branches = 20;
    for (int branch = 0; branch < Branches; ++branch) {
        const std::string tree = "tree" + std::to_string(branch);
        for (const char* status : {"PASS", "FAIL"}) {
            const std::string id = "maestro:" + tree + status;
            const std::string hour = *status == 'P' ? "01" : "02";
            data.checkouts.push_back(
                {id, "maestro", tree, "master", "https://" + tree + ".org",
                 std::string(38, *status == 'P' ? 'a' : 'b') + std::to_string(branch + 10), "",
                 "2025-06-" + std::to_string(branch + 10) + "T" + hour + ":00:00Z"});
            data.builds.push_back(
                {id + "b", id, "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
            data.tests.push_back(
                {id + "t", id + "b", "maestro", "ltp.one", "kevin", "lab-x", status, "", "", ""});
        }
    }
    fixture.add(data);
    const auto ranges = must(service::rangesElsewhere(fixture.engine(), {}, fixture.common(), {}));
    QCOMPARE(ranges->size(), std::size_t{12});
}

void NarrowerRangeTest::withoutACloneNothingIsRead()
{
    StoreFixture fixture;
    std::shared_ptr<const service::RangesElsewhere> known;
    const auto own = row("mainline", m_line[0], m_line[9]);
    const auto without =
        service::narrowerRange(fixture.engine(), {}, fixture.common(), own, {}, known, {});
    QVERIFY(without && !*without);
    QVERIFY(!known);
    QVERIFY(service::narrowerRange(fixture.engine(), {}, fixture.common(), own,
                                   {{}, m_repository.folder()}, known, {}));
    QVERIFY(known);
}

QTEST_GUILESS_MAIN(NarrowerRangeTest)
#include "tst_narrower_range.moc"
