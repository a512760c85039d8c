// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/store.h"

#include <chrono>
#include <vector>

namespace cboard::store {

class Database;

/// How many records came in, by ten minutes, for a fortnight: a fact of `meta` each, 'arrived:'
/// and the number of the ten minutes since 1970, with the counts by kind. Stores that an older
/// program filled begin with the next commit.
class ArrivalCounts {
public:
    static constexpr std::chrono::minutes Step{10};
    static constexpr std::chrono::days Kept{14};

    /// Of an accepted document.
    void add(const RecordCounts& counts);
    /// Writes what was added as having come at \p arrival, inside the transaction of a commit, and
    /// drops what is too old.
    Result<void> flush(Database& database, Timestamp arrival);

private:
    RecordCounts m_counts{};
};

struct ArrivalCount {
    Timestamp begin; ///< Of the step.
    RecordCounts counts{};
};

/// Steps in which anything came since \p since, the oldest first.
Result<std::vector<ArrivalCount>> readArrivalCounts(Database& database, Timestamp since);

} // namespace cboard::store
