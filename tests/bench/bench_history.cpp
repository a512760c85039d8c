// SPDX-License-Identifier: LGPL-2.1-or-later
// Times what is asked of a clone with a long history: bench_history FOLDER
//
// FOLDER is made by make_history.py. Each question is asked of a clone that has just been opened,
// the pages of its files in the memory of the system. A commit graph in the clone (`git
// commit-graph write --reachable`, which `git gc` does by itself) makes long walks several times
// faster.
#include "core/git/clone.h"
#include "core/git/known_ancestors.h"
#include "core/service/commit_list.h"
#include "tests/bench/must.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <stop_token>

using namespace cboard;

namespace {

constexpr int Rounds = 3;

/// Of the processor: others may load the machine.
double cpuMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <typename Run>
double millisecondsOf(Run&& run)
{
    const double start = cpuMilliseconds();
    run();
    return cpuMilliseconds() - start;
}

/// The median of several clones, each just opened.
template <typename Ask>
void measure(const char* folder, const char* what, double limitMs, Ask&& ask)
{
    std::vector<double> times;
    std::string found;
    for (int round = 0; round < Rounds; ++round) {
        times.push_back(millisecondsOf([&] { found = ask(*must(git::Clone::open(folder))); }));
    }
    std::ranges::sort(times);
    const double median = times[times.size() / 2];
    fmt::print("BENCH\thistory: {}, {}\tcpu {:.1f} ms\t\t\t<= {:.0f} ms\t{}\n", what, found, median,
               limitMs, median <= limitMs ? "yes" : "NO");
    std::fflush(stdout);
}

/// The main line, the newest first.
std::vector<std::string> mainLine(const std::string& folder)
{
    std::vector<std::string> hashes;
    std::ifstream file(folder + "/line.txt");
    for (std::string hash; std::getline(file, hash);) {
        hashes.push_back(hash);
    }
    return hashes;
}

std::string countBetween(const git::Clone& clone, const std::string& good, const std::string& bad)
{
    const auto range = clone.between(good, bad, [](const git::Commit&) { return true; }, {});
    return range ? fmt::format("{} commits", range->count) : describe(range.error());
}

std::string listBetween(const char* folder, const std::string& good, const std::string& bad,
                        const TaskContext& task)
{
    service::ClonePaths clones;
    clones.forOthers = folder;
    query::CommitsRequest request;
    request.tree = "mainline";
    request.good = good;
    request.bad = bad;
    request.interest.errors = {"drivers/net/part3/unit7.c:12: error: unknown"};
    const auto found = service::commitsBetween(clones, request, task);
    return found ? fmt::format("{} rows of {}, {} touching", (*found)->rows.size(), (*found)->total,
                               (*found)->touching)
                 : describe(found.error());
}

/// How long a list goes on after it was asked to stop, in the middle of its walk.
void measureCancel(const char* folder, const std::string& good, const std::string& bad)
{
    constexpr std::int64_t WalkedBefore = 100'000;
    constexpr double MostMs = 200;
    std::vector<double> times;
    std::int64_t walked = 0;
    for (int round = 0; round < Rounds; ++round) {
        std::stop_source stop;
        double stoppedAt = 0;
        const auto onProgress = [&](const Progress& progress) {
            if (progress.done >= WalkedBefore && !stop.stop_requested()) {
                walked = progress.done;
                stop.request_stop();
                stoppedAt = cpuMilliseconds();
            }
        };
        listBetween(folder, good, bad, TaskContext(stop.get_token(), onProgress));
        if (!stop.stop_requested()) {
            fmt::print("the history is too short to be cancelled after {} commits\n", WalkedBefore);
            return;
        }
        times.push_back(cpuMilliseconds() - stoppedAt);
    }
    const double longest = *std::ranges::max_element(times);
    fmt::print("BENCH\thistory: a list ends after it was cancelled at {} commits\tcpu {:.1f} ms"
               "\t\t\t<= {:.0f} ms\t{}\n",
               walked, longest, MostMs, longest <= MostMs ? "yes" : "NO");
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("usage: bench_history FOLDER\n", stderr);
        return 3;
    }
    const char* folder = argv[1];
    const auto line = mainLine(folder);
    if (line.size() < 2000) {
        std::fputs("the main line is too short: see make_history.py\n", stderr);
        return 2;
    }
    std::vector<std::string> tested; // As of a season: 600 revisions over a quarter of the line.
    for (std::size_t i = 0; i < line.size() / 4;
         i += std::max<std::size_t>(1, line.size() / 2400)) {
        tested.push_back(line[i]);
    }
    measure(folder, "opened", 10, [](const git::Clone&) { return "nothing asked"; });
    measure(folder, "one commit", 10,
            [&](const git::Clone& clone) { return must(clone.commit(line[100])).subject; });
    measure(folder, "tags", 100, [](const git::Clone& clone) {
        return fmt::format("{} commits", must(clone.tags({})).size());
    });
    measure(folder, "order of tested revisions", 2000, [&](const git::Clone& clone) {
        return fmt::format("{} revisions", must(git::knownAncestors(clone, tested, {})).size());
    });
    const std::string topic = line[10] + "^2";
    measure(folder, "merge base of two branches", 500, [&](const git::Clone& clone) {
        return must(clone.mergeBase(topic, line[500])).substr(0, 12);
    });
    measure(folder, "is a commit behind one far away", 500, [&](const git::Clone& clone) {
        return must(clone.isBehind(line[line.size() / 2], line[0], {})) ? "yes" : "no";
    });
    measure(folder, "range of a day", 500,
            [&](const git::Clone& clone) { return countBetween(clone, line[25], line[0]); });
    measure(folder, "range of a release", 2000,
            [&](const git::Clone& clone) { return countBetween(clone, line[1000], line[0]); });
    measure(folder, "list of a day with its files", 2000,
            [&](const git::Clone&) { return listBetween(folder, line[25], line[0], {}); });
    measure(folder, "list of a release with its files", 10'000,
            [&](const git::Clone&) { return listBetween(folder, line[1000], line[0], {}); });
    measureCancel(folder, line[line.size() / 2], line[0]);
    return 0;
}
