// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/build_error.h"

#include "core/logs/logspec/build_rules.h"
#include "core/logs/logspec/compiler_error.h"
#include "core/logs/logspec/log_input.h"
#include "core/logs/logspec/target_path.h"

#include <vector>

namespace cboard::logs::logspec {

namespace {

    std::string_view view(std::string_view text, Part part)
    {
        return text.substr(part.begin, part.end - part.begin);
    }

    std::vector<LineMatch> all(std::string_view text, const LineRule& rule)
    {
        LineSearch search(text, rule);
        return findAllLines(search, {0, text.size()});
    }

    std::optional<LineMatch> first(std::string_view text, const LineRule& rule)
    {
        return LineSearch(text, rule).find({0, text.size()});
    }

    std::string_view withoutStars(std::string_view text)
    {
        const std::size_t begin = text.find_first_not_of("* \n");
        const std::size_t end = text.find_last_not_of("* \n");
        return begin == std::string_view::npos ? std::string_view()
                                               : text.substr(begin, end + 1 - begin);
    }

    void appendPart(std::string& out, std::string_view part, char divider)
    {
        if (!part.empty()) {
            out += out.empty() ? "" : std::string(1, divider);
            out += part;
        }
    }

    void appendLine(std::string& out, std::string_view line)
    {
        out += line;
        out += '\n';
    }

    LogError makeError(std::string type, const BuildFailure& failure)
    {
        LogError error(std::move(type), {}, {"error_type", "error_summary", "script", "target"});
        error.fields["script"] = failure.script;
        error.fields["target"] = failure.target;
        return error;
    }

    LogError readModpost(const BuildFailure& failure)
    {
        LogError error = makeError("kbuild.modpost", failure);
        std::string summary;
        for (const LineMatch& match : all(failure.before, buildRules().modpost)) {
            summary += summary.empty() ? "" : " ";
            summary += view(failure.before, match.groups[1]);
            appendLine(error.report, view(failure.before, match.whole));
        }
        error.setSummary(summary);
        return error;
    }

    LogError readMake(const BuildFailure& failure)
    {
        LogError error = makeError("kbuild.make", failure);
        std::string summary;
        for (const LineMatch& match : all(failure.before, buildRules().stars)) {
            appendPart(summary, withoutStars(view(failure.before, match.whole)), ' ');
            appendLine(error.report, view(failure.before, match.whole));
        }
        error.setSummary(summary);
        return error;
    }

    LogError readOther(const BuildFailure& failure)
    {
        LogError error = makeError("kbuild.other", failure);
        const std::string_view before = failure.before;
        const auto target = findTargetLine(before, {0, before.size()}, failure.target);
        if (!target) {
            return error;
        }
        std::string summary;
        const std::string_view behind = before.substr(target->whole.end);
        for (const LineMatch& match : all(behind, buildRules().lineFromText)) {
            const std::string_view line = view(behind, match.whole);
            appendLine(error.report, line);
            if (line.starts_with("***")) {
                appendPart(summary, withoutStars(line), ' ');
            } else if (const auto message = first(line, buildRules().errorLine)) {
                appendPart(summary, view(line, message->groups[1]), ' ');
            }
        }
        error.setSummary(summary);
        return error;
    }

    LogError readUnknown(std::string_view message)
    {
        LogError error("kbuild.unknown", std::string(message), {"error_type", "error_summary"});
        error.report = message;
        return error;
    }

    void nameLinkedFile(std::string_view text, BuildFailure& failure)
    {
        if (!failure.target.ends_with("vmlinux")) {
            return;
        }
        if (const auto linked = first(text, buildRules().linkedFile)) {
            failure.script = view(text, linked->groups[1]);
            failure.target = view(text, linked->groups[2]);
        }
    }

    bool isCompilerTarget(const BuildFailure& failure)
    {
        const std::string_view extension = extensionOf(failure.target);
        if (extension == ".o" || extension == ".s") {
            return true;
        }
        const std::string stem(withoutExtension(lastComponent(failure.target)));
        return findTargetLine(failure.before, {0, failure.before.size()}, stem + R"((?:\.\w+)?:)")
            .has_value();
    }

    LogError readFailure(const BuildFailure& failure)
    {
        if (isCompilerTarget(failure)) {
            LogError error = readCompilerError(failure);
            error.sign();
            error.signLocation();
            return error;
        }
        LogError error;
        if (failure.script.find("modpost") != std::string::npos) {
            error = readModpost(failure);
        } else if (failure.target == "modules" || failure.target == "Module.symvers") {
            error = readMake(failure);
        } else {
            error = readOther(failure);
        }
        error.sign();
        return error;
    }

} // namespace

std::optional<LogError> findBuildError(std::string_view text)
{
    const auto found = first(text, buildRules().makeError);
    if (!found) {
        return {};
    }
    const std::string_view message = view(text, found->groups[1]);
    LogError error;
    if (const auto named = first(message, buildRules().scriptAndTarget)) {
        BuildFailure failure{std::string(view(message, named->groups[1])),
                             std::string(view(message, named->groups[2])),
                             text.substr(0, found->whole.begin)};
        nameLinkedFile(text, failure);
        error = readFailure(failure);
    } else {
        error = readUnknown(message);
    }
    error.place = found->whole;
    return error;
}

} // namespace cboard::logs::logspec
