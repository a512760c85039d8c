// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do in the list of trees.
#include "ui/base/baseline_choice.h"
#include "ui/base/text_format.h"
#include "ui/trees/trees_columns.h"
#include "ui/trees/trees_view.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr std::int64_t MostSteps = 30; ///< Revisions that `[` reaches.
} // namespace

QList<ActionId> TreesView::actions() const
{
    return tableActions()
        + QList{ActionId::Open,          ActionId::OpenInNewTab, ActionId::OpenInSplit,
                ActionId::NextNew,       ActionId::PreviousNew,  ActionId::NewerRevision,
                ActionId::OlderRevision, ActionId::CopyId,       ActionId::CopyReport};
}

TableSource TreesView::tableSource() const
{
    return sourceOf(*m_table, tr("Trees"), {});
}

bool TreesView::perform(ActionId action)
{
    const TreeEntry* entry = currentEntry();
    switch (action) {
    case ActionId::NextNew:
    case ActionId::PreviousNew:
        goToFailing(action == ActionId::NextNew ? 1 : -1, true);
        return true;
    case ActionId::NextFailure:
    case ActionId::PreviousFailure:
        goToFailing(action == ActionId::NextFailure ? 1 : -1, false);
        return true;
    case ActionId::NewerRevision:
    case ActionId::OlderRevision:
        stepRevision(action == ActionId::OlderRevision ? 1 : -1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::CopyId:
        if (entry != nullptr) {
            QGuiApplication::clipboard()->setText(fromUtf8(entry->row.newest.commit));
        }
        return true;
    case ActionId::CopyReport:
        if (entry != nullptr) {
            copyReport(*entry);
        }
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

const TreeEntry* TreesView::currentEntry() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

void TreesView::select(const TreeEntry* entry)
{
    Selection selection;
    if (entry != nullptr) {
        const query::TreeRow& row = entry->row;
        selection.caption = QStringLiteral("%1\n%2").arg(treeName(row), revisionText(row.newest));
        selection.revision = fromUtf8(row.newest.commit);
        QStringList origins;
        for (const std::string& origin : row.origins) {
            origins << fromUtf8(origin);
        }
        selection.facts = {{tr("commit"), fromUtf8(row.newest.commit)},
                           {tr("subject"), fromUtf8(row.newest.subject)},
                           {tr("builds"), countsText(row.counts.builds)},
                           {tr("boots"), countsText(row.counts.boots)},
                           {tr("tests"), countsText(row.counts.tests)},
                           {tr("repository"), fromUtf8(row.repositoryUrl)},
                           {tr("origins"), origins.join(QStringLiteral(", "))},
                           {tr("revisions stored"), countText(row.revisionCount)}};
    }
    emit selectionChanged(selection);
}

void TreesView::copyReport(const TreeEntry& entry)
{
    QGuiApplication::clipboard()->setText(
        tr("%1 %2: builds %3; boots %4; tests %5")
            .arg(treeName(entry.row), revisionText(entry.row.newest),
                 countsText(entry.row.counts.builds), countsText(entry.row.counts.boots),
                 countsText(entry.row.counts.tests)));
}

/// To the next branch with new failures, or with more fails than a revision before.
void TreesView::goToFailing(int step, bool onlyNew)
{
    const auto order = m_table->shownRows();
    const auto current = std::find(order.begin(), order.end(), m_table->currentRow());
    const auto last = static_cast<std::ptrdiff_t>(order.size());
    for (auto at = current - order.begin() + step; at >= 0 && at < last; at += step) {
        const TreeEntry* entry = m_rows->rowAt(order[static_cast<std::size_t>(at)]);
        const bool hasNew = entry->verdict && entry->verdict->marks[query::CellMark::New] > 0;
        if (onlyNew ? hasNew : hasNew || failChange(entry->row).value_or(0) > 0) {
            m_table->setCurrentId(m_spec->id(*entry));
            return;
        }
    }
}

/// Another revision in the row; Enter opens that one.
void TreesView::stepRevision(int older)
{
    const TreeEntry* entry = currentEntry();
    const int wanted = entry == nullptr ? -1 : entry->back + older;
    if (wanted < 0 || wanted >= std::min(MostSteps, entry->row.revisionCount)) {
        return; // The window says so.
    }
    const query::BranchKey branch{entry->row.tree, entry->row.branch, entry->row.repositoryUrl};
    m_step.start(
        tr("Reading a revision"),
        [engine = m_context.engine, common = m_context.common(), branch, wanted,
         id = treeId(entry->row)](const TaskContext& task) -> Result<Step> {
            CBOARD_TRY(const auto revisions, engine->revisions({common, branch, wanted + 1}, task));
            if (static_cast<int>(revisions->rows.size()) <= wanted) {
                return fail(ErrorKind::NotFound, "no older revision is stored");
            }
            return Step{id, {wanted, revisions->rows[static_cast<std::size_t>(wanted)]}};
        },
        [this](const Result<Step>& step) {
            if (step) {
                if (step->revision.back == 0) {
                    m_extras.stepped.remove(step->id);
                } else {
                    m_extras.stepped.insert(step->id, step->revision);
                }
                m_extras.verdicts.remove(step->id);
                m_unjudged.removeAll(step->id);
                m_unjudged.prepend(step->id);
                showEntries(false);
                judgeNext();
                select(currentEntry());
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void TreesView::openCounts(const TreeEntry& entry, const QString& view, StatusClass status)
{
    ViewState target;
    target.view = view; // The columns are named as the views.
    target.tree = fromUtf8(entry.row.tree);
    target.branch = fromUtf8(entry.row.branch);
    target.repositoryUrl = fromUtf8(entry.row.repositoryUrl);
    target.filter = QStringLiteral("status:") + fromUtf8(std::string(statusClassKey(status)));
    m_context.navigator->open(target);
}

void TreesView::openCurrent(OpenMode mode)
{
    const TreeEntry* entry = currentEntry();
    if (entry == nullptr) {
        return;
    }
    ViewState target;
    target.view = QStringLiteral("revision");
    target.tree = fromUtf8(entry->row.tree);
    target.branch = fromUtf8(entry->row.branch);
    target.repositoryUrl = fromUtf8(entry->row.repositoryUrl);
    if (entry->back > 0) {
        target.revision = fromUtf8(entry->row.newest.commit);
    }
    carryBaseline(m_state, target);
    m_context.navigator->open(target, mode);
}

} // namespace cboard::ui
