// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plain_query.h"

#include <algorithm>

namespace cboard::test {

namespace {

    const PlainCheckout* checkoutOf(const PlainData& data, const PlainBuild& build)
    {
        const auto place = std::find_if(
            data.checkouts.begin(), data.checkouts.end(),
            [&build](const PlainCheckout& checkout) { return checkout.id == build.checkout; });
        return place == data.checkouts.end() ? nullptr : &*place;
    }

} // namespace

std::vector<std::string> plainRevisions(const PlainData& data, const std::string& tree,
                                        const std::string& branch)
{
    std::map<std::string, std::string> earliest; // Commit to time.
    for (const PlainCheckout& checkout : data.checkouts) {
        if (checkout.tree == tree && checkout.branch == branch) {
            const auto place = earliest.emplace(checkout.commit, checkout.start).first;
            place->second = std::min(place->second, checkout.start);
        }
    }
    std::vector<std::pair<std::string, std::string>> byTime;
    for (const auto& [commit, time] : earliest) {
        byTime.emplace_back(time, commit);
    }
    std::sort(byTime.rbegin(), byTime.rend());
    std::vector<std::string> commits;
    for (const auto& revision : byTime) {
        commits.push_back(revision.second);
    }
    return commits;
}

std::vector<PlainRun> plainRuns(const PlainData& data, const std::string& commit)
{
    std::map<std::string, const PlainBuild*> builds;
    for (const PlainBuild& build : data.builds) {
        builds[build.id] = &build;
    }
    std::vector<PlainRun> runs;
    for (const PlainTest& test : data.tests) {
        const auto build = builds.find(test.build);
        if (build == builds.end()) {
            continue;
        }
        const PlainCheckout* checkout = checkoutOf(data, *build->second);
        if (checkout != nullptr && checkout->commit == commit) {
            runs.push_back({&test, build->second, checkout, plainClass(test.status, test.start)});
        }
    }
    return runs;
}

std::vector<PlainResult> plainBuilds(const PlainData& data, const std::string& commit)
{
    std::vector<PlainResult> builds;
    for (const PlainBuild& build : data.builds) {
        const PlainCheckout* checkout = checkoutOf(data, build);
        const bool isDummy = build.id.find(":dummy_") != std::string::npos;
        if (checkout != nullptr && checkout->commit == commit && !isDummy) {
            builds.push_back({&build, checkout, plainClass(build.status, build.start)});
        }
    }
    return builds;
}

query::ResultCounts plainCounts(const PlainData& data, const std::string& commit,
                                const RunPredicate& wantsRun, const BuildPredicate& wantsBuild)
{
    query::ResultCounts counts;
    for (const PlainRun& run : plainRuns(data, commit)) {
        if (wantsRun(run)) {
            ++(isPlainBoot(*run.test) ? counts.boots : counts.tests)[run.status];
        }
    }
    for (const PlainResult& build : plainBuilds(data, commit)) {
        if (wantsBuild(build)) {
            ++counts.builds[build.status];
        }
    }
    return counts;
}

} // namespace cboard::test
