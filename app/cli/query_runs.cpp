// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_arguments.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/analysis/compare.h"
#include "core/service/streak_numbers.h"
#include "core/service/test_versions.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <tuple>

namespace cboard::cli {

namespace {

    std::string secondsText(const std::optional<double>& seconds)
    {
        return seconds ? fmt::format("{:g}", *seconds) : std::string();
    }

    std::string statusText(StatusClass status)
    {
        return std::string(statusClassKey(status));
    }

    void writeBuild(JsonOutput& json, const query::BuildRow& row)
    {
        json.beginObject().member("id", row.id).member("config", row.config);
        json.member("arch", row.architecture).member("compiler", row.compiler);
        json.member("origin", row.origin).member("lab", row.lab);
        json.member("status", statusClassKey(row.status)).member("start_time", row.startTime);
        json.member("duration", row.durationSeconds).member("has_log", row.hasLog);
        json.member("log_url", row.logUrl).key("boots");
        writeCounts(json, row.boots);
        json.key("tests");
        writeCounts(json, row.tests);
        json.member("issues", row.issueCount).endObject();
    }

    TablePrinter buildTable(const query::BuildsSnapshot& builds)
    {
        TablePrinter table({{"status"},
                            {"config"},
                            {"arch"},
                            {"compiler"},
                            {"seconds", Align::Right},
                            {"boots", Align::Right},
                            {"tests", Align::Right},
                            {"id"}});
        for (const query::BuildRow& row : builds.rows) {
            table.addRow({statusText(row.status), row.config, row.architecture, row.compiler,
                          secondsText(row.durationSeconds), std::to_string(row.boots.total()),
                          std::to_string(row.tests.total()), row.id});
        }
        return table;
    }

    Result<void> showBuilds(QueryContext& context)
    {
        CBOARD_TRY(const auto revision, findRevision(context));
        const query::BuildsRequest request{context.common, revision.id};
        CBOARD_TRY(const auto builds, context.engine.builds(request, context.task));
        if (!context.session.isJson()) {
            printTable(context, buildTable(*builds));
            return {};
        }
        JsonDocument document;
        writeInfo(document.json, builds->info);
        document.json.key("revision");
        writeRevision(document.json, revision);
        writeRows(document.json, "rows", builds->rows, writeBuild);
        document.printTo(context.session);
        return {};
    }

    void writeTest(JsonOutput& json, const query::TestRow& row)
    {
        json.beginObject().member("id", row.id).member("path", row.path);
        json.member("platform", row.platform).member("config", row.config);
        json.member("arch", row.architecture).member("compiler", row.compiler);
        json.member("lab", row.lab).member("origin", row.origin).member("build_id", row.buildId);
        json.member("status", statusClassKey(row.status)).member("start_time", row.startTime);
        json.member("duration", row.durationSeconds).member("has_log", row.hasLog);
        json.member("log_url", row.logUrl).endObject();
    }

    TablePrinter testTable(const query::TestsSnapshot& tests)
    {
        TablePrinter table({{"status"},
                            {"path"},
                            {"platform"},
                            {"config"},
                            {"arch"},
                            {"lab"},
                            {"seconds", Align::Right},
                            {"id"}});
        for (const query::TestRow& row : tests.rows) {
            table.addRow({statusText(row.status), row.path, row.platform, row.config,
                          row.architecture, row.lab, secondsText(row.durationSeconds), row.id});
        }
        return table;
    }

    Result<void> showRuns(QueryContext& context, query::RunKind kind)
    {
        CBOARD_TRY(const auto revision, findRevision(context));
        const query::TestsRequest request{.common = context.common,
                                          .revision = revision.id,
                                          .kind = kind,
                                          .limit = context.arguments.limit};
        CBOARD_TRY(const auto tests, context.engine.tests(request, context.task));
        if (!tests->info.isComplete) {
            context.session.tell(
                fmt::format("only the first {} rows; --limit for more", tests->rows.size()));
        }
        if (!context.session.isJson()) {
            printTable(context, testTable(*tests));
            return {};
        }
        JsonDocument document;
        writeInfo(document.json, tests->info);
        document.json.key("revision");
        writeRevision(document.json, revision);
        writeRows(document.json, "rows", tests->rows, writeTest);
        document.printTo(context.session);
        return {};
    }

    Action setupRuns(CLI::App& app, query::RunKind kind)
    {
        auto arguments = std::make_shared<QueryArguments>();
        addBranchOptions(app, *arguments);
        addRevisionOption(app, *arguments);
        addFilterOptions(app, *arguments);
        app.add_option("--limit", arguments->limit, "At most so many rows")
            ->capture_default_str()
            ->type_name("N");
        return [arguments, kind](Session& session) {
            return runQuery(session, *arguments,
                            [kind](QueryContext& context) { return showRuns(context, kind); });
        };
    }

    struct HistoryArguments : QueryArguments {
        query::HistoryRequest cell;
        std::string baseline;
    };

    /// What a run became against those of the same cell at the baseline.
    struct BaselineRuns {
        std::vector<query::HistoryRun> runs;

        std::string_view changeOf(const query::HistoryRun& run) const
        {
            const auto cellOf = [](const query::HistoryRun& one) {
                return std::tie(one.path, one.platform, one.config, one.architecture, one.compiler,
                                one.lab);
            };
            StatusClass before = StatusClass::None;
            for (const query::HistoryRun& one : runs) {
                if (cellOf(one) == cellOf(run)) {
                    before = worseOf(before, one.status);
                }
            }
            return cellChangeKey(analysis::changeOf(before, run.status, false));
        }
    };

    Result<BaselineRuns> runsAtBaseline(QueryContext& context, query::HistoryRequest request,
                                        const std::string& name)
    {
        constexpr std::int64_t LookedBack = 1000;
        CBOARD_TRY(const auto baseline, findBaseline(context, name, request.branch, {}));
        request.branch = {baseline.tree, baseline.branch, baseline.repositoryUrl};
        request.lastRevisions = LookedBack;
        CBOARD_TRY(const auto history, context.engine.history(request, context.task));
        BaselineRuns at;
        std::ranges::copy_if(history->runs, std::back_inserter(at.runs),
                             [&](const auto& run) { return run.revision.id == baseline.id; });
        return at;
    }

    /// Which version of its test each run was of, and where that is another than before.
    struct RunTests {
        std::vector<service::TestVersion> versions; ///< Parallel to the runs.
        std::vector<service::TestChange> changes;
    };

    Result<RunTests> testsOf(QueryContext& context, const query::HistorySnapshot& history,
                             query::MatrixKind kind)
    {
        constexpr std::size_t MostRuns = 1000; // Each is a record that is read.
        RunTests tests;
        tests.versions.resize(history.runs.size());
        if (kind != query::MatrixKind::Build) {
            CBOARD_TRY(tests.versions,
                       service::testVersions(context.engine, history.runs, MostRuns, context.task));
        }
        tests.changes = service::testChanges(history.runs, tests.versions);
        return tests;
    }

    void writeTest(JsonOutput& json, const RunTests& tests, std::size_t run)
    {
        const service::TestVersion& version = tests.versions[run];
        const auto change = std::ranges::find(tests.changes, run, &service::TestChange::run);
        const auto text = [](const std::string& value) {
            return value.empty() ? std::nullopt : std::optional(value);
        };
        json.member("test_source", text(version.source));
        json.member("test_version", text(version.name));
        json.member("test_changed_from",
                    change == tests.changes.end() ? std::nullopt : std::optional(change->before));
    }

    void writeRun(JsonOutput& json, const query::HistorySnapshot& history, std::size_t index,
                  const RunTests& tests, const BaselineRuns* baseline)
    {
        const query::HistoryRun& run = history.runs[index];
        json.beginObject().member("id", run.id).key("revision");
        writeRevision(json, run.revision);
        json.member("lab", run.lab).member("origin", run.origin);
        json.member("platform", run.platform).member("config", run.config);
        json.member("compiler", run.compiler).member("status", statusClassKey(run.status));
        json.member("start_time", run.startTime).member("duration", run.durationSeconds);
        writeTest(json, tests, index);
        if (baseline != nullptr) {
            json.member("change", baseline->changeOf(run));
        }
        json.endObject();
    }

    void writeNumbers(JsonOutput& json, const query::HistorySnapshot& history)
    {
        const query::Flakiness& numbers = history.flakiness;
        const service::StreakNumbers streak = service::streakNumbers(history);
        json.key("flakiness").beginObject();
        writeFlakiness(json, numbers);
        json.member("failing_days",
                    streak.length ? std::optional<std::int64_t>(streak.length->count())
                                  : std::nullopt);
        writeCommit(json, "first_bad", numbers.firstBad.value_or(query::RevisionRef{}));
        writeCommit(json, "last_good", numbers.lastGood.value_or(query::RevisionRef{}));
        json.member("confidence", streak.confidence).member("flaky", numbers.isFlaky).endObject();
    }

    Result<void> showHistory(QueryContext& context, const HistoryArguments& arguments)
    {
        query::HistoryRequest request = arguments.cell;
        request.common = context.common;
        if (request.path.empty() && request.platform.empty()) { // Nothing else has no board.
            request.kind = query::MatrixKind::Build;
        }
        CBOARD_TRY(request.branch, findBranch(context));
        request.lastRevisions = context.arguments.last.value_or(request.lastRevisions);
        CBOARD_TRY(const auto history, context.engine.history(request, context.task));
        std::optional<BaselineRuns> baseline;
        if (!arguments.baseline.empty()) {
            CBOARD_TRY(baseline, runsAtBaseline(context, request, arguments.baseline));
        }
        if (context.session.isJson()) {
            CBOARD_TRY(const auto tests, testsOf(context, *history, request.kind));
            JsonDocument document;
            writeInfo(document.json, history->info);
            document.json.key("runs").beginArray();
            for (std::size_t i = 0; i < history->runs.size(); ++i) {
                writeRun(document.json, *history, i, tests, baseline ? &*baseline : nullptr);
            }
            document.json.endArray();
            writeNumbers(document.json, *history);
            document.printTo(context.session);
            return {};
        }
        std::vector<TableColumn> columns{
            {"revision"}, {"status"}, {"platform"}, {"config"},
            {"compiler"}, {"lab"},    {"start"},    {"seconds", Align::Right},
            {"id"}};
        if (baseline) {
            columns.push_back({"change"});
        }
        TablePrinter table(std::move(columns));
        for (const query::HistoryRun& run : history->runs) {
            std::vector<std::string> cells{revisionName(run.revision),
                                           statusText(run.status),
                                           run.platform,
                                           run.config,
                                           run.compiler,
                                           run.lab,
                                           timeText(run.startTime),
                                           secondsText(run.durationSeconds),
                                           run.id};
            if (baseline) {
                cells.emplace_back(baseline->changeOf(run));
            }
            table.addRow(std::move(cells));
        }
        printTable(context, table);
        return {};
    }

} // namespace

Action setupQueryBuilds(CLI::App& app)
{
    auto arguments = std::make_shared<QueryArguments>();
    addBranchOptions(app, *arguments);
    addRevisionOption(app, *arguments);
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) { return runQuery(session, *arguments, showBuilds); };
}

Action setupQueryBoots(CLI::App& app)
{
    return setupRuns(app, query::RunKind::Boots);
}

Action setupQueryTests(CLI::App& app)
{
    return setupRuns(app, query::RunKind::Tests);
}

Action setupQueryHistory(CLI::App& app)
{
    auto arguments = std::make_shared<HistoryArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--path", arguments->cell.path,
                   "Test path, for example boot (without it and without a board: the builds)");
    app.add_option("--platform", arguments->cell.platform, "Board");
    app.add_option("--config", arguments->cell.config, "Kernel configuration");
    app.add_option("--arch", arguments->cell.architecture, "Architecture");
    app.add_option("--compiler", arguments->cell.compiler, "Compiler");
    app.add_option("--lab", arguments->cell.lab, "Lab");
    addBaselineOption(app, arguments->baseline,
                      "What became of each run against the same cell and lab there");
    app.add_option("--last", arguments->last, "How many revisions (default: 100)")->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showHistory(context, *arguments);
        });
    };
}

} // namespace cboard::cli
