// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/query_arguments.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace cboard::cli {

void addFilterOptions(CLI::App& app, QueryArguments& arguments)
{
    app.add_option("--filter", arguments.filter,
                   "Only what matches, for example "
                   "\"status:fail arch:arm64 board:rk3399*\"");
    app.add_flag("--csv", arguments.isCsv, "Print CSV");
}

void addBranchOptions(CLI::App& app, QueryArguments& arguments)
{
    app.add_option("--tree", arguments.tree, "Tree, for example mainline");
    app.add_option("--branch", arguments.branch, "Branch (default: the one with the newest data)");
    app.add_option("--url", arguments.url, "Repository, when trees share the name");
}

void addRevisionOption(CLI::App& app, QueryArguments& arguments)
{
    app.add_option("--revision", arguments.revision,
                   "Hash, describe name, tag, HEAD or HEAD~N (default: HEAD)");
}

ExitCode runQuery(Session& session, const QueryArguments& arguments,
                  const std::function<Result<void>(QueryContext&)>& run)
{
    if (arguments.last && *arguments.last < 1) {
        return session.report(
            Error{ErrorKind::Invalid,
                  0,
                  fmt::format("--last: expected a whole number from 1 on, got {}", *arguments.last),
                  {}});
    }
    auto common = commonRequest(session, arguments.filter);
    if (!common) {
        return session.report(common.error());
    }
    const auto workbench = openWorkbench(session, Access::Read);
    if (!workbench) {
        return session.report(workbench.error());
    }
    QueryContext context{session, arguments, (*workbench)->engine(), std::move(*common),
                         session.task()};
    if (const auto done = run(context); !done) {
        return session.report(done.error());
    }
    return ExitCode::AllDone;
}

Result<query::BranchKey> findBranch(QueryContext& context)
{
    const QueryArguments& arguments = context.arguments;
    if (arguments.tree.empty()) {
        return fail(ErrorKind::Invalid, "--tree is needed; see \"cboard query trees\"");
    }
    query::TreesRequest request{context.common};
    request.common.filter = {};
    CBOARD_TRY(const auto trees, context.engine.trees(request, context.task));
    const auto isWanted = [&arguments](const query::TreeRow& row) {
        return row.tree == arguments.tree && (!arguments.branch || row.branch == *arguments.branch)
            && (arguments.url.empty() || row.repositoryUrl == arguments.url);
    };
    const auto row = std::find_if(trees->rows.begin(), trees->rows.end(), isWanted);
    if (row == trees->rows.end()) {
        const std::string what = arguments.branch
            ? fmt::format(R"(branch "{}" of tree "{}")", *arguments.branch, arguments.tree)
            : fmt::format(R"(tree "{}")", arguments.tree);
        return fail(ErrorKind::NotFound,
                    fmt::format(R"(there is no {}; see "cboard query trees")", what));
    }
    if (arguments.branch) { // Of all repositories, where none is named.
        return query::BranchKey{arguments.tree, *arguments.branch, arguments.url};
    }
    if (std::count_if(trees->rows.begin(), trees->rows.end(), isWanted) > 1) {
        context.session.tell(fmt::format("branch {} of {} (newest data; --branch for another)",
                                         row->branch, row->tree));
    }
    return query::BranchKey{row->tree, row->branch, row->repositoryUrl};
}

Result<query::RevisionRef> findRevision(QueryContext& context)
{
    query::FindRevisionRequest request{.common = context.common, .branch = {}, .name = "HEAD"};
    request.common.filter = {};
    const std::string& name = context.arguments.revision;
    const bool isRelative = name.empty() || name.starts_with("HEAD");
    if (isRelative || !context.arguments.tree.empty()) {
        CBOARD_TRY(request.branch, findBranch(context));
    }
    if (!name.empty()) {
        request.name = name;
    }
    return context.engine.findRevision(request, context.task);
}

void printTable(QueryContext& context, const TablePrinter& table)
{
    const bool hasColor = context.session.usesColor();
    context.session.print(context.arguments.isCsv ? table.csv() : table.text(hasColor));
}

} // namespace cboard::cli
