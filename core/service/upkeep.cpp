// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/upkeep.h"

#include "core/store/queries/outcome_update.h"

namespace cboard::service {

Result<Upkeep> upkeep(Workbench& workbench, Timestamp now, const TaskContext& task)
{
    query::Common common;
    common.now = now;
    CBOARD_TRY(const auto done, store::updateOutcomes(workbench.store().file(), common, task));
    return Upkeep{done.revisions, done.updated};
}

} // namespace cboard::service
