// SPDX-License-Identifier: LGPL-2.1-or-later
// Speed of the log engine on generated text beside `wc -l`, which reads the same file in the same
// run: bench_log_engine FOLDER [MB]. Each figure is the median of five runs, warm. The text is
// varied, so that caches are not flattered.
#include "core/logs/diff/log_diff.h"
#include "core/logs/line_search.h"
#include "core/logs/log_text.h"
#include "core/logs/logspec/log_input.h"
#include "core/logs/logspec/parser.h"
#include "core/logs/rules/error_finder.h"
#include "core/logs/sources/file_source.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

using namespace cboard;
using namespace cboard::logs;

namespace {

constexpr int Runs = 5;

void writeLog(const std::filesystem::path& path, std::size_t bytes, unsigned seed)
{
    std::mt19937 random(seed);
    std::ofstream file(path, std::ios::binary);
    std::string text = "Starting kernel ...\n";
    std::size_t written = 0;
    double time = 0;
    char line[256];
    while (written < bytes) {
        time += static_cast<double>(random() % 1000) / 1e5;
        const bool isError = random() % 20'000 == 0;
        const int length = std::snprintf(
            line, sizeof line, "[%12.6f] %s %08lx.dev%lu: %s %lu of %lu\n", time,
            isError ? "BUG: KASAN: use-after-free in"
                    : std::array{"usb", "mmc", "regulator"}[random() % 3],
            static_cast<unsigned long>(random()), static_cast<unsigned long>(random() % 64),
            random() % 3 == 0 ? "registered new interface driver" : "using defaults for clock",
            static_cast<unsigned long>(random() % 100'000),
            static_cast<unsigned long>(random() % 99));
        text.append(line, static_cast<std::size_t>(length));
        if (text.size() > (1U << 20U)) {
            file << text;
            written += text.size();
            text.clear();
        }
    }
    file << text;
}

struct Times {
    double wall = 0;
    double cpu = 0;
};

Times measure(const std::function<bool()>& work)
{
    std::vector<Times> times;
    for (int i = 0; i < Runs; ++i) {
        const auto wall = std::chrono::steady_clock::now();
        const std::clock_t cpu = std::clock();
        if (!work()) {
            std::fprintf(stderr, "a run failed\n");
            std::exit(1);
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - wall;
        times.push_back({took.count(), static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC});
    }
    std::sort(times.begin(), times.end(), [](auto& a, auto& b) { return a.wall < b.wall; });
    return times[Runs / 2];
}

void print(const char* name, double megabytes, const Times& times, double peer)
{
    std::printf("%-34s %8.3f s wall %8.3f s cpu %8.0f MB/s of cpu %6.2f x wc -l\n", name,
                times.wall, times.cpu, times.cpu > 0 ? megabytes / times.cpu : 0,
                times.wall / peer);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_log_engine FOLDER [MB]\n");
        return 3;
    }
    const std::size_t megabytes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 256;
    const std::filesystem::path path = std::filesystem::path(argv[1]) / "bench_log_engine.log";
    writeLog(path, megabytes << 20U, 1);
    const auto source = FileSource::open(path);
    const auto rules = RuleSet::shipped();
    if (!source || !rules) {
        return 2;
    }
    const auto size = static_cast<double>((*source)->size()) / (1U << 20U);
    const std::string count = "wc -l < '" + path.string() + "' > /dev/null";
    const double peer = measure([&] { return std::system(count.c_str()) == 0; }).wall;
    std::printf("wc -l: %.3f s wall for %.0f MB\n", peer, size);

    print("index alone", size, measure([&] {
              LineIndex index;
              std::string scratch;
              for (std::uint64_t at = 0; at < (*source)->size(); at += 256U << 10U) {
                  index.append((*source)->read(at, 256U << 10U, scratch).value_or(""));
              }
              index.finish();
              return index.rowCount() > 0;
          }),
          peer);
    print("index with error marks", size, measure([&] {
              return LogText::open(*source, RowFormat::Plain, TaskContext{}).has_value();
          }),
          peer);
    for (const unsigned threads : {1U, 2U}) {
        for (const char* pattern :
             {"Kernel panic - not syncing", "(failed|unable) to (load|probe)"}) {
            const SearchRequest request{.patterns = {pattern},
                                        .isCaseSensitive = pattern[0] != '(',
                                        .wantsLines = false,
                                        .threads = threads};
            const std::string name = "search, threads " + std::to_string(threads)
                + (pattern[0] == '(' ? ", case-blind" : ", literal");
            print(name.c_str(), size, measure([&] {
                      return searchLines(
                                 **source, request, [](auto&) { return true; }, TaskContext{})
                          .has_value();
                  }),
                  peer);
        }
    }
    print("own rules and fingerprints", size, measure([&] {
              return findErrors(**source, RowFormat::Plain, *rules, TaskContext{}).has_value();
          }),
          peer);
    print("logspec", size, measure([&] {
              std::string scratch;
              const auto bytes = (*source)->read(0, (*source)->size(), scratch);
              const std::string text =
                  logspec::decodeLog(bytes.value_or(""), logspec::LineEnds::Normalised);
              return logspec::analyze("generic_linux_boot", text, TaskContext{}).has_value();
          }),
          peer);
    print("normalised for a diff", size, measure([&] {
              return readCompared(**source, RowFormat::Plain, {}, TaskContext{}).has_value();
          }),
          peer);
    std::filesystem::remove(path);
    return 0;
}
