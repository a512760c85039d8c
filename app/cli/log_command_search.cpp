// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "core/logs/line_search.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <thread>

namespace cboard::cli {

namespace {

    constexpr std::size_t PieceBytes = 64UL << 10;

    struct SearchArguments {
        LogArguments log;
        std::string patternFile;
        bool isCount = false;
        bool isCaseBlind = false;
        logs::SearchRequest request;
    };

    Result<void> addPatternsOf(Session& session, const std::string& path,
                               std::vector<std::string>& patterns)
    {
        CBOARD_TRY(const LogInput file, readLogFile(session, path));
        std::string_view rest = file.text;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0) {
                patterns.emplace_back(rest.substr(0, end));
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return {};
    }

    /// Prints hits while they come; standard output is written in pieces.
    class HitPrinter {
    public:
        explicit HitPrinter(Session& session)
            : m_session(session)
        {
            m_document.json.key("lines").beginArray();
        }

        bool add(const logs::LineHit& hit)
        {
            if (m_session.isJson()) {
                m_document.json.beginObject().member("line", hit.line);
                m_document.json.member("begin_byte", hit.beginByte);
                m_document.json.member("text", hit.text).endObject();
                return true;
            }
            m_piece += fmt::format("{}:", hit.line);
            appendPrintable(m_piece, hit.text);
            m_piece += '\n';
            if (m_piece.size() >= PieceBytes) {
                m_session.print(std::exchange(m_piece, {}));
            }
            return !m_session.outputEnded();
        }

        void finish(const logs::SearchResult& result, bool isCount)
        {
            if (m_session.isJson()) {
                m_document.json.endArray().member("count", result.lineCount);
                m_document.json.member("cut_lines", result.cutLines);
                m_document.json.member("hit_limit", result.hasHitLimit);
                m_document.printTo(m_session);
                return;
            }
            m_session.print(isCount ? fmt::format("{}\n", result.lineCount) : m_piece);
            if (result.hasHitLimit) {
                m_session.tell("some lines were too costly for a pattern and count as no match");
            }
        }

    private:
        Session& m_session;
        JsonDocument m_document;
        std::string m_piece;
    };

    ExitCode search(Session& session, SearchArguments& arguments)
    {
        logs::SearchRequest& request = arguments.request;
        if (!arguments.patternFile.empty()) {
            const auto added = addPatternsOf(session, arguments.patternFile, request.patterns);
            if (!added) {
                return session.report(added.error());
            }
        }
        if (request.patterns.empty()) {
            return session.report(
                Error{ErrorKind::Invalid, 0, "give a pattern by -e or --patterns", {}});
        }
        const auto log = openLog(session, arguments.log);
        if (!log) {
            return session.report(log.error());
        }
        request.isCaseSensitive = !arguments.isCaseBlind;
        request.wantsLines = !arguments.isCount;
        HitPrinter printer(session);
        const auto result = logs::searchLines(
            *log->bytes, request, [&printer](const logs::LineHit& hit) { return printer.add(hit); },
            session.task());
        if (!result) {
            return session.report(result.error());
        }
        printer.finish(*result, arguments.isCount);
        return ExitCode::AllDone;
    }

} // namespace

Action setupLogSearch(CLI::App& app)
{
    auto arguments = std::make_shared<SearchArguments>();
    addLogInput(app, arguments->log);
    app.add_option("-e,--pattern", arguments->request.patterns, "What to look for; several times")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    app.add_option("--patterns", arguments->patternFile, "Patterns, one a line")->type_name("FILE");
    app.add_flag("-F,--fixed", arguments->request.isLiteral, "Patterns are plain text");
    app.add_flag("-i,--ignore-case", arguments->isCaseBlind, "Case does not matter");
    app.add_flag("-w,--word", arguments->request.isWholeWord, "Only whole words");
    app.add_flag("--count", arguments->isCount, "Print only how many lines match");
    arguments->request.threads = std::max(std::thread::hardware_concurrency(), 1U);
    app.add_option("--threads", arguments->request.threads, "Default: one for each processor")
        ->check(CLI::Range(1, 256));
    return [arguments](Session& session) { return search(session, *arguments); };
}

} // namespace cboard::cli
