// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/history_errors.h"
#include "core/service/log_analysis.h"
#include "core/store/revisions/finding_file.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// The signatures of the runs of a cell.
class HistoryErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void runsThatFailedShowTheirWorstError();
    void analysisAndReadingSayTheSame();
    void whatNeitherFailedNorStoppedIsNotLookedAt();
    void idThatIsNotStoredIsAnError();

private:
    std::vector<query::RunError> errors();

    StoreFixture m_fixture;
    std::shared_ptr<const query::HistorySnapshot> m_history; ///< Newest first: v5 to v1.
};

namespace {

const char* const Panic =
    "[    3.000000] Kernel panic - not syncing: VFS: Unable to mount root fs\n";
/// What is less bad stands first.
const char* const WarningThenPanic =
    "[    2.000000] WARNING: CPU: 0 PID: 1 at drivers/foo.c:12 foo_probe+0x10/0x80\n"
    "[    3.000000] Kernel panic - not syncing: VFS: Unable to mount root fs\n";

} // namespace

void HistoryErrorsTest::initTestCase()
{
    PlainData data;
    const auto add = [&data](int number, const char* status, const std::string& excerpt,
                             const std::string& log) {
        const std::string n = std::to_string(number);
        data.checkouts.push_back(mainlineCheckout(number));
        data.builds.push_back(mainlineBuild(number));
        data.tests.push_back({"maestro:t" + n, "maestro:b" + n, "maestro", "a.one", "kevin",
                              "lab-x", status, "", "", excerpt});
        data.tests.back().log = log;
    };
    add(1, "PASS", Panic, "");
    add(2, "FAIL", Panic, "");
    add(3, "ERROR", "", WarningThenPanic);
    add(4, "FAIL", "all is well\n", "");
    add(5, "FAIL", "", "");
    m_fixture.add(data);
    query::HistoryRequest request;
    request.common = m_fixture.common();
    request.branch = {"mainline", "master", {}};
    request.path = "a.one";
    m_history = must(m_fixture.engine().history(request, {}));
    QCOMPARE(m_history->runs.size(), std::size_t{5});
}

std::vector<query::RunError> HistoryErrorsTest::errors()
{
    const auto found = service::historyErrors(m_fixture.engine(), m_fixture.file(), *m_history,
                                              RecordKind::Test, {});
    if (!found) {
        qFatal("%s", describe(found.error()).c_str());
    }
    return *found;
}

void HistoryErrorsTest::runsThatFailedShowTheirWorstError()
{
    const auto found = errors();
    QCOMPARE(found.size(), std::size_t{5});
    QVERIFY(!found[0].isKnown());
    QVERIFY(!found[1].isKnown());
    QVERIFY(found[2].title.find("Unable to mount root fs") != std::string::npos);
    QVERIFY(found[3].title.find("Unable to mount root fs") != std::string::npos);
    QCOMPARE(found[2].fingerprint, found[3].fingerprint); // One bug, whatever stands above it.
}

void HistoryErrorsTest::analysisAndReadingSayTheSame()
{
    const auto read = errors();
    QVERIFY(service::analyzeLogs(m_fixture.file(), 2, {}));
    const auto kept = errors();
    for (std::size_t i = 0; i < read.size(); ++i) {
        QCOMPARE(kept[i].fingerprint, read[i].fingerprint);
        QCOMPARE(kept[i].title, read[i].title);
    }
    query::RunErrorsRequest request{RecordKind::Test, {"maestro:t2", "maestro:t5"}};
    const auto asked = must(m_fixture.engine().runErrors(request, {}));
    QCOMPARE(asked->errors[0].fingerprint, read[3].fingerprint);
    QVERIFY(!asked->errors[1].isKnown());
    QCOMPARE(asked->errors[0].stage, "");
    std::filesystem::remove(store::FindingFile::fileFor(m_fixture.file()));
}

void HistoryErrorsTest::whatNeitherFailedNorStoppedIsNotLookedAt()
{
    QCOMPARE(m_history->runs[4].status, StatusClass::Pass);
    QVERIFY(!errors()[4].isKnown());
}

void HistoryErrorsTest::idThatIsNotStoredIsAnError()
{
    QVERIFY(service::analyzeLogs(m_fixture.file(), 2, {}));
    const auto refused = m_fixture.engine().runErrors({RecordKind::Test, {"maestro:never"}}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(HistoryErrorsTest)
#include "tst_history_errors.moc"
