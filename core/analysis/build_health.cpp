// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/build_health.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace cboard::analysis {

namespace {

    using query::BuildDiagnostic;
    using query::BuildHealthRow;

    auto keyOf(const BuildDiagnostic& diagnostic)
    {
        return std::tie(diagnostic.isError, diagnostic.file, diagnostic.message, diagnostic.flag);
    }

    struct ByKey {
        bool operator()(const BuildDiagnostic* one, const BuildDiagnostic* other) const
        {
            return keyOf(*one) < keyOf(*other);
        }
    };
    using Keys = std::set<const BuildDiagnostic*, ByKey>;

    std::int64_t countOf(const std::vector<BuildDiagnostic>& diagnostics, bool isError)
    {
        return std::count_if(diagnostics.begin(), diagnostics.end(),
                             [isError](const auto& one) { return one.isError == isError; });
    }

    void judgeSizes(BuildHealthRow& row)
    {
        constexpr double SlowerBy = 1.25;
        constexpr double SlowerBySeconds = 30;
        constexpr double LargerBy = 1.01;
        if (row.now.durationSeconds && row.before.durationSeconds) {
            const double before = *row.before.durationSeconds;
            row.isSlower = *row.now.durationSeconds >= before * SlowerBy
                && *row.now.durationSeconds >= before + SlowerBySeconds;
        }
        if (row.now.sizeBytes && row.before.sizeBytes) {
            row.isLarger = static_cast<double>(*row.now.sizeBytes)
                    >= static_cast<double>(*row.before.sizeBytes) * LargerBy
                && *row.now.sizeBytes > *row.before.sizeBytes;
        }
    }

} // namespace

bool isSameDiagnostic(const BuildDiagnostic& one, const BuildDiagnostic& other)
{
    return keyOf(one) == keyOf(other);
}

std::vector<BuildDiagnostic> diagnosticsWithout(const std::vector<BuildDiagnostic>& now,
                                                const std::vector<BuildDiagnostic>& before)
{
    Keys known;
    for (const BuildDiagnostic& diagnostic : before) {
        known.insert(&diagnostic);
    }
    std::vector<BuildDiagnostic> fresh;
    std::copy_if(now.begin(), now.end(), std::back_inserter(fresh),
                 [&known](const BuildDiagnostic& one) { return !known.contains(&one); });
    return fresh;
}

void compareBuilds(BuildHealthRow& row, const std::vector<BuildDiagnostic>& now,
                   const std::vector<BuildDiagnostic>& before)
{
    row.now.errors = countOf(now, true);
    row.now.warnings = countOf(now, false);
    row.before.errors = countOf(before, true);
    row.before.warnings = countOf(before, false);
    if (row.now.hasLog && row.before.hasLog) {
        row.added = diagnosticsWithout(now, before);
        row.fixed = diagnosticsWithout(before, now);
    }
    judgeSizes(row);
}

void sumUp(query::BuildHealthSnapshot& snapshot)
{
    Keys added;
    Keys fixed;
    for (const BuildHealthRow& row : snapshot.rows) {
        for (const BuildDiagnostic& one : row.added) {
            added.insert(&one);
        }
        for (const BuildDiagnostic& one : row.fixed) {
            fixed.insert(&one);
        }
    }
    const auto count = [](const Keys& keys, bool isError) {
        return std::count_if(keys.begin(), keys.end(),
                             [isError](const auto* one) { return one->isError == isError; });
    };
    std::erase_if(fixed, [&added](const auto* one) { return added.contains(one); });
    snapshot.newErrors = count(added, true);
    snapshot.newWarnings = count(added, false);
    snapshot.fixedErrors = count(fixed, true);
    snapshot.fixedWarnings = count(fixed, false);
    const auto order = [](const BuildHealthRow& row) {
        return std::tuple(-countOf(row.added, true), -countOf(row.added, false),
                          std::string_view(row.names.config),
                          std::string_view(row.names.architecture),
                          std::string_view(row.names.compiler));
    };
    std::sort(snapshot.rows.begin(), snapshot.rows.end(),
              [&order](const auto& a, const auto& b) { return order(a) < order(b); });
}

} // namespace cboard::analysis
