// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_details.h"

#include "core/analysis/build_health.h"
#include "core/service/build_reading.h"

#include <algorithm>
#include <charconv>

namespace cboard::service {

namespace {

    using query::BuildChange;
    using query::BuildDiagnostic;
    using query::BuildFinding;

    /// The number behind the file in "FILE:LINE...": of the line as it came.
    std::optional<std::int64_t> sourceLineOf(const BuildDiagnostic& one)
    {
        const std::size_t file = one.file.empty() ? std::string::npos : one.text.find(one.file);
        const std::size_t number = file + one.file.size() + 1;
        if (file == std::string::npos || number >= one.text.size() || one.text[number - 1] != ':') {
            return std::nullopt;
        }
        std::int64_t line = 0;
        const char* end = one.text.data() + one.text.size();
        const auto [last, error] = std::from_chars(one.text.data() + number, end, line);
        return error == std::errc() ? std::optional(line) : std::nullopt;
    }

    void addFindings(std::vector<BuildFinding>& findings, const BuildReading& now,
                     const query::BuildHealthRow& row)
    {
        auto added = row.added.begin(); // A part of `now`, in its order.
        for (const BuildDiagnostic& one : now.diagnostics) {
            const bool isNew = added != row.added.end() && analysis::isSameDiagnostic(one, *added);
            added += isNew ? 1 : 0;
            findings.push_back(
                {one, isNew ? BuildChange::New : BuildChange::Same, sourceLineOf(one), {}});
        }
        for (const BuildDiagnostic& one : row.fixed) {
            findings.push_back({one, BuildChange::Fixed, sourceLineOf(one), {}});
        }
        std::stable_partition(findings.begin(), findings.end(), [](const BuildFinding& finding) {
            return finding.diagnostic.isError;
        });
    }

    Result<void> countOthers(query::BuildDetailsSnapshot& details, query::Engine& engine,
                             const std::map<BuildKey, query::BuildRow>& builds,
                             const TaskContext& task)
    {
        for (BuildFinding& finding : details.findings) {
            finding.otherBuilds = 0;
        }
        std::int64_t done = 0;
        for (const auto& [key, build] : builds) {
            CBOARD_TRY_VOID(task.check());
            task.report({done++, std::ssize(builds), "builds"});
            if (build.id == details.build.now.id) {
                continue;
            }
            CBOARD_TRY(const BuildReading reading, readBuild(engine, build, task));
            const analysis::DiagnosticSet said(reading.diagnostics);
            for (BuildFinding& finding : details.findings) {
                *finding.otherBuilds += said.contains(finding.diagnostic) ? 1 : 0;
            }
        }
        return {};
    }

} // namespace

query::Answer<query::BuildDetailsSnapshot> buildDetails(query::Engine& engine,
                                                        const query::BuildDetailsRequest& request,
                                                        const TaskContext& task)
{
    auto details = std::make_shared<query::BuildDetailsSnapshot>();
    query::Common plain = request.common;
    plain.filter = {};
    CBOARD_TRY(const auto record, engine.record({plain, RecordKind::Build, request.build}, task));
    const auto unknown = fail(ErrorKind::NotFound, "build " + request.build + " is of no revision");
    if (!record->revision) {
        return unknown;
    }
    CBOARD_TRY(const auto pair,
               revisionPair(engine, plain, record->revision->id, request.baseline, task));
    details->revision = pair.now;
    details->baseline = pair.before;
    CBOARD_TRY(const auto builds, engine.builds({plain, pair.now.id}, task));
    const auto build = std::find_if(builds->rows.begin(), builds->rows.end(),
                                    [&](const auto& row) { return row.id == record->id; });
    if (build == builds->rows.end()) {
        return unknown;
    }
    CBOARD_TRY(const BuildReading now, readBuild(engine, *build, task));
    BuildReading before;
    if (pair.before) {
        CBOARD_TRY(const auto old, engine.builds({plain, pair.before->id}, task));
        const auto olds = lastOfEach(old->rows);
        if (const auto other = olds.find(keyOf(*build)); other != olds.end()) {
            CBOARD_TRY(before, readBuild(engine, other->second, task));
        }
    }
    details->build = compareReadings(keyOf(*build), now, before);
    details->boots = build->boots;
    details->tests = build->tests;
    addFindings(details->findings, now, details->build);
    if (request.withOthers) {
        CBOARD_TRY_VOID(countOthers(*details, engine, lastOfEach(builds->rows), task));
    }
    return std::shared_ptr<const query::BuildDetailsSnapshot>(std::move(details));
}

} // namespace cboard::service
