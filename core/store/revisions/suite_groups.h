// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/result_groups.h"

namespace cboard::store {

/// Tests of a revision by suite and platform, from their roll-up: no build, lab or sample is
/// known (the build is one without names). For use without any filter on results.
Result<void> suiteGroups(const QueryContext& context, const FilterPlan& plan,
                         const RevisionEntry& revision, const ResultReader::GroupVisitor& visit);

} // namespace cboard::store
