// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"

#include <vector>

namespace cboard::analysis {

/// Whether both are of one kind, file, message and flag.
bool isSameDiagnostic(const query::BuildDiagnostic& one, const query::BuildDiagnostic& other);

/// Those of \p now that \p before does not have, in their order. Cost O((n + m) log m).
std::vector<query::BuildDiagnostic>
diagnosticsWithout(const std::vector<query::BuildDiagnostic>& now,
                   const std::vector<query::BuildDiagnostic>& before);

/// Fills added, fixed and the changes of size and duration from both sides of the row.
void compareBuilds(query::BuildHealthRow& row, const std::vector<query::BuildDiagnostic>& now,
                   const std::vector<query::BuildDiagnostic>& before);

/// Sorts the rows and counts what is new and fixed over all of them. What one build says no more
/// and another says anew is not fixed.
void sumUp(query::BuildHealthSnapshot& snapshot);

} // namespace cboard::analysis
