// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/run_error_snapshots.h"
#include "ui/base/context.h"
#include "ui/history/run_tests.h"
#include "ui/widgets/table_rows.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::ui {

/// What runs show, by their external ids.
using RunErrors = std::unordered_map<std::string, query::RunError>;
using RunErrorsPtr = std::shared_ptr<const RunErrors>;

/// \p errors parallel to the runs of \p history; unknown ones are left out.
RunErrorsPtr errorsById(const query::HistorySnapshot& history, std::vector<query::RunError> errors);

/// What is the same in all rows, so that its column is left out unless it is asked for.
struct HistorySameness {
    bool isOfOneBoard = false; ///< The title says it.
    bool hasNoDuration = false;
};
HistorySameness samenessOf(const std::vector<query::HistoryRun>& runs);

/// The runs of a cell, one row each. \p errors and \p tests may be null.
std::shared_ptr<const TableSpec<query::HistoryRun>> historyTable(const Context& context,
                                                                 const RunErrorsPtr& errors,
                                                                 const RunTestsPtr& tests,
                                                                 const HistorySameness& same);

} // namespace cboard::ui
