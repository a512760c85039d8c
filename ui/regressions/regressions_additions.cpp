// SPDX-License-Identifier: GPL-3.0-or-later
// What the regressions get after they are shown: the errors of their logs, what is flaky beside
// them, which of them are of the tray, and which are seen on another branch.
#include "core/service/flaky_regressions.h"
#include "core/service/workbench.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/regressions/own_things.h"
#include "ui/regressions/regressions_view.h"
#include "ui/regressions/timeline_pane.h"
#include "ui/widgets/result_table.h"

#include <algorithm>

namespace cboard::ui {

/// After the rest: it reads a log for each row whose error is not known yet.
void RegressionsView::nameErrors()
{
    m_name.start(tr("Reading the errors of the regressions"),
                 errorsOfLedger(m_context, m_loaded->request),
                 [this](const Result<LedgerPtr>& named) {
                     if (named) {
                         showNamed(*named);
                     }
                     emit statusChanged(); // Without it the rows keep their subjects as titles.
                 });
}

void RegressionsView::showNamed(const LedgerPtr& named)
{
    auto loaded = std::make_shared<Loaded>(*m_loaded);
    loaded->ledger = named;
    loaded->entries = ledgerEntries(*named, loaded->flaky.get());
    // The row of the cursor may have become a part of another.
    const LedgerEntry* before = currentEntry();
    if (before != nullptr && before->row != nullptr && !before->row->cells.empty()) {
        const query::CellNames cell = before->row->cells.front().names;
        const auto same = std::find_if(
            loaded->entries.begin(), loaded->entries.end(), [&](const LedgerEntry& entry) {
                return entry.row != nullptr && entry.state == before->state
                    && entry.row->firstBad.id == before->row->firstBad.id
                    && holds(*entry.row, cell);
            });
        if (same != loaded->entries.end()) {
            m_state.options.insert(LedgerRowOption, same->id());
        }
    }
    const LoadedPtr kept = std::exchange(m_loaded, std::move(loaded)); // Owner of what is shown.
    m_timeline->forget();
    showEntries();
    m_table->setCurrentId(m_state.options.value(LedgerRowOption));
}

/// After the rest: nobody waits for it.
void RegressionsView::findFlaky()
{
    m_findFlaky.start(
        tr("Looking for what is flaky"),
        [engine = m_context.engine, request = m_loaded->request,
         ledger = m_loaded->ledger](const TaskContext& task) {
            return service::flakyRegressions(*engine, request, *ledger, task);
        },
        [this](const Result<LedgerPtr>& flaky) {
            if (flaky) {
                showFlaky(*flaky);
            }
            emit statusChanged(); // Without it the chip counts none.
        });
}

void RegressionsView::showFlaky(const LedgerPtr& flaky)
{
    if (flaky->rows.empty()) {
        return;
    }
    auto loaded = std::make_shared<Loaded>(*m_loaded);
    loaded->flaky = flaky;
    loaded->entries = ledgerEntries(*loaded->ledger, flaky.get());
    const LoadedPtr kept = std::exchange(m_loaded, std::move(loaded)); // Owner of what is shown.
    showEntries();
    const QString wanted = m_state.options.value(LedgerRowOption);
    if (isFlakyId(wanted) && m_table->currentId() != wanted) {
        m_table->setCurrentId(wanted);
    }
}

/// Shows the entries again when they are known.
void RegressionsView::findTrayCells()
{
    if (m_context.items == nullptr || !isOnlyMine() || m_context.items->lists().tray == m_tray) {
        return;
    }
    m_tray = m_context.items->lists().tray;
    m_findTray.start(
        tr("Looking up what is in the tray"),
        [engine = m_context.engine, common = m_context.common().unfiltered(), tray = m_tray](
            const TaskContext& task) { return cellsOfTray(*engine, common, tray, task); },
        [this](const Result<std::vector<query::CellNames>>& cells) {
            m_trayCells = cells.value_or(std::vector<query::CellNames>());
            showEntries();
            emit statusChanged();
        });
}

/// Of which branch the settings say that what is seen there matters more.
QString RegressionsView::otherLine() const
{
    return m_context.preferences == nullptr ? QStringLiteral("mainline/master")
                                            : m_context.preferences->value("analysis/seen_in");
}

/// Shows the entries again when it is known.
void RegressionsView::findElsewhere()
{
    const QString line = otherLine();
    if (!isOnlyElsewhere() || m_elsewhereLine == line) {
        return;
    }
    m_elsewhereLine = line;
    m_elsewhereError.clear();
    const auto storeFile = m_context.workbench == nullptr ? std::filesystem::path()
                                                          : m_context.workbench->store().file();
    m_findElsewhere.start(
        tr("Looking for what fails in %1").arg(line),
        [engine = m_context.engine, storeFile, common = m_context.common(),
         line = line.toStdString()](const TaskContext& task) {
            return service::failingElsewhere(*engine, storeFile, common, line, task);
        },
        [this](const Result<std::shared_ptr<const service::FailingElsewhere>>& failing) {
            m_elsewhere = failing.value_or(nullptr);
            if (!failing) {
                m_elsewhereError = fromUtf8(describe(failing.error()));
            }
            showEntries();
            emit statusChanged();
        });
}

} // namespace cboard::ui
