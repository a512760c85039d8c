// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "core/logs/diff/log_diff.h"
#include "core/logs/line_index.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct DiffArguments {
        LogArguments before;
        LogArguments after;
        bool keepsTimes = false;
        bool keepsAddresses = false;
        bool keepsNumbers = false;
        bool keepsTasks = false;
        bool keepsPaths = false;
        bool keepsSymbols = false;
    };

    /// One of the two logs.
    struct Side {
        logs::LogFile file;
        logs::ComparedLog log;
    };

    Result<Side> readSide(Session& session, const LogArguments& arguments,
                          const logs::NormaliseOptions& options)
    {
        CBOARD_TRY(logs::LogFile file, openLog(session, arguments));
        CBOARD_TRY(auto log, logs::readCompared(*file.bytes, file.format, options, session.task()));
        return Side{std::move(file), std::move(log)};
    }

    Result<void> appendLines(std::string& out, char sign, const Side& side, std::size_t begin,
                             std::size_t end)
    {
        std::string scratch;
        for (std::size_t line = begin; line < end; ++line) {
            const std::uint64_t first = side.log.beginBytes[line];
            const auto length = static_cast<std::size_t>(side.log.beginBytes[line + 1] - first);
            CBOARD_TRY(const std::string_view text, side.file.bytes->read(first, length, scratch));
            out += fmt::format("{}{}:", sign, line + 1);
            appendPrintable(out, logs::withoutLineEnd(text));
            out += '\n';
        }
        return {};
    }

    ExitCode printText(Session& session, const Side& before, const Side& after,
                       const std::vector<logs::DiffHunk>& hunks)
    {
        for (const logs::DiffHunk& hunk : hunks) {
            std::string text = "--\n";
            const auto done = appendLines(text, '-', before, hunk.beginA, hunk.endA).and_then([&] {
                return appendLines(text, '+', after, hunk.beginB, hunk.endB);
            });
            if (!done) {
                return session.report(done.error());
            }
            session.print(text);
            if (session.outputEnded() || session.stopRequested()) {
                break;
            }
        }
        return ExitCode::AllDone;
    }

    void writeHunk(JsonOutput& json, const logs::DiffHunk& hunk)
    {
        json.beginObject().member("before_line", hunk.beginA + 1);
        json.member("before_count", hunk.endA - hunk.beginA);
        json.member("after_line", hunk.beginB + 1);
        json.member("after_count", hunk.endB - hunk.beginB).endObject();
    }

    ExitCode printJson(Session& session, const Side& before, const Side& after,
                       const std::vector<logs::DiffHunk>& hunks)
    {
        const auto first = logs::firstMeaningful(hunks, before.log, after.log, session.task());
        if (!first) {
            return session.report(first.error());
        }
        JsonDocument document;
        document.json.key("first_meaningful");
        if (*first == nullptr) {
            document.json.raw("null");
        } else {
            writeHunk(document.json, **first);
        }
        document.json.member("before_lines", before.log.hashes.size());
        document.json.member("after_lines", after.log.hashes.size());
        document.json.key("hunks").beginArray();
        for (const logs::DiffHunk& hunk : hunks) {
            writeHunk(document.json, hunk);
        }
        document.json.endArray();
        document.printTo(session);
        return ExitCode::AllDone;
    }

    ExitCode diff(Session& session, const DiffArguments& arguments)
    {
        const logs::NormaliseOptions options{
            .timeStamps = !arguments.keepsTimes,
            .addresses = !arguments.keepsAddresses,
            .numbers = !arguments.keepsNumbers,
            .tasks = !arguments.keepsTasks,
            .paths = !arguments.keepsPaths,
            .symbols = !arguments.keepsSymbols,
        };
        const auto before = readSide(session, arguments.before, options);
        if (!before) {
            return session.report(before.error());
        }
        const auto after = readSide(session, arguments.after, options);
        if (!after) {
            return session.report(after.error());
        }
        const auto hunks = logs::diffLogs(before->log, after->log, session.task());
        if (!hunks) {
            return session.report(hunks.error());
        }
        if (session.isJson()) {
            return printJson(session, *before, *after, *hunks);
        }
        return printText(session, *before, *after, *hunks);
    }

} // namespace

Action setupLogDiff(CLI::App& app)
{
    auto arguments = std::make_shared<DiffArguments>();
    app.add_option("before", arguments->before.file, "The log to compare with, plain or packed")
        ->required()
        ->type_name("FILE");
    app.add_option("after", arguments->after.file, "The log that may differ")
        ->required()
        ->type_name("FILE");
    app.add_flag("--keep-times", arguments->keepsTimes, "Time stamps make a difference");
    app.add_flag("--keep-addresses", arguments->keepsAddresses, "So do addresses and offsets");
    app.add_flag("--keep-numbers", arguments->keepsNumbers, "So do numbers");
    app.add_flag("--keep-tasks", arguments->keepsTasks, "So do kernel thread names");
    app.add_flag("--keep-paths", arguments->keepsPaths, "So do build folders and line numbers");
    app.add_flag("--keep-symbols", arguments->keepsSymbols, "So do suffixes of functions");
    return [arguments](Session& session) { return diff(session, *arguments); };
}

} // namespace cboard::cli
