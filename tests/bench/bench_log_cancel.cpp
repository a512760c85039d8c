// SPDX-License-Identifier: LGPL-2.1-or-later
// How soon what reads logs stops once it is cancelled: bench_log_cancel FOLDER, with the logs that
// bench_log_engine has written there. Rows for the table of run.sh.
#include "core/logs/diff/log_diff.h"
#include "core/logs/find.h"
#include "core/logs/line_search.h"
#include "core/logs/line_selection.h"
#include "core/logs/rules/rule_marks.h"
#include "core/logs/run_reading.h"
#include "core/logs/sources/open_log_file.h"
#include "tests/bench/cancel_time.h"

#include <cstdio>
#include <filesystem>

using namespace cboard;
using namespace cboard::logs;

namespace {

const char* const Costly = R"((\w+[ :]?)+\1#)"; ///< Goes back and forth in each line.

void cancelOpening(const std::filesystem::path& log)
{
    const auto source = *FileSource::open(log);
    CancelTime::print("index of 1 GB", [&](const TaskContext& task) {
        return LogText::open(source, RowFormat::Plain, task).has_value();
    });
    const std::filesystem::path packed = log.string() + ".gz";
    if (std::filesystem::exists(packed)) {
        CancelTime::print("index of 1 GB by gzip", [&](const TaskContext& task) {
            const auto file = openLogFile(packed, log.parent_path(), task, LogOpening::Streamed);
            return file && LogText::open(file->bytes, file->format, task).has_value();
        });
    }
}

void cancelSearches(const std::filesystem::path& log)
{
    const auto source = *FileSource::open(log);
    const auto search = [&](const char* what, const char* pattern, bool isBackward) {
        SearchRequest request;
        request.patterns = {pattern};
        request.isBackward = isBackward;
        request.threads = 2;
        CancelTime::print(what, [&source, request](const TaskContext& task) {
            return searchLines(
                       *source, request, [](const LineHit&) { return true; }, task)
                .has_value();
        });
    };
    search("search", "soft lockup", false);
    search("search backward", "soft lockup", true);
    search("search by a costly expression", Costly, false);
    const auto text = *LogText::open(source, RowFormat::Plain, TaskContext{});
    const auto find = [&](const char* what, FindOptions options) {
        CancelTime::print(what, [&text, options](const TaskContext& task) {
            return findAll(*text, options, task).has_value();
        });
    };
    find("find and count", {.pattern = "e"});
    find("find by a costly expression", {.pattern = Costly, .isRegex = true});
    LineSelection selection;
    selection.matching = FindOptions{.pattern = "usb"};
    selection.context = 3;
    CancelTime::print("filter", [&](const TaskContext& task) {
        return selectRows(*text, selection, task).has_value();
    });
    const auto rules = *RuleSet::shipped();
    CancelTime::print("errors by the rules", [&](const TaskContext& task) {
        return findRuleErrors(*text, rules, 0, task).has_value();
    });
    const auto stages = *StageRules::shipped();
    CancelTime::print("errors and stages", [&](const TaskContext& task) {
        return readRun(*source, RowFormat::Plain, rules, stages, task).has_value();
    });
}

void cancelDiff(const std::filesystem::path& a, const std::filesystem::path& b)
{
    const auto read = [](const std::filesystem::path& path, const TaskContext& task) {
        return readCompared(**FileSource::open(path), RowFormat::Plain, {}, task);
    };
    CancelTime::print("diff of two logs of 100 MB, reading",
                      [&](const TaskContext& task) { return read(a, task) && read(b, task); });
    const auto left = read(a, TaskContext{});
    const auto right = read(b, TaskContext{});
    CancelTime::print("diff of two logs of 100 MB, comparing", [&](const TaskContext& task) {
        const auto hunks = diffLogs(*left, *right, task);
        return hunks && firstMeaningful(*hunks, *left, *right, task);
    });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: bench_log_cancel FOLDER\n", stderr);
        return 3;
    }
    const std::filesystem::path folder(argv[1]);
    const auto log = folder / "bench_log_engine.log";
    const auto good = folder / "bench_log_engine_good.log";
    const auto bad = folder / "bench_log_engine_bad.log";
    for (const auto& needed : {log, good, bad}) {
        if (!std::filesystem::exists(needed)) {
            std::fprintf(stderr, "%s: bench_log_engine writes it\n", needed.c_str());
            return 3;
        }
    }
    cancelOpening(log);
    cancelSearches(log);
    cancelDiff(good, bad);
    return 0;
}
