// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/breakdown.h"

#include <algorithm>

namespace cboard::analysis {

namespace {

    bool hasWorked(const Subtest& test)
    {
        return test.status == StatusClass::Pass || test.status == StatusClass::Done;
    }

    bool isOpen(const Subtest& test)
    {
        return test.status == StatusClass::Pending;
    }

} // namespace

std::vector<std::size_t> failuresToTheEnd(std::span<const Subtest> run)
{
    std::vector<std::size_t> failures;
    if (std::any_of(run.begin(), run.end(), isOpen)) {
        return failures;
    }
    const bool isOrdered = std::all_of(run.begin(), run.end(), [](const Subtest& test) {
        return test.start.has_value() || !(isTrouble(test.status) || hasWorked(test));
    });
    std::optional<std::int64_t> lastWorked;
    for (const Subtest& test : run) {
        if (hasWorked(test)) {
            if (!isOrdered) {
                return failures;
            }
            lastWorked = std::max(lastWorked.value_or(*test.start), *test.start);
        }
    }
    for (std::size_t place = 0; place < run.size(); ++place) {
        if (isTrouble(run[place].status) && (!lastWorked || *run[place].start > *lastWorked)) {
            failures.push_back(place);
        }
    }
    if (isOrdered) {
        std::stable_sort(failures.begin(), failures.end(), [run](std::size_t a, std::size_t b) {
            return *run[a].start < *run[b].start;
        });
    }
    return failures.size() < 2 ? std::vector<std::size_t>() : failures;
}

} // namespace cboard::analysis
