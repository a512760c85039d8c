// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/failing_elsewhere.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// What fails on another branch now, against rows of a ledger.
class FailingElsewhereTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aCellThatFailsThereNowIsSeenWhateverItsLab();
    void whatPassedThereAgainIsNotSeen();
    void anotherBoardIsAnotherCell();
    void theSameErrorIsSeenInAnotherCell();
    void anotherErrorOfTheSameCellIsNotSeen();
    void buildsAreAlikeByConfigurationAndArchitecture();
    void aBranchThatIsNotStoredIsSaid();

private:
    static query::RegressionRow row(const std::string& path, const std::string& board,
                                    const std::string& fingerprint = "")
    {
        query::RegressionRow made;
        made.kind = path == "boot" ? "boot" : "test";
        made.fingerprint = fingerprint;
        made.cells = {{{path, board, "other.config", "arm64", "clang-17", "lab-z"}, ""}};
        return made;
    }

    StoreFixture m_fixture;
    std::shared_ptr<const service::FailingElsewhere> m_there;
};

void FailingElsewhereTest::initTestCase()
{
    PlainData data;
    const auto addTest = [&data](int revision, const std::string& path, const char* status) {
        const std::string n = std::to_string(revision);
        data.tests.push_back({"maestro:t" + n + path, "maestro:b" + n, "maestro", path, "kevin",
                              "lab-x", status, "", "", ""});
    };
    for (int n = 1; n <= 3; ++n) {
        data.checkouts.push_back(mainlineCheckout(n));
        data.builds.push_back(mainlineBuild(n));
        addTest(n, "ltp.never", "FAIL");
        addTest(n, "ltp.fixed", n == 2 ? "FAIL" : "PASS");
        addTest(n, "boot.nfs", n == 3 ? "FAIL" : "PASS");
        addTest(n, "ltp.steady", "PASS");
    }
    addTest(1, "ltp.silent", "PASS");
    addTest(2, "ltp.silent", "FAIL"); // Not run since.
    data.builds.back().status = "FAIL";
    m_fixture.add(data);
    m_there = must(service::failingElsewhere(m_fixture.engine(), {}, m_fixture.common(),
                                             "mainline/master", {}));
}

void FailingElsewhereTest::aCellThatFailsThereNowIsSeenWhateverItsLab()
{
    QVERIFY(m_there->has(row("ltp.never", "kevin")));
    QVERIFY(m_there->has(row("ltp.silent", "kevin")));
    QVERIFY(m_there->has(row("boot", "kevin")));
    const auto ofTree =
        must(service::failingElsewhere(m_fixture.engine(), {}, m_fixture.common(), "mainline", {}));
    QVERIFY(ofTree->has(row("boot", "kevin")));
}

void FailingElsewhereTest::whatPassedThereAgainIsNotSeen()
{
    QVERIFY(!m_there->has(row("ltp.fixed", "kevin")));
    QVERIFY(!m_there->has(row("ltp.steady", "kevin")));
}

void FailingElsewhereTest::anotherBoardIsAnotherCell()
{
    QVERIFY(!m_there->has(row("ltp.never", "scarlet")));
    auto both = row("ltp.never", "scarlet");
    both.cells.push_back(row("ltp.never", "kevin").cells.front());
    QVERIFY(m_there->has(both));
}

void FailingElsewhereTest::theSameErrorIsSeenInAnotherCell()
{
    service::FailingElsewhere there;
    there.add(row("ltp.one", "kevin", "error-1"));
    QVERIFY(there.has(row("ltp.two", "scarlet", "error-1")));
    QVERIFY(!there.has(row("ltp.two", "scarlet", "error-2")));
}

void FailingElsewhereTest::anotherErrorOfTheSameCellIsNotSeen()
{
    service::FailingElsewhere there;
    there.add(row("ltp.one", "kevin", "error-1"));
    there.add("test", row("ltp.one", "kevin").cells.front().names); // Its failing run.
    QVERIFY(!there.has(row("ltp.one", "kevin", "error-2")));
    QVERIFY(there.has(row("ltp.one", "kevin"))); // What it shows is not known.
    there.add("test", row("ltp.two", "kevin").cells.front().names);
    QVERIFY(there.has(row("ltp.two", "kevin", "error-2"))); // Nor there.
}

void FailingElsewhereTest::buildsAreAlikeByConfigurationAndArchitecture()
{
    query::RegressionRow build;
    build.kind = "build";
    build.cells = {{{"", "", "defconfig", "arm64", "clang-17", "lab-z"}, ""}};
    QVERIFY(m_there->has(build));
    build.cells.front().names.architecture = "riscv";
    QVERIFY(!m_there->has(build));
}

void FailingElsewhereTest::aBranchThatIsNotStoredIsSaid()
{
    const auto none =
        service::failingElsewhere(m_fixture.engine(), {}, m_fixture.common(), "mainline/none", {});
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
    QVERIFY(none.error().message.find("mainline/none") != std::string::npos);
}

QTEST_GUILESS_MAIN(FailingElsewhereTest)
#include "tst_failing_elsewhere.moc"
