// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "core/query/engine.h"

namespace cboard::service {

/// The numbers of every build of the revisions. Reads each log once, and of each revision no longer
/// than the next is compared. Progress as step "builds". Errors: as Engine::builds(); NotFound for
/// a revision that is not stored; Cancelled.
query::Answer<query::BuildNumbersSnapshot> buildNumbers(query::Engine& engine,
                                                        const query::BuildNumbersRequest& request,
                                                        const TaskContext& task);

} // namespace cboard::service
