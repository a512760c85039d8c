// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/ledger_list.h"

#include "core/query/engine.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/regressions/ledger_columns.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"

namespace cboard::ui {

LedgerList::LedgerList(const Context& context, ResultTable& table, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_table(table)
    , m_read(*context.queries, *context.tasks)
    , m_name(*context.queries, *context.tasks)
{
}

void LedgerList::setRequest(const query::RegressionsRequest& request, const QString& filter)
{
    m_read.cancel();
    m_name.cancel();
    const bool isAnother = m_request.revision != request.revision
        || m_request.baseline != request.baseline || m_filter != filter;
    m_request = request;
    m_filter = filter;
    m_error.clear();
    m_ledger.reset();
    if (isAnother && m_rows) { // Else what is shown stays until it is read anew.
        setEntries(nullptr, {});
    }
    emit changed();
}

void LedgerList::read()
{
    if (m_ledger || m_read.isRunning()) {
        return;
    }
    ViewState filtered;
    filtered.filter = m_filter;
    m_read.start(
        tr("Reading the ledger"),
        [engine = m_context.engine, request = m_request,
         filtered](const TaskContext& task) mutable -> Result<LedgerPtr> {
            CBOARD_TRY(request.common.filter, parseStateFilter(filtered));
            return engine->regressions(request, task);
        },
        [this](const Result<LedgerPtr>& ledger) {
            if (ledger) {
                show(*ledger);
                nameErrors();
            } else if (ledger.error().kind != ErrorKind::Cancelled) {
                m_error = fromUtf8(describe(ledger.error()));
            }
            emit changed();
        });
    emit changed();
}

void LedgerList::nameErrors()
{
    if (m_ledger->rows.empty()) {
        return;
    }
    ViewState filtered;
    filtered.filter = m_filter;
    query::RegressionsRequest request = m_request;
    request.common.filter = parseStateFilter(filtered).value_or(query::Filter());
    m_name.start(tr("Reading the errors of the regressions"), errorsOfLedger(m_context, request),
                 [this](const Result<LedgerPtr>& named) {
                     if (named) {
                         show(*named);
                     }
                     emit changed(); // Without it the rows keep their subjects as titles.
                 });
}

void LedgerList::show(const LedgerPtr& ledger)
{
    m_ledger = ledger;
    setEntries(ledger, entriesAtRevision(*ledger));
}

void LedgerList::setEntries(const LedgerPtr& ledger, std::vector<LedgerEntry> entries)
{
    struct Owner {
        LedgerPtr ledger; ///< Into which the entries point.
        std::vector<LedgerEntry> entries;
    };
    const auto owner = std::make_shared<const Owner>(Owner{ledger, std::move(entries)});
    m_rows = std::make_shared<const LedgerRows>(ledgerTable(m_context), owner, owner->entries);
    m_table.setRows(m_rows);
}

QString LedgerList::remark() const
{
    if (!m_error.isEmpty()) {
        return tr("The ledger could not be read: %1").arg(m_error);
    }
    if (!m_ledger) {
        return {};
    }
    if (m_rows->size() > 0) {
        return partialText(m_ledger->info, m_ledger->rows.size());
    }
    return m_filter.isEmpty()
        ? tr("Nothing is broken here: what fails has failed all the time, or alternates.")
        : tr("No regression here among what the filter shows.");
}

void LedgerList::goToNew(int step)
{
    goToRow(m_table, step, [this](int row) { return m_rows->rowAt(row)->isNew; });
}

} // namespace cboard::ui
