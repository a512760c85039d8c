// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/log_text.h"
#include "core/logs/traces/traced_address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cboard::logs {

/// What a log says of the kernel that ran.
struct LoggedKernel {
    std::string release; ///< "6.12.0-rc3", of its line "Linux version"; empty when it has none.
    std::string buildId; ///< Hexadecimal; empty as above.
    std::uint64_t offset = 0; ///< By how much it lay elsewhere than it was linked for, if it says.

    bool operator==(const LoggedKernel&) const = default;
};

/// A line of a trace that names places in the kernel, or that begins a list of them.
struct TracedLine {
    std::int64_t row = 0;
    std::int64_t line = 0; ///< 1-based.
    std::string text; ///< The message, as a reader sees it.
    std::vector<TracedAddress> addresses;
};

/// Lines that belong together: registers, "Call Trace:" and its entries, further stacks below.
struct LoggedTrace {
    std::vector<TracedLine> lines; ///< Never empty.
    std::size_t kernel = 0; ///< Index of the kernel that wrote it.
};

struct LoggedTraces {
    static constexpr std::size_t MostAddresses = 20'000;

    std::vector<LoggedTrace> traces;
    std::vector<LoggedKernel> kernels; ///< One for each "Linux version"; never empty.
    std::int64_t leftOut = 0; ///< Addresses behind MostAddresses; only counted.
};

/// Reads the log once. Errors: Cancelled, Io.
Result<LoggedTraces> readTraces(const LogText& text, const TaskContext& task);

/// The release that a message `Linux version X (…` names; empty when it does not, or when what it
/// names is none: it becomes part of the names of files.
std::string_view kernelRelease(std::string_view message);

} // namespace cboard::logs
