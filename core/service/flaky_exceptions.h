// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/query/limits.h"

#include <string_view>
#include <vector>

namespace cboard::service {

/// Reads limits of flakiness for single paths and labs, as users write them:
///
///     kselftest.net flips=8; ltp lab:lab-example runs=20 low=10; lab:lab-other flips=6
///
/// A path means it and all below. Numbers are `runs`, `flips`, `unsteady`, `low` and `high`, in the
/// bounds of the settings of the same meaning; those not named are those of \p usual. Error Invalid
/// names what is wrong; an empty text is none.
Result<std::vector<query::FlakyException>> parseFlakyExceptions(std::string_view text,
                                                                const query::FlakyLimits& usual);

} // namespace cboard::service
