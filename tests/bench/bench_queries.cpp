// SPDX-License-Identifier: LGPL-2.1-or-later
// Times the queries of the embedded engine:
// bench_queries STORE [STORE] [--last N] [--only TEXT] [--ingest FOLDER]
//
// Lists, matrices and histories show the last N revisions (15). With two stores of which the second
// holds more, the ratio of the medians is printed: the cost must follow what is shown, not what is
// stored. With --ingest (a folder of documents, ingested into the last store) the same queries are
// timed again while it runs. Not part of the tests: a figure is good only beside another of the
// same run.
#include "core/ingest/ingest.h"
#include "core/query/test_tree_snapshot.h"
#include "core/store/store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <optional>
#include <thread>

using namespace cboard;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int Rounds = 200; ///< A 99th percentile of fewer is a maximum.
constexpr int MostRounds = 5000; ///< While an ingest runs.
constexpr int WarmUps = 5;

/// A revision's branch with the most revisions and the query parameters that fit it.
struct Subject {
    query::Common common;
    query::BranchKey branch;
    std::int64_t revision = 0;
    std::string platform;
    std::string path;
    std::int64_t last = 15;
};

struct Figure {
    double medianMs = 0;
    double p99Ms = 0;
    double cpuMs = 0; ///< Median of this thread's processor time: steady on a busy machine.
    std::int64_t size = 0; ///< Rows, cells or nodes in the answer.
};

using Query = std::function<std::int64_t(query::Engine&, const Subject&)>;

template <typename Snapshot>
std::shared_ptr<const Snapshot> must(query::Answer<Snapshot> answer)
{
    if (!answer) {
        fmt::print(stderr, "query failed: {}\n", describe(answer.error()));
        std::exit(2);
    }
    return *answer;
}

query::MatrixRequest matrixOf(const Subject& subject, query::MatrixKind kind)
{
    query::MatrixRequest request;
    request.common = subject.common;
    request.kind = kind;
    request.branch = subject.branch;
    request.lastRevisions = subject.last;
    request.columns = {query::Dimension::Revision};
    if (kind == query::MatrixKind::Build) {
        request.rows = {query::Dimension::Config, query::Dimension::Arch,
                        query::Dimension::Compiler};
    }
    return request;
}

/// Set by --only: the queries whose name has this in it.
std::string wantedName;

std::vector<std::pair<std::string, Query>> allQueries()
{
    return {
        {"tree list",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(must(engine.trees({s.common}, {}))->rows.size());
         }},
        {"revision list",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(
                 must(engine.revisions({s.common, s.branch, s.last}, {}))->rows.size());
         }},
        {"revision page",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(must(engine.revision({s.common, s.revision}, {}))->facets.size());
         }},
        {"build matrix",
         [](query::Engine& engine, const Subject& s) {
             const auto request = matrixOf(s, query::MatrixKind::Build);
             return std::int64_t(must(engine.matrix(request, {}))->cells.size());
         }},
        {"boot matrix",
         [](query::Engine& engine, const Subject& s) {
             const auto request = matrixOf(s, query::MatrixKind::Boot);
             return std::int64_t(must(engine.matrix(request, {}))->cells.size());
         }},
        {"suite matrix",
         [](query::Engine& engine, const Subject& s) {
             auto request = matrixOf(s, query::MatrixKind::Test);
             request.rows = {query::Dimension::Suite};
             return std::int64_t(must(engine.matrix(request, {}))->cells.size());
         }},
        {"cell history",
         [](query::Engine& engine, const Subject& s) {
             query::HistoryRequest request;
             request.common = s.common;
             request.branch = s.branch;
             request.lastRevisions = s.last;
             request.path = s.path;
             request.platform = s.platform;
             return std::int64_t(must(engine.history(request, {}))->runs.size());
         }},
        {"test tree",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(must(engine.testTree({s.common, s.revision}, {}))->runs.size());
         }},
        {"builds",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(must(engine.builds({s.common, s.revision}, {}))->rows.size());
         }},
        {"search",
         [](query::Engine& engine, const Subject& s) {
             return std::int64_t(must(engine.search({s.common, "net.t", 8}, {}))->hits.size());
         }},
    };
}

std::vector<std::pair<std::string, Query>> queries()
{
    auto wanted = allQueries();
    std::erase_if(wanted, [](const auto& query) {
        return query.first.find(wantedName) == std::string::npos;
    });
    return wanted;
}

/// Takes mainline/master where it is, else the branch with the most revisions.
Subject subjectOf(query::Engine& engine, std::int64_t last)
{
    Subject subject;
    subject.last = last;
    subject.common.now = *parseRfc3339("2100-01-01T00:00:00Z");
    const auto trees = must(engine.trees({subject.common}, {}));
    if (trees->rows.empty()) {
        fmt::print(stderr, "the store is empty\n");
        std::exit(2);
    }
    const auto row =
        std::max_element(trees->rows.begin(), trees->rows.end(), [](const auto& a, const auto& b) {
            return std::pair(a.tree == "mainline", a.revisionCount)
                < std::pair(b.tree == "mainline", b.revisionCount);
        });
    subject.branch = {row->tree, row->branch, row->repositoryUrl};
    // The trend names ten revisions; the one with the most tests is the hardest.
    const auto biggest =
        std::max_element(row->trend.begin(), row->trend.end(), [](const auto& a, const auto& b) {
            return a.counts.tests.total() < b.counts.tests.total();
        });
    subject.revision = biggest->revision;
    query::TestsRequest tests;
    tests.common = subject.common;
    tests.revision = subject.revision;
    tests.kind = query::RunKind::Tests;
    std::map<std::pair<std::string, std::string>, int> cells;
    const auto runs = must(engine.tests(tests, {}));
    for (const query::TestRow& test : runs->rows) {
        if (!test.platform.empty()) {
            ++cells[{test.path, test.platform}];
        }
    }
    const auto cell =
        std::max_element(cells.begin(), cells.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (cell != cells.end()) {
        subject.path = cell->first.first;
        subject.platform = cell->first.second;
    }
    return subject;
}

double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Wall and processor times of one query.
struct Times {
    std::vector<double> wall;
    std::vector<double> cpu;
};

Figure figureOf(Times times, std::int64_t size)
{
    std::sort(times.wall.begin(), times.wall.end());
    std::sort(times.cpu.begin(), times.cpu.end());
    const auto last = times.wall.size() - 1;
    return {times.wall[last / 2], times.wall[last * 99 / 100], times.cpu[last / 2], size};
}

/// All queries in turn, so that a slow moment of the machine meets them alike.
std::vector<Figure> measure(query::Engine& engine, const Subject& subject, int rounds,
                            const std::function<bool()>& goesOn)
{
    const auto all = queries();
    std::vector<Times> times(all.size());
    std::vector<std::int64_t> sizes(all.size());
    for (int round = -WarmUps; goesOn() && round < rounds; ++round) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const double cpuStart = cpuMilliseconds();
            const auto start = Clock::now();
            sizes[i] = all[i].second(engine, subject);
            const std::chrono::duration<double, std::milli> time = Clock::now() - start;
            if (round >= 0) {
                times[i].wall.push_back(time.count());
                times[i].cpu.push_back(cpuMilliseconds() - cpuStart);
            }
        }
    }
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < all.size(); ++i) {
        times[i].wall.empty() ? figures.emplace_back()
                              : figures.emplace_back(figureOf(std::move(times[i]), sizes[i]));
    }
    return figures;
}

std::unique_ptr<store::Store> openStore(const char* file)
{
    auto opened = store::Store::open(file, {.isReadOnly = false, .mayCreate = false});
    if (!opened) {
        fmt::print(stderr, "{}: {}\n", file, describe(opened.error()));
        std::exit(2);
    }
    return std::move(*opened);
}

void printRow(const std::string& what, const std::string& figure, const std::string& peer,
              std::optional<double> ratio, const std::string& target, bool isReached)
{
    fmt::print("BENCH\t{}\t{}\t{}\t{}\t{}\t{}\n", what, figure, peer,
               ratio ? fmt::format("{:.2f}", *ratio) : std::string(), target,
               isReached ? "yes" : "NO");
}

void printTable(const std::vector<std::vector<Figure>>& perStore)
{
    constexpr double MostRatio = 1.5;
    const auto all = queries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double limitMs = all[i].first == "test tree" ? 30 : 10;
        const Figure& figure = perStore.back()[i];
        const Figure& small = perStore.front()[i];
        // Only like is compared with like: the same revisions, or some of the same size.
        const double sizes = static_cast<double>(std::max<std::int64_t>(figure.size, 1))
            / static_cast<double>(std::max<std::int64_t>(small.size, 1));
        const bool hasSmall = perStore.size() > 1 && sizes > 0.8 && sizes < 1.25;
        const double ratio = figure.cpuMs / std::max(small.cpuMs, 0.01);
        printRow(fmt::format("query: {}, {} rows", all[i].first, figure.size),
                 fmt::format("{:.2f} ms (p99 {:.2f}, cpu {:.2f})", figure.medianMs, figure.p99Ms,
                             figure.cpuMs),
                 hasSmall ? fmt::format("cpu {:.2f} ms in the small store", small.cpuMs)
                          : std::string(),
                 hasSmall ? std::optional(ratio) : std::nullopt,
                 fmt::format("<= {:.0f} ms, ratio <= {}", limitMs, MostRatio),
                 figure.medianMs <= limitMs && (!hasSmall || ratio <= MostRatio));
    }
}

/// Drops the file's pages from the system's cache.
void forgetPages(const char* file)
{
    const int handle = ::open(file, O_RDONLY | O_CLOEXEC);
    if (handle < 0 || ::fdatasync(handle) != 0
        || ::posix_fadvise(handle, 0, 0, POSIX_FADV_DONTNEED) != 0) {
        fmt::print(stderr, "{}: its pages stay in the cache\n", file);
    }
    ::close(handle);
}

/// What a program just started waits for its first boot matrix: nothing of the store is in memory.
void measureCold(const char* file, std::int64_t last)
{
    constexpr double MostMs = 1000;
    const Subject subject = subjectOf(openStore(file)->engine(), last);
    std::vector<double> wall;
    std::vector<double> cpu;
    for (int round = 0; round < 3; ++round) {
        forgetPages(file);
        const double cpuStart = cpuMilliseconds();
        const auto start = Clock::now();
        const auto store = openStore(file);
        must(store->engine().matrix(matrixOf(subject, query::MatrixKind::Boot), {}));
        const std::chrono::duration<double, std::milli> time = Clock::now() - start;
        wall.push_back(time.count());
        cpu.push_back(cpuMilliseconds() - cpuStart);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    printRow("first boot matrix, nothing in memory",
             fmt::format("{:.0f} ms (cpu {:.0f})", wall[1], cpu[1]), "", std::nullopt, "<= 1000 ms",
             wall[1] <= MostMs);
}

void measureWhileIngesting(store::Store& store, const char* folder, std::int64_t last,
                           const std::vector<Figure>& idle)
{
    const Subject subject = subjectOf(store.engine(), last);
    std::atomic<bool> isRunning = true;
    std::thread ingesting([&] {
        ingest::Options options;
        options.arrival = *parseRfc3339("2099-01-01T00:00:00Z");
        const auto report = ingest::ingest(store, {folder}, options, {}, {});
        fmt::print(
            "ingest: {}\n",
            report ? fmt::format("{} documents, {} tests", report->accepted, report->records.at(2))
                   : describe(report.error()));
        isRunning = false;
    });
    const auto busy =
        measure(store.engine(), subject, MostRounds, [&isRunning] { return isRunning.load(); });
    ingesting.join();
    constexpr double MostRatio = 2;
    const auto all = queries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double ratio = busy[i].p99Ms / idle[i].p99Ms;
        printRow(fmt::format("while an ingest runs: {}", all[i].first),
                 fmt::format("p99 {:.2f} ms", busy[i].p99Ms),
                 fmt::format("idle p99 {:.2f} ms", idle[i].p99Ms), ratio, "<= 2 x idle",
                 ratio <= MostRatio);
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<const char*> files;
    const char* folder = nullptr;
    std::int64_t shown = 15;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--ingest" && i + 1 < argc) {
            folder = argv[++i];
        } else if (std::string_view(argv[i]) == "--only" && i + 1 < argc) {
            wantedName = argv[++i];
        } else if (std::string_view(argv[i]) == "--last" && i + 1 < argc) {
            shown = std::atoll(argv[++i]);
        } else {
            files.push_back(argv[i]);
        }
    }
    if (files.empty()) {
        fmt::print(stderr,
                   "usage: bench_queries STORE [BIGGER_STORE] [--last N] [--only TEXT]"
                   " [--ingest FOLDER]\n");
        return 3;
    }
    std::vector<std::vector<Figure>> perStore;
    std::unique_ptr<store::Store> last;
    for (const char* file : files) {
        last = openStore(file);
        const Subject subject = subjectOf(last->engine(), shown);
        fmt::print("{}: {}/{}, {} on {}\n", file, subject.branch.tree, subject.branch.branch,
                   subject.path, subject.platform);
        perStore.push_back(measure(last->engine(), subject, Rounds, [] { return true; }));
    }
    printTable(perStore);
    if (std::string_view("boot matrix").find(wantedName) != std::string_view::npos) {
        last.reset();
        measureCold(files.back(), shown);
        last = openStore(files.back());
    }
    if (folder != nullptr) {
        measureWhileIngesting(*last, folder, shown, perStore.back());
    }
    return 0;
}
