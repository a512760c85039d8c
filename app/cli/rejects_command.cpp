// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "app/cli/read_arguments.h"
#include "app/cli/table_printer.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace cboard::cli {

namespace {

    void writeReject(JsonOutput& json, const store::Reject& reject)
    {
        const Refusal& refusal = reject.refusal;
        json.beginObject().member("id", reject.id).member("path", reject.path);
        json.member("arrival", reject.arrival).member("bytes", reject.bytes);
        json.member("format", refusal.format).member("version", refusal.version);
        json.member("pointer", refusal.pointer).member("line", refusal.line);
        json.member("rule", refusal.rule).member("message", refusal.message).endObject();
    }

    ExitCode listRejects(Session& session, bool isCsv)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto rejects = (*workbench)->store().rejects();
        if (!rejects) {
            return session.report(rejects.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.key("rejects").beginArray();
            for (const store::Reject& reject : *rejects) {
                writeReject(document.json, reject);
            }
            document.json.endArray();
            document.printTo(session);
            return ExitCode::AllDone;
        }
        TablePrinter table({{"id", Align::Right},
                            {"arrival"},
                            {"bytes", Align::Right},
                            {"format"},
                            {"rule"},
                            {"path"},
                            {"message"}});
        for (const store::Reject& reject : *rejects) {
            table.addRow({std::to_string(reject.id), formatIso(reject.arrival),
                          std::to_string(reject.bytes), reject.refusal.format, reject.refusal.rule,
                          reject.path, reject.refusal.message});
        }
        session.print(isCsv ? table.csv() : table.text(session.usesColor()));
        return ExitCode::AllDone;
    }

    /// Those of the ids that are not kept; an error when the store cannot be read.
    Result<std::vector<std::int64_t>> unknownIds(store::Store& store,
                                                 const std::vector<std::int64_t>& ids)
    {
        CBOARD_TRY(const auto rejects, store.rejects());
        std::vector<std::int64_t> unknown;
        for (const std::int64_t id : ids) {
            const bool isKept = std::any_of(rejects.begin(), rejects.end(),
                                            [id](const auto& reject) { return reject.id == id; });
            if (!isKept) {
                unknown.push_back(id);
            }
        }
        return unknown;
    }

    Error noSuchReject(std::int64_t id)
    {
        return Error{
            ErrorKind::NotFound,
            0,
            fmt::format("there is no refused document {}; see \"cboard rejects list\"", id),
            {}};
    }

    ExitCode showReject(Session& session, std::int64_t id, bool wantsBytes)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto rejects = (*workbench)->store().rejects();
        if (!rejects) {
            return session.report(rejects.error());
        }
        const auto reject = std::find_if(rejects->begin(), rejects->end(),
                                         [id](const auto& row) { return row.id == id; });
        if (reject == rejects->end()) {
            return session.report(noSuchReject(id));
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.key("reject");
            writeReject(document.json, *reject);
            document.printTo(session);
            return ExitCode::AllDone;
        }
        if (!wantsBytes) {
            std::string text;
            appendPrintable(text,
                            fmt::format("{}\narrived {}, {} bytes\n",
                                        describeRefused(reject->path, reject->refusal),
                                        formatIso(reject->arrival), reject->bytes),
                            true);
            session.print(text);
            return ExitCode::AllDone;
        }
        const auto bytes = (*workbench)->store().rejectBytes(id);
        if (!bytes) {
            return session.report(bytes.error());
        }
        session.print(*bytes);
        return ExitCode::AllDone;
    }

    struct RetryArguments {
        ReadArguments read;
        std::vector<std::int64_t> ids;
    };

    void writeIds(JsonOutput& json, const char* key, const std::vector<std::int64_t>& ids)
    {
        json.key(key).beginArray();
        for (const std::int64_t id : ids) {
            json.value(id);
        }
        json.endArray();
    }

    ExitCode reportRetry(Session& session, const ingest::RetryReport& retry)
    {
        if (session.isJson()) {
            JsonDocument document;
            writeIds(document.json, "accepted", retry.accepted);
            writeIds(document.json, "still_refused", retry.stillRefused);
            document.json.key("refused").beginArray();
            for (const ingest::Refused& refused : retry.report.refused) {
                writeRefused(document.json, refused.path, refused.refusal);
            }
            document.json.endArray();
            document.printTo(session);
        } else {
            for (const ingest::Refused& refused : retry.report.refused) {
                note("refused: " + describeRefused(refused.path, refused.refusal));
            }
            session.print(fmt::format("{} accepted, {} still refused\n", retry.accepted.size(),
                                      retry.stillRefused.size()));
        }
        if (retry.stillRefused.empty() && !retry.report.isCancelled) {
            return ExitCode::AllDone;
        }
        return retry.accepted.empty() ? ExitCode::NothingDone : ExitCode::SomeFailed;
    }

    ExitCode retryRejects(Session& session, const RetryArguments& arguments)
    {
        const auto options = ingestOptions(session, arguments.read);
        if (!options) {
            return session.report(options.error());
        }
        const auto workbench = openWorkbench(session, Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        store::Store& store = (*workbench)->store();
        const auto unknown = unknownIds(store, arguments.ids);
        if (!unknown || !unknown->empty()) {
            return session.report(unknown ? noSuchReject(unknown->front()) : unknown.error());
        }
        const auto retry = ingest::retryRejects(store, arguments.ids, *options, session.task());
        return retry ? reportRetry(session, *retry) : session.report(retry.error());
    }

    Result<std::size_t> dropAll(store::Store& store, std::vector<std::int64_t> ids, bool wantsAll,
                                Timestamp now)
    {
        if (wantsAll) {
            CBOARD_TRY(const auto rejects, store.rejects());
            for (const store::Reject& reject : rejects) {
                ids.push_back(reject.id);
            }
        }
        CBOARD_TRY(const auto writer, store.writer("cboard rejects", now));
        for (const std::int64_t id : ids) {
            CBOARD_TRY_VOID(writer->dropReject(id));
        }
        CBOARD_TRY([[maybe_unused]] const auto generation, writer->commit());
        return ids.size();
    }

    ExitCode dropRejects(Session& session, const std::vector<std::int64_t>& ids, bool wantsAll)
    {
        if (ids.empty() != wantsAll) {
            return session.report(
                Error{ErrorKind::Invalid, 0, "rejects drop: expected ids or --all", {}});
        }
        const auto workbench = openWorkbench(session, Access::Write);
        if (!workbench) {
            return session.report(workbench.error());
        }
        store::Store& store = (*workbench)->store();
        const auto unknown = unknownIds(store, ids);
        if (!unknown || !unknown->empty()) {
            return session.report(unknown ? noSuchReject(unknown->front()) : unknown.error());
        }
        const auto dropped = dropAll(store, ids, wantsAll, session.now());
        if (!dropped) {
            return session.report(dropped.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("dropped", *dropped);
            document.printTo(session);
        } else {
            session.print(fmt::format("{} dropped\n", *dropped));
        }
        return ExitCode::AllDone;
    }

    Action setupList(CLI::App& app)
    {
        auto isCsv = std::make_shared<bool>(false);
        app.add_flag("--csv", *isCsv, "Print CSV");
        return [isCsv](Session& session) { return listRejects(session, *isCsv); };
    }

    Action setupShow(CLI::App& app)
    {
        struct Arguments {
            std::int64_t id = 0;
            bool wantsBytes = false;
        };
        auto arguments = std::make_shared<Arguments>();
        app.add_option("id", arguments->id, "Number, as in \"rejects list\"")->required();
        app.add_flag("--bytes", arguments->wantsBytes, "Write the document as it came");
        return [arguments](Session& session) {
            return showReject(session, arguments->id, arguments->wantsBytes);
        };
    }

    Action setupRetry(CLI::App& app)
    {
        auto arguments = std::make_shared<RetryArguments>();
        app.add_option("id", arguments->ids, "Which (default: all)");
        addMergeOption(app, arguments->read);
        addReadOptions(app, arguments->read);
        return [arguments](Session& session) { return retryRejects(session, *arguments); };
    }

    Action setupDrop(CLI::App& app)
    {
        struct Arguments {
            std::vector<std::int64_t> ids;
            bool wantsAll = false;
        };
        auto arguments = std::make_shared<Arguments>();
        app.add_option("id", arguments->ids, "Which");
        app.add_flag("--all", arguments->wantsAll, "All of them");
        return [arguments](Session& session) {
            return dropRejects(session, arguments->ids, arguments->wantsAll);
        };
    }

} // namespace

Action setupRejects(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"list", "Refused documents with their reasons", "cboard rejects list", setupList},
        Verb{"show", "One of them, or its bytes", "cboard rejects show 3 --bytes > 3.json",
             setupShow},
        Verb{"retry", "Read again and store what passes now", "cboard rejects retry 3", setupRetry},
        Verb{"drop", "Forget", "cboard rejects drop --all", setupDrop},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
