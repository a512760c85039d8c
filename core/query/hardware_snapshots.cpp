// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"

namespace cboard::query {

std::optional<double> HardwareRow::bootPassRate() const
{
    const std::int64_t passes = boots[StatusClass::Pass];
    const std::int64_t conclusive = passes + boots[StatusClass::Fail];
    return conclusive == 0
        ? std::nullopt
        : std::optional(static_cast<double>(passes) / static_cast<double>(conclusive));
}

double BoardLab::errorShare() const
{
    const std::int64_t all = boots.total() + tests.total();
    const std::int64_t errors = boots.infrastructure() + tests.infrastructure();
    return all == 0 ? 0.0 : static_cast<double>(errors) / static_cast<double>(all);
}

} // namespace cboard::query
