// SPDX-License-Identifier: LGPL-2.1-or-later
// bench_ingest CBOARD FOLDER [TESTS]: the real program, end to end, into fresh stores in FOLDER:
// generated submissions (TESTS of them, a million if not said), then LAVA jobs with their logs.
// Prints one row per figure: what, value, target. Peak memory is that of the ingesting process.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

constexpr int LavaJobs = 1500;

struct Measured {
    double seconds = 0;
    double peakMb = 0;
    double cpuSeconds = 0;
    std::string output;
};

/// Runs a program to its end, standard output into a file in `folder`. Ends the bench on failure.
Measured run(const std::vector<std::string>& command, const fs::path& folder)
{
    const fs::path outputFile = folder / "output.json";
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) {
        const int output = ::open(outputFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::dup2(output, STDOUT_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    Measured measured;
    measured.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "%s %s failed\n", command[0].c_str(), command[1].c_str());
        std::exit(2);
    }
    const auto secondsOf = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    measured.cpuSeconds = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
    measured.peakMb = static_cast<double>(usage.ru_maxrss) / 1024.0;
    std::ifstream in(outputFile);
    measured.output.assign(std::istreambuf_iterator<char>(in), {});
    return measured;
}

/// The number after `"key":` behind the first `"object":` of the program's JSON.
double numberOf(const std::string& json, const std::string& object, const std::string& key)
{
    const auto from = json.find('"' + object + "\":");
    const auto at = json.find('"' + key + "\":", from == std::string::npos ? 0 : from);
    return at == std::string::npos ? 0 : std::strtod(json.c_str() + at + key.size() + 3, nullptr);
}

void printRow(const char* what, double value, const char* unit, const char* target, bool isReached)
{
    std::printf("%-48s %14.2f %-8s %-12s %s\n", what, value, unit, target,
                isReached ? "reached" : "MISSED");
    std::fflush(stdout);
}

std::uintmax_t bytesBelow(const fs::path& folder)
{
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return bytes;
}

void measureGenerated(const std::string& cboard, const fs::path& folder, const std::string& tests)
{
    const fs::path documents = folder / "generated";
    const std::string store = folder / "generated.db";
    if (!fs::exists(documents)) {
        run({cboard, "generate", "--seed", "1", "--tests", tests, documents}, folder);
    }
    for (const char* suffix : {"", "-wal", "-shm", ".lock", ".user", ".packs"}) {
        fs::remove_all(store + suffix);
    }
    const Measured ingest = run({cboard, "--store", store, "--json", "ingest", documents}, folder);
    const double stored = numberOf(ingest.output, "records", "tests");
    const Measured info = run({cboard, "--store", store, "--json", "store", "info"}, folder);
    const double database = numberOf(info.output, "bytes", "database");
    const double excerpts = numberOf(info.output, "bytes", "excerpts");
    const auto json = static_cast<double>(bytesBelow(documents));
    printRow("ingest, generated, tests stored per second", stored / ingest.seconds, "tests/s",
             ">= 100000", stored / ingest.seconds >= 100'000);
    printRow("ingest, generated, JSON per second", json / 1e6 / ingest.seconds, "MB/s", "", true);
    printRow("ingest, generated, processor time", ingest.cpuSeconds, "s", "", true);
    printRow("ingest, generated, peak memory", ingest.peakMb, "MB", "<= 400", ingest.peakMb <= 400);
    printRow("store over JSON, generated", database / json, "", "<= 0.15", database / json <= 0.15);
    printRow("store without excerpts, generated", (database - excerpts) / stored, "B/test",
             "<= 120", (database - excerpts) / stored <= 120);
}

/// Copies of the sample jobs, each with a number of its own.
int writeLavaJobs(const fs::path& samples, const fs::path& folder)
{
    const std::pair<const char*, const char*> jobs[] = {
        {"lava-json-jetson-tk1.json", "2783047"},
        {"lava-json-bcm2837-rpi-3-b.json", "81842"},
        {"callback-qemu-arm-incomplete.json", "577"}};
    fs::create_directories(folder);
    for (int i = 0; i < LavaJobs; ++i) {
        const auto& [name, id] = jobs[i % 3];
        std::ifstream in(samples / name, std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(in), {});
        const auto place = text.find(std::string("\"id\": ") + id);
        if (place == std::string::npos) {
            return 0;
        }
        text.replace(place + 6, std::string(id).size(), std::to_string(9'000'000 + i));
        std::ofstream(folder / (std::to_string(i) + ".json"), std::ios::binary) << text;
    }
    return LavaJobs;
}

void measureLava(const std::string& cboard, const fs::path& folder)
{
    const fs::path samples = CBOARD_SHARED_DATA "/lava/callback";
    if (!fs::exists(samples)) {
        std::printf("%-48s %s\n", "ingest, LAVA", "not measured: no sample data");
        return;
    }
    const fs::path documents = folder / "lava";
    const int count = writeLavaJobs(samples, documents);
    const std::string store = folder / "lava.db";
    for (const char* suffix : {"", "-wal", "-shm", ".lock", ".user", ".packs"}) {
        fs::remove_all(store + suffix);
    }
    const Measured ingest = run({cboard, "--store", store, "--json", "ingest", documents}, folder);
    const double perSecond = count / ingest.seconds;
    printRow("ingest, LAVA with logs, files per second", perSecond, "files/s", ">= 700",
             perSecond >= 700);
    printRow("ingest, LAVA with logs, peak memory", ingest.peakMb, "MB", "<= 150",
             ingest.peakMb <= 150);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: bench_ingest CBOARD FOLDER [TESTS]\n");
        return 3;
    }
    const fs::path folder = argv[2];
    fs::create_directories(folder);
    measureGenerated(argv[1], folder, argc > 3 ? argv[3] : "1000000");
    measureLava(argv[1], folder);
    return 0;
}
