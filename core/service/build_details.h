// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "core/query/engine.h"

namespace cboard::service {

/// Every error and warning of one build, against the same build of the baseline. Errors: NotFound
/// for a build that is not stored or hangs on no revision; Cancelled.
query::Answer<query::BuildDetailsSnapshot> buildDetails(query::Engine& engine,
                                                        const query::BuildDetailsRequest& request,
                                                        const TaskContext& task);

} // namespace cboard::service
