// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

namespace cboard::service {

/// What would be regressions if their cells were not flaky now: of each such cell the newest one,
/// whether it fails or passes since, in the order of the engine. Those that \p ledger has are left
/// out. Nothing where the filter has an `is:` term: what it asks for is among the regressions.
/// Costs as much as the ledger itself. Errors: those of Engine::regressions() and Engine::flaky().
/// \param ledger The answer to \p request.
query::Answer<query::RegressionsSnapshot> flakyRegressions(query::Engine& engine,
                                                           const query::RegressionsRequest& request,
                                                           const query::RegressionsSnapshot& ledger,
                                                           const TaskContext& task);

} // namespace cboard::service
