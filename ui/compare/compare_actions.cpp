// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do in a comparison.
#include "ui/base/elided_label.h"
#include "ui/base/joined_texts.h"
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/compare/compare_columns.h"
#include "ui/compare/compare_pickers.h"
#include "ui/compare/compare_sides.h"
#include "ui/compare/compare_view.h"
#include "ui/history/cell_history.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/go_to_row.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/toggle_chips.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    query::BranchKey branchOf(const query::RevisionRef& side)
    {
        return {side.tree, side.branch, side.repositoryUrl};
    }

    /// The worst, newest run at the side; null when there is none.
    const query::HistoryRun* runAt(const query::HistorySnapshot& history,
                                   const query::RevisionRef& side)
    {
        const query::HistoryRun* worst = nullptr;
        for (const query::HistoryRun& run : history.runs) {
            const bool isHere = run.revision.id == side.id;
            if (isHere && (worst == nullptr || run.status < worst->status)) {
                worst = &run;
            }
        }
        return worst;
    }

} // namespace

Result<CompareView::SideRuns> CompareView::readRuns(query::Engine& engine,
                                                    const query::Common& common,
                                                    const query::CompareRow& row,
                                                    const std::vector<query::RevisionRef>& sides,
                                                    const TaskContext& task)
{
    constexpr std::int64_t LooksBack = 500;
    SideRuns found;
    for (const query::RevisionRef& side : sides) {
        query::HistoryRequest request = historyOf(row.kind, row.names, branchOf(side));
        request.common = common;
        request.lastRevisions = LooksBack;
        CBOARD_TRY(const auto history, engine.history(request, task));
        const query::HistoryRun* run = runAt(*history, side);
        found.runs << (run == nullptr ? QString() : fromUtf8(run->id));
        found.nearest.emplace_back();
        if (run == nullptr) {
            CBOARD_TRY(found.nearest.back(), nearestWithCell(engine, common, side, *history, task));
        }
    }
    return found;
}

QList<ActionId> CompareView::actions() const
{
    return tableActions() + partActions(static_cast<int>(query::CellChange::Unchanged))
        + QList{ActionId::NextNew,      ActionId::PreviousNew, ActionId::Open,
                ActionId::OpenInNewTab, ActionId::OpenInSplit, ActionId::OpenLog,
                ActionId::History,      ActionId::CopyId,      ActionId::CopyReport,
                ActionId::SwapSides,    ActionId::Diff,        ActionId::OlderRevision,
                ActionId::NewerRevision};
}

TableSource CompareView::tableSource() const
{
    QList<std::pair<QString, QString>> facts;
    if (m_loaded) {
        for (std::size_t i = 0; i < m_loaded->comparison->revisions.size(); ++i) {
            facts << std::pair(sideLetter(i), sideName(m_loaded->comparison->revisions[i]));
        }
    }
    return sourceOf(*m_table, caption(), facts);
}

bool CompareView::perform(ActionId action)
{
    if (const auto part = partOf(action)) {
        return m_changes->toggle(*part);
    }
    switch (action) {
    case ActionId::NextNew:
    case ActionId::PreviousNew:
        goToChange(query::CellChange::Regression, action == ActionId::NextNew ? 1 : -1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openLogs(openModeOf(action));
        return true;
    case ActionId::OpenLog:
        openLogs(OpenMode::Here);
        return true;
    case ActionId::History:
        openHistory();
        return true;
    default:
        return performHere(action) || performOnTable(action, *m_table);
    }
}

bool CompareView::performHere(ActionId action)
{
    switch (action) {
    case ActionId::SwapSides:
        swapSides();
        return true;
    case ActionId::Diff:
        openDiff();
        return true;
    case ActionId::OlderRevision:
    case ActionId::NewerRevision:
        return takeNearest(action == ActionId::OlderRevision);
    case ActionId::CopyId:
        if (m_loaded) {
            const auto& sides = m_loaded->comparison->revisions;
            QGuiApplication::clipboard()->setText(QStringLiteral("%1..%2").arg(
                shortHash(sides.front().commit), shortHash(sides.back().commit)));
        }
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    default:
        return false;
    }
}

const query::CompareRow* CompareView::currentRow() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

/// The run of the last side; where the cell did not run there, of the one before it.
Selection CompareView::selectionOf(const query::CompareRow& row) const
{
    const auto& sides = m_loaded->comparison->revisions;
    Selection selection;
    selection.kind = row.kind == "build" ? RecordKind::Build : RecordKind::Test;
    selection.caption = QStringLiteral("%1\n%2").arg(changeText(row.change), cellText(row.names));
    selection.history = historyOf(row.kind, row.names, branchOf(sides.back()));
    selection.revision = fromUtf8(sides.back().commit);
    for (qsizetype side = m_found.runs.size() - 1; side >= 0; --side) {
        if (!m_found.runs[side].isEmpty()) {
            selection.id = m_found.runs[side];
            selection.revision = fromUtf8(sides[static_cast<std::size_t>(side)].commit);
            break;
        }
    }
    for (std::size_t side = 0; side < sides.size(); ++side) {
        selection.facts << std::pair(
            QStringLiteral("%1  %2").arg(sideLetter(side), revisionText(sides[side])),
            row.areMixed[side] ? tr("passes and fails") : statusWord(row.statuses[side]));
    }
    return selection;
}

void CompareView::onRowChanged()
{
    m_found = {};
    m_nearest->setText(nearestText());
    m_findRuns.cancel();
    const query::CompareRow* row = currentRow();
    row != nullptr ? m_runDelay.start() : m_runDelay.stop();
    emit selectionChanged(row == nullptr ? Selection() : selectionOf(*row));
    emit statusChanged();
}

/// Comparing needs no runs; the inspector and the logs do.
void CompareView::findRuns()
{
    const query::CompareRow* row = currentRow();
    if (row == nullptr) {
        return;
    }
    m_findRuns.start(
        tr("Looking for the runs"),
        [engine = m_context.engine, common = m_context.common(), row = *row,
         sides = m_loaded->comparison->revisions](const TaskContext& task) {
            return readRuns(*engine, common, row, sides, task);
        },
        [this](const Result<SideRuns>& runs) {
            const query::CompareRow* current = currentRow();
            if (runs && current != nullptr) {
                m_found = *runs;
                m_nearest->setText(nearestText());
                emit selectionChanged(selectionOf(*current));
            }
            emit statusChanged();
        });
    emit statusChanged();
}

/// Of the whole sides; where all have results, of the cell under the cursor.
const NearestSides& CompareView::nearestSides() const
{
    return sideToFill(m_loaded->nearest) ? m_loaded->nearest : m_found.nearest;
}

QString CompareView::nearestText() const
{
    const auto side = m_loaded ? sideToFill(nearestSides()) : std::nullopt;
    if (!side) {
        return {};
    }
    const bool isWhole = &nearestSides() == &m_loaded->nearest;
    const NearestData& nearest = *nearestSides()[*side];
    const QString name = QStringLiteral("%1 %2").arg(
        sideLetter(*side), shortRevisionText(m_loaded->comparison->revisions[*side]));
    QStringList parts{isWhole ? tr("%1 has no results").arg(name)
                              : tr("%1 did not run this").arg(name)};
    if (nearest.before) {
        parts << withKeys(m_context, tr("{older-revision} takes %1, the nearest before"))
                     .arg(shortRevisionText(*nearest.before));
    }
    if (nearest.after) {
        parts << withKeys(m_context, tr("{newer-revision} takes %1, the nearest after"))
                     .arg(shortRevisionText(*nearest.after));
    }
    return joinedTexts(parts);
}

bool CompareView::takeNearest(bool isOlder)
{
    const auto side = m_loaded ? sideToFill(nearestSides()) : std::nullopt;
    if (!side) {
        return false;
    }
    const NearestData& nearest = *nearestSides()[*side];
    const auto& taken = isOlder ? nearest.before : nearest.after;
    if (!taken) {
        return false;
    }
    QStringList names;
    for (const query::RevisionRef& one : m_loaded->comparison->revisions) {
        names << sideName(one);
    }
    names[static_cast<qsizetype>(*side)] = sideName(*taken);
    m_context.navigator->open(withSides(state(), names));
    return true;
}

void CompareView::goToChange(query::CellChange change, int step)
{
    goToRow(*m_table, step,
            [this, change](int row) { return m_rows->rowAt(row)->change == change; });
}

/// The first and the last.
void CompareView::swapSides()
{
    QStringList names;
    if (m_loaded) {
        for (const query::RevisionRef& side : m_loaded->comparison->revisions) {
            names << sideName(side);
        }
        names.swapItemsAt(0, names.size() - 1);
        m_context.navigator->open(withSides(state(), names));
    }
}

/// The log of the last side; in the split: that of the first beside it.
void CompareView::openLogs(OpenMode mode)
{
    const query::CompareRow* row = currentRow();
    if (row == nullptr || m_found.runs.isEmpty()) {
        return;
    }
    const QString first = m_found.runs.constFirst();
    const QString last = m_found.runs.constLast();
    ViewState target = logState(m_state, selectionOf(*row).kind, last.isEmpty() ? first : last);
    if (target.record.isEmpty()) {
        return;
    }
    const bool isBoth = mode == OpenMode::Split && !first.isEmpty() && first != target.record;
    m_context.navigator->open(target, isBoth ? OpenMode::Here : mode);
    if (isBoth) {
        target.record = first;
        m_context.navigator->open(target, OpenMode::Split);
    }
}

/// The log of the last side against that of the first.
void CompareView::openDiff()
{
    const query::CompareRow* row = currentRow();
    if (row == nullptr || m_found.runs.isEmpty() || m_found.runs.constLast().isEmpty()) {
        return;
    }
    m_context.navigator->open(logDiffState(m_state, selectionOf(*row).kind,
                                           m_found.runs.constLast(), m_found.runs.constFirst()));
}

void CompareView::openHistory()
{
    if (const query::CompareRow* row = currentRow()) {
        m_context.navigator->open(historyState(
            historyOf(row->kind, row->names, branchOf(m_loaded->comparison->revisions.back()))));
    }
}

void CompareView::copyReport() const
{
    if (const query::CompareRow* row = currentRow()) {
        QGuiApplication::clipboard()->setText(
            QStringLiteral("%1: %2, %3 → %4 (%5)")
                .arg(caption(), changeText(row->change), statusWord(row->statuses.front()),
                     statusWord(row->statuses.back()), cellText(row->names)));
    }
}

} // namespace cboard::ui
