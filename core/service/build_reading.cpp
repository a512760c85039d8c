// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_reading.h"

#include "core/analysis/build_health.h"
#include "core/logs/compiler_diagnostics.h"
#include "core/store/rows/json_member.h"

#include <algorithm>
#include <array>

namespace cboard::service {

namespace {

    /// Bytes of the kernel as origins tell them.
    std::optional<std::int64_t> sizeOf(const query::RecordSnapshot& build)
    {
        constexpr std::array<std::string_view, 4> Names = {
            "kernel_image_size", "kernel_size", "vmlinux_file_size", "vmlinux_text_size"};
        const auto misc = std::find_if(build.fields.begin(), build.fields.end(),
                                       [](const auto& field) { return field.key == "misc"; });
        if (misc != build.fields.end()) {
            for (const std::string_view name : Names) {
                if (const auto size = store::jsonIntegerMember(misc->value, name)) {
                    return size;
                }
            }
        }
        return std::nullopt;
    }

} // namespace

std::map<BuildKey, query::BuildRow> lastOfEach(const std::vector<query::BuildRow>& builds)
{
    std::map<BuildKey, query::BuildRow> found;
    for (const query::BuildRow& row : builds) {
        query::BuildRow& last = found[keyOf(row)];
        if (last.id.empty() || row.startTime >= last.startTime) {
            last = row;
        }
    }
    return found;
}

Result<BuildReading> readBuild(query::Engine& engine, const query::BuildRow& build,
                               const TaskContext& task)
{
    BuildReading reading;
    query::BuildSide& side = reading.side;
    side.id = build.id;
    side.status = build.status;
    side.durationSeconds = build.durationSeconds;
    CBOARD_TRY(const auto record, engine.record({{}, RecordKind::Build, build.id}, task));
    side.sizeBytes = sizeOf(*record);
    if (!build.hasLog) {
        return reading;
    }
    CBOARD_TRY(const auto log, engine.log({RecordKind::Build, build.id}, task));
    side.hasLog = log->origin != query::LogOrigin::None;
    side.isExcerpt = log->origin == query::LogOrigin::Excerpt;
    for (logs::CompilerDiagnostic& one : logs::compilerDiagnostics(*log->text)) {
        reading.diagnostics.push_back({one.isError, std::move(one.file), std::move(one.message),
                                       std::move(one.flag), std::move(one.text), one.line,
                                       one.count});
    }
    return reading;
}

query::BuildHealthRow compareReadings(const BuildKey& key, const BuildReading& now,
                                      const BuildReading& before)
{
    query::BuildHealthRow row;
    std::tie(row.names.config, row.names.architecture, row.names.compiler) = key;
    row.now = now.side;
    row.before = before.side;
    analysis::compareBuilds(row, now.diagnostics, before.diagnostics);
    return row;
}

Result<RevisionPair> revisionPair(query::Engine& engine, const query::Common& common,
                                  std::int64_t revision, std::optional<std::int64_t> baseline,
                                  const TaskContext& task)
{
    query::Common plain = common;
    plain.filter = {};
    CBOARD_TRY(const auto found, engine.revision({plain, revision}, task));
    RevisionPair pair{found->row.revision, found->older};
    if (baseline) {
        CBOARD_TRY(const auto other, engine.revision({plain, *baseline}, task));
        pair.before = other->row.revision;
    }
    return pair;
}

} // namespace cboard::service
