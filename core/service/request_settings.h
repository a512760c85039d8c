// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/service/settings.h"

namespace cboard::service {

/// What all requests share as the settings have it: the running window and the limits of judging
/// ("query/running_window", "analysis/..."). Without a filter.
query::Common commonOf(const SettingsFile& settings, Timestamp now);

/// Whether answers differ after this setting was changed.
bool changesAnswers(std::string_view key);

} // namespace cboard::service
