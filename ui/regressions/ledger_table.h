// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/regressions/ledger_entries.h"
#include "ui/widgets/table_rows.h"

#include <memory>
#include <vector>

/// The ledger as rows of a table, wherever the table stands.
namespace cboard::ui {

class OwnThings;
class ResultTable;

using LedgerPtr = std::shared_ptr<const query::RegressionsSnapshot>;
using LedgerRows = TypedRows<LedgerEntry>;

/// What reads the errors of a ledger for its titles. It looks into a log for each row whose error
/// is not known yet, so the ledger without them is shown first.
BackgroundTask<LedgerPtr>::Job errorsOfLedger(const Context& context,
                                              const query::RegressionsRequest& request);

/// The options of the regressions view: the states that are shown ("active,fixed"), and the row
/// under the cursor.
extern const QString LedgerStatesOption;
extern const QString LedgerRowOption;
/// The regressions view on this row. \p around names branch, revision and baseline.
ViewState regressionsState(const ViewState& around, const LedgerEntry& entry);

/// Of the row: its newest failing run, range, culprit, cells and history.
Selection ledgerSelection(const LedgerEntry& entry, const query::BranchKey& branch,
                          const OwnThings& own);

/// The rows that are marked; the current one when nothing else is.
std::vector<const LedgerEntry*> selectedEntries(const ResultTable& table, const LedgerRows* rows);

/// What `y` copies: the range of commits; empty for a lab.
QString rangeToCopy(const LedgerEntry& entry);
/// What `Y` copies: paragraphs for a mail.
QString reportToCopy(const std::vector<const LedgerEntry*>& entries, const OwnThings& own);

} // namespace cboard::ui
