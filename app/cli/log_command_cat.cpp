// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "core/logs/line_decoder.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <system_error>

namespace cboard::cli {

namespace {

    constexpr std::size_t PieceBytes = 64UL << 10;
    constexpr std::size_t FilePieceBytes = 1UL << 20;

    struct CatArguments {
        LogArguments log;
        std::string name; ///< Of a file, if there is one, else the id of a record.
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
    void printDecoded(Session& session, std::string_view rest, logs::RowFormat format)
    {
        logs::RowDecoder decoder(format);
        logs::DecodedRow row;
        std::string piece;
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

    /// Piece by piece, each up to the end of a row.
    Result<void> printFile(Session& session, const logs::LogFile& log, bool isRaw)
    {
        std::string scratch;
        for (std::uint64_t at = 0; !session.outputEnded();) {
            CBOARD_TRY_VOID(session.task().check());
            CBOARD_TRY(std::string_view bytes, log.bytes->read(at, FilePieceBytes, scratch));
            if (bytes.empty()) {
                break;
            }
            const std::size_t feed = bytes.rfind('\n');
            if (bytes.size() == FilePieceBytes && feed != std::string_view::npos) {
                bytes = bytes.substr(0, feed + 1);
            }
            isRaw ? session.print(bytes) : printDecoded(session, bytes, log.format);
            at += bytes.size();
        }
        return {};
    }

    Result<void> printFileJson(Session& session, const logs::LogFile& log, const std::string& file)
    {
        std::string text;
        CBOARD_TRY(const std::string_view bytes, log.bytes->read(0, log.bytes->size(), text));
        JsonDocument document;
        document.json.member("file", file).member("origin", "file");
        document.json.member("format", log.format == logs::RowFormat::Lava ? "lava" : "plain");
        document.json.member("text", bytes);
        document.printTo(session);
        return {};
    }

    ExitCode catFile(Session& session, const CatArguments& arguments)
    {
        const auto log =
            openLog(session, {arguments.name, {}},
                    session.isJson() ? logs::LogOpening::Whole : logs::LogOpening::Streamed);
        if (!log) {
            return session.report(log.error());
        }
        const auto printed = session.isJson() ? printFileJson(session, *log, arguments.name)
                                              : printFile(session, *log, arguments.isRaw);
        if (!printed) {
            return session.report(printed.error());
        }
        if (!session.isJson()) {
            tellDamage(session, *log->bytes);
        }
        return ExitCode::AllDone;
    }

    ExitCode catLog(Session& session, CatArguments& arguments)
    {
        if (!arguments.followed.empty()) {
            return followLogFile(session, arguments.followed);
        }
        RecordLog& record = arguments.log.record;
        std::error_code ignored;
        if (record.id.empty() && std::filesystem::exists(arguments.name, ignored)) {
            return catFile(session, arguments);
        }
        record.id = record.id.empty() ? arguments.name : record.id;
        if (record.id.empty()) {
            return session.report(
                {ErrorKind::Invalid, 0, "give a file, an id, --record or --follow", {}});
        }
        const auto log = findRecordLog(session, record);
        if (!log) {
            return session.report(log.error());
        }
        if (session.isJson()) {
            printJson(session, **log);
        } else if (arguments.isRaw) {
            session.print(*(*log)->text);
        } else {
            printDecoded(session, *(*log)->text,
                         (*log)->format == LogFormat::LavaYaml ? logs::RowFormat::Lava
                                                               : logs::RowFormat::Plain);
        }
        return ExitCode::AllDone;
    }

} // namespace

Action setupLogCat(CLI::App& app)
{
    auto arguments = std::make_shared<CatArguments>();
    auto* const name = app.add_option("log", arguments->name,
                                      "A log file, packed or not; else the id of a test or build");
    name->type_name("FILE|ID");
    auto* const id =
        app.add_option("--record", arguments->log.record.id, "The stored log of a test or build");
    id->type_name("ID")->excludes(name);
    addRecordKindOption(app, arguments->log.record);
    app.add_option("--follow", arguments->followed,
                   "A plain log file, and what is appended to it until it is removed")
        ->type_name("FILE")
        ->excludes(id)
        ->excludes(name);
    app.add_flag("--raw", arguments->isRaw, "The bytes as stored, escape sequences and all")
        ->excludes("--follow");
    return [arguments](Session& session) { return catLog(session, *arguments); };
}

} // namespace cboard::cli
