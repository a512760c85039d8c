// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "core/store/revisions/board_compatibles.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/query_context.h"
#include "core/store/revisions/revision_rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cboard::store {

/// A board's names and what its device tree says.
query::BoardIdentity boardIdentity(const Dictionary& names, std::int64_t platform,
                                   const NameAliases& aliases,
                                   const BoardCompatibles::ByBoard& compatibles);

/// The names of a dimension, sorted; the empty one left out.
std::vector<std::string> namesOfIds(const Dictionary& names, NameKind kind,
                                    const std::vector<std::int64_t>& ids);

/// Keeps the newer of both: by time, then id.
void keepNewer(std::optional<query::RevisionRef>& kept, const query::RevisionRef& other);

} // namespace cboard::store
