// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

/// The value; ends the measurement with the error when there is none.
template <typename Value>
Value must(cboard::Result<Value> result)
{
    if (!result) {
        fmt::print(stderr, "{}\n", cboard::describe(result.error()));
        std::exit(2);
    }
    return std::move(*result);
}
