// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/request_settings.h"

#include "core/service/flaky_exceptions.h"

namespace cboard::service {

query::Common commonOf(const SettingsFile& settings, Timestamp now)
{
    const auto number = [&settings](std::string_view key) {
        return static_cast<std::int32_t>(settings.integer(key));
    };
    query::Common common;
    common.now = now;
    common.window.length = std::chrono::hours(settings.integer("query/running_window"));
    query::Limits& limits = common.limits;
    limits.flaky = {.runs = number("analysis/flaky_runs"),
                    .flips = number("analysis/flaky_flips"),
                    .flipsOfUnsteady = number("analysis/flaky_unsteady_flips"),
                    .lowRate = number("analysis/flaky_low_rate"),
                    .highRate = number("analysis/flaky_high_rate")};
    const std::string exceptions = settings.value("analysis/flaky_exceptions");
    // What stands in the file was checked when it was read.
    limits.flakyExceptions = parseFlakyExceptions(exceptions, limits.flaky)
                                 .value_or(std::vector<query::FlakyException>());
    limits.labs = {.boards = number("analysis/lab_boards"),
                   .errorPercent = number("analysis/lab_errors")};
    limits.silentAfter = std::chrono::days(settings.integer("analysis/silent_after"));
    return common;
}

bool changesAnswers(std::string_view key)
{
    return key.starts_with("analysis/") || key == "query/running_window";
}

} // namespace cboard::service
