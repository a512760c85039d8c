// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

namespace cboard::service {

/// The engine's ledger with what the logs say: a row gets the first error of its failing run as
/// title, with its fingerprint, and rows of one kind, state and range that show the same error
/// become one. The logs of the first thousand rows are read, active ones first. Errors as for
/// Engine::regressions(), Cancelled.
query::Answer<query::RegressionsSnapshot>
regressionsByError(query::Engine& engine, const query::RegressionsRequest& request,
                   const TaskContext& task);

} // namespace cboard::service
