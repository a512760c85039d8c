// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/json_output.h"
#include "app/cli/query_arguments.h"
#include "core/query/ledger_snapshots.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

/// What the queries over whole histories print alike.
namespace cboard::cli {

/// {"path":..., "platform":..., "config":..., "arch":..., "compiler":..., "lab":...}, and what
/// follows until the caller ends the object.
void beginCell(JsonOutput& json, const query::CellNames& names);

/// The same as cells of a table, and its columns.
std::vector<TableColumn> cellColumns();
std::vector<std::string> cellTexts(const query::CellNames& names);

template <typename Value>
void append(std::vector<Value>& all, std::vector<Value> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// The numbers of a history as members of the object that is open.
void writeFlakiness(JsonOutput& json, const query::Flakiness& numbers);

/// The commit of a revision, null for none.
void writeCommit(JsonOutput& json, const char* key, const query::RevisionRef& revision);

/// The revision of this name: in the branch of the options, else of any.
Result<query::RevisionRef> findNamed(QueryContext& context, const std::string& name);

/// --baseline; \p help says what it does to the answer.
CLI::Option* addBaselineOption(CLI::App& app, std::string& baseline, const std::string& help);

/// The same; "branch:TREE/BRANCH" is the newest of another branch that the one of id \p shown, else
/// the newest of \p branch, is built upon, and "accepted" the newest before it that the user found
/// good. Errors: NotFound, those of the engine.
Result<query::RevisionRef> findBaseline(QueryContext& context, const std::string& name,
                                        const query::BranchKey& branch,
                                        std::optional<std::int64_t> shown);

} // namespace cboard::cli
