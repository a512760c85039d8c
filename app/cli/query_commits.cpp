// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/service/bisect_pack.h"
#include "core/service/commit_list.h"
#include "core/service/narrower_range.h"
#include "core/service/regression_errors.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace cboard::cli {

namespace {

    struct CommitArguments : QueryArguments {
        std::string good;
        std::string bad;
        std::string board;
        std::string path;
        std::string output;
    };

    /// The first active regression that the filter selects.
    Result<query::RegressionRow> firstRegression(QueryContext& context)
    {
        query::RegressionsRequest request;
        request.common = context.common;
        CBOARD_TRY(request.branch, findBranch(context));
        CBOARD_TRY(const auto found,
                   service::regressionsByError(context.engine, context.session.storeFile(), request,
                                               context.task));
        const auto row =
            std::find_if(found->rows.begin(), found->rows.end(), [](const auto& candidate) {
                return candidate.state == query::RegressionState::Active;
            });
        if (row == found->rows.end()) {
            return fail(ErrorKind::NotFound, "no active regression matches the filter");
        }
        context.session.tell(
            fmt::format("regression: {} {} ({} cells)", row->kind, row->title, row->cells.size()));
        return *row;
    }

    /// A stored revision's commit, else what git may know by this name.
    Result<std::string> commitOf(QueryContext& context, const std::string& name)
    {
        const auto revision = findNamed(context, name);
        if (revision && !revision->commit.empty()) {
            return revision->commit;
        }
        if (!revision && revision.error().kind != ErrorKind::NotFound) {
            return tl::unexpected(revision.error());
        }
        return name;
    }

    using Narrower = std::optional<service::NarrowerRange>;

    /// What other branches leave of the regression's range.
    Result<Narrower> narrowerOf(QueryContext& context, const query::RegressionRow& row)
    {
        std::shared_ptr<const service::RangesElsewhere> known;
        return service::narrowerRange(context.engine, context.session.storeFile(), context.common,
                                      row, service::ClonePaths::of(context.session.settings()),
                                      known, context.task);
    }

    /// \param narrower Set where the range is that of a regression.
    Result<query::CommitsRequest>
    commitsRequest(QueryContext& context, const CommitArguments& arguments, Narrower& narrower)
    {
        query::CommitsRequest request;
        request.limit = arguments.limit;
        query::RegressionRow row;
        if (arguments.good.empty()) {
            CBOARD_TRY(row, firstRegression(context));
            CBOARD_TRY(narrower, narrowerOf(context, row));
            request.tree = row.firstBad.tree;
            request.good = row.lastGood.commit;
            request.bad = row.firstBad.commit;
        } else {
            request.tree = arguments.tree;
            CBOARD_TRY(request.good, commitOf(context, arguments.good));
            CBOARD_TRY(request.bad, commitOf(context, arguments.bad));
            row.cells.push_back({{arguments.path, arguments.board, {}, {}, {}, {}}, {}});
        }
        CBOARD_TRY(request.interest,
                   service::interestOf(context.engine, context.common, row, context.task));
        return request;
    }

    void writeNarrower(JsonOutput& json, const Narrower& narrower)
    {
        if (!narrower) {
            json.member("narrower", std::optional<std::string>());
            return;
        }
        json.key("narrower").beginObject().member("tree", narrower->tree);
        json.member("branch", narrower->branch).member("good", narrower->good);
        json.member("bad", narrower->bad).member("total", narrower->count).endObject();
    }

    void printJson(Session& session, const query::CommitsSnapshot& found, const Narrower& narrower)
    {
        JsonDocument document;
        document.json.member("good", found.good).member("bad", found.bad);
        document.json.member("forked", found.isForked).member("total", found.total);
        document.json.member("touching", found.touching);
        writeNarrower(document.json, narrower);
        writeRows(document.json, "commits", found.rows,
                  [](JsonOutput& json, const query::CommitRow& row) {
                      json.beginObject().member("commit", row.hash).member("subject", row.subject);
                      json.member("author", row.author).member("time", row.time);
                      json.member("merge", row.isMerge).member("touch", commitTouchKey(row.touch));
                      writeTexts(json, "files", row.files);
                      json.endObject();
                  });
        document.printTo(session);
    }

    Result<void> showCommits(QueryContext& context, const CommitArguments& arguments)
    {
        Narrower narrower;
        CBOARD_TRY(const auto request, commitsRequest(context, arguments, narrower));
        CBOARD_TRY(const auto found,
                   service::commitsBetween(service::ClonePaths::of(context.session.settings()),
                                           request, context.task));
        if (context.session.isJson()) {
            printJson(context.session, *found, narrower);
            return {};
        }
        TablePrinter table({{"touches"}, {"commit"}, {"time"}, {"author"}, {"subject"}});
        for (const query::CommitRow& row : found->rows) {
            constexpr std::size_t ShortHash = 12;
            table.addRow({std::string(commitTouchKey(row.touch)),
                          arguments.isCsv ? row.hash : row.hash.substr(0, ShortHash),
                          formatIso(row.time), row.author, row.subject});
        }
        printTable(context, table);
        context.session.tell(
            fmt::format("{} commits in {:.12}..{:.12}, {} touch what fails{}", found->total,
                        found->good, found->bad, found->touching,
                        found->isForked ? "; the good one is on another line" : ""));
        if (narrower) {
            context.session.tell(fmt::format("narrower in {}/{}: {:.12}..{:.12}, {} commits",
                                             narrower->tree, narrower->branch, narrower->good,
                                             narrower->bad, narrower->count));
        }
        return {};
    }

    Result<void> writeBisect(QueryContext& context, const std::string& output)
    {
        CBOARD_TRY(const auto row, firstRegression(context));
        CBOARD_TRY(const auto found, service::bisectCaseOf(context.engine, row, context.task));
        CBOARD_TRY_VOID(service::writeBisectPack(found, output, context.common.now));
        if (context.session.isJson()) {
            JsonDocument document;
            document.json.member("path", output).member("good", found.good);
            document.json.member("bad", found.bad);
            document.printTo(context.session);
        } else {
            context.session.print(fmt::format("{}: {:.12}..{:.12}, run bisect.sh TREE\n", output,
                                              found.good, found.bad));
        }
        return {};
    }

} // namespace

Action setupQueryCommits(CLI::App& app)
{
    auto arguments = std::make_shared<CommitArguments>();
    auto* good = app.add_option("good", arguments->good,
                                "Not listed, nor what lies behind it: a stored revision, or any "
                                "name that git knows (default: the range of the first regression)");
    auto* bad = app.add_option("bad", arguments->bad, "The first of the list");
    good->needs(bad);
    addBranchOptions(app, *arguments);
    app.add_option("--board", arguments->board, "Mark what touches this board; with GOOD BAD")
        ->needs(good);
    app.add_option("--path", arguments->path, "Mark what touches this test; with GOOD BAD")
        ->needs(good);
    app.add_option("--limit", arguments->limit, "List so many (default: 100000)")->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showCommits(context, *arguments);
        });
    };
}

Action setupQueryBisect(CLI::App& app)
{
    auto arguments = std::make_shared<CommitArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--filter", arguments->filter, "Of the first active regression that matches");
    app.add_option("--output,-o", arguments->output,
                   "Folder to make, or archive (.tar, .tar.gz, .tar.xz, .tar.zst)")
        ->required();
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return writeBisect(context, arguments->output);
        });
    };
}

} // namespace cboard::cli
