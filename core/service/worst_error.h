// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/rules/error_finder.h"
#include "core/query/engine.h"

#include <memory>
#include <optional>

namespace cboard::service {

/// The first of the worst errors that the log of a record shows, as a reader would open it; nothing
/// when there is no log, or one without what can make a run fail. Reads the log. Errors as for
/// Engine::log(), Cancelled.
Result<std::optional<logs::FoundError>>
worstErrorOf(query::Engine& engine, const query::LogRequest& request,
             const std::shared_ptr<const logs::RuleSet>& rules, const TaskContext& task);

} // namespace cboard::service
