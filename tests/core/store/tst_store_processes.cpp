// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/database.h"
#include "tests/core/store/store_testing.h"

#include <QTest>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <random>

using namespace cboard;
using namespace cboard::testing;
using store::MergePolicy;

namespace {

/// Runs `work` in a child process, which ends with what it returns.
pid_t inChild(const std::function<int()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(60); // Should the parent fail, the child does not stay behind.
        ::_exit(work());
    }
    return child;
}

int exitOf(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A batch of results: parents late, statuses missing, ids resubmitted, a log.
std::string listsOfDocument(int number)
{
    std::string tests;
    for (int i = 0; i < 40; ++i) {
        const int id = number * 30 + i; // Ten of each document come again in the next one.
        tests +=
            fmt::format(R"({}{{"id":"a:687aa98b2ce2c1874e{:06x}","origin":"a","build_id":"a:b{}",)"
                        R"("path":"{}.case{}",{}"environment":{{"misc":{{"platform":"board{}"}}}},)"
                        R"("log_excerpt":"excerpt {} of document {}","comment":"from {}"}})",
                        i == 0 ? "" : ",", id, number / 3, i % 5 == 0 ? "boot" : "ltp", i,
                        i % 7 == 0 ? "" : R"("status":"PASS",)", i % 4, i % 3, number, number);
    }
    const std::string build =
        fmt::format(R"("builds":[{{"id":"a:b{}","origin":"a","checkout_id":"a:c{}"}}],)",
                    number / 6, number / 12);
    return build + fmt::format("\"tests\":[{}]", tests);
}

constexpr int Documents = 30;

Result<void> ingestAll(store::Store& store)
{
    CBOARD_TRY(auto writer, store.writer("child", Noon));
    for (int i = 0; i < Documents; ++i) {
        const std::string lists = listsOfDocument(i);
        Document document = documentOf(lists);
        const std::string log = fmt::format("log {} {}", i, std::string(2000, 'x'));
        document.logs.push_back(
            {RecordKind::Test, document.tests.front().id, LogFormat::Plain, log});
        const store::DocumentSource source{fmt::format("d{}.json", i), hash128(lists), 1};
        CBOARD_TRY_VOID(writer->add(document, source, MergePolicy::First, Noon));
        if (i % 4 == 3) {
            CBOARD_TRY_VOID(writer->commit());
        }
    }
    CBOARD_TRY_VOID(writer->commit());
    return {};
}

} // namespace

class StoreProcessesTest : public QObject {
    Q_OBJECT

private slots:
    void aReaderSeesWhatAnotherProcessCommits();
    void aSecondWriterIsToldWhoHoldsTheLease();
    void aKilledWriterFreesTheLease();
    void aKilledIngestLosesAndDoublesNothing();
    void aFullDiskIsASentenceAndLosesNothing();

private:
    StoreFolder m_folder;
};

void StoreProcessesTest::aReaderSeesWhatAnotherProcessCommits()
{
    const auto target = m_folder.open("reader.db");
    QCOMPARE(target->generation().value(), std::uint64_t{0});
    const auto file = m_folder.file("reader.db");
    const int code = exitOf(inChild([file] {
        const auto other = store::Store::open(file, {});
        return other && ingestAll(**other) ? 0 : 1;
    }));
    QCOMPARE(code, 0);
    QVERIFY(target->generation().value() > 0);
    QVERIFY(!target->changesSince(0)->empty());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    // The writer's caches begin with what the other process stored.
    const auto again = writerOf(*target);
    QVERIFY(addLists(*again, listsOfDocument(3)).isUnchanged);
    addLists(*again, listsOfDocument(Documents));
    QVERIFY(again->commit());
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
}

void StoreProcessesTest::aSecondWriterIsToldWhoHoldsTheLease()
{
    const auto target = m_folder.open("busy.db");
    const auto first = writerOf(*target);
    const auto second = target->writer("other", Noon);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Busy);
    const std::string wanted =
        fmt::format("process {}, since 2026-01-01T12:00:00Z", static_cast<int>(::getpid()));
    QVERIFY2(second.error().message.find("test on ") != std::string::npos
                 && second.error().message.find(wanted) != std::string::npos,
             second.error().message.c_str());
}

void StoreProcessesTest::aKilledWriterFreesTheLease()
{
    const auto target = m_folder.open("freed.db");
    const auto file = m_folder.file("freed.db");
    const pid_t child = inChild([file] {
        const auto other = store::Store::open(file, {});
        auto writer = (*other)->writer("child", Noon);
        while (!writer) { // The parent's trial may hold it for a moment.
            writer = (*other)->writer("child", Noon);
        }
        ::pause();
        return 0;
    });
    QTRY_VERIFY(!target->writer("test", Noon));
    ::kill(child, SIGKILL);
    exitOf(child);
    QVERIFY(target->writer("test", Noon));
}

void StoreProcessesTest::aKilledIngestLosesAndDoublesNothing()
{
    const auto undisturbed = m_folder.open("undisturbed.db");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(ingestAll(*undisturbed));
    const auto microseconds = static_cast<unsigned>(timer.nsecsElapsed() / 1000);
    const std::string wanted = undisturbed->digest({}).value();
    std::mt19937 random(7);
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        const std::string name = fmt::format("killed{}.db", round);
        const auto file = m_folder.file(name.c_str());
        const pid_t child = inChild([file] {
            const auto store = store::Store::open(file, {});
            return store && ingestAll(**store) ? 0 : 1;
        });
        ::usleep(static_cast<unsigned>(random()) % microseconds);
        ::kill(child, SIGKILL);
        killed += exitOf(child) == -1 ? 1 : 0;
        const auto target = m_folder.open(name.c_str());
        QCOMPARE(QString::fromStdString(problems(*target)), QString());
        QVERIFY(ingestAll(*target));
        QCOMPARE(QString::fromStdString(problems(*target)), QString());
        QCOMPARE(target->digest({}).value(), wanted);
    }
    QVERIFY2(killed >= 6, "too few children were killed before they had ended");
}

void StoreProcessesTest::aFullDiskIsASentenceAndLosesNothing()
{
    const auto target = m_folder.open("full.db");
    {
        const auto writer = writerOf(*target);
        addLists(*writer, listsOfDocument(0));
        QVERIFY(writer->commit());
    }
    const std::string before = target->digest({}).value();
    const auto file = m_folder.file("full.db");
    // No file may grow beyond 300 kB: the write-ahead log meets that first.
    const int code = exitOf(inChild([file] {
        const rlimit limit{300'000, 300'000};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto store = store::Store::open(file, {});
        if (!store) {
            return 1;
        }
        const auto result = ingestAll(**store);
        if (result) {
            return 2;
        }
        return result.error().kind == ErrorKind::Storage && !result.error().message.empty() ? 0 : 3;
    }));
    QCOMPARE(code, 0);
    QCOMPARE(QString::fromStdString(problems(*target)), QString());
    QVERIFY(ingestAll(*target)); // With room again, the same ingest does all of its work.
    const auto whole = m_folder.open("whole.db");
    QVERIFY(ingestAll(*whole));
    QCOMPARE(target->digest({}).value(), whole->digest({}).value());
    QVERIFY(before != target->digest({}).value());
}

QTEST_GUILESS_MAIN(StoreProcessesTest)
#include "tst_store_processes.moc"
