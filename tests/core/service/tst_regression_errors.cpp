// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/regression_errors.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace cboard;
using namespace cboard::test;

/// The ledger with what the logs say.
class RegressionErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cellsThatShowOneErrorAreOneRow();
    void otherErrorsAndOtherRangesStayApart();
    void withoutALogTheSubjectIsTheTitle();
    void aLogThatCannotBeReadTakesNothingElseAway();

private:
    const query::RegressionRow* rowOf(const std::string& path) const
    {
        const auto found =
            std::find_if(m_found->rows.begin(), m_found->rows.end(), [&](const auto& row) {
                return std::any_of(row.cells.begin(), row.cells.end(),
                                   [&](const auto& cell) { return cell.names.path == path; });
            });
        return found == m_found->rows.end() ? nullptr : &*found;
    }

    StoreFixture m_fixture;
    std::shared_ptr<const query::RegressionsSnapshot> m_found;
};

namespace {

std::string nullAccess(const char* address)
{
    return std::string("[   12.345678] Unable to handle kernel NULL pointer dereference at virtual "
                       "address ")
        + address + "\n[   12.345679] pc : meson_drv_probe+0x10/0x80\n";
}

} // namespace

void RegressionErrorsTest::initTestCase()
{
    PlainData data;
    const auto addRevision = [&data](int number) {
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
    };
    const auto addTest = [&data](int revision, const std::string& path,
                                 const std::string& excerpt) {
        const std::string n = std::to_string(revision);
        data.tests.push_back({"maestro:t" + n + path, "maestro:b" + n, "maestro", path, "kevin",
                              "lab-x", excerpt == "ok" ? "PASS" : "FAIL", "", "", ""});
        data.tests.back().excerpt = excerpt == "ok" ? "" : excerpt;
    };
    addRevision(1);
    addRevision(2);
    addRevision(3);
    for (const char* path : {"a.one", "b.two", "c.other", "d.nothing", "e.late"}) {
        addTest(1, path, "ok");
    }
    addTest(2, "a.one", nullAccess("0000000000000010"));
    addTest(2, "b.two", nullAccess("0000000000000020"));
    addTest(2, "c.other",
            "[    3.000000] Kernel panic - not syncing: VFS: Unable to mount root fs\n");
    addTest(2, "d.nothing", "");
    addTest(2, "e.late", "ok");
    addTest(3, "e.late", nullAccess("0000000000000030"));
    m_fixture.add(data);
    query::RegressionsRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    m_found = must(service::regressionsByError(m_fixture.engine(), m_fixture.file(), request, {}));
}

void RegressionErrorsTest::cellsThatShowOneErrorAreOneRow()
{
    const auto* row = rowOf("a.one");
    QVERIFY(row != nullptr);
    QCOMPARE(row, rowOf("b.two"));
    QCOMPARE(row->cells.size(), 2U);
    QVERIFY(row->fingerprint.starts_with("f3:"));
    QVERIFY(row->title.find("NULL pointer dereference") != std::string::npos);
    QCOMPARE(row->firstBad.name, std::string("v2"));
    QCOMPARE(row->lastGood.name, std::string("v1"));
}

void RegressionErrorsTest::otherErrorsAndOtherRangesStayApart()
{
    QVERIFY(rowOf("c.other") != nullptr);
    QVERIFY(rowOf("c.other")->fingerprint != rowOf("a.one")->fingerprint);
    QCOMPARE(rowOf("e.late")->fingerprint, rowOf("a.one")->fingerprint);
    QVERIFY(rowOf("e.late") != rowOf("a.one"));
    QCOMPARE(rowOf("e.late")->firstBad.name, std::string("v3"));
    QCOMPARE(m_found->rows.size(), 4U);
}

void RegressionErrorsTest::withoutALogTheSubjectIsTheTitle()
{
    QCOMPARE(rowOf("d.nothing")->title, std::string("d.nothing"));
    QVERIFY(rowOf("d.nothing")->fingerprint.empty());
}

void RegressionErrorsTest::aLogThatCannotBeReadTakesNothingElseAway()
{
    StoreFixture fixture;
    PlainData data;
    for (int revision = 1; revision <= 2; ++revision) {
        const std::string n = std::to_string(revision);
        data.checkouts.push_back(mainlineCheckout(revision));
        data.builds.push_back(mainlineBuild(revision));
        for (const char* path : {"a.gone", "b.kept"}) {
            data.tests.push_back({"maestro:t" + n + path, "maestro:b" + n, "maestro", path, "kevin",
                                  "lab-x", revision == 1 ? "PASS" : "FAIL", "", "", ""});
        }
    }
    data.tests[2].log = nullAccess("0000000000000010");
    data.tests[3].excerpt = nullAccess("0000000000000020");
    fixture.add(data);
    std::filesystem::remove_all(fixture.file() + ".packs");
    query::RegressionsRequest request;
    request.common = fixture.common();
    request.branch = {"mainline", "master", {}};
    const auto found =
        must(service::regressionsByError(fixture.engine(), fixture.file(), request, {}));
    QCOMPARE(found->rows.size(), std::size_t(2));
    QVERIFY(!found->info.isComplete);
    QCOMPARE(found->info.incompleteKey, std::string("log_unreadable"));
    const auto& gone = found->rows[found->rows[0].cells[0].names.path == "a.gone" ? 0 : 1];
    QCOMPARE(gone.title, std::string("a.gone"));
    QVERIFY(gone.fingerprint.empty());
    const auto& kept = found->rows[&gone == found->rows.data() ? 1 : 0];
    QVERIFY(!kept.fingerprint.empty());
}

QTEST_GUILESS_MAIN(RegressionErrorsTest)
#include "tst_regression_errors.moc"
