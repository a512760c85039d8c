// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

/// By which limits results are judged: the user's settings, the same for every question.
namespace cboard::query {

/// When a cell counts as flaky.
struct FlakyLimits {
    std::int32_t runs = 30; ///< Conclusive runs that count, at most 32.
    std::int32_t flips = 5; ///< So many changes between pass and fail are enough.
    /// With a pass rate from `lowRate` to `highRate` (in percent) so many changes are enough.
    std::int32_t flipsOfUnsteady = 4;
    std::int32_t lowRate = 20;
    std::int32_t highRate = 80;

    bool operator==(const FlakyLimits&) const = default;
};

/// Other limits for what lies below a path, or ran in a lab: where results come from.
struct FlakyException {
    std::string
        path; ///< It and all below; empty for any. That of boots is "boot"; builds have none.
    std::string lab; ///< The whole name; empty for any.
    FlakyLimits limits;

    bool operator==(const FlakyException&) const = default;
};

/// When a lab counts as ill at a revision.
struct LabLimits {
    std::int32_t boards = 3; ///< With fewer it is not judged.
    std::int32_t errorPercent = 50; ///< More than this share of them ended in error or miss.

    bool operator==(const LabLimits&) const = default;
};

struct Limits {
    FlakyLimits flaky;
    std::vector<FlakyException> flakyExceptions; ///< The first that fits a cell counts.
    LabLimits labs;
    /// What did not run for longer is no longer run: regressions become inactive, boards silent.
    std::chrono::days silentAfter{14};

    bool operator==(const Limits&) const = default;
};

} // namespace cboard::query
