// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/parser.h"

#include "core/base/utf8.h"
#include "core/logs/logspec/python_json.h"
#include "core/logs/logspec/sha1.h"
#include "core/logs/logspec/states.h"

#include <algorithm>

namespace cboard::logs::logspec {

namespace {

    /// A state, and the field of its result that must be true for the next one to run.
    struct Step {
        State state = nullptr;
        std::string_view condition; ///< Empty: always.
    };

    constexpr std::size_t MostSteps = 6;
    constexpr std::size_t ParserCount = 6;

    struct Parser {
        std::string_view name;
        std::array<Step, MostSteps> steps; ///< Up to the first without state.
    };

    constexpr std::string_view Done = "bootloader.done";
    constexpr std::string_view AtPrompt = "linux.boot.prompt";

    constexpr std::array<Parser, ParserCount> Parsers{{
        {"kbuild", {{{kbuildStart, {}}}}},
        {"generic_linux_boot", {{{genericBoot, Done}, {kernelLoad, {}}}}},
        {"test_baseline", {{{genericBoot, Done}, {kernelLoad, AtPrompt}, {baselineTest, {}}}}},
        {"test_kselftest", {{{genericBoot, Done}, {kernelLoad, AtPrompt}, {kselftest, {}}}}},
        {"chromebook_single_boot",
         {{{chromebookBoot, {}}, {chromebookStarted, Done}, {kernelLoad, {}}}}},
        {"chromebook_2stage_boot",
         {{{chromebookBoot, {}},
           {chromebookStarted, Done},
           {kernelLoad, AtPrompt},
           {chromebookBoot, {}},
           {chromebookStarted, Done},
           {kernelLoad, {}}}}},
    }};

    constexpr auto Names = [] {
        std::array<std::string_view, ParserCount> names;
        for (std::size_t i = 0; i < ParserCount; ++i) {
            names[i] = Parsers[i].name;
        }
        return names;
    }();

    template <typename List>
    void append(List& to, List&& from)
    {
        std::move(from.begin(), from.end(), std::back_inserter(to));
    }

    void merge(Analysis& analysis, StateResult&& state)
    {
        append(analysis.errors, std::move(state.errors));
        append(analysis.signatureFields, std::move(state.signatureFields));
        if (state.summary) {
            analysis.statesSummary.push_back(std::move(*state.summary));
        }
        for (auto& [name, value] : state.fields) {
            analysis.fields.insert_or_assign(name, std::move(value));
        }
    }

    bool isTrue(const Fields& fields, std::string_view name)
    {
        const auto at = fields.find(name);
        const auto* const flag = at == fields.end() ? nullptr : std::get_if<bool>(&at->second);
        return flag != nullptr && *flag;
    }

    std::optional<std::string> stateSignature(const Analysis& analysis)
    {
        if (analysis.signatureFields.empty()) {
            return {};
        }
        Fields fields;
        for (const std::string& name : analysis.signatureFields) {
            const auto at = analysis.fields.find(name);
            if (at != analysis.fields.end()) {
                fields.insert(*at);
            }
        }
        return sha1Hex(toPythonJson(fields));
    }

} // namespace

std::span<const std::string_view> parserNames()
{
    return Names;
}

Result<Analysis> analyze(std::string_view parser, std::string_view text, const TaskContext& task)
{
    const auto* const found = std::find_if(Parsers.begin(), Parsers.end(),
                                           [parser](auto& known) { return known.name == parser; });
    if (found == Parsers.end()) {
        return fail(ErrorKind::NotFound, "no logspec parser is called " + std::string(parser));
    }
    Analysis analysis;
    analysis.parser = parser;
    KernelSearches searches(text);
    std::size_t at = 0;
    for (const Step& step : found->steps) {
        if (step.state == nullptr) {
            break;
        }
        CBOARD_TRY(StateResult state, step.state(searches, at, task));
        at = state.end;
        const bool goesOn = step.condition.empty() || isTrue(state.fields, step.condition);
        merge(analysis, std::move(state));
        if (!goesOn) {
            break;
        }
    }
    analysis.matchEnd = characterCount(text.substr(0, at));
    analysis.signature = stateSignature(analysis);
    return analysis;
}

} // namespace cboard::logs::logspec
