// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::service {

/// Which state of its own source a test was run from, as misc.test_source and misc.test_revision
/// of its record say it.
struct TestVersion {
    std::string source; ///< Where the source lies: a URL.
    std::string revision; ///< Its commit, or what stands in place of one.
    std::string name; ///< What to call it: as git describes it, else the commit in short.

    bool isKnown() const { return !source.empty() || !revision.empty(); }
    bool operator==(const TestVersion&) const = default;
};

/// The version that \p misc (JSON, as records hold it) names; not known where it names none.
TestVersion testVersionOf(std::string_view misc);

/// The versions of \p runs, parallel to them; of the first \p most only, since each is a record
/// that is read. Errors as for Engine::record(), Cancelled.
Result<std::vector<TestVersion>> testVersions(query::Engine& engine,
                                              const std::vector<query::HistoryRun>& runs,
                                              std::size_t most, const TaskContext& task);

/// A run whose test is not the one that ran before.
struct TestChange {
    std::size_t run = 0; ///< Index.
    std::string before; ///< In words that tell the two apart.
    std::string after;
};

/// Where the versions of \p runs, newest first, change from one run of a cell and lab to the next.
/// Runs of unknown version are jumped over.
std::vector<TestChange> testChanges(const std::vector<query::HistoryRun>& runs,
                                    const std::vector<TestVersion>& versions);

} // namespace cboard::service
