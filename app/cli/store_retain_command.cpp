// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "app/cli/query_json.h"
#include "app/cli/store_commands.h"
#include "app/cli/table_printer.h"
#include "core/store/compaction.h"
#include "core/store/retention.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace cboard::cli {

namespace {

    using store::RetiredKind;
    using store::RetiredKindCount;

    struct RetainArguments {
        std::array<std::int64_t, RetiredKindCount> days; ///< By kind; -1: no rule.
        std::array<std::int64_t, RetiredKindCount> bytes;
        std::int64_t keepNewest = store::RetentionPolicy().keepNewest;
        bool isDryRun = false;

        RetainArguments()
        {
            days.fill(-1);
            bytes.fill(-1);
        }

        store::RetentionPolicy policy() const
        {
            store::RetentionPolicy policy;
            policy.keepNewest = keepNewest;
            for (std::size_t kind = 0; kind < RetiredKindCount; ++kind) {
                if (days.at(kind) >= 0) {
                    policy.rules.at(kind).age = std::chrono::days(days.at(kind));
                }
                if (bytes.at(kind) >= 0) {
                    policy.rules.at(kind).bytes = bytes.at(kind);
                }
            }
            return policy;
        }

        bool isEmpty() const
        {
            const auto rules = policy().rules;
            return std::none_of(rules.begin(), rules.end(),
                                [](const store::RetentionRule& rule) { return rule.isSet(); });
        }
    };

    void printPlan(Session& session, const store::RetentionPlan& plan, bool isDryRun)
    {
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("dry_run", isDryRun).member("pinned", plan.pinned);
            writeRows(document.json, "retired", plan.lines,
                      [](JsonOutput& json, const store::RetentionLine& line) {
                          json.beginObject().member("kind", retiredKindKey(line.kind));
                          json.member("tree", line.tree).member("branch", line.branch);
                          json.member("revisions", line.revisions).member("records", line.records);
                          json.member("bytes", line.bytes).endObject();
                      });
            document.printTo(session);
            return;
        }
        TablePrinter table({{isDryRun ? "would go" : "gone"},
                            {"tree"},
                            {"branch"},
                            {"revisions", Align::Right},
                            {"records", Align::Right},
                            {"about", Align::Right}});
        for (const store::RetentionLine& line : plan.lines) {
            table.addRow({std::string(retiredKindKey(line.kind)), line.tree, line.branch,
                          std::to_string(line.revisions), std::to_string(line.records),
                          megabytesText(line.bytes)});
        }
        session.print(table.text(session.usesColor()));
        if (plan.pinned > 0) {
            session.tell(
                fmt::format("{} revisions are kept for what you noted on them", plan.pinned));
        }
        if (!isDryRun && !plan.lines.empty()) {
            session.tell("\"cboard store compact\" gives the space back");
        }
    }

    /// The session's task with its progress on a line of its own.
    TaskContext taskOf(const Session& session, ProgressLine& line)
    {
        return session.task([&line](const Progress& at) {
            line.show(at.total > 0 ? fmt::format("{} {} of {}", at.step, at.done, at.total)
                                   : std::string(at.step));
        });
    }

    ExitCode retainStore(Session& session, const RetainArguments& arguments)
    {
        if (arguments.isEmpty()) {
            return session.report(
                {ErrorKind::Invalid, 0, "say what may go, as --tests 90d or --logs-size 5G", {}});
        }
        const auto workbench =
            openWorkbench(session, arguments.isDryRun ? Access::Read : Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        ProgressLine progress(!session.isQuiet());
        const TaskContext task = taskOf(session, progress);
        const auto plan =
            store::planRetention(session.storeFile(), arguments.policy(), session.now(), task);
        if (!plan) {
            return session.report(plan.error());
        }
        if (!arguments.isDryRun) {
            const auto done =
                store::retire(session.storeFile(), *plan, "cboard", session.now(), task);
            if (!done) {
                return session.report(done.error());
            }
        }
        progress.clear();
        printPlan(session, *plan, arguments.isDryRun);
        return ExitCode::AllDone;
    }

    ExitCode compactStore(Session& session)
    {
        const auto workbench = openWorkbench(session, Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        ProgressLine progress(!session.isQuiet());
        const auto done = store::compactStore(session.storeFile(), "cboard", session.now(),
                                              taskOf(session, progress));
        progress.clear();
        if (!done) {
            return session.report(done.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("bytes_before", done->bytesBefore);
            document.json.member("bytes_after", done->bytesAfter);
            document.printTo(session);
        } else {
            session.print(fmt::format("{} → {}\n", megabytesText(done->bytesBefore),
                                      megabytesText(done->bytesAfter)));
        }
        return ExitCode::AllDone;
    }

} // namespace

Action setupStoreRetain(CLI::App& app)
{
    auto arguments = std::make_shared<RetainArguments>();
    const std::map<std::string, std::int64_t> units{{"d", 1}, {"w", 7}, {"y", 365}};
    constexpr std::array<std::string_view, RetiredKindCount> Meanings = {
        "checkouts with builds and all below", "boots and tests; their builds stay",
        "log excerpts of records", "whole logs", "refused documents"};
    for (std::size_t kind = 0; kind < RetiredKindCount; ++kind) {
        const std::string name(retiredKindKey(static_cast<RetiredKind>(kind)));
        app.add_option("--" + name, arguments->days.at(kind),
                       fmt::format("Drop {} older than this: 90d, 12w, 2y", Meanings.at(kind)))
            ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_REQUIRED, "AGE"));
        app.add_option("--" + name + "-size", arguments->bytes.at(kind),
                       "The oldest ones, until the rest fits: 500M, 20G")
            ->transform(CLI::AsSizeValue(true));
    }
    app.add_option("--keep-newest", arguments->keepNewest,
                   "Revisions of each branch that lose nothing (default: 10)")
        ->type_name("N");
    app.add_flag("--dry-run", arguments->isDryRun, "Only say what would go");
    return [arguments](Session& session) { return retainStore(session, *arguments); };
}

Action setupStoreCompact(CLI::App& /*app*/)
{
    return Action(compactStore);
}

} // namespace cboard::cli
