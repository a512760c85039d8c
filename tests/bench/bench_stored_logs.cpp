// SPDX-License-Identifier: LGPL-2.1-or-later
// Search over all stored logs: bench_stored_logs FOLDER [GIGABYTES]. The store, logs of 1 MB that
// are all different, is made first and stays in the folder for the next run. Warm: the packs are
// in the memory of the system, as far as they fit. Beside it what two cores take to unpack the
// same blocks and look at nothing, for no search without an index can be faster.
#include "core/base/hash.h"
#include "core/logs/line_search.h"
#include "core/service/log_grep.h"
#include "core/store/log_catalog.h"
#include "core/store/store.h"
#include "tests/bench/bench_log_text.h"
#include "tests/bench/cancel_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

using namespace cboard;

namespace {

constexpr int Runs = 3;
constexpr unsigned Threads = 2;
constexpr std::size_t LogBytes = 1'000'000;
constexpr unsigned LogsOfAGigabyte = 1000;

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// A test of a board each, with its log.
Document documentOf(unsigned number, std::string& text)
{
    text = fmt::format("Starting kernel ... on board {}\n", number);
    BenchLogText lines(number + 1);
    while (text.size() < LogBytes) {
        lines.appendLine(text);
    }
    Document document;
    Test test;
    test.id = document.arena.copy(fmt::format("bench:log-{}", number));
    test.origin = "bench";
    test.buildId = "bench:build";
    test.path = "boot";
    document.tests.push_back(test);
    document.logs.push_back({RecordKind::Test, test.id, LogFormat::Plain, text});
    return document;
}

Result<void> makeStore(const std::filesystem::path& file, unsigned logs)
{
    CBOARD_TRY(const auto store, store::Store::open(file, {}));
    CBOARD_TRY(const auto writer, store->writer("bench", Timestamp{}));
    std::string text;
    for (unsigned number = 0; number < logs; ++number) {
        const Document document = documentOf(number, text);
        CBOARD_TRY_VOID(writer->add(
            document,
            {fmt::format("log-{}", number), hash128(text), static_cast<std::int64_t>(text.size())},
            store::MergePolicy::First, Timestamp{}));
        if (number % LogsOfAGigabyte == 0) {
            CBOARD_TRY_VOID(writer->commit());
        }
    }
    CBOARD_TRY_VOID(writer->commit());
    return {};
}

struct Times {
    double first = 0; ///< Seconds to the first log with a hit.
    double all = 0;
    service::LogGrepResult result;
};

Result<Times> search(const std::filesystem::path& store, std::vector<std::string> patterns)
{
    service::LogGrepRequest request;
    request.search.patterns = std::move(patterns);
    request.search.threads = Threads;
    Times times;
    const auto begin = Clock::now();
    CBOARD_TRY(times.result,
               service::grepLogs(
                   store, request,
                   [&](const service::LogGrepHit&) {
                       times.first = times.first == 0 ? secondsSince(begin) : times.first;
                       return true;
                   },
                   TaskContext{}));
    times.all = secondsSince(begin);
    return times;
}

/// Seconds to unpack all logs.
Result<double> unpack(const std::filesystem::path& store)
{
    store::LogCatalog catalog(store);
    CBOARD_TRY(const auto logs, catalog.logs(TaskContext{}));
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> isGood = true;
    const auto begin = Clock::now();
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < Threads; ++i) {
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < logs.size(); at = next++) {
                isGood = catalog.text(logs[at]).has_value() && isGood;
            }
        });
    }
    threads.clear();
    if (!isGood) {
        return fail(ErrorKind::Storage, "a log could not be unpacked");
    }
    return secondsSince(begin);
}

void cancelSearch(const std::filesystem::path& store)
{
    service::LogGrepRequest request;
    request.search.patterns = {"no line says this"};
    request.search.threads = Threads;
    CancelTime::print("search of stored logs", [&](const TaskContext& task) {
        return service::grepLogs(
                   store, request, [](const service::LogGrepHit&) { return true; }, task)
            .has_value();
    });
}

struct Question {
    const char* name;
    std::vector<std::string> patterns;
};

Result<void> measure(const std::filesystem::path& store, unsigned gigabytes)
{
    const std::vector<Question> questions{
        {"a message that is in no log", {"Kernel panic - not syncing: Attempted to kill init"}},
        {"a report that most logs have", {"BUG: KASAN: use-after-free"}},
        {"five messages at once", {"Oops:", "WARNING: CPU", "soft lockup", "rcu.*stall", "KASAN"}}};
    for (const Question& question : questions) {
        std::vector<double> first;
        std::vector<double> all;
        std::vector<double> limit;
        std::int64_t hits = 0;
        for (int run = 0; run < Runs; ++run) {
            CBOARD_TRY(const Times times, search(store, question.patterns));
            first.push_back(times.first);
            all.push_back(times.all);
            hits = times.result.hitCount;
            CBOARD_TRY(limit.emplace_back(), unpack(store));
        }
        // What is asked of 20 GB, in proportion; the first hits whatever the size.
        const double most = 60.0 / 20 * gigabytes;
        const bool isReached = median(all) <= most && median(first) <= 1;
        std::printf("BENCH\tsearch %u GB of stored logs: %s\t%s%.2f s, %lld logs\tunpacking alone "
                    "%.2f s\t%.2f x\tfirst <= 1 s, all <= %.0f s\t%s\n",
                    gigabytes, question.name,
                    hits > 0 ? fmt::format("first {:.3f} s, all ", median(first)).c_str() : "",
                    median(all), static_cast<long long>(hits), median(limit),
                    median(all) / median(limit), most, isReached ? "yes" : "NO");
        std::fflush(stdout);
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: bench_stored_logs FOLDER [GIGABYTES]\n", stderr);
        return 3;
    }
    const auto gigabytes =
        argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 1U;
    const auto store = std::filesystem::path(argv[1]) / fmt::format("logs-{}gb.db", gigabytes);
    if (!std::filesystem::exists(store)) {
        if (const auto made = makeStore(store, gigabytes * LogsOfAGigabyte); !made) {
            std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
            return 1;
        }
    }
    if (const auto measured = measure(store, gigabytes); !measured) {
        std::fprintf(stderr, "%s\n", describe(measured.error()).c_str());
        return 1;
    }
    cancelSearch(store);
    return 0;
}
