// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/log_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace cboard::generate {

namespace {

    constexpr std::array FunctionStems = {"queue", "ring", "page", "inode", "phy",   "clk",
                                          "irq",   "bus",  "dma",  "fence", "timer", "chan",
                                          "buf",   "link", "slab", "node"};
    constexpr std::array FunctionVerbs = {
        "get",   "put",    "alloc", "release", "commit", "wait",   "map",    "unmap",
        "probe", "resume", "flush", "submit",  "lookup", "attach", "detach", "poll"};
    constexpr std::array FunctionOwners = {"vop",  "dwxg",  "mtkx", "ufsx", "sdx", "nvx",
                                           "btx",  "xfx",   "ipx",  "kvx",  "drx", "snx",
                                           "i2cx", "pciex", "memx", "netx"};

} // namespace

std::string_view resultWord(const std::optional<Status>& status)
{
    if (!status) {
        return "unknown";
    }
    switch (*status) {
    case Status::Pass:
    case Status::Done:
        return "pass";
    case Status::Fail:
        return "fail";
    case Status::Skip:
        return "skip";
    case Status::Error:
    case Status::Miss:
        return "unknown";
    }
    return "unknown";
}

std::string signatureFunction(std::uint64_t signature)
{
    Random random(signature ^ 0x5AULL);
    // Draws in statements of their own: arguments are evaluated in any order.
    const std::string_view owner = random.pick(FunctionOwners);
    const std::string_view stem = random.pick(FunctionStems);
    return fmt::format("{}_{}_{}", owner, stem, random.pick(FunctionVerbs));
}

void appendTestLines(std::string& out, Timestamp start, std::uint64_t key, std::string_view name,
                     const Row& row, std::uint64_t signature)
{
    Random random(key);
    const std::int64_t after = random.between(20'000'000, 900'000'000);
    const auto stamp = [&](std::int64_t microseconds) {
        std::string text = formatIso(start + std::chrono::microseconds(after + microseconds));
        text.pop_back();
        return text;
    };
    const auto seconds = [&](std::int64_t microseconds) {
        return fmt::format("{:5}.{:06}", (after + microseconds) / 1'000'000,
                           (after + microseconds) % 1'000'000);
    };
    if (row.status == Status::Fail) {
        fmt::format_to(std::back_inserter(out),
                       "[{}] {}.c:{}: TFAIL: expected return of {} in {}, got errno {}\n", stamp(0),
                       name, 40 + signature % 400, signature % 7, signatureFunction(signature),
                       1 + signature % 40);
    } else if (random.chance(400'000)) {
        const std::uint64_t line = 40 + random.below(400);
        const std::uint64_t step = random.below(9);
        fmt::format_to(std::back_inserter(out), "[{}] {}.c:{}: {}: step {} took {} us\n", stamp(0),
                       name, line, row.status == Status::Skip ? "TCONF" : "TINFO", step,
                       random.below(90'000));
    }
    fmt::format_to(std::back_inserter(out),
                   "[{}] <8>[{}] <LAVA_SIGNAL_TESTCASE TEST_CASE_ID={} RESULT={}>", stamp(1500),
                   seconds(1200), name, resultWord(row.status));
}

void appendBuildOutput(std::string& out, std::uint64_t key, std::string_view release, bool isBroken,
                       std::uint64_t signature, std::size_t maxBytes)
{
    constexpr std::array Folders = {
        "drivers/net", "drivers/gpu/drm", "sound/soc",     "fs/ext4", "net/core",    "kernel/sched",
        "mm",          "drivers/usb",     "drivers/media", "lib",     "drivers/iio", "crypto"};
    constexpr std::array Steps = {"CC     ", "CC [M] ", "LD [M] ", "AR     ", "INSTALL", "DTC    "};
    Random random(key);
    std::string text;
    while (text.size() < maxBytes) {
        const std::string name = signatureFunction(random.next());
        const std::string_view step = random.pick(Steps);
        fmt::format_to(std::back_inserter(text), "  {} {}/{}.o\n", step, random.pick(Folders),
                       name);
        if (random.chance(12'000)) {
            const std::string_view folder = random.pick(Folders);
            const std::uint64_t line = 20 + random.below(2000);
            const std::uint64_t column = 1 + random.below(60);
            fmt::format_to(std::back_inserter(text),
                           "{}/{}.c:{}:{}: warning: unused variable '{}' [-Wunused-variable]\n",
                           folder, name, line, column, signatureFunction(random.next()));
        }
    }
    if (isBroken) {
        const std::string function = signatureFunction(signature);
        fmt::format_to(std::back_inserter(text),
                       "drivers/{0}/core.c:{1}:{2}: error: implicit declaration of function '{3}' "
                       "[-Werror=implicit-function-declaration]\n"
                       "make[4]: *** [scripts/Makefile.build:{1}: drivers/{0}/core.o] Error 1\n"
                       "make: *** [Makefile:{4}: __sub-make] Error 2\n",
                       function.substr(0, function.find('_')), 10 + signature % 900,
                       1 + signature % 40, function, 200 + signature % 50);
    } else {
        fmt::format_to(std::back_inserter(text), "  Kernel: image of {} is ready\n", release);
    }
    out += std::string_view(text).substr(text.size() - std::min(text.size(), maxBytes));
}

} // namespace cboard::generate
