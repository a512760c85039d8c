// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"
#include "store_fixture.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

/// What queries must answer, computed from the plain records by loops over all of them.
namespace cboard::test {

/// A run with everything above it.
struct PlainRun {
    const PlainTest* test = nullptr;
    const PlainBuild* build = nullptr;
    const PlainCheckout* checkout = nullptr;
    StatusClass status = StatusClass::None;
};

struct PlainResult { // A build.
    const PlainBuild* build = nullptr;
    const PlainCheckout* checkout = nullptr;
    StatusClass status = StatusClass::None;
};

/// Revisions of a branch by commit, newest first.
std::vector<std::string> plainRevisions(const PlainData& data, const std::string& tree,
                                        const std::string& branch);

/// Runs and builds of a revision whose build and checkout are there; dummy builds are no builds.
std::vector<PlainRun> plainRuns(const PlainData& data, const std::string& commit);
std::vector<PlainResult> plainBuilds(const PlainData& data, const std::string& commit);

using RunPredicate = std::function<bool(const PlainRun&)>;
using BuildPredicate = std::function<bool(const PlainResult&)>;
query::ResultCounts plainCounts(const PlainData& data, const std::string& commit,
                                const RunPredicate& wantsRun, const BuildPredicate& wantsBuild);

} // namespace cboard::test
