// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/home_snapshots.h"
#include "core/query/run_error_snapshots.h"
#include "core/service/log_analysis.h"
#include "core/service/regression_errors.h"
#include "core/store/revisions/finding_file.h"
#include "core/store/revisions/finding_update.h"
#include "core/store/sqlite/database.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <random>

using namespace cboard;
using namespace cboard::test;

/// What is kept of the logs of failing results, and what lists make of it.
class LogAnalysisTest : public QObject {
    Q_OBJECT

private slots:
    void analysisInStepsFindsWhatOneAnalysisFinds_data();
    void analysisInStepsFindsWhatOneAnalysisFinds();
    void onlyWhatFailedIsRead();
    void theStoredLogCountsBeforeTheExcerpt();
    void eachErrorIsKeptOnceTheWorstFirst();
    void theStageReachedIsKept();
    void aStoppedAnalysisGoesOnWhereItWas();
    void otherRulesReadEverythingAnew();
    void aFileOfAnotherStoreIsNotBelieved();
    void aDamagedFileHindersNoQuestion();
    void theLedgerIsTheSameWithoutReadingLogs();
    void homePutsOneErrorOfManyPathsIntoOneRow();
};

namespace {

const char* const Oops = "[    7.000000] Internal error: Oops: 0000000096000004 [#1] SMP\n"
                         "[    7.000001] pc : meson_drv_probe+0x10/0x80\n";
const char* const Panic =
    "[    3.000000] Kernel panic - not syncing: VFS: Unable to mount root fs\n";

/// The line of a bug that is found again under any address.
std::string nullAccess(int address)
{
    return "[   12.345678] Unable to handle kernel NULL pointer dereference at virtual address "
           "00000000000000"
        + std::to_string(address) + "\n[   12.345679] pc : meson_drv_probe+0x10/0x80\n";
}

service::LogAnalysis analyze(const StoreFixture& fixture, const TaskContext& task = {})
{
    const auto done = service::analyzeLogs(fixture.file(), 2, task);
    if (!done) {
        qFatal("%s", describe(done.error()).c_str());
    }
    return *done;
}

std::filesystem::path keptFile(const StoreFixture& fixture)
{
    return store::FindingFile::fileFor(fixture.file());
}

/// What the file holds, by names in place of numbers: the numbers depend on the order.
std::vector<std::string> contents(const StoreFixture& fixture)
{
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadOnly);
    auto rows = (*file)->prepare(
        "SELECT text_read.text, stage, place, name, kind, fingerprint.text, severity, line, count,"
        " title FROM text_read LEFT JOIN found_error ON found_error.text = text_read.text"
        " LEFT JOIN fingerprint ON fingerprint.id = found_error.fingerprint ORDER BY 1, 3");
    std::vector<std::string> found;
    while (*rows->step()) {
        std::string line;
        for (int column = 0; column < 10; ++column) {
            line += std::string(rows->text(column)) + '|';
        }
        found.push_back(std::move(line));
    }
    return found;
}

/// Mainline with one build each for so many revisions.
PlainData revisions(int count)
{
    PlainData data;
    for (int i = 1; i <= count; ++i) {
        data.checkouts.push_back(mainlineCheckout(i));
        data.builds.push_back(mainlineBuild(i));
    }
    return data;
}

PlainTest& addTest(PlainData& data, int revision, const std::string& path,
                   const std::string& status)
{
    const std::string n = std::to_string(revision);
    data.tests.push_back({"maestro:t" + n + path, "maestro:b" + n, "maestro", path, "kevin",
                          "lab-x", status, "", "", ""});
    return data.tests.back();
}

/// Three paths break at the second revision: two with one error, one with another, and one says
/// nothing.
PlainData brokenPaths()
{
    PlainData data = revisions(2);
    for (const char* path : {"a.one", "b.two", "c.other", "d.nothing"}) {
        addTest(data, 1, path, "PASS");
    }
    addTest(data, 2, "a.one", "FAIL").excerpt = nullAccess(10);
    addTest(data, 2, "b.two", "FAIL").log = nullAccess(20);
    addTest(data, 2, "c.other", "FAIL").excerpt = Panic;
    addTest(data, 2, "d.nothing", "FAIL");
    return data;
}

query::RegressionsRequest ledgerRequest(const StoreFixture& fixture)
{
    query::RegressionsRequest request;
    request.common = fixture.common();
    request.branch = {"mainline", "master", {}};
    return request;
}

/// As the engine alone tells it.
query::RegressionsSnapshot ledger(StoreFixture& fixture)
{
    return *must(fixture.engine().regressions(ledgerRequest(fixture), {}));
}

/// Random results whose logs and excerpts show errors, some the same.
PlainData randomErrors(std::uint32_t seed)
{
    std::mt19937 random(seed);
    PlainData data = randomData(seed, 3, 6);
    for (PlainTest& test : data.tests) {
        std::string text = random() % 2 == 0 ? nullAccess(10 + static_cast<int>(random() % 80))
                                             : "nothing to see\n";
        text += random() % 3 == 0 ? Panic : "";
        text += random() % 3 == 0 ? Oops : "";
        (random() % 3 == 0 ? test.log : test.excerpt) = random() % 5 == 0 ? "" : text;
    }
    return data;
}

} // namespace

void LogAnalysisTest::analysisInStepsFindsWhatOneAnalysisFinds_data()
{
    QTest::addColumn<std::uint32_t>("seed");
    for (const std::uint32_t seed : {1U, 2U}) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void LogAnalysisTest::analysisInStepsFindsWhatOneAnalysisFinds()
{
    QFETCH(std::uint32_t, seed);
    const PlainData data = randomErrors(seed);
    // Tests come before their builds, and more tests of builds that were looked at.
    const auto third = static_cast<std::ptrdiff_t>(data.tests.size() / 3);
    PlainData first;
    first.tests.assign(data.tests.begin(), data.tests.begin() + third);
    PlainData second;
    second.checkouts = data.checkouts;
    second.builds.assign(data.builds.begin(), data.builds.begin() + 4);
    PlainData last;
    last.builds.assign(data.builds.begin() + 4, data.builds.end());
    last.tests.assign(data.tests.begin() + third, data.tests.end());
    StoreFixture fixture;
    std::int64_t read = 0;
    for (const PlainData& step : {first, second, last}) {
        fixture.add(step);
        read += analyze(fixture).texts;
        QCOMPARE(analyze(fixture).texts, std::int64_t(0));
    }
    const auto inSteps = contents(fixture);
    QVERIFY(inSteps.size() > 20);
    std::filesystem::remove(keptFile(fixture));
    QCOMPARE(analyze(fixture).texts, read);
    QVERIFY(contents(fixture) == inSteps);
    QVERIFY(store::findingState(fixture.file())->isWhole);
}

void LogAnalysisTest::onlyWhatFailedIsRead()
{
    PlainData data = revisions(1);
    for (const char* status : {"FAIL", "ERROR", "MISS", "PASS", "SKIP", "DONE", ""}) {
        addTest(data, 1, std::string("path.") + status, status).excerpt =
            std::string(status) + '\n' + Panic;
    }
    StoreFixture fixture;
    fixture.add(data);
    const auto done = analyze(fixture);
    QCOMPARE(done.texts, std::int64_t(3));
    QCOMPARE(done.withErrors, std::int64_t(3));
}

void LogAnalysisTest::theStoredLogCountsBeforeTheExcerpt()
{
    PlainData data = revisions(1);
    PlainTest& test = addTest(data, 1, "boot", "FAIL");
    test.log = std::string(Oops);
    test.excerpt = Panic;
    StoreFixture fixture;
    fixture.add(data);
    QCOMPARE(analyze(fixture).texts, std::int64_t(1));
    const auto kept = contents(fixture);
    QCOMPARE(kept.size(), std::size_t(1));
    QVERIFY2(kept.front().find("Oops") != std::string::npos, kept.front().c_str());
}

void LogAnalysisTest::eachErrorIsKeptOnceTheWorstFirst()
{
    PlainData data = revisions(1);
    addTest(data, 1, "boot", "FAIL").log = "one.c:5:1: error: expected ';' before 'int'\n"
                                           "one.c:9:1: error: expected ';' before 'int'\n"
        + std::string(Panic);
    StoreFixture fixture;
    fixture.add(data);
    analyze(fixture);
    const auto kept = contents(fixture);
    QCOMPARE(kept.size(), std::size_t(2));
    QVERIFY2(kept[0].find("|kernel.mount_root|") != std::string::npos, kept[0].c_str());
    QVERIFY2(kept[1].find("|2|1|2|") != std::string::npos,
             kept[1].c_str()); // Severity, line, count.
}

void LogAnalysisTest::theStageReachedIsKept()
{
    PlainData data = revisions(1);
    addTest(data, 1, "boot", "FAIL").log =
        "U-Boot 2023.01\n[    0.000000] Booting Linux on physical CPU 0x0\n" + std::string(Panic);
    StoreFixture fixture;
    fixture.add(data);
    analyze(fixture);
    const auto kept = contents(fixture);
    QVERIFY2(kept.front().find("|early_boot|") != std::string::npos, kept.front().c_str());
    const auto asked =
        fixture.engine().runErrors({RecordKind::Test, {"maestro:t1boot"}}, TaskContext{});
    QVERIFY(asked.has_value());
    QCOMPARE((*asked)->errors.front().stage, "early_boot");
}

void LogAnalysisTest::aStoppedAnalysisGoesOnWhereItWas()
{
    StoreFixture fixture;
    fixture.add(randomErrors(11));
    std::stop_source stop;
    int reports = 0;
    const TaskContext task(stop.get_token(), [&](const Progress& progress) {
        QCOMPARE(progress.step, std::string_view("logs"));
        if (++reports == 3) {
            stop.request_stop();
        }
    });
    const auto stopped = service::analyzeLogs(fixture.file(), 1, task);
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    const auto before = contents(fixture).size();
    QVERIFY(before > 0);
    QVERIFY(!store::findingState(fixture.file())->isWhole);
    const auto rest = analyze(fixture).texts;
    QVERIFY(rest > 0);
    std::filesystem::remove(keptFile(fixture));
    QVERIFY(rest < analyze(fixture).texts);
}

void LogAnalysisTest::otherRulesReadEverythingAnew()
{
    StoreFixture fixture;
    fixture.add(brokenPaths());
    const auto all = analyze(fixture).texts;
    QCOMPARE(all, std::int64_t(3));
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
    QVERIFY((*file)->execute("UPDATE meta SET value = 'older' WHERE key = 'rules';"
                             "UPDATE found_error SET title = 'stale'"));
    QCOMPARE(analyze(fixture).texts, all);
    for (const std::string& line : contents(fixture)) {
        QVERIFY2(line.find("stale") == std::string::npos, line.c_str());
    }
}

void LogAnalysisTest::aFileOfAnotherStoreIsNotBelieved()
{
    StoreFixture fixture;
    fixture.add(brokenPaths());
    analyze(fixture);
    {
        auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
        QVERIFY((*file)->execute("UPDATE meta SET value = 'another' WHERE key = 'store'"));
    }
    QVERIFY(!store::areFindingsWhole(fixture.file()));
    QCOMPARE(ledger(fixture).rows.size(), std::size_t(4));
    QCOMPARE(analyze(fixture).texts, std::int64_t(3)); // Takes the file over.
    QVERIFY(store::areFindingsWhole(fixture.file()));
    QCOMPARE(ledger(fixture).rows.size(), std::size_t(3));
}

void LogAnalysisTest::aDamagedFileHindersNoQuestion()
{
    StoreFixture fixture;
    fixture.add(brokenPaths());
    QFile file(QString::fromStdString(keptFile(fixture).string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no database at all, but long enough to be read as one");
    file.close();
    QVERIFY(!store::areFindingsWhole(fixture.file()));
    QCOMPARE(ledger(fixture).rows.size(), std::size_t(4));
}

void LogAnalysisTest::theLedgerIsTheSameWithoutReadingLogs()
{
    StoreFixture fixture;
    fixture.add(brokenPaths());
    const auto rows = [](const query::RegressionsSnapshot& ledger) {
        std::vector<std::string> texts;
        for (const query::RegressionRow& row : ledger.rows) {
            texts.push_back(row.kind + '|' + row.title + '|' + row.fingerprint + '|'
                            + std::to_string(row.cells.size()) + '|' + row.firstBad.name);
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    };
    const auto read = must(
        service::regressionsByError(fixture.engine(), fixture.file(), ledgerRequest(fixture), {}));
    QCOMPARE(read->rows.size(), std::size_t(3));
    analyze(fixture);
    QVERIFY(rows(ledger(fixture)) == rows(*read));
}

void LogAnalysisTest::homePutsOneErrorOfManyPathsIntoOneRow()
{
    StoreFixture fixture;
    fixture.add(brokenPaths());
    query::HomeRequest request;
    request.common = fixture.common();
    request.branches = {{"mainline", "master", {}}};
    QCOMPARE(must(fixture.engine().home(request, {}))->regressionCount, std::int64_t(4));
    analyze(fixture);
    const auto home = must(fixture.engine().home(request, {}));
    QCOMPARE(home->regressionCount, std::int64_t(3));
    const query::HomeRegression& largest = home->regressions.front();
    QCOMPARE(largest.cellCount, std::int64_t(2));
    QVERIFY(largest.fingerprint.starts_with("f3:"));
    QVERIFY(largest.title.find("NULL pointer dereference") != std::string::npos);
    const auto silent = std::find_if(home->regressions.begin(), home->regressions.end(),
                                     [](const auto& row) { return row.subject == "d.nothing"; });
    QVERIFY(silent != home->regressions.end());
    QCOMPARE(silent->title, std::string("d.nothing"));
    QVERIFY(silent->fingerprint.empty());
}

QTEST_GUILESS_MAIN(LogAnalysisTest)
#include "tst_log_analysis.moc"
