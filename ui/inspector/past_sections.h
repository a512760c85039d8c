// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"
#include "core/service/config_diff.h"
#include "core/service/stage_times.h"
#include "ui/inspector/record_sections.h"

#include <optional>

/// What the inspector says of a record beside its own fields.
namespace cboard::ui {

/// What a build was used for, and how its configuration differs from the build before.
struct BuildUse {
    StatusCounts boots;
    StatusCounts tests;
    bool hasConfig = true; ///< The build names its configuration.
    bool hadConfig = true; ///< The earlier build does.
    /// Nothing when no earlier build of the cell is known, or one of both names none.
    std::optional<Result<std::vector<service::ConfigChange>>> config;
    std::optional<query::RevisionRef> configBefore; ///< Of that earlier build.
};

/// Last good revision, how long it fails, how often it ran on its revision. None where the history
/// says nothing more than the record.
QList<RecordSection> pastSections(const query::HistorySnapshot& history,
                                  const query::RecordSnapshot& record);

QList<RecordSection> useSections(const BuildUse& use);

/// How long each phase of a boot took, against what it usually takes.
QList<RecordSection> stageSections(const service::StageTimes& times);

/// Of the history of a build: the newest run older than the record's revision; null for none.
const query::HistoryRun* runBefore(const query::HistorySnapshot& history,
                                   const query::RecordSnapshot& record);

/// "config:defconfig arch:arm64 compiler:gcc-12": chooses what ran the build.
QString buildTerms(const query::RecordSnapshot& build);

} // namespace cboard::ui
