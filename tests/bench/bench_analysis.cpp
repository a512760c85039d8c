// SPDX-License-Identifier: LGPL-2.1-or-later
// Times the questions over whole histories: bench_analysis STORE [TEXT]
//
// Each is asked of a program that has just started ("first": nothing in its memory, the pages of
// the files in that of the system) and again and again of one that runs ("warm"). What histories
// need is kept in <STORE>.outcomes, brought up to date before the first question; a link to a store
// keeps that file beside the link.
#include "core/formats/json/json_writer.h"
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "core/query/ledger_snapshots.h"
#include "core/store/revisions/outcome_update.h"
#include "core/store/store.h"
#include "tests/bench/must.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

using namespace cboard;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int FirstRounds = 3;
constexpr int WarmRounds = 15;
constexpr std::size_t LedgerTrees = 5;

double cpuMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

std::unique_ptr<store::Store> openStore(const char* file)
{
    return must(store::Store::open(file, {.isReadOnly = true, .mayCreate = false}));
}

/// What is asked about: the branches with the most revisions, the largest revisions of the first.
struct Subject {
    query::Common common;
    std::vector<query::BranchKey> branches;
    std::vector<query::RevisionRef> largest; ///< Two of one branch, by tests.
    query::HistoryRequest cell;
};

Subject subjectOf(query::Engine& engine)
{
    Subject subject;
    auto trees = must(engine.trees({}, {}))->rows;
    std::ranges::stable_sort(trees, std::ranges::greater{}, [](const query::TreeRow& row) {
        return std::pair(row.revisionCount, row.counts.tests.total());
    });
    for (const query::TreeRow& row : trees) {
        subject.branches.push_back({row.tree, row.branch, row.repositoryUrl});
        const Timestamp start = row.newest.time.value_or(Timestamp());
        subject.common.now = std::max(subject.common.now, start + std::chrono::hours(4));
    }
    query::RevisionsRequest list;
    list.common = subject.common;
    list.branch = subject.branches.front();
    list.limit = 1000;
    auto revisions = must(engine.revisions(list, {}))->rows;
    // Of the newer half: judged by a history as long as that of today's revision.
    if (revisions.size() >= 4) {
        revisions.resize(revisions.size() / 2);
    }
    std::ranges::sort(revisions, std::ranges::greater{},
                      [](const query::RevisionRow& row) { return row.counts.tests.total(); });
    subject.largest = {revisions.at(0).revision, revisions.at(1).revision};
    query::TestsRequest tests;
    tests.common = subject.common;
    tests.revision = subject.largest.front().id;
    tests.kind = query::RunKind::Tests;
    tests.limit = 1;
    const auto some = must(engine.tests(tests, {}));
    subject.cell.common = subject.common;
    subject.cell.branch = list.branch;
    subject.cell.path = some->rows.at(0).path;
    subject.cell.platform = some->rows.at(0).platform;
    subject.cell.lastRevisions = 100'000;
    return subject;
}

struct Question {
    const char* what;
    double limitMs;
    std::function<std::size_t(query::Engine&, const Subject&)> ask; ///< \returns rows.
};

std::size_t askLedger(query::Engine& engine, const Subject& subject)
{
    std::size_t rows = 0;
    for (std::size_t i = 0; i < std::min(LedgerTrees, subject.branches.size()); ++i) {
        query::RegressionsRequest request;
        request.common = subject.common;
        request.common.filter = query::parseFilter("since:90d").value();
        request.branch = subject.branches[i];
        request.lastRevisions = 100'000;
        rows += must(engine.regressions(request, {}))->rows.size();
    }
    return rows;
}

std::vector<Question> questions()
{
    return {
        {"verdicts of the largest revision", 30,
         [](query::Engine& engine, const Subject& subject) {
             query::VerdictsRequest request;
             request.common = subject.common;
             request.revision = subject.largest.front().id;
             return must(engine.verdicts(request, {}))->rows.size();
         }},
        {"ledger, 90 days of 5 trees", 200, askLedger},
        {"flaky cells of one branch", 200,
         [](query::Engine& engine, const Subject& subject) {
             query::FlakyRequest request;
             request.common = subject.common;
             request.branch = subject.branches.front();
             return must(engine.flaky(request, {}))->rows.size();
         }},
        {"compare of the two largest revisions", 60,
         [](query::Engine& engine, const Subject& subject) {
             query::CompareRequest request;
             request.common = subject.common;
             request.revisions = {subject.largest[0].id, subject.largest[1].id};
             return must(engine.compare(request, {}))->rows.size();
         }},
        {"history of one cell, all revisions", 10,
         [](query::Engine& engine, const Subject& subject) {
             return must(engine.history(subject.cell, {}))->runs.size();
         }},
        {"home, all branches", 100,
         [](query::Engine& engine, const Subject& subject) {
             query::HomeRequest request;
             request.common = subject.common;
             request.since = request.regressionsSince = subject.common.now - std::chrono::days(1);
             return must(engine.home(request, {}))->branches.size();
         }},
        {"hardware, 7 days", 100,
         [](query::Engine& engine, const Subject& subject) {
             query::HardwareRequest request;
             request.common = subject.common;
             return must(engine.hardware(request, {}))->rows.size();
         }},
        {"hardware counts, 7 days", 100,
         [](query::Engine& engine, const Subject& subject) {
             query::HardwareRequest request;
             request.common = subject.common;
             request.withMarks = false;
             request.withTestMarks = false;
             request.rateWindow = request.window; // As PostgreSQL is asked: sums of a week alone.
             request.stripRevisions = 0;
             return must(engine.hardware(request, {}))->rows.size();
         }},
        {"tree list", 30,
         [](query::Engine& engine, const Subject& subject) {
             return must(engine.trees({subject.common}, {}))->rows.size();
         }},
        {"revision page", 30,
         [](query::Engine& engine, const Subject& subject) {
             return must(engine.revision({subject.common, subject.largest.front().id}, {}))
                 ->facets.size();
         }},
    };
}

struct Times {
    std::vector<double> wall;
    std::vector<double> cpu;

    template <typename Ask>
    auto take(Ask&& ask)
    {
        const double cpuStart = cpuMilliseconds();
        const auto start = Clock::now();
        auto answer = ask();
        wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        cpu.push_back(cpuMilliseconds() - cpuStart);
        return answer;
    }
    static double median(std::vector<double> values)
    {
        std::ranges::sort(values);
        return values[values.size() / 2];
    }
    std::string text() const
    {
        return fmt::format("{:.2f} ms (cpu {:.2f})", median(wall), median(cpu));
    }
};

void printRow(const std::string& what, const Times& times, double limitMs)
{
    fmt::print("BENCH\tanalysis: {}\t{}\t\t\t<= {:.0f} ms\t{}\n", what, times.text(), limitMs,
               Times::median(times.wall) <= limitMs ? "yes" : "NO");
    std::fflush(stdout);
}

void measure(const char* file, const Subject& subject, const Question& question)
{
    Times first;
    std::size_t rows = 0;
    for (int round = 0; round < FirstRounds; ++round) {
        const auto store = openStore(file);
        rows = first.take([&] { return question.ask(store->engine(), subject); });
    }
    Times warm;
    const auto store = openStore(file);
    question.ask(store->engine(), subject);
    for (int round = 0; round < WarmRounds; ++round) {
        warm.take([&] { return question.ask(store->engine(), subject); });
    }
    printRow(fmt::format("{}, {} rows, warm", question.what, rows), warm, question.limitMs);
    printRow(fmt::format("{}, {} rows, first", question.what, rows), first, question.limitMs);
}

/// What was asked about, for who asks another database the same (bench_postgres.py).
void printSubject(const Subject& subject)
{
    std::string text;
    formats::JsonWriter json(text);
    const auto member = [&json](const char* name, const std::string& value) {
        json.key(name);
        json.string(value);
    };
    json.beginObject();
    member("tree", subject.branches.front().tree);
    member("branch", subject.branches.front().branch);
    member("url", subject.branches.front().repositoryUrl);
    member("path", subject.cell.path);
    member("platform", subject.cell.platform);
    member("now", formatIso(subject.common.now));
    json.key("commits");
    json.beginArray();
    for (const query::RevisionRef& revision : subject.largest) {
        json.string(revision.commit);
    }
    json.endArray();
    json.key("branches");
    json.beginArray();
    for (std::size_t i = 0; i < std::min(LedgerTrees, subject.branches.size()); ++i) {
        json.beginArray();
        json.string(subject.branches[i].tree);
        json.string(subject.branches[i].branch);
        json.endArray();
    }
    json.endArray();
    json.endObject();
    fmt::print("SUBJECT\t{}\n", text);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: bench_analysis STORE [TEXT]\n", stderr);
        return 3;
    }
    const char* file = argv[1];
    const Subject subject = subjectOf(openStore(file)->engine());
    printSubject(subject);
    Times updates;
    for (int round = 0; round < 2; ++round) {
        const auto update =
            updates.take([&] { return must(store::updateOutcomes(file, subject.common, {})); });
        fmt::print("{} of {} revisions read anew: {:.0f} ms, cpu {:.0f}\n", update.updated,
                   update.revisions, updates.wall.back(), updates.cpu.back());
    }
    for (const Question& question : questions()) {
        if (argc < 3 || std::string_view(question.what).find(argv[2]) != std::string_view::npos) {
            measure(file, subject, question);
        }
    }
    return 0;
}
