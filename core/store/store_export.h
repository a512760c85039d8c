// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/store/store.h"

#include <string>

namespace cboard::store {

class Database;

/// Streams the records that the filter selects (record_filter.h), sorted by kind, then id; a read
/// transaction of its own.
Result<void> exportAll(Database& database, const query::Common& common, const RecordSink& sink,
                       const TaskContext& task);

/// Sums the hashes of all records; independent of order.
Result<std::string> digestAll(Database& database, const TaskContext& task);

} // namespace cboard::store
