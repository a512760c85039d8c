// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "app/cli/table_printer.h"
#include "core/logs/rules/rule_file.h"
#include "core/service/own_rules.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace cboard::cli {

namespace {

    std::string_view extentText(const logs::Rule& rule)
    {
        return rule.extent == logs::Rule::Extent::Line ? "line" : "report";
    }

    std::string_view sourceText(const logs::Rule& rule)
    {
        return rule.source == logs::Rule::Source::Lava ? "lava" : "console";
    }

    void writeRules(JsonOutput& json, const std::vector<logs::Rule>& rules, bool isOwn)
    {
        for (const logs::Rule& rule : rules) {
            json.beginObject().member("origin", isOwn ? "own" : "shipped");
            json.member("kind", rule.kind).member("severity", logs::severityKey(rule.severity));
            json.member("extent", extentText(rule)).member("source", sourceText(rule));
            json.member("start", rule.start.text);
            json.member("end", rule.end ? std::optional(rule.end->text) : std::nullopt);
            json.key("fields").beginArray();
            for (const logs::LineExpression& field : rule.fields) {
                json.value(field.text);
            }
            json.endArray().member("title", rule.title).member("key", rule.key).endObject();
        }
    }

    void addRules(TablePrinter& table, const std::vector<logs::Rule>& rules, bool isOwn)
    {
        for (const logs::Rule& rule : rules) {
            table.addRow({isOwn ? "own" : "shipped", rule.kind,
                          std::string(logs::severityKey(rule.severity)),
                          std::string(extentText(rule)), std::string(sourceText(rule)),
                          rule.start.text});
        }
    }

    /// In the order in which they are tried: the own ones first.
    ExitCode list(Session& session)
    {
        const auto own = service::ownRules(session.storeFile());
        const auto shipped = logs::RuleSet::shipped();
        if (!own || !shipped) {
            session.report(own ? shipped.error() : own.error());
            return ExitCode::WrongUsage;
        }
        const std::vector<logs::Rule> none;
        const std::vector<logs::Rule>& ownRules = *own ? (*own)->rules() : none;
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("own_file", service::ownRulesFile(session.storeFile()).string());
            document.json.key("rules").beginArray();
            writeRules(document.json, ownRules, true);
            writeRules(document.json, (*shipped)->rules(), false);
            document.json.endArray();
            document.printTo(session);
            return ExitCode::AllDone;
        }
        TablePrinter table({{"ORIGIN"}, {"KIND"}, {"SEVERITY"}, {"EXTENT"}, {"SOURCE"}, {"START"}});
        addRules(table, ownRules, true);
        addRules(table, (*shipped)->rules(), false);
        session.print(table.text(session.usesColor()));
        return ExitCode::AllDone;
    }

    void printProblems(Session& session, const std::string& file,
                       const std::vector<logs::RuleProblem>& problems)
    {
        std::string text;
        for (const logs::RuleProblem& problem : problems) {
            const std::string place =
                problem.line == 0 ? "" : fmt::format(":{}:{}", problem.line, problem.column);
            appendPrintable(text, fmt::format("{}{}: {}", file, place, problem.what));
            text += '\n';
        }
        session.print(text);
    }

    void writeProblems(Session& session, const std::string& file,
                       const std::vector<logs::RuleProblem>& problems)
    {
        JsonDocument document;
        document.json.member("file", file).member("is_sound", problems.empty());
        document.json.key("problems").beginArray();
        for (const logs::RuleProblem& problem : problems) {
            document.json.beginObject().member("line", problem.line);
            document.json.member("column", problem.column).member("what", problem.what);
            document.json.endObject();
        }
        document.json.endArray();
        document.printTo(session);
    }

    /// A file that is wrong is a wrong configuration.
    ExitCode check(Session& session, const std::string& file)
    {
        const auto input = readLogFile(session, file);
        if (!input) {
            return session.report(input.error());
        }
        const std::vector<logs::RuleProblem> problems = logs::checkRuleFile(input->text);
        session.isJson() ? writeProblems(session, file, problems)
                         : printProblems(session, file, problems);
        if (!session.isJson() && problems.empty()) {
            session.tell(file + ": all rules are sound");
        }
        return problems.empty() ? ExitCode::AllDone : ExitCode::WrongUsage;
    }

} // namespace

Action setupLogRules(CLI::App& app)
{
    auto file = std::make_shared<std::string>();
    app.add_option("--check", *file,
                   "Say what is wrong in a file of rules, with line and column; - for standard "
                   "input")
        ->type_name("FILE");
    return
        [file](Session& session) { return file->empty() ? list(session) : check(session, *file); };
}

} // namespace cboard::cli
