// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/kernel_rules.h"

namespace cboard::logs::logspec {

namespace {

    /// In place of a literal that is not mapped: no character of UTF-8 has this byte.
    constexpr std::string_view Nowhere = "\xFF";
    constexpr std::string_view TimeStamp = R"(\[[ \d.]+\])";

    /// How a rule is looked for.
    enum Trait : unsigned {
        Stamped = 1U, ///< A time stamp comes first.
        Anchored = 2U,
        AnyCase = 4U, ///< Of the literal.
        Frequent = 8U, ///< The literal stands in most lines, so that a map of it tells nothing.
    };

    struct RuleText {
        KernelRule rule;
        std::string_view literal;
        std::string_view expression;
        unsigned traits = Stamped;

        bool is(Trait trait) const { return (traits & trait) != 0; }
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
        RuleText{KernelRule::EndTraceBare, "-[ end trace", R"(-+\[ end trace)", 0},
        RuleText{KernelRule::EndPanic, " ---[ end Kernel panic", R"( ---\[ end Kernel panic)"},
        RuleText{KernelRule::EqualSigns, "==========", "={80}", 0},
        RuleText{KernelRule::Banner, " at ", ".*?([A-Z]+):.*? at (.*)", Stamped | Frequent},
        RuleText{KernelRule::ErrorCode, "error -", R"(.*?: (.*error -\d+))", 0},
        RuleText{KernelRule::Address, "at virtual address ", "at virtual address (.*)", 0},
        RuleText{KernelRule::KernelBugAt, " kernel BUG at ", " kernel BUG at (.*)!"},
        RuleText{KernelRule::BugMessage, " BUG: ", " BUG: (.*)"},
        RuleText{KernelRule::PanicMessage, " Kernel panic ", " Kernel panic .*?: (.*)"},
        RuleText{KernelRule::UbsanMessage, " UBSAN: ", " UBSAN: (.*?) in (.*)"},
        RuleText{KernelRule::LineWithoutColon, "] ", R"(^\[[ \d.]+\] ([^:\n]*)\n)",
                 Anchored | Frequent},
        RuleText{KernelRule::StampedLine, "]", R"(^\[[ \d.]+\].*)", Anchored | Frequent},
        RuleText{KernelRule::Modules, " Modules linked in: ", " Modules linked in: (.*)"},
        RuleText{KernelRule::ModulesAnyBlanks, " Modules linked in:", " Modules linked in: *(.*)"},
        RuleText{KernelRule::Hardware, " Hardware name: ", " Hardware name: (.*)"},
        RuleText{KernelRule::CallTrace, "call trace:", " (?i:call trace:)", Stamped | AnyCase},
        RuleText{KernelRule::TraceEntry, "]  ", "  (.*)", Stamped | Frequent},
        RuleText{KernelRule::TraceEntryNotBlank, "]  ", R"(  (\S.*))", Stamped | Frequent},
        RuleText{KernelRule::StartingKernel, "Starting kernel ", "Starting kernel ...", 0},
        RuleText{KernelRule::JumpingToKernel, "jumping to kernel", "jumping to kernel", 0},
        RuleText{KernelRule::BootingLinux, " Booting Linux", " Booting Linux"},
        RuleText{KernelRule::BootingFromRom, "Booting from ROM", "Booting from ROM...", 0},
        RuleText{KernelRule::Depthcharge, "Starting depthcharge", "Starting depthcharge", 0},
        RuleText{KernelRule::Prompt, "/ #", "/ #", 0},
        RuleText{KernelRule::StampedStart, "] ", R"(^\[[ \d.]+\] )", Anchored | Frequent},
        RuleText{KernelRule::LinuxVersion, " Linux version ", " Linux version .*"},
        RuleText{KernelRule::Baseline, "/opt/kernelci/dmesg", "/opt/kernelci/dmesg.sh", 0},
        RuleText{KernelRule::Dmesg, "kern  :", "kern  :(.*)", 0},
        RuleText{KernelRule::Kselftest, "kselftest", "kselftest.sh", 0},
        RuleText{KernelRule::TestResult, " selftests:", R"((?:not )?ok \d+ selftests:)", 0},
        RuleText{KernelRule::TestFailure, " selftests:", R"(not ok \d+ selftests:.*)", 0},
    };
    static_assert(RuleTexts.size() <= LiteralMap::MostLiterals);

    const std::vector<LineRule>& kernelRules()
    {
        static const std::vector<LineRule> rules = [] {
            std::vector<LineRule> made;
            for (const RuleText& text : RuleTexts) {
                const std::string stamp(text.is(Stamped) ? TimeStamp : std::string_view());
                made.push_back({{text.literal, !text.is(AnyCase)},
                                fixedRegex(stamp + std::string(text.expression)),
                                text.is(Anchored)});
            }
            return made;
        }();
        return rules;
    }

    /// The literals of all rules, by the number of the rule; nothing without memory.
    const std::shared_ptr<const PatternSet>& literalSet()
    {
        static const std::shared_ptr<const PatternSet> set = [] {
            std::vector<SetPattern> patterns;
            for (const RuleText& text : RuleTexts) {
                const std::string_view literal = text.is(Frequent) ? Nowhere : text.literal;
                patterns.push_back({std::string(literal), !text.is(AnyCase)});
            }
            return PatternSet::compileLiterals(patterns, PatternSet::Hits::First).value_or(nullptr);
        }();
        return set;
    }

} // namespace

KernelSearches::KernelSearches(std::string_view text)
    : m_text(text)
    , m_searches(RuleTexts.size())
{
}

LiteralPlaces KernelSearches::placesOf(KernelRule rule)
{
    const auto number = static_cast<std::size_t>(rule);
    if (RuleTexts[number].is(Frequent) || !literalSet()) {
        return {};
    }
    if (!m_map) {
        m_map = std::make_unique<const LiteralMap>(m_text, *literalSet());
    }
    return {m_map.get(), number};
}

LineSearch& KernelSearches::operator[](KernelRule rule)
{
    const auto i = static_cast<std::size_t>(rule);
    if (!m_searches[i]) {
        m_searches[i] = std::make_unique<LineSearch>(m_text, kernelRules()[i], placesOf(rule));
    }
    return *m_searches[i];
}

} // namespace cboard::logs::logspec
