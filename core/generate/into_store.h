// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/generate.h"
#include "core/store/store.h"

namespace cboard::generate {

/// Writes everything straight into a store, through the same writer as ingest, without a detour
/// over files. \p arrival is the time of ingest. Errors: Storage, Busy, Invalid, Cancelled.
Result<Outcome> generateIntoStore(const Options& options, store::Store& store, Timestamp arrival,
                                  const TaskContext& task);

} // namespace cboard::generate
