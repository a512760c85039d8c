// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/read_arguments.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct ValidateArguments {
        ReadArguments read;
        std::vector<std::string> paths;
    };

    void writeVerdict(JsonOutput& json, const ingest::Verdict& verdict)
    {
        const auto orNull = [&verdict](const std::string& text) {
            return verdict.isValid ? std::optional<std::string>() : text;
        };
        json.beginObject().member("path", verdict.path).member("format", verdict.format);
        json.member("version", verdict.version).member("valid", verdict.isValid);
        json.member("pointer", orNull(verdict.refusal.pointer));
        json.member("line", verdict.refusal.line).member("rule", orNull(verdict.refusal.rule));
        json.member("message", orNull(verdict.refusal.message)).endObject();
    }

    std::string describeVerdict(const ingest::Verdict& verdict)
    {
        if (!verdict.isValid) {
            return "invalid: " + describeRefused(verdict.path, verdict.refusal) + '\n';
        }
        return fmt::format("valid: {}: {}{}{}\n", verdict.path, verdict.format,
                           verdict.version.empty() ? "" : " ", verdict.version);
    }

    ExitCode runValidate(Session& session, const ValidateArguments& arguments)
    {
        const auto options = ingestOptions(session, arguments.read);
        if (!options) {
            return session.report(options.error());
        }
        JsonDocument document;
        document.json.key("documents").beginArray();
        std::int64_t invalidCount = 0;
        const auto sink = [&](const ingest::Verdict& verdict) {
            invalidCount += verdict.isValid ? 0 : 1;
            if (session.isJson()) {
                writeVerdict(document.json, verdict);
            } else if (!verdict.isValid || !session.isQuiet()) {
                std::string line;
                appendPrintable(line, describeVerdict(verdict), true);
                session.print(line);
            }
        };
        const std::vector<std::filesystem::path> paths(arguments.paths.begin(),
                                                       arguments.paths.end());
        if (const auto done = ingest::validate(paths, *options, sink, session.task()); !done) {
            return session.report(done.error());
        }
        if (session.isJson()) {
            document.json.endArray();
            document.printTo(session);
        }
        return invalidCount == 0 ? ExitCode::AllDone : ExitCode::SomeFailed;
    }

} // namespace

Action setupValidate(CLI::App& app)
{
    auto arguments = std::make_shared<ValidateArguments>();
    app.add_option("path", arguments->paths, "Files, folders, archives; - for standard input")
        ->required()
        ->type_name("PATH");
    addReadOptions(app, arguments->read);
    return [arguments](Session& session) { return runValidate(session, *arguments); };
}

} // namespace cboard::cli
