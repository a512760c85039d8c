// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/commit_snapshots.h"
#include "core/query/engine.h"
#include "core/service/clone_paths.h"

#include <optional>
#include <string>

namespace cboard::service {

/// The commits between two states of a tree, from its clone, those that touch what fails marked.
/// Reads the files of each listed commit: a millisecond each when the clone is large and cold.
/// Progress as step "commits". Errors: NotFound when the tree has no clone, or the clone lacks one
/// of the commits; Io, Cancelled.
query::Answer<query::CommitsSnapshot> commitsBetween(const ClonePaths& clones,
                                                     const query::CommitsRequest& request,
                                                     const TaskContext& task);

/// What a regression is about: its boards with their compatibles, its paths, its error. Errors as
/// for Engine::board().
Result<query::CommitInterest> interestOf(query::Engine& engine, const query::Common& common,
                                         const query::RegressionRow& row, const TaskContext& task);

/// The newest revision of \p branch that \p shown is built upon: at or before their merge base,
/// whatever the dates say. Without a clone that knows both, the newest that is not younger than
/// \p shown. Nothing when there is none. Errors: those of the engine, Io, Cancelled.
Result<std::optional<query::RevisionRef>>
revisionBefore(query::Engine& engine, const ClonePaths& clones, const query::RevisionRef& shown,
               const query::BranchKey& branch, const query::Common& common,
               const TaskContext& task);

} // namespace cboard::service
