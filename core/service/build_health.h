// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "core/query/engine.h"

namespace cboard::service {

/// What the builds of a revision say that those of the baseline did not, and what they say no more,
/// from their stored logs or excerpts; builds pair by configuration, architecture and compiler, of
/// several the last. Reads every log of both revisions. Progress as step "builds". Errors: NotFound
/// for a revision that is not stored; as Engine::builds(); Cancelled.
query::Answer<query::BuildHealthSnapshot> buildHealth(query::Engine& engine,
                                                      const query::BuildHealthRequest& request,
                                                      const TaskContext& task);

} // namespace cboard::service
