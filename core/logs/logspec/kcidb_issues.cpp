// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/kcidb_issues.h"

#include "core/logs/logspec/python_json.h"
#include "core/logs/logspec/sha1.h"

#include <algorithm>

namespace cboard::logs::logspec {

namespace {

    constexpr int IssueVersion = 1;
    /// What the worker drops: every return code would become an issue.
    constexpr std::string_view NeverFiled = "linux.kernel.error_return_code";

    bool flagOf(const Fields& fields, const char* name)
    {
        const auto at = fields.find(name);
        return at != fields.end() && at->second == Value(true);
    }

    std::string incidentId(const WorkerReport& report, const std::string& issueId)
    {
        std::string json;
        PythonJson writer(json, PythonJson::Layout::OneLine);
        writer.beginArray();
        writer.text(report.resultId);
        writer.text(issueId);
        writer.number(IssueVersion);
        writer.endArray();
        return report.origin + ':' + sha1Hex(json);
    }

    std::string commentOf(const Fields& fields, std::string_view parser)
    {
        std::string comment;
        const auto add = [&](const char* name, const char* before, const char* behind) {
            const std::string& text = textOf(fields, name);
            if (!text.empty()) {
                comment += before + text + behind;
            }
            return !text.empty();
        };
        add("error_summary", " ", "");
        add("target", " in ", "");
        if (!add("src_file", " (", ")")) {
            add("script", " (", ")");
        }
        return comment + " [logspec:" + std::string(parser) + ',' + textOf(fields, "error_type")
            + ']';
    }

    /// The object under "error": public fields, and those that the worker adds, sorted.
    void writeError(PythonJson& json, const LogError& error, bool isState)
    {
        Fields members = error.fields;
        members["log_excerpt"] = error.report;
        if (!isState) {
            members["signature_loc"] = error.locationSignature.value_or(error.signature);
        }
        members["signature_fields"] = error.signatureFields;
        json.beginObject();
        for (const auto& [name, value] : members) {
            if (name == "signature_fields" && !isState) {
                json.key(name);
                json.beginObject();
                std::vector<std::string> names = error.signatureFields;
                std::sort(names.begin(), names.end());
                for (const std::string& field : names) {
                    const auto at = error.fields.find(field);
                    if (at != error.fields.end() && at->second != Value()) {
                        json.key(field);
                        json.value(at->second);
                    }
                }
                json.endObject();
            } else if (!isEmpty(value) || name == "log_excerpt") {
                json.key(name);
                json.value(value);
            }
        }
        json.endObject();
    }

    std::string miscOf(const LogError& error, std::string_view parser, bool isState)
    {
        std::string misc;
        PythonJson json(misc, PythonJson::Layout::OneLine);
        json.beginObject();
        json.key("logspec");
        json.beginObject();
        json.key("error");
        writeError(json, error, isState);
        json.key("parser");
        json.text(parser);
        json.key("version");
        json.text(Version);
        json.endObject();
        json.endObject();
        return misc;
    }

    void add(WorkerReport& report, const Analysis& analysis, const LogError& error, bool isState)
    {
        if (error.signature.empty() || error.type() == NeverFiled) {
            return;
        }
        const std::string id = report.origin + ':' + error.signature;
        report.incidents.push_back({incidentId(report, id), id});
        Issue issue{id, commentOf(error.fields, analysis.parser),
                    miscOf(error, analysis.parser, isState)};
        // The last sighting describes the issue, in the place of the first.
        const auto known = std::find_if(report.issues.begin(), report.issues.end(),
                                        [&id](const Issue& earlier) { return earlier.id == id; });
        if (known != report.issues.end()) {
            *known = std::move(issue);
        } else {
            report.issues.push_back(std::move(issue));
        }
    }

    /// A boot that failed without an error of its own is filed under the signature of its state.
    void addBootState(WorkerReport& report, const Analysis& analysis)
    {
        const bool hasPrompt = flagOf(analysis.fields, "linux.boot.prompt");
        const bool hasStarted = flagOf(analysis.fields, "bootloader.done")
            && flagOf(analysis.fields, "linux.boot.kernel_started");
        if (!hasPrompt && hasStarted) {
            return;
        }
        report.suggestedStatus = hasPrompt ? "PASS" : "MISS";
        LogError error("linux.kernel.boot",
                       hasPrompt ? "WARNING: Unclean boot. Reached prompt but marked as failed."
                                 : "Bootloader did not finish or kernel did not start.",
                       analysis.signatureFields);
        error.signature = analysis.signature.value_or(std::string());
        add(report, analysis, error, true);
    }

    void writeCulprit(PythonJson& json)
    {
        json.key("culprit");
        json.beginObject();
        json.key("code");
        json.flag(true);
        json.key("harness");
        json.flag(false);
        json.key("tool");
        json.flag(false);
        json.endObject();
    }

    void writeText(PythonJson& json, const char* name, std::string_view text)
    {
        json.key(name);
        json.text(text);
    }

    void writeIssue(PythonJson& json, const Issue& issue, const WorkerReport& report)
    {
        json.beginObject();
        if (report.kind == ResultKind::Build) {
            json.key("build_valid");
            json.flag(false);
        }
        writeText(json, "comment", issue.comment);
        writeCulprit(json);
        writeText(json, "id", issue.id);
        json.key("misc");
        json.raw(issue.miscJson);
        writeText(json, "origin", report.origin);
        if (report.kind != ResultKind::Build) {
            writeText(json, "test_status", "FAIL");
        }
        json.key("version");
        json.number(IssueVersion);
        json.endObject();
    }

    void writeIncident(PythonJson& json, const Incident& incident, const WorkerReport& report)
    {
        const bool isBuild = report.kind == ResultKind::Build;
        json.beginObject();
        if (isBuild) {
            writeText(json, "build_id", report.resultId);
        }
        writeText(json, "comment", "test incident, automatically generated");
        writeText(json, "id", incident.id);
        writeText(json, "issue_id", incident.issueId);
        json.key("issue_version");
        json.number(IssueVersion);
        writeText(json, "origin", report.origin);
        json.key("present");
        json.flag(true);
        if (!isBuild) {
            writeText(json, "test_id", report.resultId);
        }
        json.endObject();
    }

} // namespace

std::string_view parserOf(ResultKind kind)
{
    switch (kind) {
    case ResultKind::Build:
        return "kbuild";
    case ResultKind::Boot:
        return "generic_linux_boot";
    case ResultKind::Kselftest:
        return "test_kselftest";
    }
    return {};
}

WorkerReport reportOf(const Analysis& analysis, ResultKind kind, std::string_view origin,
                      std::string_view resultId)
{
    WorkerReport report{std::string(origin), std::string(resultId), kind, {}, {}, {}};
    if (kind == ResultKind::Boot) {
        addBootState(report, analysis);
    }
    for (const LogError& error : analysis.errors) {
        add(report, analysis, error, false);
    }
    return report;
}

std::string toJson(const WorkerReport& report)
{
    static constexpr std::array<std::string_view, 3> Kinds{"build", "boot", "kselftest"};
    std::string out;
    PythonJson json(out, PythonJson::Layout::OneLine);
    json.beginObject();
    json.key("incidents");
    json.beginArray();
    for (const Incident& incident : report.incidents) {
        writeIncident(json, incident, report);
    }
    json.endArray();
    json.key("issues");
    json.beginArray();
    for (const Issue& issue : report.issues) {
        writeIssue(json, issue, report);
    }
    json.endArray();
    writeText(json, "origin", report.origin);
    writeText(json, "result_id", report.resultId);
    json.key("suggested_status");
    json.value(report.suggestedStatus.empty() ? Value() : Value(report.suggestedStatus));
    writeText(json, "test_type", Kinds[static_cast<std::size_t>(report.kind)]);
    json.endObject();
    return out;
}

} // namespace cboard::logs::logspec
