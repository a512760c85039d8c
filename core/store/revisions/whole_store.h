// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/read_pool.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/revision_rows.h"

#include <array>
#include <filesystem>
#include <utility>
#include <vector>

/// For jobs that go over all of a store.
namespace cboard::store {

inline constexpr std::array ResultKinds = {ResultKind::Builds, ResultKind::Boots,
                                           ResultKind::Tests};

/// Runs `visit(context)` over the store as it is at one instant, with a memory of its own.
template <typename Visit>
auto inView(const std::filesystem::path& storeFile, const TaskContext& task, Visit&& visit)
    -> decltype(visit(std::declval<const QueryContext&>()))
{
    ReadPool pool(storeFile, 1);
    return readAtOnce(pool, task, [&](ReadConnection& connection) {
        constexpr std::size_t LittleMemory = 4 << 20;
        OutcomeCache memory(LittleMemory, OutcomeCache::Kept::Ignored);
        return visit(QueryContext{*connection.database, connection.names, *connection.decoder,
                                  memory, task, connection.generation});
    });
}

/// All revisions, newest first.
Result<std::vector<RevisionEntry>> allRevisions(const QueryContext& context);

} // namespace cboard::store
