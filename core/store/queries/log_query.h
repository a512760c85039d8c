// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/store/log_packs.h"
#include "core/store/revisions/query_context.h"

#include <optional>
#include <string>

namespace cboard::store {

/// Where a record's log is. The text of a stored one is read from its pack by the caller, after
/// the connection was given back: a log of many megabytes must not hold it.
struct LogReference {
    query::LogSnapshot snapshot; ///< All but the text.
    std::optional<LogPlace> place; ///< Of a stored log.
    std::string excerpt; ///< Where no whole log is stored.
};

/// Errors: NotFound without such a record, Unsupported for kinds that have no log.
Result<LogReference> queryLog(const QueryContext& context, const query::LogRequest& request);

} // namespace cboard::store
