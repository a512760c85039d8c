// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/open_workbench.h"
#include "core/io/decompress.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cboard::cli {

namespace {

    constexpr std::size_t PieceBytes = 1UL << 20;
    constexpr int MostLayers = 2; ///< Gzip inside gzip occurs.

    using LogAnswer = query::Answer<query::LogSnapshot>;

    LogAnswer findLog(query::Engine& engine, const RecordLog& record, const TaskContext& task)
    {
        const auto ask = [&](RecordKind kind) {
            return engine.log({.ownerKind = kind, .ownerId = record.id}, task);
        };
        if (!record.kind.empty()) {
            return ask(record.kind == "build" ? RecordKind::Build : RecordKind::Test);
        }
        LogAnswer test = ask(RecordKind::Test);
        const bool hasText = test && (*test)->origin != query::LogOrigin::None;
        if (hasText || (!test && test.error().kind != ErrorKind::NotFound)) {
            return test;
        }
        LogAnswer build = ask(RecordKind::Build);
        return build || !test ? build : test;
    }

} // namespace

void addRecordKindOption(CLI::App& app, RecordLog& record)
{
    app.add_option("--kind", record.kind, "Which, when a test and a build share the id")
        ->check(CLI::IsMember({"test", "build"}));
}

Result<std::shared_ptr<const query::LogSnapshot>> findRecordLog(Session& session,
                                                                const RecordLog& record)
{
    CBOARD_TRY(const auto workbench, openWorkbench(session, Access::Read));
    CBOARD_TRY(auto log, findLog(workbench->engine(), record, session.task()));
    if (log->origin == query::LogOrigin::None) {
        return fail(ErrorKind::NotFound,
                    fmt::format("no log of {} is stored{}{}", record.id,
                                log->url.empty() ? "" : "; it is at ", log->url));
    }
    return log;
}

void addLogInput(CLI::App& app, LogArguments& arguments)
{
    auto* const file = app.add_option("file", arguments.file,
                                      "A log: plain, gzip, xz or zstd; - for standard input");
    file->type_name("FILE");
    auto* const record =
        app.add_option("--record", arguments.record.id, "The stored log of a test or build");
    record->type_name("ID")->excludes(file);
    addRecordKindOption(app, arguments.record);
}

Result<LogInput> readLogFile(Session& session, const std::string& path)
{
    const auto expansion = std::make_shared<io::Expansion>();
    CBOARD_TRY(auto file, io::openFile(path, expansion, session.task().stopToken()));
    auto packed = std::make_unique<io::PeekSource>(std::move(file));
    CBOARD_TRY(const std::string_view magic, packed->peek(io::MagicBytes));
    LogInput input;
    input.isGzip = io::detectCompression(magic) == io::Compression::Gzip;
    CBOARD_TRY(auto source, io::openDecoded(std::move(packed), expansion, MostLayers));
    std::size_t size = 0;
    while (true) {
        CBOARD_TRY_VOID(session.task().check());
        input.text.resize(size + PieceBytes);
        CBOARD_TRY(const std::size_t count, source->read(&input.text[size], PieceBytes));
        size += count;
        if (count == 0) {
            break;
        }
    }
    input.text.resize(size);
    return input;
}

Result<LogInput> readLog(Session& session, const LogArguments& arguments)
{
    if (!arguments.file.empty()) {
        return readLogFile(session, arguments.file);
    }
    if (arguments.record.id.empty()) {
        return fail(ErrorKind::Invalid, "give a file or --record");
    }
    CBOARD_TRY(const auto log, findRecordLog(session, arguments.record));
    return LogInput{*log->text, false};
}

void tellDamage(const Session& session, const logs::ByteSource& bytes)
{
    const auto damage = bytes.damage();
    if (const auto from = bytes.doubtfulFrom(); damage && from) {
        session.tell(fmt::format("the file is damaged: {}; from byte {} on the text may be wrong",
                                 damage->message, *from));
    } else if (damage) {
        session.tell("the file is damaged, what comes before is read: " + damage->message);
    }
}

Result<logs::LogFile> openLog(Session& session, const LogArguments& arguments,
                              logs::LogOpening opening)
{
    if (!arguments.file.empty() && arguments.file != "-") {
        CBOARD_TRY(auto log,
                   logs::openLogFile(arguments.file, std::filesystem::temp_directory_path(),
                                     session.task(), opening));
        if (opening == logs::LogOpening::Whole) {
            tellDamage(session, *log.bytes);
        }
        return log;
    }
    CBOARD_TRY(LogInput input, readLog(session, arguments));
    logs::LogFile log;
    log.format = logs::detectRowFormat(input.text);
    log.isGzip = input.isGzip;
    log.bytes = logs::makeMemorySource(std::make_shared<const std::string>(std::move(input.text)));
    return log;
}

} // namespace cboard::cli
