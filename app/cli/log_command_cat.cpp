// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "core/logs/line_decoder.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cboard::cli {

namespace {

    constexpr std::size_t PieceBytes = 64UL << 10;

    struct CatArguments {
        RecordLog record;
        std::string followed; ///< A file; empty: the record's log.
        bool isRaw = false;
    };

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
        if (!arguments.followed.empty()) {
            return followLogFile(session, arguments.followed);
        }
        if (arguments.record.id.empty()) {
            return session.report({ErrorKind::Invalid, 0, "give an id or --follow", {}});
        }
        const auto log = findRecordLog(session, arguments.record);
        if (!log) {
            return session.report(log.error());
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

} // namespace

Action setupLogCat(CLI::App& app)
{
    auto arguments = std::make_shared<CatArguments>();
    auto* const id = app.add_option("id", arguments->record.id, "Id of a test or build");
    addRecordKindOption(app, arguments->record);
    app.add_option("--follow", arguments->followed,
                   "A plain log file, and what is appended to it until it is removed")
        ->type_name("FILE")
        ->excludes(id);
    app.add_flag("--raw", arguments->isRaw, "The bytes as stored, escape sequences and all")
        ->excludes("--follow");
    return [arguments](Session& session) { return catLog(session, *arguments); };
}

} // namespace cboard::cli
