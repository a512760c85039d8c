// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/io/archive_writer.h"
#include "core/query/engine.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cboard::service {

/// What `git bisect` needs to find the commit of a regression.
struct BisectCase {
    std::string tree;
    std::string repositoryUrl; ///< To fetch from; empty when unknown.
    std::string good; ///< Hashes, or names as git takes them.
    std::string bad;
    std::string kind; ///< "build", "boot", "test".
    std::string title; ///< What fails.
    query::CellNames cell; ///< One of those that fail.
    std::string configUrl; ///< Of the kernel's .config; empty when unknown.
    std::string command; ///< By which it was built; empty when unknown.
};

/// The case of a row of the ledger: its first cell, with what the failing run's build says. Errors:
/// Invalid when good or bad has no commit; as Engine::record().
Result<BisectCase> bisectCaseOf(query::Engine& engine, const query::RegressionRow& row,
                                const TaskContext& task);

/// A folder's files: `bisect.sh TREE [COMMAND...]`, which runs `git bisect` there and puts the tree
/// back; `check.sh`, which builds one commit, asks for the verdict of TEST_COMMAND or of the user,
/// and answers as `git bisect run` wants it; `good`, `bad`, `config`, `test` and a README. Texts
/// that came with results stand in them quoted.
std::vector<io::ArchivedFile> bisectPack(const BisectCase& found);

/// Writes the pack as an archive where the name has that of one, else as a folder. Errors: Io,
/// Invalid when the folder has files already.
Result<void> writeBisectPack(const BisectCase& found, const std::filesystem::path& target,
                             Timestamp now);

} // namespace cboard::service
