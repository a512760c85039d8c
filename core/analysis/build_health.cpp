// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/build_health.h"

#include <algorithm>
#include <tuple>

namespace cboard::analysis {

namespace {

    using query::BuildDiagnostic;
    using query::BuildHealthRow;

    auto keyOf(const BuildDiagnostic& diagnostic)
    {
        return std::tie(diagnostic.isError, diagnostic.file, diagnostic.message, diagnostic.flag);
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

bool DiagnosticSet::Order::operator()(const BuildDiagnostic* one,
                                      const BuildDiagnostic* other) const
{
    return keyOf(*one) < keyOf(*other);
}

DiagnosticSet::DiagnosticSet(const std::vector<BuildDiagnostic>& diagnostics)
{
    for (const BuildDiagnostic& diagnostic : diagnostics) {
        insert(diagnostic);
    }
}

std::int64_t DiagnosticSet::count(bool isError) const
{
    return std::count_if(m_all.begin(), m_all.end(),
                         [isError](const auto* one) { return one->isError == isError; });
}

std::int64_t countOf(const std::vector<BuildDiagnostic>& diagnostics, bool isError)
{
    return std::count_if(diagnostics.begin(), diagnostics.end(),
                         [isError](const auto& one) { return one.isError == isError; });
}

bool isSameDiagnostic(const BuildDiagnostic& one, const BuildDiagnostic& other)
{
    return keyOf(one) == keyOf(other);
}

std::vector<BuildDiagnostic> diagnosticsWithout(const std::vector<BuildDiagnostic>& some,
                                                const std::vector<BuildDiagnostic>& known)
{
    const DiagnosticSet set(known);
    std::vector<BuildDiagnostic> fresh;
    std::copy_if(some.begin(), some.end(), std::back_inserter(fresh),
                 [&set](const BuildDiagnostic& one) { return !set.contains(one); });
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
    DiagnosticSet added;
    for (const BuildHealthRow& row : snapshot.rows) {
        for (const BuildDiagnostic& one : row.added) {
            added.insert(one);
        }
    }
    DiagnosticSet fixed;
    for (const BuildHealthRow& row : snapshot.rows) {
        for (const BuildDiagnostic& one : row.fixed) {
            if (!added.contains(one)) {
                fixed.insert(one);
            }
        }
    }
    snapshot.newErrors = added.count(true);
    snapshot.newWarnings = added.count(false);
    snapshot.fixedErrors = fixed.count(true);
    snapshot.fixedWarnings = fixed.count(false);
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
