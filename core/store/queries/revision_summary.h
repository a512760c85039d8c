// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/result_groups.h"

namespace cboard::store {

/// A revision with its counts, as lists and its own page show it. \p withWords as for
/// ResultReader::counts().
Result<query::RevisionRow> revisionRow(const QueryContext& context, ResultReader& reader,
                                       const RevisionEntry& revision, bool withWords);

} // namespace cboard::store
