// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/session.h"
#include "core/generate/into_store.h"
#include "core/generate/output_folder.h"
#include "core/generate/truth.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace cboard::cli {

namespace {

    struct Arguments {
        generate::Options options;
        std::string folder;
        std::string storeFile;
        std::string end;
        std::int64_t filesPerFolder = 1000;
    };

    Result<generate::Outcome> makeInto(const Arguments& arguments, Session& session,
                                       const TaskContext& task)
    {
        if (arguments.storeFile.empty()) {
            return generate::generateFolder(arguments.options, arguments.folder,
                                            arguments.filesPerFolder, task);
        }
        CBOARD_TRY(const auto store, store::Store::open(arguments.storeFile, {}));
        const Timestamp arrival = arguments.end.empty() ? session.now() : arguments.options.endTime;
        CBOARD_TRY(generate::Outcome outcome,
                   generate::generateIntoStore(arguments.options, *store, arrival, task));
        CBOARD_TRY_VOID(
            generate::writeFile(arguments.storeFile + ".truth.json",
                                outcome.truth->toJson(arguments.options, outcome.totals)));
        return outcome;
    }

    void printOutcome(Session& session, const generate::Outcome& outcome, double seconds)
    {
        const generate::Totals& totals = outcome.totals;
        if (!session.isJson()) {
            session.tell(fmt::format("{} documents, {} builds, {} tests, {} logs in {:.1f} s "
                                     "({:.0f} tests/s); truth: {} regressions, {} flaky cells, "
                                     "{} lab incidents",
                                     totals.documents, totals.builds, totals.tests, totals.logs,
                                     seconds, static_cast<double>(totals.tests) / seconds,
                                     outcome.truth->regressions.size(), outcome.truth->flaky.size(),
                                     outcome.truth->labIncidents.size()));
            return;
        }
        JsonDocument document;
        document.json.member("documents", totals.documents);
        document.json.key("records").beginObject();
        document.json.member("checkouts", totals.checkouts).member("builds", totals.builds);
        document.json.member("tests", totals.tests).member("issues", totals.issues);
        document.json.member("incidents", totals.incidents).endObject();
        document.json.member("logs", totals.logs);
        document.json.key("truth").beginObject();
        document.json.member("regressions", outcome.truth->regressions.size());
        document.json.member("flaky", outcome.truth->flaky.size());
        document.json.member("lab_incidents", outcome.truth->labIncidents.size()).endObject();
        document.json.member("seconds", seconds);
        document.printTo(session);
    }

    ExitCode runGenerate(Session& session, Arguments arguments)
    {
        if (arguments.folder.empty() == arguments.storeFile.empty()) {
            return session.report(
                Error{ErrorKind::Invalid, 0, "give either a folder or --into-store FILE", {}});
        }
        if (!arguments.end.empty()) {
            const auto end = parseLooseTime(arguments.end);
            if (!end) {
                return session.report(Error{
                    ErrorKind::Invalid,
                    0,
                    "--end: expected a time such as 2026-11-21T06:00:00Z, got " + arguments.end,
                    {}});
            }
            arguments.options.endTime = *end;
        }
        ProgressLine line(!session.isQuiet());
        const auto start = std::chrono::steady_clock::now();
        const TaskContext task = session.task([&line](const Progress& progress) {
            line.show(fmt::format("{} of {} tests", progress.done, progress.total));
        });
        const auto outcome = makeInto(arguments, session, task);
        line.clear();
        if (!outcome) {
            return session.report(outcome.error());
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        printOutcome(session, *outcome, taken.count());
        return ExitCode::AllDone;
    }

} // namespace

Action setupGenerate(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    generate::Options& options = arguments->options;
    app.add_option("--seed", options.seed, "The same seed gives the same bytes")
        ->capture_default_str();
    app.add_option("--trees", options.trees, "How many trees")->capture_default_str();
    app.add_option("--revisions", options.revisions, "Revisions of each tree")
        ->capture_default_str();
    app.add_option("--tests", options.tests, "Tests in all; 0: as many as real revisions have")
        ->capture_default_str();
    app.add_flag("--logs", options.withLogs, "Add whole logs of failed and some other jobs");
    app.add_option("--end", arguments->end,
                   "When the newest results arrived; default: a fixed time, for the same bytes");
    app.add_option("--files-of", arguments->filesPerFolder, "Most files in one folder")
        ->capture_default_str();
    app.add_option("--into-store", arguments->storeFile,
                   "Write straight into this store; the truth goes to FILE.truth.json");
    app.add_option("OUT", arguments->folder, "Folder for submissions/ and truth.json");
    return [arguments](Session& session) { return runGenerate(session, *arguments); };
}

} // namespace cboard::cli
