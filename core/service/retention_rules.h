// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/service/settings.h"
#include "core/store/retention.h"

namespace cboard::service {

/// The rules that the settings hold ("retention/..."): none of them by itself takes anything out.
store::RetentionPolicy retentionPolicyOf(const SettingsFile& settings);

/// Whether any of its rules can take something out.
bool takesAnythingOut(const store::RetentionPolicy& policy);

} // namespace cboard::service
