// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/board_catalog.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::generate {

/// How a tree names its revisions.
enum class Naming : std::uint8_t {
    Candidate, ///< v6.18-rc3-45-g...
    Daily, ///< next-20261118
    Point, ///< v6.12.44-81-g...
};

struct Tree {
    std::string name;
    std::string branch;
    std::string url;
    Naming naming = Naming::Candidate;
    std::string version; ///< "v6.19" or "v6.12".
    int weight = 0; ///< Tests of a revision in thousands, as real ones have.
    int cadenceHours = 24; ///< From one revision to the next.
};

/// The first `count` trees; after the known names numbered ones follow.
std::vector<Tree> makeTrees(std::int64_t count);

struct BuildKind {
    std::string arch;
    std::string config;
    std::string compiler;
    std::string laterCompiler; ///< Replaces the compiler when the tree changes it; else the same.
    Style style = Style::Node;
    bool isTested = false; ///< Boards run it; the others are only compiled.
};

/// Builds of a mainline revision, the tested ones of each style first.
std::vector<BuildKind> makeBuildKinds();

} // namespace cboard::generate
