// SPDX-License-Identifier: LGPL-2.1-or-later
// Times what is to be done when a revision arrives: bench_update STORE DOCUMENTS
//
// A program that runs has the ledgers, the home page and the lists of all branches in memory when
// DOCUMENTS, the results of one revision, are ingested. Then what is kept of revisions
// (<STORE>.outcomes) is brought up to date, as upkeep does in the background, and all is asked
// again. The store is changed: take a copy.
#include "core/ingest/ingest.h"
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "core/store/revisions/outcome_update.h"
#include "core/store/store.h"
#include "tests/bench/must.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using namespace cboard;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t LedgerTrees = 5;
constexpr double MostMs = 1000;

double cpuMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Cost {
    double wallMs = 0;
    double cpuMs = 0;

    std::string text() const { return fmt::format("{:.0f} ms (cpu {:.0f})", wallMs, cpuMs); }
};

template <typename Run>
Cost costOf(Run&& run)
{
    const double cpuStart = cpuMilliseconds();
    const auto start = Clock::now();
    run();
    const std::chrono::duration<double, std::milli> wall = Clock::now() - start;
    return {wall.count(), cpuMilliseconds() - cpuStart};
}

/// What is on the screens that are open.
void askAll(query::Engine& engine, const query::Common& common,
            const std::vector<query::BranchKey>& branches)
{
    for (std::size_t i = 0; i < std::min(LedgerTrees, branches.size()); ++i) {
        query::RegressionsRequest request;
        request.common = common;
        request.common.filter = query::parseFilter("since:90d").value();
        request.branch = branches[i];
        request.lastRevisions = 100'000;
        must(engine.regressions(request, {}));
    }
    query::HomeRequest home;
    home.common = common;
    must(engine.home(home, {}));
    query::HardwareRequest hardware;
    hardware.common = common;
    must(engine.hardware(hardware, {}));
    must(engine.trees({common}, {}));
}

void printRow(const std::string& what, const Cost& cost, const std::string& target)
{
    fmt::print("BENCH\twhen a revision arrives: {}\t{}\t\t\t{}\t{}\n", what, cost.text(), target,
               target.empty()              ? ""
                   : cost.wallMs <= MostMs ? "yes"
                                           : "NO");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("usage: bench_update STORE DOCUMENTS\n", stderr);
        return 3;
    }
    const char* file = argv[1];
    const auto store = must(store::Store::open(file, {.isReadOnly = false, .mayCreate = false}));
    query::Engine& engine = store->engine();
    auto trees = must(engine.trees({}, {}))->rows;
    std::ranges::stable_sort(trees, std::ranges::greater{}, &query::TreeRow::revisionCount);
    query::Common common;
    std::vector<query::BranchKey> branches;
    for (const query::TreeRow& row : trees) {
        branches.push_back({row.tree, row.branch, row.repositoryUrl});
        const Timestamp start = row.newest.time.value_or(Timestamp());
        common.now = std::max(common.now, start + std::chrono::hours(4));
    }
    must(store::updateOutcomes(file, common, {}));
    askAll(engine, common, branches);

    ingest::Options options;
    options.arrival = common.now;
    const auto report = must(ingest::ingest(*store, {argv[2]}, options, {}, {}));
    store::OutcomeUpdate update;
    const Cost kept = costOf([&] { update = must(store::updateOutcomes(file, common, {})); });
    const Cost asked = costOf([&] { askAll(engine, common, branches); });
    printRow(fmt::format("{} tests, {} of {} revisions read anew", report.records.at(2),
                         update.updated, update.revisions),
             kept, "");
    printRow("ledgers, home, hardware and trees asked again", asked, "");
    printRow("both", {kept.wallMs + asked.wallMs, kept.cpuMs + asked.cpuMs}, "<= 1000 ms");
    return 0;
}
