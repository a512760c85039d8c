// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cboard {

/// The raw outcome as KCIDB spells it. Absent is std::optional without a value; a word that no
/// version knows keeps its text in Test::unknownStatus and counts as a warning.
enum class Status : std::uint8_t { Fail, Error, Miss, Pass, Done, Skip };

constexpr std::size_t StatusCount = 6;

std::string_view statusText(Status status); ///< "FAIL" ...
std::optional<Status> parseStatus(std::string_view text); ///< Upper case as in KCIDB.

/// The classes that views work with; order of the enum is worst first as in a summary cell.
enum class StatusClass : std::uint8_t { Fail, Error, Miss, Pass, Done, Skip, Pending, None };

constexpr std::size_t StatusClassCount = 8;

std::string_view statusClassKey(StatusClass statusClass); ///< "fail" ... as in the filter language.
std::optional<StatusClass> parseStatusClass(std::string_view key);

/// How long a row without a status counts as running before it counts as missed.
struct RunningWindow {
    std::chrono::hours length{12};
};

/// The class of a raw status at `now`. Without a status: Pending while younger than the window,
/// else Miss; without a start time it counts as never reported, which is Miss.
StatusClass classify(std::optional<Status> status, std::optional<Timestamp> startTime,
                     Timestamp now, RunningWindow window);

/// Which class a summary of both shows: fail > error > miss > pass > done > skip > pending > none.
constexpr StatusClass worseOf(StatusClass a, StatusClass b)
{
    return a < b ? a : b;
}

/// Pass and fail say something about the kernel, nothing else does.
constexpr bool isConclusive(StatusClass c)
{
    return c == StatusClass::Pass || c == StatusClass::Fail;
}

/// Error and miss: the lab, the harness or a tool, not the kernel.
constexpr bool isInfrastructure(StatusClass c)
{
    return c == StatusClass::Error || c == StatusClass::Miss;
}

/// How many runs of each class. Index with a StatusClass.
struct StatusCounts {
    std::array<std::int64_t, StatusClassCount> byClass{};

    std::int64_t& operator[](StatusClass c) { return byClass[static_cast<std::size_t>(c)]; }
    std::int64_t operator[](StatusClass c) const { return byClass[static_cast<std::size_t>(c)]; }
    std::int64_t total() const;
    std::int64_t infrastructure() const;
    StatusClass worst() const; ///< None when nothing is counted.
    StatusCounts& operator+=(const StatusCounts& other);
    bool operator==(const StatusCounts&) const = default;
};

} // namespace cboard
