// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_health.h"

#include "core/analysis/build_health.h"
#include "core/service/build_reading.h"

namespace cboard::service {

query::Answer<query::BuildHealthSnapshot> buildHealth(query::Engine& engine,
                                                      const query::BuildHealthRequest& request,
                                                      const TaskContext& task)
{
    auto snapshot = std::make_shared<query::BuildHealthSnapshot>();
    CBOARD_TRY(const auto pair,
               revisionPair(engine, request.common, request.revision, request.baseline, task));
    snapshot->revision = pair.now;
    snapshot->baseline = pair.before;
    CBOARD_TRY(const auto found, engine.builds({request.common, request.revision}, task));
    const auto builds = lastOfEach(found->rows);
    std::map<BuildKey, query::BuildRow> before;
    if (snapshot->baseline) {
        CBOARD_TRY(const auto old, engine.builds({request.common, snapshot->baseline->id}, task));
        before = lastOfEach(old->rows);
    }
    std::int64_t done = 0;
    for (const auto& [key, build] : builds) {
        CBOARD_TRY_VOID(task.check());
        task.report({done++, std::ssize(builds), "builds"});
        CBOARD_TRY(const BuildReading now, readBuild(engine, build, task));
        BuildReading old;
        if (const auto other = before.find(key); other != before.end()) {
            CBOARD_TRY(old, readBuild(engine, other->second, task));
        }
        snapshot->rows.push_back(compareReadings(key, now, old));
    }
    analysis::sumUp(*snapshot);
    return std::shared_ptr<const query::BuildHealthSnapshot>(std::move(snapshot));
}

} // namespace cboard::service
