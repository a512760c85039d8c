// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/git/clone.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cboard::git {

/// One of the commits that are asked for.
struct KnownCommit {
    bool isInClone = false;
    std::string subject;
    /// The next of the commits asked for that one meets by going from first parent to first parent;
    /// nothing when there is none.
    std::optional<std::size_t> ancestor;
};

/// How the commits that were tested lie behind each other. Cost grows with the first-parent lines
/// between them. \param hashes of 40 digits; others, and those the clone does not have, are not in
/// the clone. \returns one for each, in the same order. Errors: Io, Cancelled.
Result<std::vector<KnownCommit>>
knownAncestors(const Clone& clone, const std::vector<std::string>& hashes, const TaskContext& task);

} // namespace cboard::git
