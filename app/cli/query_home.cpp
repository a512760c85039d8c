// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/query/home_snapshots.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cboard::cli {

namespace {

    struct HomeArguments : QueryArguments {
        std::string since;
        std::string baseline;
    };

    std::optional<double> secondsOf(const std::optional<std::chrono::microseconds>& duration)
    {
        return duration ? std::optional(std::chrono::duration<double>(*duration).count())
                        : std::nullopt;
    }

    void writeBranch(JsonOutput& json, const query::HomeBranch& row)
    {
        json.beginObject().member("tree", row.newest.tree).member("branch", row.newest.branch);
        json.key("newest");
        writeRevision(json, row.newest);
        json.member("last_data", row.lastData).member("new_revisions", row.newRevisions);
        json.member("new", row.newRegressions).member("fixed", row.fixed);
        json.member("still_failing", row.stillFailing).member("infra", row.infra);
        json.member("pending", row.pending).key("strip").beginArray();
        for (const query::StripBar& bar : row.strip) {
            json.beginObject().member("revision", bar.revision);
            json.member("new", bar.newFails).member("old", bar.oldFails).endObject();
        }
        json.endArray().endObject();
    }

    void writeRegression(JsonOutput& json, const query::HomeRegression& row)
    {
        json.beginObject().member("kind", row.kind).member("title", row.title);
        json.member("subject", row.subject).member("fingerprint", row.fingerprint);
        json.member("cells", row.cellCount).member("boards", row.boardCount);
        json.key("ranges").beginArray();
        for (const query::HomeRange& range : row.ranges) {
            json.beginObject().member("tree", range.firstBad.tree);
            json.member("branch", range.firstBad.branch);
            writeCommit(json, "last_good", range.lastGood);
            writeCommit(json, "first_bad", range.firstBad);
            json.endObject();
        }
        json.endArray().member("confidence", row.confidence);
        json.member("record", row.recordId).endObject();
    }

    void writeSource(JsonOutput& json, const query::SourceRow& row)
    {
        json.beginObject().member("kind", row.kind).member("name", row.name);
        json.member("last_data", row.lastData).member("newest", row.newest);
        json.member("usual_gap", secondsOf(row.usualGap));
        json.member("health", sourceHealthKey(row.health)).member("runs", row.runs);
        json.member("error_share", row.errorShare);
        json.member("usual_error_share", row.usualErrorShare).endObject();
    }

    void writeRunning(JsonOutput& json, const query::HomeRunning& row)
    {
        json.beginObject().key("revision");
        writeRevision(json, row.revision);
        json.member("received", row.progress.received).member("pending", row.progress.pending);
        json.member("expected", row.progress.expected);
        json.member("expected_end", row.progress.expectedEnd).endObject();
    }

    void printJson(Session& session, const query::HomeSnapshot& found)
    {
        JsonDocument document;
        writeInfo(document.json, found.info);
        writeRows(document.json, "branches", found.branches, writeBranch);
        writeRows(document.json, "regressions", found.regressions, writeRegression);
        document.json.member("regression_count", found.regressionCount);
        writeRows(document.json, "sources", found.sources, writeSource);
        writeRows(document.json, "running", found.running, writeRunning);
        document.printTo(session);
    }

    TablePrinter branchTable(const query::HomeSnapshot& found)
    {
        TablePrinter table({{"tree"},
                            {"branch"},
                            {"newest"},
                            {"revisions", Align::Right},
                            {"new", Align::Right},
                            {"fixed", Align::Right},
                            {"still", Align::Right},
                            {"infra", Align::Right},
                            {"pending", Align::Right},
                            {"last data"}});
        for (const query::HomeBranch& row : found.branches) {
            table.addRow({row.newest.tree, row.newest.branch, revisionName(row.newest),
                          std::to_string(row.newRevisions), std::to_string(row.newRegressions),
                          std::to_string(row.fixed), std::to_string(row.stillFailing),
                          std::to_string(row.infra), std::to_string(row.pending),
                          timeText(row.lastData)});
        }
        return table;
    }

    TablePrinter regressionTable(const query::HomeSnapshot& found)
    {
        TablePrinter table({{"kind"},
                            {"new regression"},
                            {"cells", Align::Right},
                            {"boards", Align::Right},
                            {"branches", Align::Right},
                            {"last good"},
                            {"first bad"}});
        for (const query::HomeRegression& row : found.regressions) {
            table.addRow({row.kind, row.title, std::to_string(row.cellCount),
                          std::to_string(row.boardCount), std::to_string(row.ranges.size()),
                          revisionName(row.ranges.front().lastGood),
                          revisionName(row.ranges.front().firstBad)});
        }
        return table;
    }

    TablePrinter sourceTable(const query::HomeSnapshot& found)
    {
        TablePrinter table({{"source"},
                            {"name"},
                            {"health"},
                            {"newest"},
                            {"runs", Align::Right},
                            {"errors", Align::Right},
                            {"usual", Align::Right}});
        for (const query::SourceRow& row : found.sources) {
            table.addRow({row.kind, row.name, std::string(sourceHealthKey(row.health)),
                          timeText(row.newest), std::to_string(row.runs),
                          percentText(row.errorShare), percentText(row.usualErrorShare)});
        }
        return table;
    }

    /// When the visit was that the arguments name; nothing without one.
    Result<std::optional<Timestamp>>
    lastVisit(QueryContext& context, const HomeArguments& arguments, const query::BranchKey& branch)
    {
        if (!arguments.baseline.empty()) {
            CBOARD_TRY(const auto seen, findBaseline(context, arguments.baseline, branch, {}));
            return seen.time;
        }
        const auto since = parseLooseTime(arguments.since);
        if (!since && !arguments.since.empty()) {
            return fail(ErrorKind::Invalid, "--since " + arguments.since + " is no time");
        }
        return since;
    }

    Result<void> showHome(QueryContext& context, const HomeArguments& arguments)
    {
        query::HomeRequest request;
        query::BranchKey named;
        request.common = context.common;
        if (!context.arguments.tree.empty()) {
            CBOARD_TRY(named, findBranch(context));
            request.branches.push_back(named);
        }
        CBOARD_TRY(request.since, lastVisit(context, arguments, named));
        request.regressionsSince = request.since;
        request.stripRevisions = context.arguments.last.value_or(request.stripRevisions);
        request.limit = context.arguments.limit;
        CBOARD_TRY(const auto found, context.engine.home(request, context.task));
        if (context.session.isJson()) {
            printJson(context.session, *found);
            return {};
        }
        printTable(context, branchTable(*found));
        if (!context.arguments.isCsv) { // A CSV file has one table: that of the branches.
            context.session.print("\n");
            printTable(context, regressionTable(*found));
            context.session.print("\n");
            printTable(context, sourceTable(*found));
        }
        return {};
    }

} // namespace

Action setupQueryHome(CLI::App& app)
{
    auto arguments = std::make_shared<HomeArguments>();
    arguments->limit = query::HomeRequest{}.limit;
    addBranchOptions(app, *arguments);
    auto* since = app.add_option("--since", arguments->since,
                                 "The last visit: what came later is new (default: the newest "
                                 "revision is)")
                      ->type_name("TIME");
    addBaselineOption(app, arguments->baseline, "What came after this revision is new")
        ->excludes(since);
    app.add_option("--last", arguments->last, "Revisions of each branch's strip (default: 20)")
        ->type_name("N");
    app.add_option("--limit", arguments->limit, "Groups of new regressions (default: 12)")
        ->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showHome(context, *arguments);
        });
    };
}

} // namespace cboard::cli
