// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/upkeep.h"

#include "core/service/revision_order.h"
#include "core/store/revisions/outcome_update.h"

namespace cboard::service {

Result<Upkeep> upkeep(Workbench& workbench, const ClonePaths& clones, const query::Common& common,
                      const TaskContext& task)
{
    Upkeep all;
    auto order = orderRevisions(workbench.store().file(), clones, common.now, task);
    if (order) {
        all.moved = order->changed;
        all.problems = std::move(order->problems);
    } else if (order.error().kind != ErrorKind::Busy) {
        return tl::unexpected(order.error());
    }
    CBOARD_TRY(const auto done, store::updateOutcomes(workbench.store().file(), common, task));
    all.revisions = done.revisions;
    all.updated = done.updated;
    return all;
}

} // namespace cboard::service
