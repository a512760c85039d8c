// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "app/cli/store_commands.h"
#include "core/service/log_analysis.h"
#include "core/service/request_settings.h"
#include "core/service/upkeep.h"
#include "core/store/store_parts.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <thread>

namespace cboard::cli {

namespace {

    ExitCode checkStore(Session& session)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto problems = (*workbench)->store().check(session.task());
        if (!problems) {
            return session.report(problems.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("file", session.storeFile().string()).key("problems").beginArray();
            for (const std::string& problem : *problems) {
                document.json.value(problem);
            }
            document.json.endArray();
            document.printTo(session);
        } else {
            for (const std::string& problem : *problems) {
                note(problem);
            }
            session.print(problems->empty() ? "no problem found\n"
                                            : fmt::format("{} problems\n", problems->size()));
        }
        return problems->empty() ? ExitCode::AllDone : ExitCode::SomeFailed;
    }

    ExitCode digestStore(Session& session)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto digest = (*workbench)->store().digest(session.task());
        if (!digest) {
            return session.report(digest.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("digest", *digest);
            document.printTo(session);
        } else {
            session.print(*digest + '\n');
        }
        return ExitCode::AllDone;
    }

    ExitCode rebuildStore(Session& session)
    {
        const auto workbench = openWorkbench(session, Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto rebuilt = (*workbench)->store().rebuild("cboard", session.now(), session.task());
        return rebuilt ? ExitCode::AllDone : session.report(rebuilt.error());
    }

    ExitCode analyzeStore(Session& session)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto done =
            service::upkeep(**workbench, service::ClonePaths::of(session.settings()),
                            service::commonOf(session.settings(), session.now()), session.task());
        if (!done) {
            return session.report(done.error());
        }
        const auto logs = service::analyzeLogs(session.storeFile(),
                                               std::thread::hardware_concurrency(), session.task());
        if (!logs) {
            return session.report(logs.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("revisions", done->revisions).member("updated", done->updated);
            document.json.member("moved", done->moved).member("logs", logs->texts);
            document.json.member("logs_with_errors", logs->withErrors);
            document.json.member("unreadable_logs", logs->unreadable);
            document.printTo(session);
        } else {
            session.print(fmt::format(
                "{} of {} revisions read anew, {} put into the order of their commits\n"
                "{} logs of failing results read, {} of them show errors\n",
                done->updated, done->revisions, done->moved, logs->texts, logs->withErrors));
        }
        for (const std::string& problem : done->problems) {
            note(problem);
        }
        if (logs->unreadable > 0) {
            note(fmt::format("{} logs could not be read: cboard store check", logs->unreadable));
        }
        const bool isWhole = done->problems.empty() && logs->unreadable == 0;
        return isWhole ? ExitCode::AllDone : ExitCode::SomeFailed;
    }

    /// What takes room; empty unless \p isWanted: it looks at every page.
    Result<std::vector<store::StorePart>> partsOf(Session& session, bool isWanted)
    {
        return isWanted ? store::readStoreParts(session.storeFile(), session.task())
                        : Result<std::vector<store::StorePart>>();
    }

    void printInfo(Session& session, const store::SizeReport& sizes, std::uint64_t generation,
                   const std::vector<store::StorePart>& parts)
    {
        constexpr std::array Kinds = {"checkouts", "builds", "tests", "issues", "incidents"};
        std::string text;
        appendPrintable(text, fmt::format("store: {}\n", session.storeFile().string()), true);
        text += fmt::format("generation: {}\n", generation);
        for (std::size_t kind = 0; kind < Kinds.size(); ++kind) {
            text += fmt::format("{}: {}\n", Kinds.at(kind), sizes.records.at(kind));
        }
        text += fmt::format("database: {}\nlogs: {}\n", megabytesText(sizes.database),
                            megabytesText(sizes.logs));
        for (const store::StorePart& part : parts) {
            text += fmt::format("  {}: {}{}\n", part.key, megabytesText(part.bytes),
                                part.isInDatabase ? "" : ", beside the database");
        }
        session.print(text);
    }

    ExitCode describeStore(Session& session, bool withParts)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto sizes = (*workbench)->store().sizes();
        const auto generation = (*workbench)->store().generation();
        if (!sizes || !generation) {
            return session.report(sizes ? generation.error() : sizes.error());
        }
        const auto parts = partsOf(session, withParts);
        if (!parts) {
            return session.report(parts.error());
        }
        if (!session.isJson()) {
            printInfo(session, *sizes, *generation, *parts);
            return ExitCode::AllDone;
        }
        JsonDocument document;
        document.json.member("file", session.storeFile().string());
        document.json.member("generation", *generation).key("records").beginObject();
        constexpr std::array Kinds = {"checkouts", "builds", "tests", "issues", "incidents"};
        for (std::size_t kind = 0; kind < Kinds.size(); ++kind) {
            document.json.member(Kinds.at(kind), sizes->records.at(kind));
        }
        document.json.endObject().key("bytes").beginObject().member("database", sizes->database);
        document.json.member("logs", sizes->logs).endObject();
        if (withParts) {
            document.json.key("parts").beginObject();
            for (const store::StorePart& part : *parts) {
                document.json.member(part.key, part.bytes);
            }
            document.json.endObject();
        }
        document.printTo(session);
        return ExitCode::AllDone;
    }

    Action setupInfo(CLI::App& app)
    {
        auto withParts = std::make_shared<bool>(false);
        app.add_flag("--parts", *withParts, "Also what takes room in it; looks at every page");
        return [withParts](Session& session) { return describeStore(session, *withParts); };
    }

} // namespace

Action setupStore(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"check", "Integrity of database, logs and counts", "cboard store check",
             [](CLI::App& /*app*/) { return Action(checkStore); }},
        Verb{"digest", "A hash over all fields of all records, the same for the same content",
             "cboard store digest", [](CLI::App& /*app*/) { return Action(digestStore); }},
        Verb{"rebuild", "Count again what lists and matrices show, from the results",
             "cboard store rebuild", [](CLI::App& /*app*/) { return Action(rebuildStore); }},
        Verb{"analyze",
             "Read histories, and the logs of what failed, once: then questions are quick",
             "cboard store analyze", [](CLI::App& /*app*/) { return Action(analyzeStore); }},
        Verb{"retain", "Take old results out, by age or size of each kind",
             "cboard store retain --tests 90d --logs-size 5G --dry-run", setupStoreRetain},
        Verb{"compact", "Give the space back that nothing takes any more", "cboard store compact",
             setupStoreCompact},
        Verb{"info", "Where it is, what it holds, how large it is", "cboard store info", setupInfo},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
