// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "core/service/log_grep.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <thread>

namespace cboard::cli {

namespace {

    struct GrepArguments {
        std::string query;
        bool isCaseBlind = false;
        bool isCount = false;
        std::int64_t mostLogs = 0; ///< 0: all.
        service::LogGrepRequest request;
    };

    /// Prints hits while they come.
    class GrepPrinter {
    public:
        GrepPrinter(Session& session, const GrepArguments& arguments)
            : m_session(session)
            , m_arguments(arguments)
        {
            m_document.json.key("logs").beginArray();
        }

        bool add(const service::LogGrepHit& hit)
        {
            if (m_session.isJson()) {
                addJson(hit);
            } else {
                addText(hit);
            }
            return !m_session.outputEnded() && ++m_count != m_arguments.mostLogs;
        }

        void finish(const service::LogGrepResult& result)
        {
            for (const std::string& reason : result.unreadable) {
                m_session.tell("a log cannot be read: " + reason);
            }
            if (!m_session.isJson()) {
                return;
            }
            m_document.json.endArray().member("searched_logs", result.logCount);
            m_document.json.member("searched_bytes", result.bytes);
            m_document.json.member("logs_with_hits", result.hitCount);
            m_document.json.member("lines", result.lineCount);
            m_document.json.member("unreadable",
                                   static_cast<std::int64_t>(result.unreadable.size()));
            m_document.printTo(m_session);
        }

    private:
        void addJson(const service::LogGrepHit& hit)
        {
            m_document.json.beginObject().key("records").beginArray();
            for (const service::LogRecord& owner : hit.owners) {
                m_document.json.beginObject().member("kind", kindKey(owner));
                m_document.json.member("id", owner.id).endObject();
            }
            m_document.json.endArray().member("count", hit.lineCount);
            m_document.json.key("lines").beginArray();
            for (const auto& line : hit.lines) {
                m_document.json.beginObject().member("line", line.number);
                m_document.json.member("text", line.text).endObject();
            }
            m_document.json.endArray().endObject();
        }

        void addText(const service::LogGrepHit& hit)
        {
            const std::string others = hit.owners.size() > 1
                ? fmt::format(" (and {} more)", hit.owners.size() - 1)
                : std::string();
            std::string text;
            if (m_arguments.isCount) {
                text = fmt::format("{}{}:{}\n", hit.owners[0].id, others, hit.lineCount);
            }
            for (const auto& line : hit.lines) {
                text += fmt::format("{}{}:{}:", hit.owners[0].id, others, line.number);
                appendPrintable(text, line.text);
                text += '\n';
            }
            m_session.print(text);
        }

        static std::string_view kindKey(const service::LogRecord& record)
        {
            return record.kind == RecordKind::Build ? "build" : "test";
        }

        Session& m_session;
        const GrepArguments& m_arguments;
        JsonDocument m_document;
        std::int64_t m_count = 0;
    };

    ExitCode grep(Session& session, GrepArguments& arguments)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        logs::SearchRequest& search = arguments.request.search;
        search.patterns = {arguments.query};
        search.isCaseSensitive = !arguments.isCaseBlind;
        arguments.request.mostLinesOfLog = arguments.isCount ? 0 : arguments.request.mostLinesOfLog;
        GrepPrinter printer(session, arguments);
        const auto result = service::grepLogs(
            (*workbench)->store().file(), arguments.request,
            [&printer](const service::LogGrepHit& hit) { return printer.add(hit); },
            session.task());
        if (!result) {
            return session.report(result.error());
        }
        printer.finish(*result);
        return result->unreadable.empty() ? ExitCode::AllDone : ExitCode::SomeFailed;
    }

} // namespace

Action setupLogGrep(CLI::App& app)
{
    auto arguments = std::make_shared<GrepArguments>();
    logs::SearchRequest& search = arguments->request.search;
    app.add_option("query", arguments->query, "What to look for")->required()->type_name("QUERY");
    app.add_flag("-F,--fixed", search.isLiteral, "It is plain text");
    app.add_flag("-i,--ignore-case", arguments->isCaseBlind, "Case does not matter");
    app.add_flag("-w,--word", search.isWholeWord, "Only whole words");
    app.add_flag("--count", arguments->isCount, "Print only how many lines of each log match");
    app.add_option("--lines", arguments->request.mostLinesOfLog, "Lines printed of one log")
        ->check(CLI::Range(1, 1'000'000));
    app.add_option("--logs", arguments->mostLogs, "End after so many logs with a match")
        ->check(CLI::PositiveNumber);
    search.threads = std::max(std::thread::hardware_concurrency(), 1U);
    app.add_option("--threads", search.threads, "Default: one for each processor")
        ->check(CLI::Range(1, 256));
    return [arguments](Session& session) { return grep(session, *arguments); };
}

} // namespace cboard::cli
