// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/log_error.h"

#include <optional>
#include <string_view>

namespace cboard::logs::logspec {

/// The first make error of a build log, explained by what stands before it. Nothing when no
/// target failed. A target that is no valid expression where logspec uses it as one is not found.
std::optional<LogError> findBuildError(std::string_view text);

} // namespace cboard::logs::logspec
