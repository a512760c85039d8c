// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/retention_rules.h"

#include <algorithm>
#include <string>

namespace cboard::service {

store::RetentionPolicy retentionPolicyOf(const SettingsFile& settings)
{
    constexpr std::int64_t Gigabyte = 1'000'000'000;
    store::RetentionPolicy policy;
    for (std::size_t kind = 0; kind < store::RetiredKindCount; ++kind) {
        const std::string name(store::retiredKindKey(static_cast<store::RetiredKind>(kind)));
        if (const auto days = settings.integer("retention/" + name); days > 0) {
            policy.rules.at(kind).age = std::chrono::days(days);
        }
    }
    if (const auto size = settings.integer("retention/logs_size"); size > 0) {
        policy.of(store::RetiredKind::Logs).bytes = size * Gigabyte;
    }
    policy.keepNewest = settings.integer("retention/keep_newest");
    return policy;
}

bool takesAnythingOut(const store::RetentionPolicy& policy)
{
    return std::ranges::any_of(policy.rules, &store::RetentionRule::isSet);
}

} // namespace cboard::service
