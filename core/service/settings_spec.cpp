// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/settings.h"

#include <algorithm>
#include <array>

namespace cboard::service {

namespace {

    constexpr std::array<std::string_view, 3> MergeChoices = {"first", "last", "newest"};

    constexpr std::array Specs{
        SettingSpec{.key = "store/file",
                    .type = SettingType::Path,
                    .label = "Store",
                    .help = "File with the results; empty for the default place. CBOARD_STORE and "
                            "--store go before it.",
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
    };

} // namespace

std::span<const SettingSpec> settingSpecs()
{
    return Specs;
}

const SettingSpec* findSetting(std::string_view key)
{
    const auto* place = std::find_if(Specs.begin(), Specs.end(),
                                     [key](const SettingSpec& spec) { return spec.key == key; });
    return place == Specs.end() ? nullptr : place;
}

} // namespace cboard::service
