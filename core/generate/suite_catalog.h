// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::generate {

enum class SuiteKind : std::uint8_t {
    Boot, ///< One row, path "boot".
    Functional,
    Latency, ///< Pass or fail with a number.
    Benchmark, ///< DONE with a number.
};

struct Suite {
    std::string job; ///< Name of the job, for example "kselftest-net".
    SuiteKind kind = SuiteKind::Functional;
    std::vector<std::string> paths;
    /// How often a job of each style runs it.
    int nodeWeight = 0;
    int jobWeight = 0;
    int recipeWeight = 0;
};

/// All suites; the first one is the boot. A stable order.
std::vector<Suite> makeSuites();

} // namespace cboard::generate
