// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "core/service/symbol_search.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct DecodeArguments {
        LogArguments log;
        std::string symbols; ///< Empty: by the setting.
    };

    Result<service::DecodedLog> decodeLog(Session& session, const DecodeArguments& arguments)
    {
        const TaskContext task = session.task();
        CBOARD_TRY(const logs::LogFile log, openLog(session, arguments.log));
        CBOARD_TRY(const auto text, logs::LogText::open(log.bytes, log.format, task));
        return service::decodeLog(
            *text,
            arguments.symbols.empty() ? session.settings().value("log/symbols") : arguments.symbols,
            task);
    }

    void writeText(JsonOutput& json, std::string_view name, const std::string& text)
    {
        json.key(name);
        text.empty() ? json.raw("null") : json.value(text);
    }

    void writeAddress(JsonOutput& json, const logs::DecodedAddress& address)
    {
        json.beginObject();
        writeText(json, "function", address.function);
        json.member("offset", address.offset).member("size", address.size);
        writeText(json, "module", address.module);
        json.key("frames").beginArray();
        for (std::size_t i = 0; i < address.frames.size(); ++i) {
            const logs::SourceFrame& frame = address.frames[i];
            json.beginObject();
            writeText(json, "function", frame.function);
            writeText(json, "file", frame.file);
            json.member("line", frame.line > 0 ? std::optional(frame.line) : std::nullopt);
            json.member("is_inlined", i + 1 < address.frames.size()).endObject();
        }
        json.endArray();
        writeText(json, "problem", address.problem);
        writeText(json, "doubt", address.doubt);
        json.endObject();
    }

    void printJson(Session& session, const service::DecodedLog& decoded)
    {
        JsonDocument document;
        JsonOutput& json = document.json;
        writeText(json, "symbols", decoded.symbols ? decoded.symbols->path().string() : "");
        writeText(json, "release", decoded.symbols ? decoded.symbols->release() : "");
        json.key("notes").beginArray();
        for (const std::string& note : decoded.traces.notes) {
            json.value(note);
        }
        json.endArray().key("traces").beginArray();
        for (const logs::DecodedTrace& trace : decoded.traces.traces) {
            json.beginObject().member("first_line", trace.lines.front().line);
            json.member("last_line", trace.lines.back().line).key("lines").beginArray();
            for (const logs::DecodedLine& line : trace.lines) {
                json.beginObject().member("line", line.line).member("text", line.text);
                json.key("addresses").beginArray();
                for (const logs::DecodedAddress& address : line.addresses) {
                    writeAddress(json, address);
                }
                json.endArray().endObject();
            }
            json.endArray().endObject();
        }
        json.endArray();
        document.printTo(session);
    }

    void printText(Session& session, const service::DecodedLog& decoded)
    {
        std::string text;
        for (const logs::DecodedTrace& trace : decoded.traces.traces) {
            text += text.empty() ? "" : "\n";
            text += fmt::format("lines {}-{}\n", trace.lines.front().line, trace.lines.back().line);
            for (const logs::DecodedLine& line : trace.lines) {
                appendPrintable(text, logs::decodedText(line), true);
                text += '\n';
            }
        }
        session.print(text);
        for (const std::string& note : decoded.traces.notes) {
            session.tell(note);
        }
    }

    ExitCode decode(Session& session, const DecodeArguments& arguments)
    {
        const auto decoded = decodeLog(session, arguments);
        if (!decoded) {
            return session.report(decoded.error());
        }
        session.isJson() ? printJson(session, *decoded) : printText(session, *decoded);
        if (!decoded->symbols) {
            session.tell("the log has no call trace");
        }
        return ExitCode::AllDone;
    }

} // namespace

Action setupLogDecode(CLI::App& app)
{
    auto arguments = std::make_shared<DecodeArguments>();
    addLogInput(app, arguments->log);
    app.add_option("--symbols", arguments->symbols,
                   "The kernel's vmlinux or System.map, or a folder of them by release; without it "
                   "the setting log/symbols")
        ->type_name("FILE");
    return [arguments](Session& session) { return decode(session, *arguments); };
}

} // namespace cboard::cli
