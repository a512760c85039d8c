// SPDX-License-Identifier: LGPL-2.1-or-later
// Readers beside a writer on one store, for ThreadSanitizer: no Qt, so that every frame is
// instrumented. Ends with 0 when all that was read was sound.
#include "core/domain/document.h"
#include "core/store/store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

using namespace cboard;

namespace {

constexpr int Documents = 40;
constexpr int TestsPerDocument = 50;

std::atomic<int> failures{0};

void expect(bool isTrue, std::string_view what)
{
    if (!isTrue) {
        ++failures;
        fmt::print(stderr, "stress_store: {}\n", what);
    }
}

Document documentNumber(int number)
{
    Document document;
    document.format = "stress";
    Build build;
    build.id = document.arena.copy(fmt::format("a:b{}", number / 2));
    build.origin = "a";
    build.checkoutId = "a:c";
    document.builds.push_back(build);
    for (int i = 0; i < TestsPerDocument; ++i) {
        Test test;
        test.id = document.arena.copy(fmt::format("a:t_{}_{}", number, i));
        test.origin = "a";
        test.lab = "a";
        test.buildId = build.id;
        test.path = document.arena.copy(fmt::format("suite.case{}", i));
        test.status =
            StatusValue{i % 9 == 0 ? Status::Fail : Status::Pass, i % 9 == 0 ? "FAIL" : "PASS"};
        test.logExcerpt = document.arena.copy(fmt::format("excerpt {}", i % 7));
        document.tests.push_back(test);
    }
    return document;
}

void write(store::Store& store)
{
    auto writer = store.writer("stress", Timestamp{});
    expect(writer.has_value(), "no writer");
    for (int i = 0; writer && i < Documents; ++i) {
        const store::DocumentSource source{fmt::format("d{}", i), hash128(fmt::format("{}", i)), 1};
        expect((*writer)
                   ->add(documentNumber(i), source, store::MergePolicy::First, Timestamp{})
                   .has_value(),
               "a document was not stored");
        expect((*writer)->commit().has_value(), "a commit failed");
    }
}

void read(store::Store& store, const std::atomic<bool>& isDone)
{
    std::uint64_t last = 0;
    while (!isDone) {
        const auto generation = store.generation();
        expect(generation && *generation >= last, "a generation went back");
        last = generation.value_or(last);
        expect(store.changesSince(0).has_value(), "changes could not be read");
        expect(store.digest({}).has_value(), "no digest");
        query::RevisionsRequest request;
        expect(store.engine().revisions(request, {}).has_value(), "no revisions");
        const auto sizes = store.sizes();
        expect(sizes && sizes->records[2] % TestsPerDocument == 0, "half a document was seen");
    }
}

} // namespace

int main()
{
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("stress_store_{}", ::getpid());
    std::filesystem::create_directories(folder);
    {
        auto store = store::Store::open(folder / "stress.db", {});
        expect(store.has_value(), "the store does not open");
        if (store) {
            std::atomic<bool> isDone{false};
            std::vector<std::thread> readers;
            for (int i = 0; i < 3; ++i) {
                readers.emplace_back([&] { read(**store, isDone); });
            }
            write(**store);
            isDone = true;
            for (std::thread& reader : readers) {
                reader.join();
            }
            const auto problems = (*store)->check({});
            expect(problems && problems->empty(), "the store is not sound");
            const auto sizes = (*store)->sizes();
            expect(sizes && sizes->records[2] == Documents * TestsPerDocument,
                   "results are missing");
        }
    }
    std::filesystem::remove_all(folder);
    return failures == 0 ? 0 : 1;
}
