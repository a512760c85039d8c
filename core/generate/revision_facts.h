// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/plan.h"

#include <string>

namespace cboard::generate {

/// What is known of one revision before anything ran.
struct RevisionFacts {
    std::int64_t number = 0;
    Timestamp time; ///< When the first system picked it up.
    std::string commit; ///< 40 hex digits.
    std::string name; ///< As by git describe.
    std::string tagsJson;
    std::string release; ///< As uname -r.
    std::string message;
};

RevisionFacts makeRevisionFacts(const World& world, const Plan& plan, std::int64_t r,
                                Timestamp endTime);

} // namespace cboard::generate
