// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/open_workbench.h"
#include "app/cli/session.h"
#include "app/cli/table_printer.h"
#include "core/query/engine.h"

#include <functional>
#include <optional>
#include <string>

namespace cboard::cli {

/// Options of the query verbs; each verb adds those that it knows.
struct QueryArguments {
    std::string tree;
    std::optional<std::string> branch; ///< Not given: the one with the newest data.
    std::string url;
    std::string revision;
    std::string filter;
    std::string text; ///< What `search` looks for.
    std::optional<std::int64_t> last;
    std::int64_t limit = 100'000;
    bool isCsv = false;
};

void addFilterOptions(CLI::App& app, QueryArguments& arguments); ///< --filter, --csv
void addBranchOptions(CLI::App& app, QueryArguments& arguments); ///< --tree, --branch, --url
void addRevisionOption(CLI::App& app, QueryArguments& arguments); ///< --revision

/// What a query works with.
struct QueryContext {
    Session& session;
    const QueryArguments& arguments;
    query::Engine& engine;
    query::Common common;
    TaskContext task;
};

/// Opens the store, runs the query, reports its error.
ExitCode runQuery(Session& session, const QueryArguments& arguments,
                  const std::function<Result<void>(QueryContext&)>& run);

/// The branch that the options name. Error Invalid without --tree, NotFound for an unknown one.
Result<query::BranchKey> findBranch(QueryContext& context);

/// The revision that the options name; HEAD of the branch when they name none.
Result<query::RevisionRef> findRevision(QueryContext& context);

/// Prints the table, as text or CSV.
void printTable(QueryContext& context, const TablePrinter& table);

} // namespace cboard::cli
