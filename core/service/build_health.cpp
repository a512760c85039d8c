// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_health.h"

#include "core/analysis/build_health.h"
#include "core/logs/compiler_diagnostics.h"
#include "core/store/json_member.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace cboard::service {

namespace {

    using query::BuildDiagnostic;
    using Diagnostics = std::vector<BuildDiagnostic>;
    using BuildKey = std::tuple<std::string, std::string, std::string>;
    using Builds = std::map<BuildKey, query::BuildRow>;

    Result<Builds> buildsOf(query::Engine& engine, const query::Common& common,
                            std::int64_t revision, const TaskContext& task)
    {
        CBOARD_TRY(const auto found, engine.builds({common, revision}, task));
        Builds builds;
        for (const query::BuildRow& row : found->rows) {
            query::BuildRow& last = builds[{row.config, row.architecture, row.compiler}];
            if (last.id.empty() || row.startTime >= last.startTime) {
                last = row;
            }
        }
        return builds;
    }

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

    /// One side of a pair with what its log says.
    Result<Diagnostics> readSide(query::Engine& engine, const query::BuildRow& build,
                                 query::BuildSide& side, const TaskContext& task)
    {
        side.id = build.id;
        side.status = build.status;
        side.durationSeconds = build.durationSeconds;
        CBOARD_TRY(const auto record, engine.record({{}, RecordKind::Build, build.id}, task));
        side.sizeBytes = sizeOf(*record);
        Diagnostics found;
        if (!build.hasLog) {
            return found;
        }
        CBOARD_TRY(const auto log, engine.log({RecordKind::Build, build.id}, task));
        side.hasLog = log->origin != query::LogOrigin::None;
        side.isExcerpt = log->origin == query::LogOrigin::Excerpt;
        for (logs::CompilerDiagnostic& one : logs::compilerDiagnostics(*log->text)) {
            found.push_back({one.isError, std::move(one.file), std::move(one.message),
                             std::move(one.flag), std::move(one.text), one.line, one.count});
        }
        return found;
    }

} // namespace

query::Answer<query::BuildHealthSnapshot> buildHealth(query::Engine& engine,
                                                      const query::BuildHealthRequest& request,
                                                      const TaskContext& task)
{
    auto snapshot = std::make_shared<query::BuildHealthSnapshot>();
    query::Common plain = request.common;
    plain.filter = {};
    CBOARD_TRY(const auto revision, engine.revision({plain, request.revision}, task));
    snapshot->revision = revision->row.revision;
    snapshot->baseline = revision->older;
    if (request.baseline) {
        CBOARD_TRY(const auto baseline, engine.revision({plain, *request.baseline}, task));
        snapshot->baseline = baseline->row.revision;
    }
    CBOARD_TRY(const Builds builds, buildsOf(engine, request.common, request.revision, task));
    Builds before;
    if (snapshot->baseline) {
        CBOARD_TRY(before, buildsOf(engine, request.common, snapshot->baseline->id, task));
    }
    std::int64_t done = 0;
    for (const auto& [key, build] : builds) {
        CBOARD_TRY_VOID(task.check());
        task.report({done++, std::ssize(builds), "builds"});
        query::BuildHealthRow row;
        row.names.config = build.config;
        row.names.architecture = build.architecture;
        row.names.compiler = build.compiler;
        CBOARD_TRY(const Diagnostics now, readSide(engine, build, row.now, task));
        Diagnostics old;
        if (const auto other = before.find(key); other != before.end()) {
            CBOARD_TRY(old, readSide(engine, other->second, row.before, task));
        }
        analysis::compareBuilds(row, now, old);
        snapshot->rows.push_back(std::move(row));
    }
    analysis::sumUp(*snapshot);
    return std::shared_ptr<const query::BuildHealthSnapshot>(std::move(snapshot));
}

} // namespace cboard::service
