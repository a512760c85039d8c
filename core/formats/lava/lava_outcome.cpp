// SPDX-License-Identifier: LGPL-2.1-or-later
// How a job's boot and the job itself went.
#include "core/formats/lava/lava_job.h"

#include <algorithm>
#include <array>

namespace cboard::formats {

LavaBoot judgeBoot(const std::vector<LavaCase>& cases)
{
    LavaBoot boot;
    bool hasTests = false;
    for (const LavaCase& result : cases) {
        hasTests = hasTests || !result.isStep();
        if (!result.isLogin()) {
            continue;
        }
        ++boot.attempts;
        if (result.result == "pass") {
            boot.outcome = LavaBoot::Outcome::Passed;
            boot.login = &result;
        } else if (boot.outcome != LavaBoot::Outcome::Passed) {
            boot.outcome = LavaBoot::Outcome::Failed;
            boot.login = &result;
        }
    }
    if (boot.attempts == 0 && hasTests) {
        boot.outcome = LavaBoot::Outcome::Passed;
    }
    return boot;
}

const LavaCase* findJobStep(const std::vector<LavaCase>& cases)
{
    const auto found = std::find_if(cases.rbegin(), cases.rend(), [](const LavaCase& result) {
        return result.isStep() && result.name == "job";
    });
    return found == cases.rend() ? nullptr : &*found;
}

bool isInfrastructureError(std::string_view errorType)
{
    constexpr std::array<std::string_view, 8> Infrastructure{
        "Infrastructure",     "Bug",
        "Canceled",           "Configuration",
        "LAVATimeout",        "MultinodeTimeout",
        "ObjectNotPersisted", "FastbootDeviceNotFound"};
    return std::ranges::find(Infrastructure, errorType) != Infrastructure.end();
}

StatusValue bootStatus(const LavaBoot& boot, const LavaCase* jobStep)
{
    const bool isInfrastructure = jobStep != nullptr && isInfrastructureError(jobStep->errorType);
    switch (boot.outcome) {
    case LavaBoot::Outcome::Passed:
        return {Status::Pass, "PASS"};
    case LavaBoot::Outcome::Failed:
        return isInfrastructure ? StatusValue{Status::Error, "ERROR"}
                                : StatusValue{Status::Fail, "FAIL"};
    case LavaBoot::Outcome::NotReached:
        break;
    }
    return isInfrastructure ? StatusValue{Status::Error, "ERROR"}
                            : StatusValue{Status::Miss, "MISS"};
}

std::string_view outcomeText(LavaBoot::Outcome outcome)
{
    switch (outcome) {
    case LavaBoot::Outcome::Passed:
        return "pass";
    case LavaBoot::Outcome::Failed:
        return "fail";
    case LavaBoot::Outcome::NotReached:
        break;
    }
    return "not reached";
}

std::int64_t countKernelMessages(Value extra)
{
    std::int64_t count = 0;
    const auto countIn = [&count](Value failures) {
        count += failures.isScalar() && !failures.isNull() ? 1 : 0;
        for (const Value failure : failures) {
            count += failure.find("message").isThere() ? 1 : 0;
        }
    };
    countIn(extra.find("fail"));
    for (const Value item : extra) {
        countIn(item.find("fail"));
    }
    return count;
}

} // namespace cboard::formats
