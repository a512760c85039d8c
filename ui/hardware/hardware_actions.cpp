// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do in the list of boards.
#include "core/query/completion.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/hardware/hardware_view.h"
#include "ui/history/history_state.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/name_dialog.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cboard::ui {

QList<ActionId> HardwareView::actions() const
{
    return tableActions() + QList{ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit,
                                  ActionId::NextNew, ActionId::PreviousNew,  ActionId::History,
                                  ActionId::CopyId,  ActionId::LabSplit,     ActionId::Rename,
                                  ActionId::Delete};
}

TableSource HardwareView::tableSource() const
{
    return sourceOf(*m_table, tr("Hardware"), {});
}

bool HardwareView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openBoard(openModeOf(action));
        return true;
    case ActionId::NextNew:
    case ActionId::PreviousNew:
        goToNew(action == ActionId::NextNew ? 1 : -1);
        return true;
    case ActionId::History:
        openHistory();
        return true;
    case ActionId::LabSplit:
        groupByLab();
        return true;
    case ActionId::Rename:
        mergeBoards();
        return true;
    case ActionId::Delete:
        splitBoard();
        return true;
    case ActionId::CopyId:
        QGuiApplication::clipboard()->setText(m_table->currentId());
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

const query::HardwareRow* HardwareView::currentRow() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

void HardwareView::select()
{
    Selection selection;
    if (const query::HardwareRow* row = currentRow()) {
        const query::BoardIdentity& identity = row->identity;
        QStringList compatibles;
        for (const std::string& compatible : identity.compatibles) {
            compatibles << fromUtf8(compatible);
        }
        selection.caption = fromUtf8(identity.board);
        selection.facts = {{tr("other names"), listText(identity.otherNames)},
                           {tr("compatible"), compatibles.join(QStringLiteral(", "))},
                           {tr("SoC"), fromUtf8(identity.soc)},
                           {tr("boots in 30 days"), countsText(row->boots)},
                           {tr("tests"), countsText(row->counts.tests)}};
        selection.facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
        if (row->lastBoot) {
            selection.facts << std::pair(tr("last boot"), revisionText(*row->lastBoot));
        }
        if (row->newestRevision) {
            selection.history = boardHistory(identity.board, *row->newestRevision);
        }
    }
    emit selectionChanged(selection);
}

void HardwareView::openHistory()
{
    const query::HardwareRow* row = currentRow();
    if (row != nullptr && row->newestRevision) {
        m_context.navigator->open(
            historyState(boardHistory(row->identity.board, *row->newestRevision)));
    }
}

void HardwareView::openBoard(OpenMode mode)
{
    if (currentRow() != nullptr) {
        m_context.navigator->open(boardState(m_table->currentId()), mode);
    }
}

void HardwareView::openCounts(const query::HardwareRow& row, const QString& view,
                              StatusClass status)
{
    ViewState target;
    target.view = view; // The columns are named as the views.
    target.filter =
        QStringLiteral("board:%1 status:%2")
            .arg(fromUtf8(query::quoteValue(query::FilterKey::Board, row.identity.board)),
                 fromUtf8(std::string(statusClassKey(status))));
    m_context.navigator->open(target);
}

/// To the next board with new failures.
void HardwareView::goToNew(int step)
{
    goToRow(*m_table, step, [this](int row) { return m_rows->rowAt(row)->newFailures > 0; });
}

/// The labs as groups, or the plain list again.
void HardwareView::groupByLab()
{
    const QStringList byLab{QStringLiteral("lab")};
    TableChoice choice = m_table->choice();
    choice.groups = choice.groups == byLab ? QStringList() : byLab;
    m_table->choose(choice);
}

/// The selected rows are one board, under the name of the row that the cursor is on; of one row
/// another name is asked for.
void HardwareView::mergeBoards()
{
    const query::HardwareRow* row = currentRow();
    if (row == nullptr || m_context.items == nullptr) {
        return;
    }
    const QString board = fromUtf8(row->identity.board);
    QStringList names;
    for (const int selected : m_table->selectedRows()) {
        names << m_rows->id(selected);
    }
    names.removeAll(board);
    if (names.isEmpty()) {
        QStringList known;
        for (int other = 0; other < m_rows->size(); ++other) {
            known << m_rows->id(other);
        }
        askForName(m_context, store::UserData::Named::Board, board, known, this);
    } else {
        m_context.items->mergeNames(store::UserData::Named::Board, names, board);
    }
}

void HardwareView::splitBoard()
{
    const query::HardwareRow* row = currentRow();
    if (row != nullptr && m_context.items != nullptr) {
        m_context.items->splitNames(store::UserData::Named::Board, fromUtf8(row->identity.board));
    }
}

} // namespace cboard::ui
