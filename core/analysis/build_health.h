// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"

#include <cstdint>
#include <set>
#include <vector>

namespace cboard::analysis {

/// Whether both are of one kind, file, message and flag.
bool isSameDiagnostic(const query::BuildDiagnostic& one, const query::BuildDiagnostic& other);

/// Diagnostics to look others up in; they stay the caller's, and as they are.
class DiagnosticSet {
public:
    DiagnosticSet() = default;
    explicit DiagnosticSet(const std::vector<query::BuildDiagnostic>& diagnostics);

    void insert(const query::BuildDiagnostic& diagnostic) { m_all.insert(&diagnostic); }
    bool contains(const query::BuildDiagnostic& diagnostic) const
    {
        return m_all.contains(&diagnostic);
    }
    /// Different ones.
    std::int64_t count(bool isError) const;

private:
    struct Order {
        bool operator()(const query::BuildDiagnostic* one,
                        const query::BuildDiagnostic* other) const;
    };
    std::set<const query::BuildDiagnostic*, Order> m_all;
};

/// How many are errors, or how many are not.
std::int64_t countOf(const std::vector<query::BuildDiagnostic>& diagnostics, bool isError);

/// Those of \p some that \p known does not have, in their order. Cost O((n + m) log m).
std::vector<query::BuildDiagnostic>
diagnosticsWithout(const std::vector<query::BuildDiagnostic>& some,
                   const std::vector<query::BuildDiagnostic>& known);

/// Fills added, fixed and the changes of size and duration from both sides of the row.
void compareBuilds(query::BuildHealthRow& row, const std::vector<query::BuildDiagnostic>& now,
                   const std::vector<query::BuildDiagnostic>& before);

/// Sorts the rows and counts what is new and fixed over all of them. What one build says no more
/// and another says anew is not fixed.
void sumUp(query::BuildHealthSnapshot& snapshot);

} // namespace cboard::analysis
