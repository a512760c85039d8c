// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_arguments.h"
#include "app/cli/query_json.h"
#include "core/query/issue_snapshots.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

namespace cboard::cli {

namespace {

    constexpr std::int64_t DefaultHits = 8;

    std::string culpritText(const query::Culprits& culprits)
    {
        std::string text;
        for (const auto& [isNamed, word] :
             {std::pair(culprits.isCode, "code"), std::pair(culprits.isTool, "tool"),
              std::pair(culprits.isHarness, "harness")}) {
            if (isNamed) {
                text += text.empty() ? "" : ",";
                text += word;
            }
        }
        return text;
    }

    void printJson(Session& session, const query::RevisionRef& revision,
                   const query::RevisionIssuesSnapshot& issues)
    {
        JsonDocument document;
        writeInfo(document.json, issues.info);
        document.json.key("revision");
        writeRevision(document.json, revision);
        document.json.key("rows").beginArray();
        for (const query::RevisionIssueRow& row : issues.rows) {
            document.json.beginObject().member("id", row.id).member("version", row.version);
            document.json.member("origin", row.origin).member("subject", row.subject);
            document.json.member("url", row.url).member("latest", row.isLatest);
            document.json.member("culprit", culpritText(row.culprits));
            document.json.member("builds", row.builds).member("boots", row.boots);
            document.json.member("tests", row.tests).member("boards", row.boards);
            document.json.member("record", row.recordId).endObject();
        }
        document.json.endArray();
        document.printTo(session);
    }

    /// Those that have incidents on one revision.
    Result<void> showRevisionIssues(QueryContext& context)
    {
        CBOARD_TRY(const auto revision, findRevision(context));
        CBOARD_TRY(const auto issues,
                   context.engine.revisionIssues({context.common, revision.id}, context.task));
        if (context.session.isJson()) {
            printJson(context.session, revision, *issues);
            return {};
        }
        TablePrinter table({{"id"},
                            {"version", Align::Right},
                            {"culprit"},
                            {"builds", Align::Right},
                            {"boots", Align::Right},
                            {"tests", Align::Right},
                            {"boards", Align::Right},
                            {"subject"},
                            {"url"}});
        for (const query::RevisionIssueRow& row : issues->rows) {
            table.addRow({row.id, std::to_string(row.version), culpritText(row.culprits),
                          std::to_string(row.builds), std::to_string(row.boots),
                          std::to_string(row.tests), std::to_string(row.boards), row.subject,
                          row.url});
        }
        printTable(context, table);
        return {};
    }

    Result<void> showIssues(QueryContext& context)
    {
        if (!context.arguments.revision.empty() || !context.arguments.tree.empty()) {
            return showRevisionIssues(context);
        }
        CBOARD_TRY(const auto issues, context.engine.issues({context.common}, context.task));
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, issues->info);
            document.json.key("rows").beginArray();
            for (const query::IssueRow& row : issues->rows) {
                document.json.beginObject().member("id", row.id).member("version", row.version);
                document.json.member("origin", row.origin).member("subject", row.subject);
                document.json.member("url", row.url).member("incidents", row.incidentCount);
                document.json.member("latest", row.isLatest).endObject();
            }
            document.json.endArray();
            document.printTo(context.session);
            return {};
        }
        TablePrinter table(
            {{"id"}, {"version", Align::Right}, {"incidents", Align::Right}, {"subject"}, {"url"}});
        for (const query::IssueRow& row : issues->rows) {
            table.addRow({row.id, std::to_string(row.version), std::to_string(row.incidentCount),
                          row.subject, row.url});
        }
        printTable(context, table);
        return {};
    }

    Result<void> showHits(QueryContext& context)
    {
        const query::SearchRequest request{.common = context.common,
                                           .text = context.arguments.text,
                                           .limitPerGroup =
                                               context.arguments.last.value_or(DefaultHits)};
        CBOARD_TRY(const auto found, context.engine.search(request, context.task));
        if (context.session.isJson()) {
            JsonDocument document;
            writeInfo(document.json, found->info);
            document.json.key("hits").beginArray();
            for (const query::SearchHit& hit : found->hits) {
                document.json.beginObject().member("group", hit.group).member("title", hit.title);
                document.json.member("detail", hit.detail).member("target", hit.target);
                if (hit.revision) {
                    document.json.key("revision");
                    writeRevision(document.json, *hit.revision);
                }
                document.json.endObject();
            }
            document.json.endArray();
            document.printTo(context.session);
            return {};
        }
        TablePrinter table({{"group"}, {"title"}, {"detail"}, {"target"}});
        for (const query::SearchHit& hit : found->hits) {
            table.addRow({hit.group, hit.title, hit.detail, hit.target});
        }
        printTable(context, table);
        return {};
    }

} // namespace

Action setupQueryIssues(CLI::App& app)
{
    auto arguments = std::make_shared<QueryArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--revision", arguments->revision,
                   "Only what was seen there: hash, describe name, tag, HEAD or HEAD~N (default: "
                   "all issues; with --tree: HEAD)");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) { return runQuery(session, *arguments, showIssues); };
}

Action setupQuerySearch(CLI::App& app)
{
    auto arguments = std::make_shared<QueryArguments>();
    app.add_option("text", arguments->text, "Part of a name, hash, tag or id")->required();
    app.add_option("--last", arguments->last, "Hits per group (default: 8)")->type_name("N");
    app.add_flag("--csv", arguments->isCsv, "Print CSV");
    return [arguments](Session& session) { return runQuery(session, *arguments, showHits); };
}

} // namespace cboard::cli
