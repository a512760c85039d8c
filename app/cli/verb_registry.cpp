// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/verb_registry.h"

#include "app/cli/commands.h"

#include <array>

namespace cboard::cli {

std::span<const Verb> verbs()
{
    static constexpr std::array Rows{
        Verb{"config", "Read and change settings", "cboard config list", setupConfig},
    };
    return Rows;
}

} // namespace cboard::cli
