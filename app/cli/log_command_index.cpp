// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "core/logs/log_text.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    void printJson(Session& session, const logs::LogFile& log, const logs::LogText& text)
    {
        const logs::LineIndex& index = text.index();
        JsonDocument document;
        document.json.member("format", log.format == logs::RowFormat::Lava ? "lava" : "plain");
        document.json.member("bytes", text.byteCount()).member("rows", text.rowCount());
        document.json.member("lines",
                             text.rowCount() == 0 ? 0 : index.lineNumber(text.rowCount() - 1));
        document.json.member("index_bytes", index.memoryBytes());
        document.json.member("opens_at", index.lineNumber(text.firstPlace().row));
        const std::optional<Error> damage = log.bytes->damage();
        document.json.member("damage", damage ? std::optional(damage->message) : std::nullopt);
        document.json.member("doubtful_from_byte", log.bytes->doubtfulFrom());
        document.json.key("marks").beginObject();
        for (std::size_t i = 0; i < logs::MarkKindCount; ++i) {
            document.json.member(logs::markKindKey(static_cast<logs::MarkKind>(i)),
                                 text.markCounts()[i]);
        }
        document.json.endObject();
        document.printTo(session);
    }

    ExitCode index(Session& session, const LogArguments& arguments)
    {
        const auto log = openLog(session, arguments, logs::LogOpening::Streamed);
        if (!log) {
            return session.report(log.error());
        }
        const auto text = logs::LogText::open(log->bytes, log->format, session.task());
        if (!text) {
            return session.report(text.error());
        }
        if (session.isJson()) {
            printJson(session, *log, **text);
            return ExitCode::AllDone;
        }
        session.print(fmt::format("{} rows, {} bytes, {} marks, opens at row {}\n",
                                  (*text)->rowCount(), (*text)->byteCount(),
                                  (*text)->marks().size(), (*text)->firstPlace().row + 1));
        tellDamage(session, *log->bytes);
        return ExitCode::AllDone;
    }

} // namespace

Action setupLogIndex(CLI::App& app)
{
    auto arguments = std::make_shared<LogArguments>();
    addLogInput(app, *arguments);
    return [arguments](Session& session) { return index(session, *arguments); };
}

} // namespace cboard::cli
