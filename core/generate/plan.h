// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/board_catalog.h"
#include "core/generate/generate.h"
#include "core/generate/suite_catalog.h"
#include "core/generate/tree_catalog.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cboard::generate {

/// What all trees share.
struct World {
    std::uint64_t seed = 0;
    std::vector<Board> boards;
    std::vector<Lab> labs; ///< First: virtual machines; last: recipes.
    std::vector<Suite> suites; ///< First: boot.
    std::vector<BuildKind> kinds;
};

World makeWorld(std::uint64_t seed);

/// One job that each revision of a tree is to run: a suite on a board in a lab with a build.
/// Its tests are `count` cells from `firstCell` on, the suite's first `count` paths.
struct Job {
    std::uint16_t build = 0; ///< Index into World::kinds.
    std::uint16_t lab = 0;
    std::uint16_t suite = 0;
    std::optional<std::uint32_t> board; ///< None: the record names no platform.
    std::uint32_t count = 0;
    std::uint32_t firstCell = 0;
};

/// What stays the same over all revisions of one tree.
struct Plan {
    Tree tree;
    std::size_t index = 0;
    std::vector<std::uint16_t> builds; ///< Indices into World::kinds.
    std::vector<Job> boots;
    std::vector<Job> jobs; ///< Suites; only on boards of `boots`.
    std::uint32_t cellCount = 0;
    std::int64_t testsInAll = 0;
    std::int64_t revisions = 0;
    /// From this revision on the builds have their later compiler.
    std::int64_t compilerChange = 0;

    /// Tests of revision `r`, so that the sum is exact.
    std::int64_t quota(std::int64_t r) const;
    const std::string& compiler(const World& world, std::uint16_t build, std::int64_t r) const;
};

/// \param options tests > 0.
std::vector<Plan> makePlans(const World& world, const Options& options);

/// As many tests as real trees of these sizes have.
std::int64_t naturalTests(const Options& options);

} // namespace cboard::generate
