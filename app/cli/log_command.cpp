// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "core/logs/line_decoder.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>

namespace cboard::cli {

namespace {

    constexpr std::size_t PieceBytes = 64UL << 10;

    struct CatArguments {
        std::string id;
        std::string kind; ///< Empty: the first that has a log, tests before builds.
        bool isRaw = false;
    };

    using LogAnswer = query::Answer<query::LogSnapshot>;

    LogAnswer findLog(query::Engine& engine, const CatArguments& arguments, const TaskContext& task)
    {
        const auto ask = [&](RecordKind kind) {
            return engine.log({.ownerKind = kind, .ownerId = arguments.id}, task);
        };
        if (!arguments.kind.empty()) {
            return ask(arguments.kind == "build" ? RecordKind::Build : RecordKind::Test);
        }
        LogAnswer test = ask(RecordKind::Test);
        const bool hasText = test && (*test)->origin != query::LogOrigin::None;
        if (hasText || (!test && test.error().kind != ErrorKind::NotFound)) {
            return test;
        }
        LogAnswer build = ask(RecordKind::Build);
        return build || !test ? build : test;
    }

    std::string_view originKey(query::LogOrigin origin)
    {
        switch (origin) {
        case query::LogOrigin::None:
            return "none";
        case query::LogOrigin::Stored:
            return "stored";
        case query::LogOrigin::Excerpt:
            return "excerpt";
        }
        return "none";
    }

    /// Row by row without escape sequences and what else could steer a terminal; of LAVA rows the
    /// message.
    void printDecoded(Session& session, const query::LogSnapshot& log)
    {
        logs::RowDecoder decoder(log.format == LogFormat::LavaYaml ? logs::RowFormat::Lava
                                                                   : logs::RowFormat::Plain);
        logs::DecodedRow row;
        std::string piece;
        std::string_view rest = *log.text;
        while (!rest.empty() && !session.outputEnded() && !session.stopRequested()) {
            const auto end = rest.find('\n');
            decoder.decode(rest.substr(0, end), row);
            piece += row.text + '\n';
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
            if (piece.size() >= PieceBytes) {
                session.print(piece);
                piece.clear();
            }
        }
        session.print(piece);
    }

    void printJson(Session& session, const query::LogSnapshot& log)
    {
        JsonDocument document;
        document.json.member("id", log.ownerId);
        document.json.member("kind", log.ownerKind == RecordKind::Build ? "build" : "test");
        document.json.member("origin", originKey(log.origin));
        document.json.member("format", log.format == LogFormat::LavaYaml ? "lava" : "plain");
        document.json.member("url", log.url).member("first_line", log.firstLine);
        document.json.member("last_line", log.lastLine).member("text", *log.text);
        document.printTo(session);
    }

    ExitCode catLog(Session& session, const CatArguments& arguments)
    {
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return session.report(workbench.error());
        }
        const auto log = findLog((*workbench)->engine(), arguments, session.task());
        if (!log) {
            return session.report(log.error());
        }
        if ((*log)->origin == query::LogOrigin::None) {
            const std::string& url = (*log)->url;
            return session.report(Error{ErrorKind::NotFound,
                                        0,
                                        fmt::format("no log of {} is stored{}{}", arguments.id,
                                                    url.empty() ? "" : "; it is at ", url),
                                        {}});
        }
        if (session.isJson()) {
            printJson(session, **log);
        } else if (arguments.isRaw) {
            session.print(*(*log)->text);
        } else {
            printDecoded(session, **log);
        }
        return ExitCode::AllDone;
    }

    Action setupCat(CLI::App& app)
    {
        auto arguments = std::make_shared<CatArguments>();
        app.add_option("id", arguments->id, "Id of a test or build")->required();
        app.add_option("--kind", arguments->kind, "Which, when a test and a build share the id")
            ->check(CLI::IsMember({"test", "build"}));
        app.add_flag("--raw", arguments->isRaw, "The bytes as stored, escape sequences and all");
        return [arguments](Session& session) { return catLog(session, *arguments); };
    }

} // namespace

Action setupLog(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"cat", "Print the stored log or the excerpt; LAVA logs as text",
             "cboard log cat maestro:66ab12 | less", setupCat},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
