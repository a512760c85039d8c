// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"
#include "core/service/clone_paths.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cboard::service {

/// A range of commits that holds what broke something, and is shorter than the regression's own.
struct NarrowerRange {
    std::string tree; ///< Whose results bound it.
    std::string branch;
    std::string good; ///< Hashes.
    std::string bad;
    std::int64_t count = 0; ///< Commits behind `bad` and not behind `good`.

    bool operator==(const NarrowerRange&) const = default;
};

/// Where things broke on all branches: what one of them passed and another failed bounds the commit
/// that broke both. Two regressions are taken for one when they show the same error, or where no
/// error is known of either, the same cell (familyOf()).
class RangesElsewhere {
public:
    void add(const query::RegressionRow& row);
    std::size_t size() const { return m_bounds.size(); }

    /// The shortest of the ranges that the results of other branches and boards leave, if it is
    /// shorter than the row's. Such a bound counts when the clone of the row's tree has its
    /// commits, and what failed there is behind the row's first bad commit: a backport is another
    /// commit. Nothing without a clone. Errors of git, Cancelled.
    Result<std::optional<NarrowerRange>> narrowest(const query::RegressionRow& row,
                                                   const ClonePaths& clones,
                                                   const TaskContext& task) const;

private:
    struct Bound {
        std::string tree;
        std::string branch;
        std::string fingerprint;
        std::set<std::string> families;
        std::string good;
        std::string bad;
    };
    std::vector<Bound> boundsOf(const query::RegressionRow& row) const;

    std::vector<Bound> m_bounds;
};

/// The ledgers of the branches with the newest revisions, a dozen of them or fewer where those know
/// enough; of each the newest fifty revisions count. Reads as much as regressionsByError() does for
/// each; its errors.
Result<std::shared_ptr<const RangesElsewhere>>
rangesElsewhere(query::Engine& engine, const std::filesystem::path& storeFile,
                const query::Common& common, const TaskContext& task);

/// narrowest() of what other branches know, which is read only where the row's tree has a clone.
/// \param known What rangesElsewhere() told before; null until then, and set here.
Result<std::optional<NarrowerRange>>
narrowerRange(query::Engine& engine, const std::filesystem::path& storeFile,
              const query::Common& common, const query::RegressionRow& row,
              const ClonePaths& clones, std::shared_ptr<const RangesElsewhere>& known,
              const TaskContext& task);

} // namespace cboard::service
