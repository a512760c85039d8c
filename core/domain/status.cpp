// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/domain/status.h"

#include <algorithm>
#include <numeric>

namespace cboard {

namespace {

    constexpr std::array<std::string_view, StatusCount> StatusTexts = {"FAIL", "ERROR", "MISS",
                                                                       "PASS", "DONE",  "SKIP"};
    constexpr std::array<std::string_view, StatusClassCount> ClassKeys = {
        "fail", "error", "miss", "pass", "done", "skip", "pending", "none"};

    template <typename Enum, std::size_t Size>
    std::optional<Enum> indexOf(const std::array<std::string_view, Size>& names,
                                std::string_view text)
    {
        const auto* place = std::find(names.begin(), names.end(), text);
        if (place == names.end()) {
            return std::nullopt;
        }
        return static_cast<Enum>(place - names.begin());
    }

} // namespace

std::string_view statusText(Status status)
{
    return StatusTexts.at(static_cast<std::size_t>(status));
}

std::optional<Status> parseStatus(std::string_view text)
{
    return indexOf<Status>(StatusTexts, text);
}

std::string_view statusClassKey(StatusClass statusClass)
{
    return ClassKeys.at(static_cast<std::size_t>(statusClass));
}

std::optional<StatusClass> parseStatusClass(std::string_view key)
{
    return indexOf<StatusClass>(ClassKeys, key);
}

StatusClass classify(std::optional<Status> status, std::optional<Timestamp> startTime,
                     Timestamp now, RunningWindow window)
{
    if (!status) {
        const bool isRunning = startTime && now - *startTime < window.length;
        return isRunning ? StatusClass::Pending : StatusClass::Miss;
    }
    switch (*status) {
    case Status::Fail:
        return StatusClass::Fail;
    case Status::Error:
        return StatusClass::Error;
    case Status::Miss:
        return StatusClass::Miss;
    case Status::Pass:
        return StatusClass::Pass;
    case Status::Done:
        return StatusClass::Done;
    case Status::Skip:
        return StatusClass::Skip;
    }
    return StatusClass::None;
}

std::int64_t StatusCounts::total() const
{
    return std::accumulate(byClass.begin(), byClass.end(), std::int64_t{0});
}

std::int64_t StatusCounts::infrastructure() const
{
    return (*this)[StatusClass::Error] + (*this)[StatusClass::Miss];
}

StatusClass StatusCounts::worst() const
{
    const auto* place =
        std::find_if(byClass.begin(), byClass.end(), [](std::int64_t n) { return n > 0; });
    return place == byClass.end() ? StatusClass::None
                                  : static_cast<StatusClass>(place - byClass.begin());
}

StatusCounts& StatusCounts::operator+=(const StatusCounts& other)
{
    for (std::size_t i = 0; i < byClass.size(); ++i) {
        byClass.at(i) += other.byClass.at(i);
    }
    return *this;
}

} // namespace cboard
