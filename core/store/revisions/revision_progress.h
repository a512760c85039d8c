// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/revisions/revision_rows.h"

namespace cboard::store {

/// How far a revision is, and when it should end: as long after its start as it took the middle one
/// of the five revisions before that have nothing pending.
Result<query::RevisionProgress> revisionProgress(const QueryContext& context,
                                                 const query::Common& common,
                                                 const RevisionEntry& revision);

/// When the last of a revision's results began or, where known, ended. Reads all of them.
Result<RevisionEnd> revisionEnd(const QueryContext& context, const RevisionEntry& revision);

} // namespace cboard::store
