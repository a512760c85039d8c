// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/status.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Which results of a run failed only because the run had broken down. A crash or a timeout fails
/// whatever comes after it; that is one cause, however many results show it.
namespace cboard::analysis {

/// Fail, error or miss: something went wrong, wherever.
constexpr bool isTrouble(StatusClass c)
{
    return c == StatusClass::Fail || isInfrastructure(c);
}

/// One result of a run.
struct Subtest {
    StatusClass status = StatusClass::None;
    std::optional<std::int64_t> start; ///< Any unit; nothing when it is not known.
};

/// The failures (fail, error, miss) after which nothing in the run worked any more (passed, or gave
/// a measurement), in the order in which they ran: places in \p run. At least two, else none.
///
/// The order is that of the starts. Where some are not known, or worked at the very moment at which
/// others failed, nobody can say what came first: what may have failed before something worked is
/// not listed. Without any order that leaves runs in which nothing worked at all, in the order
/// given. A run that is not over (pending) may yet work: none.
std::vector<std::size_t> failuresToTheEnd(std::span<const Subtest> run);

} // namespace cboard::analysis
