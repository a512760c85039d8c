// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace cboard::service {

/// Cells of two branches are alike by what runs where: kind, path and board (of builds the
/// configuration and the architecture), whatever the lab and the compiler.
std::string familyOf(const std::string& kind, const query::CellNames& cell);

/// What fails on another branch now: at its newest revision, or as an active regression of it.
class FailingElsewhere {
public:
    /// Whether the same error is seen there. Where it is not known what a row or a cell there
    /// shows, the same cell is enough.
    bool has(const query::RegressionRow& row) const;

    void add(const query::RegressionRow& row);
    void add(const std::string& kind, const query::CellNames& cell);

private:
    std::set<std::string> m_fingerprints;
    /// The fingerprints of each cell, by familyOf(); empty where none is known.
    std::map<std::string, std::set<std::string>> m_families;
};

/// \param line "tree/branch", or a tree: then all its branches.
/// Reads as much as the ledger of that branch does, and its logs as regressionsByError(). Errors:
/// NotFound where no such branch is stored; those of the engine.
Result<std::shared_ptr<const FailingElsewhere>>
failingElsewhere(query::Engine& engine, const std::filesystem::path& storeFile,
                 const query::Common& common, const std::string& line, const TaskContext& task);

} // namespace cboard::service
