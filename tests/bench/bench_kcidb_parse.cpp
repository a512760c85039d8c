// SPDX-License-Identifier: LGPL-2.1-or-later
// bench_kcidb_parse [PATH...]: parse and validation of KCIDB documents against QJsonDocument and
// simdjson with a read of every field of each test. Without a path the shared submissions.
// Everything is in memory before the clock starts; rounds are interleaved; medians count.
#include "core/formats/input_reader.h"
#include "core/formats/kcidb_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <vector>

using namespace cboard;
using namespace cboard::formats;

namespace {

constexpr int Rounds = 7;

constexpr std::array TestFields = {"id",         "origin",   "build_id",    "path",
                                   "comment",    "log_url",  "log_excerpt", "status",
                                   "start_time", "duration", "input_files", "output_files",
                                   "misc",       "number",   "environment"};
constexpr std::array EnvironmentFields = {"comment", "compatible", "misc"};

struct Totals {
    std::size_t tests = 0;
    std::size_t characters = 0; // Of texts, so that no read can be left out.
};

Totals readByUs(const std::vector<Input>& inputs)
{
    Totals totals;
    for (const Input& input : inputs) {
        const ReadResult document = readKcidb(input, {}, {});
        if (!document) {
            std::fprintf(stderr, "%s: %s\n", input.path.c_str(), document.error().message.c_str());
            continue;
        }
        totals.tests += document->tests.size();
        for (const Test& test : document->tests) {
            for (const Text& text : {test.path, test.comment, test.logUrl, test.logExcerpt}) {
                totals.characters += text ? text->size() : 0;
            }
            totals.characters += test.id.size() + test.origin.size() + test.buildId.size();
        }
    }
    return totals;
}

std::size_t sizeOf(const QJsonValue& value)
{
    return value.isString() ? static_cast<std::size_t>(value.toString().size())
        : value.isArray()   ? static_cast<std::size_t>(value.toArray().size())
        : value.isObject()  ? static_cast<std::size_t>(value.toObject().size())
                            : 1;
}

Totals readByQt(const std::vector<Input>& inputs)
{
    Totals totals;
    for (const Input& input : inputs) {
        const QByteArray bytes =
            QByteArray::fromRawData(input.bytes.data(), static_cast<qsizetype>(input.bytes.size()));
        const QJsonDocument document = QJsonDocument::fromJson(bytes);
        for (const QJsonValue test : document.object().value("tests").toArray()) {
            ++totals.tests;
            const QJsonObject object = test.toObject();
            for (const char* field : TestFields) {
                totals.characters += sizeOf(object.value(QLatin1String(field)));
            }
            const QJsonObject environment = object.value("environment").toObject();
            for (const char* field : EnvironmentFields) {
                totals.characters += sizeOf(environment.value(QLatin1String(field)));
            }
        }
    }
    return totals;
}

std::size_t sizeOf(simdjson::simdjson_result<simdjson::dom::element> found)
{
    simdjson::dom::element value;
    if (found.get(value) != simdjson::SUCCESS) {
        return 0;
    }
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? text.size() : 1;
}

Totals readBySimdjson(const std::vector<Input>& inputs)
{
    Totals totals;
    static simdjson::dom::parser parser;
    for (const Input& input : inputs) {
        simdjson::dom::array tests;
        // The bytes are padded, so the parser needs no copy.
        auto document = parser.parse(input.bytes.data(), input.bytes.size(), false);
        if (document["tests"].get(tests) != simdjson::SUCCESS) {
            continue;
        }
        for (const simdjson::dom::element test : tests) {
            ++totals.tests;
            for (const char* field : TestFields) {
                totals.characters += sizeOf(test[field]);
            }
            for (const char* field : EnvironmentFields) {
                totals.characters += sizeOf(test["environment"][field]);
            }
        }
    }
    return totals;
}

struct Contestant {
    const char* name;
    Totals (*read)(const std::vector<Input>&);
    std::vector<double> seconds = {};
    Totals totals = {};
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::vector<Input> load(const std::vector<std::filesystem::path>& paths)
{
    std::vector<Input> inputs;
    InputSink sink;
    sink.onInput = [&](Input&& input) -> Result<void> {
        inputs.push_back(std::move(input));
        return {};
    };
    sink.onRefusal = [](const std::string& path, Refusal&& refusal, std::string_view) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), refusal.message.c_str());
        return Result<void>();
    };
    InputReader reader;
    for (const std::filesystem::path& path : paths) {
        const Result<void> outcome = reader.read(path, sink, {});
        if (!outcome) {
            std::fprintf(stderr, "%s: %s\n", path.c_str(), outcome.error().message.c_str());
        }
    }
    return inputs;
}

std::vector<std::filesystem::path> filesIn(const std::vector<std::filesystem::path>& roots)
{
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::path& root : roots) {
        if (!std::filesystem::is_directory(root)) {
            files.push_back(root);
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.is_regular_file() && entry.path().filename() != "truth.json") {
                files.push_back(entry.path());
            }
        }
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::filesystem::path> roots(argv + 1, argv + argc);
    if (roots.empty()) {
        roots.emplace_back(CBOARD_SHARED_DATA "/kcidb/submissions");
    }
    if (!std::filesystem::exists(roots.front())) {
        std::fprintf(stderr, "%s is not there; give a folder of documents\n",
                     roots.front().c_str());
        return 2;
    }
    const std::vector<Input> inputs = load(filesIn(roots));
    double megabytes = 0;
    for (const Input& input : inputs) {
        megabytes += static_cast<double>(input.bytes.size()) / 1e6;
    }
    std::array contestants = {Contestant{"ours, with validation", readByUs},
                              Contestant{"QJsonDocument", readByQt},
                              Contestant{"simdjson DOM", readBySimdjson}};
    for (int round = 0; round < Rounds; ++round) {
        for (Contestant& contestant : contestants) {
            const auto start = std::chrono::steady_clock::now();
            contestant.totals = contestant.read(inputs);
            contestant.seconds.push_back(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
    }
    std::printf("KCIDB parse, %zu documents, %.1f MB, %zu tests, medians of %d rounds\n",
                inputs.size(), megabytes, contestants[0].totals.tests, Rounds);
    const double ours = median(contestants[0].seconds);
    for (const Contestant& contestant : contestants) {
        const double seconds = median(contestant.seconds);
        std::printf("| %-22s | %8.1f ms | %7.0f MB/s | ours is %5.1f x |\n", contestant.name,
                    seconds * 1e3, megabytes / seconds, seconds / ours);
    }
    const bool isSame = contestants[0].totals.tests == contestants[1].totals.tests
        && contestants[0].totals.tests == contestants[2].totals.tests;
    if (!isSame) {
        std::fprintf(stderr, "the contestants did not read the same number of tests\n");
        return 1;
    }
    return 0;
}
