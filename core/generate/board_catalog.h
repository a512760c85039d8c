// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::generate {

struct Board {
    std::string name; ///< As environment.misc.platform has it.
    std::string arch;
    std::string soc;
    std::string compatibleJson; ///< environment.compatible; empty where there is no device tree.
};

/// How a CI system spells its records.
enum class Style : std::uint8_t {
    Node, ///< One record a node, ids like ObjectIds, the job's log tail at each test.
    Job, ///< One submission a job, ids like KSUIDs, the test's own lines as excerpt.
    Recipe, ///< Few tests with large misc and no platform.
    Guest, ///< Boots of another system's builds.
};

struct Lab {
    std::string name; ///< As the lab of a test derives from it.
    std::string origin;
    Style style = Style::Node;
    std::string jobUrl; ///< Prefix; empty where the lab shows none.
    std::vector<std::size_t> boards;
};

/// About 400 boards, a stable order.
std::vector<Board> makeBoards();

/// Labs with their boards; one board in four stands in two labs. The first one runs virtual
/// machines, the last one recipes on servers.
std::vector<Lab> makeLabs(std::uint64_t seed, const std::vector<Board>& boards);

} // namespace cboard::generate
