// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/states.h"

#include "core/logs/logspec/build_error.h"
#include "core/logs/logspec/kernel_errors.h"

#include <array>
#include <span>

namespace cboard::logs::logspec {

namespace {

    constexpr std::array Handovers{KernelRule::StartingKernel, KernelRule::JumpingToKernel,
                                   KernelRule::BootingLinux, KernelRule::BootingFromRom};

    /// The leftmost; at one position the earlier rule.
    std::optional<LineMatch> firstHandover(KernelSearches& searches, Part part,
                                           std::span<const KernelRule> rules)
    {
        std::optional<LineMatch> best;
        for (const KernelRule rule : rules) {
            const auto match = searches[rule].find(part);
            if (match && (!best || match->whole.begin < best->whole.begin)) {
                best = match;
            }
        }
        return best;
    }

    bool hasKernelStarted(KernelSearches& searches, std::size_t from)
    {
        const std::string_view text = searches.text();
        const std::size_t feed = text.find('\n', from);
        if (feed == std::string_view::npos) {
            return false;
        }
        const Part rest{feed + 1, text.size()};
        const std::size_t lineEnd = text.find('\n', rest.begin);
        if (lineEnd == std::string_view::npos) {
            return false;
        }
        return searches[KernelRule::StampedStart].find({rest.begin, lineEnd}).has_value()
            || searches[KernelRule::LinuxVersion].find(rest).has_value();
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
    const auto handover = firstHandover(searches, part, Handovers);
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
    const auto started = searches[KernelRule::Depthcharge].find(part);
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
    const auto handover = firstHandover(searches, part, std::span(Handovers).first(3));
    StateResult result;
    result.fields["bootloader.done"] = handover.has_value();
    result.end = handover ? handover->whole.end : part.end;
    return result;
}

Result<StateResult> kernelLoad(KernelSearches& searches, std::size_t from, const TaskContext& task)
{
    const std::string_view text = searches.text();
    const auto prompt = searches[KernelRule::Prompt].find({from, text.size()});
    const bool hasPrompt = prompt.has_value();
    const bool hasStarted = hasPrompt || hasKernelStarted(searches, from);
    StateResult result;
    result.fields["linux.boot.prompt"] = hasPrompt;
    result.fields["linux.boot.kernel_started"] = hasStarted;
    result.signatureFields = {"linux.boot.prompt", "linux.boot.kernel_started"};
    const char* const missing = hasStarted ? "Linux boot prompt not found" : "Kernel didn't start";
    result.summary = hasPrompt ? "Linux boot prompt found" : missing;
    result.end = hasPrompt ? prompt->whole.end : text.size();
    CBOARD_TRY(
        result.errors,
        findKernelErrors(searches, {from, hasPrompt ? prompt->whole.begin : text.size()}, task));
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
    const auto start = searches[KernelRule::Baseline].find({from, text.size()});
    StateResult result;
    result.fields["test.baseline.start"] = start.has_value();
    result.signatureFields = {"test.baseline.start"};
    result.summary = start ? "Baseline test started" : "Baseline test not detected";
    result.end = text.size();
    if (!start) {
        return result;
    }
    if (const auto next = searches[KernelRule::Baseline].find({start->whole.end, text.size()})) {
        result.end = next->whole.end;
    }
    for (const LineMatch& match :
         findAllLines(searches[KernelRule::Dmesg], {start->whole.end, result.end})) {
        CBOARD_TRY_VOID(task.check());
        result.errors.push_back(
            readTestError(searches, "test.baseline.dmesg", match.groups[1], match.whole));
    }
    return result;
}

Result<StateResult> kselftest(KernelSearches& searches, std::size_t from, const TaskContext& task)
{
    const std::string_view text = searches.text();
    const auto call = searches[KernelRule::Kselftest].find({from, text.size()});
    StateResult result;
    result.fields["test.kselftest.script_call"] = call.has_value();
    result.fields["test.kselftest.start"] = false;
    result.signatureFields = {"test.kselftest.script_call", "test.kselftest.start"};
    result.summary = call ? "Kselftest started" : "Kselftest not detected";
    result.end = text.size();
    if (!call) {
        return result;
    }
    std::size_t at = call->whole.end;
    if (const auto all = findAllLines(searches[KernelRule::TestResult], {at, text.size()});
        !all.empty()) {
        result.fields["test.kselftest.start"] = true;
        result.end = all.back().whole.end;
    }
    for (const LineMatch& match :
         findAllLines(searches[KernelRule::TestFailure], {at, result.end})) {
        CBOARD_TRY_VOID(task.check());
        LogError error = readTestError(searches, "linux.kselftest", match.whole, match.whole);
        error.report = searches.textOf({at, match.whole.end});
        result.errors.push_back(std::move(error));
        at = match.whole.end;
    }
    return result;
}

} // namespace cboard::logs::logspec
