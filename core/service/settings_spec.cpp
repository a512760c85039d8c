// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/flaky_exceptions.h"
#include "core/service/settings.h"

#include <array>

namespace cboard::service {

namespace {

    constexpr std::array<std::string_view, 3> MergeChoices = {"first", "last", "newest"};
    constexpr std::array<std::string_view, 2> ThemeChoices = {"light", "dark"};
    constexpr std::array<std::string_view, 3> KeyPresets = {"default", "vi", "treeherder"};

    Result<void> checkFlakyExceptions(std::string_view text)
    {
        CBOARD_TRY_VOID(parseFlakyExceptions(text, {}));
        return {};
    }

    constexpr std::array Specs{
        SettingSpec{.key = "analysis/flaky_runs",
                    .type = SettingType::Integer,
                    .defaultValue = "30",
                    .lowest = 10,
                    .highest = 32,
                    .label = "Runs that tell flakiness",
                    .help = "How many of the last passes and fails of a cell count, of 10 to "
                            "32.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/flaky_flips",
                    .type = SettingType::Integer,
                    .defaultValue = "5",
                    .lowest = 1,
                    .highest = 31,
                    .label = "Flips of a flaky cell",
                    .help = "So many changes between pass and fail among these runs make a cell "
                            "flaky. One revision with both does so in any case.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/flaky_unsteady_flips",
                    .type = SettingType::Integer,
                    .defaultValue = "4",
                    .lowest = 1,
                    .highest = 31,
                    .label = "Flips of an unsteady cell",
                    .help = "So many are enough where the pass rate lies between the next two.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/flaky_low_rate",
                    .type = SettingType::Integer,
                    .defaultValue = "20",
                    .lowest = 0,
                    .highest = 100,
                    .unit = "%",
                    .label = "Lowest pass rate of an unsteady cell",
                    .help = "A cell that passes less often is broken, not unsteady.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/flaky_high_rate",
                    .type = SettingType::Integer,
                    .defaultValue = "80",
                    .lowest = 0,
                    .highest = 100,
                    .unit = "%",
                    .label = "Highest pass rate of an unsteady cell",
                    .help = "A cell that passes more often is sound, not unsteady.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/flaky_exceptions",
                    .type = SettingType::Text,
                    .label = "Other limits of flakiness",
                    .help = "For what lies below a path or ran in a lab: \"kselftest.net flips=8; "
                            "lab:lab-example runs=20 unsteady=6 low=10 high=90\". The first that "
                            "fits counts; limits not named are those above.",
                    .page = "analysis",
                    .check = checkFlakyExceptions},
        SettingSpec{.key = "analysis/lab_boards",
                    .type = SettingType::Integer,
                    .defaultValue = "3",
                    .lowest = 1,
                    .highest = 1000,
                    .label = "Boards by which a lab is judged",
                    .help = "A lab in which fewer boards ran on a revision is never ill there.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/lab_errors",
                    .type = SettingType::Integer,
                    .defaultValue = "50",
                    .lowest = 0,
                    .highest = 99,
                    .unit = "%",
                    .label = "Errors of an ill lab",
                    .help = "A lab is ill at a revision where more than this share of its "
                            "boards ended in error or miss. One whose boards all fail while "
                            "they pass elsewhere is so in any case.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/silent_after",
                    .type = SettingType::Integer,
                    .defaultValue = "14",
                    .lowest = 1,
                    .highest = 3650,
                    .unit = "d",
                    .label = "No longer run after",
                    .help = "A regression whose cells did not run for longer is inactive, and a "
                            "board that did not run for longer is said to be silent.",
                    .page = "analysis"},
        SettingSpec{.key = "analysis/seen_in",
                    .type = SettingType::Text,
                    .defaultValue = "mainline/master",
                    .label = "Regressions seen elsewhere",
                    .help = "The regressions of other branches can be narrowed to those that fail "
                            "here, too: a branch as \"mainline/master\", or a tree with all its "
                            "branches.",
                    .page = "analysis"},
        SettingSpec{.key = "appearance/theme",
                    .type = SettingType::Choice,
                    .defaultValue = "light",
                    .choices = ThemeChoices,
                    .label = "Theme",
                    .help = "Light or dark ground; --theme goes before it.",
                    .page = "appearance"},
        SettingSpec{.key = "appearance/letters",
                    .type = SettingType::Boolean,
                    .defaultValue = "false",
                    .label = "Letters mode",
                    .help = "Show a status by its letter (P, F, E, M, S) in place of the glyph.",
                    .page = "appearance"},
        SettingSpec{.key = "appearance/reduce_motion",
                    .type = SettingType::Boolean,
                    .defaultValue = "false",
                    .label = "Reduce motion",
                    .help = "Nothing moves by itself: waiting is shown by words and a still line.",
                    .page = "appearance"},
        SettingSpec{.key = "appearance/font",
                    .type = SettingType::Text,
                    .label = "Font",
                    .help = "Family of all texts; empty for that of the system.",
                    .page = "appearance"},
        SettingSpec{.key = "appearance/font_size",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 48,
                    .unit = "pt",
                    .label = "Font size",
                    .help = "0 for that of the system.",
                    .page = "appearance"},
        SettingSpec{.key = "appearance/scale",
                    .type = SettingType::Integer,
                    .defaultValue = "100",
                    .lowest = 50,
                    .highest = 400,
                    .unit = "%",
                    .label = "Scale",
                    .help = "Size of everything, on top of what the display asks for. Counts from "
                            "the next start.",
                    .page = "appearance"},
        SettingSpec{.key = "keys/preset",
                    .type = SettingType::Choice,
                    .defaultValue = "default",
                    .choices = KeyPresets,
                    .label = "Keys like",
                    .help = "The keys to begin with: our own, more of vi, or those of Treeherder.",
                    .page = "keys"},
        SettingSpec{.key = "keys/*",
                    .type = SettingType::Text,
                    .label = "Keys of one action",
                    .help =
                        "Sequences parted by \"; \" such as \"g t; Ctrl+T\"; nothing for no key. "
                        "The name is that of the action, as \"keys/next-new\".",
                    .page = "keys"},
        SettingSpec{.key = "store/file",
                    .type = SettingType::Path,
                    .label = "Store",
                    .help = "File with the results; empty for the default place. CBOARD_STORE and "
                            "--store go before it.",
                    .page = "store"},
        SettingSpec{.key = "export/file",
                    .type = SettingType::Path,
                    .label = "Last export",
                    .help = "Its folder and format are those that the next export begins with.",
                    .page = "export"},
        SettingSpec{.key = "git/clone",
                    .type = SettingType::Path,
                    .label = "Git clone",
                    .help = "Folder of a local clone with the commits that are tested: revisions "
                            "then stand in the order of their history, and regressions list their "
                            "commits. For trees without one of their own (git/TREE in the file).",
                    .page = "git"},
        SettingSpec{.key = "git/*",
                    .type = SettingType::Path,
                    .label = "Git clone of one tree",
                    .help = "The name is that of the tree, as \"git/mainline\".",
                    .page = "git"},
        SettingSpec{.key = "home/seen",
                    .label = "Last visit",
                    .help = "A time; what began later is news on the home page.",
                    .page = "store"},
        SettingSpec{.key = "home/seen_regressions",
                    .label = "Regressions seen",
                    .help = "A time; regressions that began later are new on the home page.",
                    .page = "store"},
        SettingSpec{.key = "ingest/merge",
                    .type = SettingType::Choice,
                    .defaultValue = "first",
                    .choices = MergeChoices,
                    .label = "When a record comes again",
                    .help = "Which value of a field stays: the first stored, the last to arrive, "
                            "or that with the newest time stamp.",
                    .page = "ingest"},
        SettingSpec{.key = "ingest/origin",
                    .type = SettingType::Text,
                    .defaultValue = "local",
                    .label = "Origin",
                    .help = "Origin of records that come without an id; lower-case letters, digits "
                            "and _.",
                    .page = "ingest"},
        SettingSpec{.key = "ingest/threads",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 256,
                    .label = "Parsing threads",
                    .help = "0 for all cores but one.",
                    .page = "ingest"},
        SettingSpec{.key = "log/editor",
                    .type = SettingType::Text,
                    .label = "Editor for logs",
                    .help = "A command, with %f for the file and %l for the line, as \"kate %f -l "
                            "%l\". Empty: that of VISUAL or EDITOR, else what the desktop opens "
                            "text with.",
                    .page = "views"},
        SettingSpec{.key = "log/symbols",
                    .type = SettingType::Path,
                    .label = "Symbols of kernels",
                    .help =
                        "For decoding call traces: a vmlinux or System.map, or a folder that "
                        "holds them by release, as RELEASE/vmlinux or System.map-RELEASE. Debug "
                        "packages in /usr/lib/debug are found without it.",
                    .page = "views"},
        SettingSpec{.key = "query/last_revisions",
                    .type = SettingType::Integer,
                    .defaultValue = "15",
                    .lowest = 1,
                    .highest = 10000,
                    .label = "Revisions in a matrix",
                    .help = "How many of the newest revisions a matrix shows.",
                    .page = "views"},
        SettingSpec{.key = "query/running_window",
                    .type = SettingType::Integer,
                    .defaultValue = "12",
                    .lowest = 0,
                    .highest = 8760,
                    .unit = "h",
                    .label = "Running window",
                    .help = "How long a run without a status counts as pending before it counts as "
                            "missed.",
                    .page = "views"},
        SettingSpec{
            .key = "retention/revisions",
            .type = SettingType::Integer,
            .defaultValue = "0",
            .lowest = 0,
            .highest = 36500,
            .unit = "d",
            .label = "Keep revisions for",
            .help = "Older checkouts go with their builds and all below. 0 keeps them for ever.",
            .page = "store"},
        SettingSpec{.key = "retention/tests",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 36500,
                    .unit = "d",
                    .label = "Keep tests for",
                    .help = "Older boots and tests go, their builds stay. 0 keeps them for ever.",
                    .page = "store"},
        SettingSpec{.key = "retention/excerpts",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 36500,
                    .unit = "d",
                    .label = "Keep log excerpts for",
                    .help = "The excerpts that records bring. 0 keeps them for ever.",
                    .page = "store"},
        SettingSpec{.key = "retention/logs",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 36500,
                    .unit = "d",
                    .label = "Keep logs for",
                    .help = "Whole stored logs. 0 keeps them for ever.",
                    .page = "store"},
        SettingSpec{.key = "retention/rejects",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 36500,
                    .unit = "d",
                    .label = "Keep refused documents for",
                    .help = "0 keeps them for ever.",
                    .page = "store"},
        SettingSpec{.key = "retention/logs_size",
                    .type = SettingType::Integer,
                    .defaultValue = "0",
                    .lowest = 0,
                    .highest = 1000000,
                    .unit = "GB",
                    .label = "Most room for logs",
                    .help = "The oldest logs go until the rest fits. 0 for no limit.",
                    .page = "store"},
        SettingSpec{.key = "retention/keep_newest",
                    .type = SettingType::Integer,
                    .defaultValue = "10",
                    .lowest = 0,
                    .highest = 100000,
                    .label = "Newest revisions that lose nothing",
                    .help = "Of each branch, whatever the rules say. The rules count when they are "
                            "applied: on the ingest page, tab Storage.",
                    .page = "store"},
    };

} // namespace

std::span<const SettingSpec> settingSpecs()
{
    return Specs;
}

const SettingSpec* findSetting(std::string_view key)
{
    constexpr std::string_view AnyName = "/*";
    const SettingSpec* section = nullptr;
    for (const SettingSpec& spec : Specs) {
        if (spec.key == key) {
            return &spec;
        }
        const auto end = spec.key.size() - 1;
        if (spec.key.ends_with(AnyName) && key.size() > end
            && key.substr(0, end) == spec.key.substr(0, end)) {
            section = &spec;
        }
    }
    return section;
}

} // namespace cboard::service
