// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_arguments.h"
#include "app/cli/query_json.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cboard::cli {

namespace {

    constexpr std::int64_t DefaultHits = 8;

    Result<void> showIssues(QueryContext& context)
    {
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
