// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/ledger_table.h"

#include "core/service/regression_errors.h"
#include "core/service/workbench.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/text_format.h"
#include "ui/history/cell_history.h"
#include "ui/regressions/ledger_report.h"
#include "ui/regressions/own_things.h"
#include "ui/widgets/result_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ledger", text);
    }

} // namespace

const QString LedgerStatesOption = QStringLiteral("states");
const QString LedgerRowOption = QStringLiteral("row");

BackgroundTask<LedgerPtr>::Job errorsOfLedger(const Context& context,
                                              const query::RegressionsRequest& request)
{
    const auto storeFile =
        context.workbench == nullptr ? std::filesystem::path() : context.workbench->store().file();
    return [engine = context.engine, storeFile, request](const TaskContext& task) {
        return service::regressionsByError(*engine, storeFile, request, task);
    };
}

ViewState regressionsState(const ViewState& around, const LedgerEntry& entry)
{
    ViewState state;
    state.view = QStringLiteral("regressions");
    state.tree = around.tree;
    state.branch = around.branch;
    state.repositoryUrl = around.repositoryUrl;
    state.revision = around.revision;
    state.filter = around.filter;
    carryBaseline(around, state);
    QStringList states{ledgerStateKey(LedgerState::Active)};
    if (entry.state != LedgerState::Active) {
        states << ledgerStateKey(entry.state);
    }
    state.options.insert(LedgerStatesOption, states.join(QLatin1Char(',')));
    state.options.insert(LedgerRowOption, entry.id());
    return state;
}

Selection ledgerSelection(const LedgerEntry& entry, const query::BranchKey& branch,
                          const OwnThings& own)
{
    Selection selection;
    selection.caption = entry.title();
    if (entry.row == nullptr) {
        selection.revision = fromUtf8(entry.incident->revision.commit);
        selection.facts = {{tr("lab"), fromUtf8(entry.incident->lab)},
                           {tr("revision"), revisionText(entry.incident->revision)}};
        return selection;
    }
    const query::RegressionRow& row = *entry.row;
    selection.kind = row.kind == "build" ? RecordKind::Build : RecordKind::Test;
    selection.revision = fromUtf8(row.firstBad.commit);
    selection.facts = {{tr("range"), commitRange(row)},
                       {tr("first bad"), revisionText(row.firstBad)},
                       {tr("last good"), revisionText(row.lastGood)}};
    if (const auto culprit = own.culpritOf(row)) {
        selection.facts << std::pair(tr("culprit"), culpritLine(*culprit));
    }
    for (const query::RegressionCell& cell : row.cells) {
        selection.cells << fromUtf8(query::cellTarget(cell.names));
    }
    const auto named = std::find_if(row.cells.begin(), row.cells.end(),
                                    [](const auto& cell) { return !cell.recordId.empty(); });
    if (named != row.cells.end()) {
        selection.id = fromUtf8(named->recordId);
        selection.history = historyOf(row.kind, named->names, branch);
    } else if (!row.fingerprint.empty()) { // Of a run the inspector knows it.
        selection.facts << std::pair(tr("fingerprint"), fromUtf8(row.fingerprint));
    }
    return selection;
}

std::vector<const LedgerEntry*> selectedEntries(const ResultTable& table, const LedgerRows* rows)
{
    std::vector<const LedgerEntry*> entries;
    if (rows != nullptr) {
        for (const int row : table.selectedRows()) {
            if (const LedgerEntry* entry = rows->rowAt(row)) {
                entries.push_back(entry);
            }
        }
    }
    return entries;
}

QString rangeToCopy(const LedgerEntry& entry)
{
    return entry.row == nullptr ? QString() : commitRange(*entry.row);
}

QString reportToCopy(const std::vector<const LedgerEntry*>& entries, const OwnThings& own)
{
    QStringList reports;
    for (const LedgerEntry* entry : entries) {
        if (entry->row != nullptr) {
            reports << regressionReport(*entry->row, own.culpritOf(*entry->row));
        }
    }
    return reports.join(QLatin1Char('\n'));
}

} // namespace cboard::ui
