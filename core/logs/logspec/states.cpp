// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/states.h"

#include "core/logs/logspec/build_error.h"
#include "core/logs/logspec/kernel_errors.h"

#include <algorithm>

namespace cboard::logs::logspec {

namespace {

    constexpr std::string_view Prompt = "/ #";

    /// Expressions of the states; the time stamp as in kernel_rules.cpp.
    struct StateRules {
        std::vector<LineRule> handover{
            {"Starting kernel ", fixedRegex("Starting kernel ...")},
            {"jumping to kernel", fixedRegex("jumping to kernel")},
            {" Booting Linux", fixedRegex(R"(\[[ \d.]+\] Booting Linux)")},
            // Not for Chromebooks, so the last.
            {"Booting from ROM", fixedRegex("Booting from ROM...")},
        };
        LineRule depthcharge{"Starting depthcharge", fixedRegex("Starting depthcharge")};
        LineRule stampedStart{"] ", fixedRegex(R"(^\[[ \d.]+\] )"), true};
        LineRule linuxVersion{" Linux version ", fixedRegex(R"(\[[ \d.]+\] Linux version .*)")};
        LineRule baseline{"/opt/kernelci/dmesg", fixedRegex("/opt/kernelci/dmesg.sh")};
        LineRule dmesg{"kern  :", fixedRegex("kern  :(.*)")};
        LineRule kselftest{"kselftest", fixedRegex("kselftest.sh")};
        LineRule result{" selftests:", fixedRegex(R"((?:not )?ok \d+ selftests:)")};
        LineRule failure{" selftests:", fixedRegex(R"(not ok \d+ selftests:.*)")};
    };

    const StateRules& rules()
    {
        static const StateRules made;
        return made;
    }

    std::optional<LineMatch> first(std::string_view text, Part part, const LineRule& rule)
    {
        return LineSearch(text, rule).find(part);
    }

    std::optional<LineMatch> firstHandover(std::string_view text, Part part, std::size_t ruleCount)
    {
        std::optional<LineMatch> best;
        for (std::size_t i = 0; i < ruleCount; ++i) {
            const auto match = first(text, part, rules().handover[i]);
            if (match && (!best || match->whole.begin < best->whole.begin)) {
                best = match;
            }
        }
        return best;
    }

    bool hasKernelStarted(std::string_view text, std::size_t from)
    {
        const std::size_t feed = text.find('\n', from);
        if (feed == std::string_view::npos) {
            return false;
        }
        const Part rest{feed + 1, text.size()};
        const std::size_t lineEnd = text.find('\n', rest.begin);
        if (lineEnd == std::string_view::npos) {
            return false;
        }
        return first(text, {rest.begin, lineEnd}, rules().stampedStart).has_value()
            || first(text, rest, rules().linuxVersion).has_value();
    }

    LogError readTestError(const KernelSearches& searches, const char* type, Part summary,
                           Part whole)
    {
        LogError error(type, searches.textOf(summary), {"error_type", "error_summary"});
        error.place = whole;
        error.sign();
        return error;
    }

} // namespace

Result<StateResult> genericBoot(KernelSearches& searches, std::size_t from,
                                const TaskContext& /*task*/)
{
    const Part part{from, searches.text().size()};
    const auto handover = firstHandover(searches.text(), part, rules().handover.size());
    StateResult result;
    result.fields["bootloader.done"] = handover.has_value();
    result.signatureFields = {"bootloader.done"};
    result.summary = handover
        ? "Bootloader stage done, jump to kernel"
        : "Bootloader stage failed, inconclusive or couldn't detect handover to kernel";
    result.end = handover ? handover->whole.end : part.end;
    return result;
}

Result<StateResult> chromebookBoot(KernelSearches& searches, std::size_t from,
                                   const TaskContext& /*task*/)
{
    const Part part{from, searches.text().size()};
    const auto started = first(searches.text(), part, rules().depthcharge);
    StateResult result;
    result.fields["bootloader.start"] = started.has_value();
    if (started) {
        result.fields["bootloader.id"] = std::string("depthcharge");
    }
    result.signatureFields = {"bootloader.start", "bootloader.id"};
    result.summary = started ? "Depthcharge started" : "Depthcharge start not found";
    result.end = started ? started->whole.end : part.end;
    return result;
}

Result<StateResult> chromebookStarted(KernelSearches& searches, std::size_t from,
                                      const TaskContext& /*task*/)
{
    const Part part{from, searches.text().size()};
    const auto handover = firstHandover(searches.text(), part, rules().handover.size() - 1);
    StateResult result;
    result.fields["bootloader.done"] = handover.has_value();
    result.end = handover ? handover->whole.end : part.end;
    return result;
}

Result<StateResult> kernelLoad(KernelSearches& searches, std::size_t from, const TaskContext& task)
{
    const std::string_view text = searches.text();
    const std::size_t prompt = text.find(Prompt, from);
    const bool hasPrompt = prompt != std::string_view::npos;
    const bool hasStarted = hasPrompt || hasKernelStarted(text, from);
    StateResult result;
    result.fields["linux.boot.prompt"] = hasPrompt;
    result.fields["linux.boot.kernel_started"] = hasStarted;
    result.signatureFields = {"linux.boot.prompt", "linux.boot.kernel_started"};
    const char* const missing = hasStarted ? "Linux boot prompt not found" : "Kernel didn't start";
    result.summary = hasPrompt ? "Linux boot prompt found" : missing;
    result.end = hasPrompt ? prompt + Prompt.size() : text.size();
    CBOARD_TRY(result.errors,
               findKernelErrors(searches, {from, hasPrompt ? prompt : text.size()}, task));
    return result;
}

Result<StateResult> kbuildStart(KernelSearches& searches, std::size_t from,
                                const TaskContext& /*task*/)
{
    const std::string_view text = searches.text().substr(from);
    StateResult result;
    result.end = searches.text().size();
    if (auto error = findBuildError(text)) {
        error->place = {from + error->place.begin, from + error->place.end};
        result.end = error->place.end;
        result.errors.push_back(std::move(*error));
    }
    return result;
}

Result<StateResult> baselineTest(KernelSearches& searches, std::size_t from,
                                 const TaskContext& task)
{
    const std::string_view text = searches.text();
    const auto start = first(text, {from, text.size()}, rules().baseline);
    StateResult result;
    result.fields["test.baseline.start"] = start.has_value();
    result.signatureFields = {"test.baseline.start"};
    result.summary = start ? "Baseline test started" : "Baseline test not detected";
    result.end = text.size();
    if (!start) {
        return result;
    }
    if (const auto next = first(text, {start->whole.end, text.size()}, rules().baseline)) {
        result.end = next->whole.end;
    }
    LineSearch messages(text, rules().dmesg);
    for (const LineMatch& match : findAllLines(messages, {start->whole.end, result.end})) {
        CBOARD_TRY_VOID(task.check());
        result.errors.push_back(
            readTestError(searches, "test.baseline.dmesg", match.groups[1], match.whole));
    }
    return result;
}

Result<StateResult> kselftest(KernelSearches& searches, std::size_t from, const TaskContext& task)
{
    const std::string_view text = searches.text();
    const auto call = first(text, {from, text.size()}, rules().kselftest);
    StateResult result;
    result.fields["test.kselftest.script_call"] = call.has_value();
    result.fields["test.kselftest.start"] = false;
    result.signatureFields = {"test.kselftest.script_call", "test.kselftest.start"};
    result.summary = call ? "Kselftest started" : "Kselftest not detected";
    result.end = text.size();
    if (!call) {
        return result;
    }
    LineSearch results(text, rules().result);
    std::size_t at = call->whole.end;
    if (const auto all = findAllLines(results, {at, text.size()}); !all.empty()) {
        result.fields["test.kselftest.start"] = true;
        result.end = all.back().whole.end;
    }
    LineSearch failures(text, rules().failure);
    for (const LineMatch& match : findAllLines(failures, {at, result.end})) {
        CBOARD_TRY_VOID(task.check());
        LogError error = readTestError(searches, "linux.kselftest", match.whole, match.whole);
        error.report = searches.textOf({at, match.whole.end});
        result.errors.push_back(std::move(error));
        at = match.whole.end;
    }
    return result;
}

} // namespace cboard::logs::logspec
