// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"

#include <filesystem>

namespace cboard::service {

/// The engine's ledger, and where it does not know the errors (analyzeLogs() has not come so far)
/// with what the logs say: a row gets the first error of its failing run as title, with its
/// fingerprint, and rows of one kind, state and range that show the same error become one. Of such
/// rows the first thousand are read, active ones first. Where a log cannot be read the row keeps
/// its subject as title and the snapshot is not complete ("log_unreadable"). Errors as for
/// Engine::regressions(), Cancelled.
/// \param storeFile Of the engine; empty when it has none.
query::Answer<query::RegressionsSnapshot>
regressionsByError(query::Engine& engine, const std::filesystem::path& storeFile,
                   const query::RegressionsRequest& request, const TaskContext& task);

} // namespace cboard::service
