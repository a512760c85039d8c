// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"

#include <string>

namespace cboard::ui {

/// The record whose log is read after (or before) that of the request: of the same kind (build,
/// boot, other test) and revision, failed, ended in error or missed, with a log. Boots and tests
/// stand by path, board and configuration, builds by configuration and compiler. Blocking.
/// \returns its id. Errors: NotFound when there is no further one, and those of the engine.
Result<std::string> findNextFailure(query::Engine& engine, const query::RecordRequest& request,
                                    bool isForward, const TaskContext& task);

} // namespace cboard::ui
