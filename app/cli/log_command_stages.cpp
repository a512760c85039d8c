// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "core/logs/stages/stage_finder.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    struct StagesArguments {
        LogArguments log;
        std::string rulesFile; ///< Empty: the rules that are shipped.
    };

    Result<std::shared_ptr<const logs::StageRules>> rulesOf(Session& session,
                                                            const std::string& path)
    {
        if (path.empty()) {
            return logs::StageRules::shipped();
        }
        CBOARD_TRY(const LogInput file, readLogFile(session, path));
        return logs::StageRules::parse(file.text).map_error(
            [&path](Error error) { return withContext(std::move(error), path); });
    }

    std::optional<double> secondsOf(const logs::Stage& stage)
    {
        if (!stage.duration) {
            return {};
        }
        return std::chrono::duration<double>(*stage.duration).count();
    }

    void printJson(Session& session, const std::vector<logs::Stage>& stages)
    {
        JsonDocument document;
        document.json.key("stages").beginArray();
        for (const logs::Stage& stage : stages) {
            document.json.beginObject().member("kind", stage.kind).member("name", stage.name);
            document.json.member("depth", std::int64_t{stage.depth});
            document.json.member("source", stage.isOfDispatcher ? "dispatcher" : "console");
            document.json.member("first_line", stage.firstLine);
            document.json.member("last_line", stage.lastLine);
            document.json.member("begin_byte", stage.beginByte);
            document.json.member("end_byte", stage.endByte);
            document.json.member("seconds", secondsOf(stage));
            document.json.member("has_ended", stage.hasEnded).endObject();
        }
        document.json.endArray();
        document.printTo(session);
    }

    void printText(Session& session, const std::vector<logs::Stage>& stages)
    {
        std::string text;
        for (const logs::Stage& stage : stages) {
            const auto seconds = secondsOf(stage);
            appendPrintable(text,
                            fmt::format("{:>{}}{}{}{}: lines {}-{}{}{}", "", 2 * stage.depth,
                                        stage.kind, stage.name.empty() ? "" : " ", stage.name,
                                        stage.firstLine, stage.lastLine,
                                        seconds ? fmt::format(", {:.3f} s", *seconds) : "",
                                        stage.hasEnded ? "" : ", not ended"));
            text += '\n';
        }
        session.print(text);
    }

    ExitCode stages(Session& session, const StagesArguments& arguments)
    {
        return examineLog(session, arguments.log, rulesOf(session, arguments.rulesFile),
                          logs::findStages, [&](const auto& found) {
                              session.isJson() ? printJson(session, found)
                                               : printText(session, found);
                          });
    }

} // namespace

Action setupLogStages(CLI::App& app)
{
    auto arguments = std::make_shared<StagesArguments>();
    addLogInput(app, arguments->log);
    app.add_option("--rules", arguments->rulesFile, "Rules to use in place of the shipped ones")
        ->type_name("FILE");
    return [arguments](Session& session) { return stages(session, *arguments); };
}

} // namespace cboard::cli
