// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/kernel_rules.h"

namespace cboard::logs::logspec {

namespace {

    constexpr std::string_view TimeStamp = R"(\[[ \d.]+\])";

    struct RuleText {
        KernelRule rule;
        std::string_view literal;
        std::string_view expression;
        bool isStamped = true; ///< A time stamp comes first.
        bool isAnchored = false;
    };

    /// In the order of the enumeration.
    constexpr std::array RuleTexts{
        RuleText{KernelRule::NullPointerMarker, "Unable to handle kernel NULL pointer dereference",
                 " Unable to handle kernel NULL pointer dereference"},
        RuleText{KernelRule::BugMarker, " BUG", " (?:BUG|kernel BUG)"},
        RuleText{KernelRule::UbsanMarker, " UBSAN:", " UBSAN:"},
        RuleText{KernelRule::PanicMarker, " Kernel panic", " Kernel panic"},
        RuleText{KernelRule::ErrorCodeMarker, "error -", R"( .*?error -\d+)"},
        RuleText{KernelRule::CutHereMarker, "[ cut here ]", R"( -+\[ cut here \].*)"},
        RuleText{KernelRule::EndTrace, "[ end trace", R"( -+\[ end trace)"},
        RuleText{KernelRule::EndTraceThreeDashes, " ---[ end trace", R"( ---\[ end trace)"},
        RuleText{KernelRule::EndTraceBare, "-[ end trace", R"(-+\[ end trace)", false},
        RuleText{KernelRule::EndPanic, " ---[ end Kernel panic", R"( ---\[ end Kernel panic)"},
        RuleText{KernelRule::EqualSigns, "==========", "={80}", false},
        RuleText{KernelRule::Banner, " at ", ".*?([A-Z]+):.*? at (.*)"},
        RuleText{KernelRule::ErrorCode, "error -", R"(.*?: (.*error -\d+))", false},
        RuleText{KernelRule::Address, "at virtual address ", "at virtual address (.*)", false},
        RuleText{KernelRule::KernelBugAt, " kernel BUG at ", " kernel BUG at (.*)!"},
        RuleText{KernelRule::BugMessage, " BUG: ", " BUG: (.*)"},
        RuleText{KernelRule::PanicMessage, " Kernel panic ", " Kernel panic .*?: (.*)"},
        RuleText{KernelRule::UbsanMessage, " UBSAN: ", " UBSAN: (.*?) in (.*)"},
        RuleText{KernelRule::LineWithoutColon, "] ", R"(^\[[ \d.]+\] ([^:\n]*)\n)", false, true},
        RuleText{KernelRule::StampedLine, "]", R"(^\[[ \d.]+\].*)", false, true},
        RuleText{KernelRule::Modules, " Modules linked in: ", " Modules linked in: (.*)"},
        RuleText{KernelRule::ModulesAnyBlanks, " Modules linked in:", " Modules linked in: *(.*)"},
        RuleText{KernelRule::Hardware, " Hardware name: ", " Hardware name: (.*)"},
        RuleText{KernelRule::CallTrace, ":", " (?i:call trace:)"},
        RuleText{KernelRule::TraceEntry, "]  ", "  (.*)"},
        RuleText{KernelRule::TraceEntryNotBlank, "]  ", R"(  (\S.*))"},
    };

    const std::vector<LineRule>& kernelRules()
    {
        static const std::vector<LineRule> rules = [] {
            std::vector<LineRule> made;
            for (const RuleText& text : RuleTexts) {
                const std::string stamp(text.isStamped ? TimeStamp : std::string_view());
                made.push_back({text.literal, fixedRegex(stamp + std::string(text.expression)),
                                text.isAnchored});
            }
            return made;
        }();
        return rules;
    }

} // namespace

KernelSearches::KernelSearches(std::string_view text)
    : m_text(text)
    , m_searches(RuleTexts.size())
{
}

LineSearch& KernelSearches::operator[](KernelRule rule)
{
    const auto i = static_cast<std::size_t>(rule);
    if (!m_searches[i]) {
        m_searches[i] = std::make_unique<LineSearch>(m_text, kernelRules()[i]);
    }
    return *m_searches[i];
}

} // namespace cboard::logs::logspec
