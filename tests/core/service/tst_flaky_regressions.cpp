// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_regressions.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// What is flaky now beside the ledger, on histories of a few cells.
class FlakyRegressionsTest : public QObject {
    Q_OBJECT

private slots:
    void eachCellThatIsFlakyNowHasOneRow();
    void whatTheLedgerHasIsLeftOut();
    void theFilterChoosesCells();
    void anIsTermHasAskedForThemAlready();
};

namespace {

/// Nine revisions of mainline, a day each; a letter for each one: P, F.
struct Branch {
    Branch()
    {
        for (int n = 1; n <= 9; ++n) {
            data.checkouts.push_back(mainlineCheckout(n));
            data.builds.push_back(mainlineBuild(n));
        }
    }

    void add(const std::string& path, std::string_view letters)
    {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const std::string n = std::to_string(i + 1);
            data.tests.push_back({"maestro:t" + n + path, "maestro:b" + n, "maestro", path, "kevin",
                                  "lab-x", letters[i] == 'P' ? "PASS" : "FAIL", "", "", ""});
        }
    }

    void store()
    {
        fixture.add(data);
        request.common = fixture.common();
        request.branch = {"mainline", "master", {}};
    }

    std::shared_ptr<const query::RegressionsSnapshot> ledger()
    {
        return must(fixture.engine().regressions(request, {}));
    }

    query::RegressionsSnapshot flaky()
    {
        return *must(service::flakyRegressions(fixture.engine(), request, *ledger(), {}));
    }

    PlainData data;
    StoreFixture fixture;
    query::RegressionsRequest request;
};

} // namespace

void FlakyRegressionsTest::eachCellThatIsFlakyNowHasOneRow()
{
    Branch branch;
    branch.add("ltp.broken", "PPPPPPPPF");
    branch.add("ltp.fails", "PFPFPFPFF");
    branch.add("ltp.passes", "PFPFPFPFP");
    branch.add("ltp.steady", "PPPPPPPPP");
    branch.store();
    QCOMPARE(branch.ledger()->rows.size(), std::size_t(1));
    const auto flaky = branch.flaky();
    QCOMPARE(flaky.rows.size(), std::size_t(2));
    QCOMPARE(flaky.info.totalRows, std::int64_t(2));
    QCOMPARE(flaky.rows[0].subject, std::string("ltp.fails"));
    QCOMPARE(flaky.rows[0].state, query::RegressionState::Active);
    QCOMPARE(flaky.rows[0].lastGood.name, std::string("v7"));
    QCOMPARE(flaky.rows[0].firstBad.name, std::string("v8"));
    QCOMPARE(flaky.rows[0].cells.size(), std::size_t(1));
    QVERIFY(!flaky.rows[0].cells[0].recordId.empty());
    QCOMPARE(flaky.rows[1].subject, std::string("ltp.passes"));
    QCOMPARE(flaky.rows[1].state, query::RegressionState::Fixed);
    QCOMPARE(flaky.rows[1].firstBad.name, std::string("v8")); // Not one of those before.
}

void FlakyRegressionsTest::whatTheLedgerHasIsLeftOut()
{
    Branch branch;
    branch.add("ltp.fails", "PFPFPFPFF");
    branch.store();
    query::RegressionsRequest all = branch.request;
    all.common.filter = *query::parseFilter("is:flaky");
    const auto ledger = must(branch.fixture.engine().regressions(all, {}));
    QVERIFY(!ledger->rows.empty());
    QVERIFY(must(service::flakyRegressions(branch.fixture.engine(), branch.request, *ledger, {}))
                ->rows.empty());
}

void FlakyRegressionsTest::theFilterChoosesCells()
{
    Branch branch;
    branch.add("ltp.one", "PFPFPFPFF");
    branch.add("ltp.two", "PFPFPFPFF");
    branch.store();
    QCOMPARE(branch.flaky().rows.size(), std::size_t(2));
    branch.request.common.filter = *query::parseFilter("path:ltp.two board:kevin");
    const auto flaky = branch.flaky();
    QCOMPARE(flaky.rows.size(), std::size_t(1));
    QCOMPARE(flaky.rows[0].subject, std::string("ltp.two"));
}

void FlakyRegressionsTest::anIsTermHasAskedForThemAlready()
{
    Branch branch;
    branch.add("ltp.one", "PFPFPFPFF");
    branch.store();
    branch.request.common.filter = *query::parseFilter("is:flaky");
    QVERIFY(!branch.ledger()->rows.empty());
    QVERIFY(branch.flaky().rows.empty());
}

QTEST_GUILESS_MAIN(FlakyRegressionsTest)
#include "tst_flaky_regressions.moc"
