// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/build_health_snapshots.h"

#include <algorithm>

namespace cboard::query {

const BuildNumbers* BuildNumbersSnapshot::find(std::string_view id) const
{
    const auto place =
        std::lower_bound(builds.begin(), builds.end(), id,
                         [](const BuildNumbers& one, std::string_view at) { return one.id < at; });
    return place != builds.end() && place->id == id ? &*place : nullptr;
}

} // namespace cboard::query
