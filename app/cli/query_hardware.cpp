// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_json.h"
#include "app/cli/query_ledger.h"
#include "core/query/hardware_snapshots.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct HardwareArguments : QueryArguments {
        std::string board;
        std::int64_t days = query::HardwareRequest{}.window.count();
    };

    void writeIdentity(JsonOutput& json, const query::BoardIdentity& identity)
    {
        json.member("board", identity.board);
        writeTexts(json, "compatibles", identity.compatibles);
        json.member("soc", identity.soc).member("vendor", identity.vendor);
    }

    /// Null when it has none.
    void writeOptional(JsonOutput& json, const char* key,
                       const std::optional<query::RevisionRef>& revision)
    {
        json.key(key);
        if (revision) {
            writeRevision(json, *revision);
        } else {
            json.value(std::optional<std::string>());
        }
    }

    void writeRow(JsonOutput& json, const query::HardwareRow& row)
    {
        json.beginObject();
        writeIdentity(json, row.identity);
        writeTexts(json, "architectures", row.architectures);
        writeTexts(json, "labs", row.labs);
        writeTexts(json, "trees", row.trees);
        writeResultCounts(json, row.counts);
        json.member("boot_pass_rate", row.bootPassRate()).key("strip").beginArray();
        for (const query::BootBar& bar : row.strip) {
            json.beginObject().member("revision", bar.revision).key("boots");
            writeCounts(json, bar.boots);
            json.endObject();
        }
        json.endArray().member("new", row.newFailures);
        json.member("still_failing", row.stillFailing).member("flaky", row.flakyCells);
        writeOptional(json, "newest_revision", row.newestRevision);
        writeOptional(json, "last_boot", row.lastBoot);
        json.endObject();
    }

    TablePrinter listTable(const query::HardwareSnapshot& found)
    {
        TablePrinter table({{"board"},
                            {"soc"},
                            {"arch"},
                            {"labs"},
                            {"trees", Align::Right},
                            {"boots pass", Align::Right},
                            {"tests", Align::Right},
                            {"test fails", Align::Right},
                            {"new", Align::Right},
                            {"still", Align::Right},
                            {"flaky", Align::Right},
                            {"last boot"}});
        for (const query::HardwareRow& row : found.rows) {
            table.addRow({row.identity.board, row.identity.soc,
                          fmt::format("{}", fmt::join(row.architectures, " ")),
                          fmt::format("{}", fmt::join(row.labs, " ")),
                          std::to_string(row.trees.size()), percentText(row.bootPassRate()),
                          std::to_string(row.counts.tests.total()),
                          std::to_string(row.counts.tests[StatusClass::Fail]),
                          std::to_string(row.newFailures), std::to_string(row.stillFailing),
                          std::to_string(row.flakyCells),
                          row.lastBoot ? timeText(row.lastBoot->time) : std::string()});
        }
        return table;
    }

    Result<void> showList(QueryContext& context, const HardwareArguments& arguments)
    {
        query::HardwareRequest request;
        request.common = context.common;
        request.window = std::chrono::days(arguments.days);
        CBOARD_TRY(const auto found, context.engine.hardware(request, context.task));
        if (!context.session.isJson()) {
            printTable(context, listTable(*found));
            return {};
        }
        JsonDocument document;
        writeInfo(document.json, found->info);
        writeRows(document.json, "rows", found->rows, writeRow);
        document.printTo(context.session);
        return {};
    }

    void writeLab(JsonOutput& json, const query::BoardLab& row)
    {
        json.beginObject().member("lab", row.lab).key("boots");
        writeCounts(json, row.boots);
        json.key("tests");
        writeCounts(json, row.tests);
        json.key("shared_boots");
        writeCounts(json, row.sharedBoots);
        json.member("error_share", row.errorShare());
        json.member("median_boot_seconds", row.medianBootSeconds);
        writeOptional(json, "newest_revision", row.newestRevision);
        json.endObject();
    }

    void writeBranch(JsonOutput& json, const query::BoardBranch& row)
    {
        json.beginObject().member("tree", row.tree).member("branch", row.branch);
        json.member("url", row.repositoryUrl).key("revisions").beginArray();
        for (const query::BoardRevision& revision : row.revisions) {
            json.beginObject().key("revision");
            writeRevision(json, revision.revision);
            writeResultCounts(json, revision.counts);
            json.member("new", revision.marks[query::CellMark::New]);
            json.member("still_failing", revision.marks[query::CellMark::StillFailing]);
            json.endObject();
        }
        json.endArray().endObject();
    }

    void printBoardJson(Session& session, const query::BoardSnapshot& found)
    {
        JsonDocument document;
        writeInfo(document.json, found.info);
        writeIdentity(document.json, found.identity);
        writeTexts(document.json, "architectures", found.architectures);
        writeOptional(document.json, "newest_revision", found.newestRevision);
        writeOptional(document.json, "last_boot", found.lastBoot);
        writeRows(document.json, "labs", found.labs, writeLab);
        writeRows(document.json, "branches", found.branches, writeBranch);
        document.printTo(session);
    }

    TablePrinter labTable(const query::BoardSnapshot& found)
    {
        TablePrinter table({{"lab"},
                            {"boots", Align::Right},
                            {"pass", Align::Right},
                            {"fail", Align::Right},
                            {"errors", Align::Right},
                            {"boot seconds", Align::Right},
                            {"newest"}});
        for (const query::BoardLab& row : found.labs) {
            table.addRow({row.lab, std::to_string(row.boots.total()),
                          std::to_string(row.boots[StatusClass::Pass]),
                          std::to_string(row.boots[StatusClass::Fail]),
                          percentText(row.errorShare()),
                          row.medianBootSeconds ? fmt::format("{:.1f}", *row.medianBootSeconds)
                                                : std::string("-"),
                          row.newestRevision ? revisionName(*row.newestRevision) : std::string()});
        }
        return table;
    }

    TablePrinter revisionTable(const query::BoardSnapshot& found)
    {
        TablePrinter table({{"tree"},
                            {"branch"},
                            {"revision"},
                            {"boots pass", Align::Right},
                            {"boots fail", Align::Right},
                            {"tests pass", Align::Right},
                            {"tests fail", Align::Right},
                            {"new", Align::Right}});
        for (const query::BoardBranch& branch : found.branches) {
            for (auto row = branch.revisions.rbegin(); row != branch.revisions.rend(); ++row) {
                const StatusCounts& boots = row->counts.boots;
                const StatusCounts& tests = row->counts.tests;
                table.addRow({branch.tree, branch.branch, revisionName(row->revision),
                              std::to_string(boots[StatusClass::Pass]),
                              std::to_string(boots[StatusClass::Fail]),
                              std::to_string(tests[StatusClass::Pass]),
                              std::to_string(tests[StatusClass::Fail]),
                              std::to_string(row->marks[query::CellMark::New])});
            }
        }
        return table;
    }

    Result<void> showBoard(QueryContext& context, const std::string& board)
    {
        query::BoardRequest request;
        request.common = context.common;
        request.board = board;
        request.lastRevisions = context.arguments.last.value_or(request.lastRevisions);
        CBOARD_TRY(const auto found, context.engine.board(request, context.task));
        if (context.session.isJson()) {
            printBoardJson(context.session, *found);
            return {};
        }
        if (!context.arguments.isCsv) { // A CSV file has one table: that of the revisions.
            printTable(context, labTable(*found));
            context.session.print("\n");
        }
        printTable(context, revisionTable(*found));
        return {};
    }

} // namespace

Action setupQueryHardware(CLI::App& app)
{
    auto arguments = std::make_shared<HardwareArguments>();
    app.add_option("--board", arguments->board, "The page of this board in place of the list");
    app.add_option("--days", arguments->days, "Count over so many days (default: 7)")
        ->check(CLI::Range(1, 3650))
        ->type_name("N");
    app.add_option("--last", arguments->last,
                   "With --board: so many revisions of each branch (default: 20)")
        ->type_name("N");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return arguments->board.empty() ? showList(context, *arguments)
                                            : showBoard(context, arguments->board);
        });
    };
}

} // namespace cboard::cli
