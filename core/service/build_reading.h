// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "core/query/engine.h"

#include <map>
#include <tuple>
#include <vector>

/// What the stored logs of builds say.
namespace cboard::service {

/// One build with what its log says.
struct BuildReading {
    query::BuildSide side;
    std::vector<query::BuildDiagnostic> diagnostics;
};

/// Configuration, architecture, compiler: what builds of two revisions pair by.
using BuildKey = std::tuple<std::string, std::string, std::string>;
inline BuildKey keyOf(const query::BuildRow& build)
{
    return {build.config, build.architecture, build.compiler};
}

/// Of several with one key the last.
std::map<BuildKey, query::BuildRow> lastOfEach(const std::vector<query::BuildRow>& builds);

/// Reads record and log.
Result<BuildReading> readBuild(query::Engine& engine, const query::BuildRow& build,
                               const TaskContext& task);

/// Both sides of a pair, compared.
query::BuildHealthRow compareReadings(const BuildKey& key, const BuildReading& now,
                                      const BuildReading& before);

/// The revision itself, and what it is compared with: \p baseline, else the one before it on its
/// branch. Error NotFound for one that is not stored.
struct RevisionPair {
    query::RevisionRef now;
    std::optional<query::RevisionRef> before;
};
Result<RevisionPair> revisionPair(query::Engine& engine, const query::Common& common,
                                  std::int64_t revision, std::optional<std::int64_t> baseline,
                                  const TaskContext& task);

} // namespace cboard::service
