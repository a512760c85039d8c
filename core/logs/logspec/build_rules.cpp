// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/build_rules.h"

namespace cboard::logs::logspec {

namespace {

    constexpr std::uint32_t MatchLimit = 5'000'000;

    LineRule rule(std::string_view literal, std::string_view expression)
    {
        return {{literal}, fixedRegex(expression)};
    }

    LineRule ruleAfterTime(std::string_view literal, std::string_view expression)
    {
        return rule(literal, std::string(TimeOfDay) + std::string(expression));
    }

} // namespace

const BuildRules& buildRules()
{
    static const BuildRules rules{
        .makeError = rule(": *** ", R"(make.*?: \*\*\* (.*))"),
        .scriptAndTarget = rule("] Error", R"(\[(.*?): (.*?)\] Error)"),
        .linkedFile = rule("ld: ", R"((.*?ld): (.*?)\.\w+: .*)"),
        .diagnostic = ruleAfterTime(": ", R"((.*?(error|warning): .*?)\n)"),
        .anyLinkerObject = rule("ld: ", "ld: (.*?):"),
        .linkerMessage = rule("ld: ", "ld: (.*)"),
        .modpost = ruleAfterTime(": modpost: ", "(?:ERROR|FATAL): modpost: (.*)"),
        .stars = rule("***", R"(\*\*\*(.*))"),
        .lineFromText = {{}, fixedRegex(R"(^(\S.*))"), true},
        .errorLine = {{"error:"}, fixedRegex("^" + std::string(TimeOfDay) + "(.*)"), true},
    };
    return rules;
}

std::optional<LineMatch> findTargetLine(std::string_view text, Part part,
                                        const std::string& expression)
{
    const auto regex = Regex::compile(expression, {.text = RegexText::Utf8});
    if (!regex) {
        return {};
    }
    RegexMatcher matcher(*regex, MatchLimit);
    return matchPart(matcher, text, part);
}

} // namespace cboard::logs::logspec
