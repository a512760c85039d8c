// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the test tree do.
#include "ui/base/elided_label.h"
#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/history/history_state.h"
#include "ui/logview/log_state.h"
#include "ui/testtree/test_tree_delegate.h"
#include "ui/testtree/test_tree_find.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_find.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    /// As Alt+S goes round.
    TestTreeSort sortAfter(TestTreeSort sort)
    {
        switch (sort) {
        case TestTreeSort::Fails:
            return TestTreeSort::Name;
        case TestTreeSort::Name:
            return TestTreeSort::Duration;
        case TestTreeSort::Duration:
            return TestTreeSort::News;
        case TestTreeSort::News:
            break;
        }
        return TestTreeSort::Fails;
    }

} // namespace

QList<ActionId> TestTreeView::actions() const
{
    return QList{ActionId::RowDown,      ActionId::RowUp,           ActionId::Left,
                 ActionId::Right,        ActionId::NextNew,         ActionId::PreviousNew,
                 ActionId::NextFailure,  ActionId::PreviousFailure, ActionId::Open,
                 ActionId::OpenInNewTab, ActionId::OpenInSplit,     ActionId::OpenLog,
                 ActionId::CopyId,       ActionId::CopyReport,      ActionId::SortMode,
                 ActionId::ExpandAll,    ActionId::FoldMore,        ActionId::History,
                 ActionId::Find,         ActionId::FindNext,        ActionId::FindPrevious}
    + partActions(PathFolding::Levels);
}

/// A digit folds to a level after `z`, else it chooses among the boards.
bool TestTreeView::performPart(int part, bool isLevel)
{
    if (isLevel) {
        foldToLevel(part + 1);
    } else if (part <= static_cast<int>(BoardFacet::Gone)) {
        arrangeAgain(m_sort, static_cast<BoardFacet>(part));
    }
    return true;
}

bool TestTreeView::perform(ActionId action)
{
    const bool isLevel = std::exchange(m_awaitsLevel, action == ActionId::FoldMore);
    if (!m_model->layout()) {
        return false;
    }
    if (const auto part = partOf(action)) {
        return performPart(*part, isLevel);
    }
    switch (action) {
    case ActionId::RowDown:
        moveRow(1);
        return true;
    case ActionId::RowUp:
        moveRow(-1);
        return true;
    case ActionId::Left: {
        const QModelIndex index = m_tree->currentIndex();
        if (m_tree->isExpanded(index)) {
            m_tree->collapse(index);
        } else if (index.parent().isValid()) {
            m_tree->setCurrentIndex(index.parent());
        }
        return true;
    }
    case ActionId::Right: {
        const QModelIndex index = m_tree->currentIndex();
        if (!m_tree->isExpanded(index)) {
            m_tree->expand(index);
        } else {
            moveRow(1);
        }
        return true;
    }
    case ActionId::NextNew:
    case ActionId::PreviousNew:
        goToFailing(action == ActionId::NextNew, true);
        return true;
    case ActionId::NextFailure:
    case ActionId::PreviousFailure:
        goToFailing(action == ActionId::NextFailure, false);
        return true;
    case ActionId::Open:
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openLog(openModeOf(action));
        return true;
    case ActionId::CopyId:
        QApplication::clipboard()->setText(selectedRunId());
        return true;
    case ActionId::CopyReport:
        copyReport();
        return true;
    case ActionId::History:
        if (const auto history = selectedCell()) {
            m_context.navigator->open(historyState(*history));
        }
        return true;
    case ActionId::SortMode:
        arrangeAgain(sortAfter(m_sort), m_facet);
        return true;
    case ActionId::ExpandAll:
        foldBy({PathFolding::Rule::Failing, 1, {}, {}});
        return true;
    case ActionId::FoldMore:
        foldToNextLevel();
        return true;
    default:
        return performFind(action);
    }
}

/// In the list that has the focus: the tree, or the runs of its current path.
bool TestTreeView::performFind(ActionId action)
{
    if (m_runTable->isAncestorOf(QApplication::focusWidget())) {
        return ui::performFind(action, *m_runTable);
    }
    RowFinder& finder = RowFinder::of(m_context, *this);
    connect(m_model, &QAbstractItemModel::modelReset, &finder, &RowFinder::onRowsChanged,
            Qt::UniqueConnection);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, &finder,
            &RowFinder::onCursorMoved, Qt::UniqueConnection);
    return finder.perform(action, *m_tree, [this] { return findTarget(); });
}

FindTarget TestTreeView::findTarget()
{
    const auto rows = std::make_shared<const TestTreeRows>(m_model->layout());
    return {rows,
            [rows, this](int last) {
                const std::int32_t node = TestTreeModel::nodeOf(m_tree->currentIndex());
                return last >= 0 && last < rows->size() && rows->nodeAt(last) == node
                    ? last
                    : rows->placeOf(node);
            },
            [rows, this](int place, logs::FindPattern&) -> QWidget* {
                selectNode(rows->nodeAt(place));
                return m_tree;
            },
            [this](const std::shared_ptr<logs::FindPattern>& pattern) {
                m_delegate->setHighlight(pattern);
                m_tree->viewport()->update();
            }};
}

void TestTreeView::selectNode(std::int32_t node)
{
    const QModelIndex index = m_model->indexOf(node);
    if (!index.isValid()) {
        return;
    }
    const QScopedValueRollback guard(m_isFolding, true); // What hides it opens.
    m_tree->setCurrentIndex(index);
    showCurrent();
}

/// Opens what hides it, which is not the user's doing.
void TestTreeView::showCurrent()
{
    const QScopedValueRollback guard(m_isFolding, true);
    m_tree->scrollTo(m_tree->currentIndex());
}

void TestTreeView::moveRow(int rows)
{
    if (m_runTable->isAncestorOf(QApplication::focusWidget())) {
        m_runTable->moveBy(rows);
        return;
    }
    const QModelIndex current = m_tree->currentIndex();
    const QModelIndex next = rows > 0 ? m_tree->indexBelow(current) : m_tree->indexAbove(current);
    if (next.isValid()) {
        m_tree->setCurrentIndex(next.siblingAtColumn(0));
    }
}

/// Depth first, as on the screen; a node that does not fail itself stands before its children.
/// \p onlyNew: the next new failure, as far as that is known.
std::optional<std::int32_t> TestTreeView::nextFailing(bool isForward, bool onlyNew) const
{
    const auto& places = onlyNew ? m_new : m_failing;
    const std::int32_t current = TestTreeModel::nodeOf(m_tree->currentIndex());
    if (places.empty() || current < 0) {
        return std::nullopt;
    }
    const auto placeOf = [this](std::int32_t node) {
        return m_place[static_cast<std::size_t>(node)];
    };
    const auto byPlace = [&placeOf](std::int32_t a, std::int32_t b) {
        return placeOf(a) < placeOf(b);
    };
    const auto next = isForward ? std::upper_bound(places.begin(), places.end(), current, byPlace)
                                : std::lower_bound(places.begin(), places.end(), current, byPlace);
    if (isForward) {
        return next == places.end() ? std::nullopt : std::optional(*next);
    }
    return next == places.begin() ? std::nullopt : std::optional(*std::prev(next));
}

void TestTreeView::goToFailing(bool isForward, bool onlyNew)
{
    if (const auto node = nextFailing(isForward, onlyNew)) {
        selectNode(*node);
    }
}

/// Runs that a key or two would select: the worst of the next failing paths and of the rows around,
/// and the runs beside the selected one.
QStringList TestTreeView::nearRuns() const
{
    const auto& snapshot = *m_model->layout()->snapshot;
    QStringList ids;
    const auto addWorstOf = [&ids, &snapshot](std::int32_t node) {
        const auto worst =
            node > 0 ? runsBelow(snapshot, node, 1).runs : decltype(TestTreeRuns::runs)();
        if (!worst.empty()) {
            ids << fromUtf8(snapshot.runId(static_cast<std::size_t>(worst.front().run)));
        }
    };
    for (const bool onlyNew : {true, false}) {
        addWorstOf(nextFailing(true, onlyNew).value_or(0));
    }
    const QModelIndex current = m_tree->currentIndex();
    addWorstOf(TestTreeModel::nodeOf(m_tree->indexBelow(current)));
    addWorstOf(TestTreeModel::nodeOf(m_tree->indexAbove(current)));
    for (const int near : m_runTable->nearRows()) {
        ids << m_runRows->id(near);
    }
    ids.removeDuplicates();
    ids.removeAll(selectedRunId());
    return ids;
}

std::int32_t TestTreeView::nodeOfPath(const QString& path) const
{
    return m_model->layout() ? nodeAt(*m_model->layout(), path.toStdString()) : 0;
}

const PathRun* TestTreeView::currentRun() const
{
    return m_runRows ? m_runRows->rowAt(m_runTable->currentRow()) : nullptr;
}

QString TestTreeView::selectedRunId() const
{
    const PathRun* run = currentRun();
    return run != nullptr ? fromUtf8(run->run.id) : QString();
}

/// The worst run speaks for the path until another one is chosen.
void TestTreeView::onNodeChanged()
{
    const std::int32_t node = TestTreeModel::nodeOf(m_tree->currentIndex());
    if (!m_model->layout() || node <= 0) {
        m_runRows.reset();
        m_runTable->setRows(nullptr);
        m_runTitle->setText({});
        return;
    }
    m_runs = pathRuns(*m_model->layout()->snapshot, node);
    m_runRows = std::make_shared<const TypedRows<PathRun>>(pathRunTable(m_runs->isLeaf), m_runs,
                                                           m_runs->rows);
    m_runTable->setRows(m_runRows);
    const auto listed = static_cast<qint64>(m_runs->rows.size());
    const QString count = listed + m_runs->folded < m_runs->total
        ? tr("the worst %1 of %2 runs").arg(countText(listed), countText(m_runs->total))
        : countedText(m_runs->total, tr("%1 run"), tr("%1 runs"));
    QStringList parts{currentPath(), count};
    if (m_runs->folded > 0) {
        parts << tr("%1 of them failed after a breakdown").arg(countText(m_runs->folded));
    }
    m_runTitle->setText(parts.join(QStringLiteral("  \u00b7  ")));
}

std::optional<query::HistoryRequest> TestTreeView::selectedCell() const
{
    const PathRun* at = currentRun();
    if (at == nullptr) {
        return std::nullopt;
    }
    const query::RevisionRef& revision = m_model->layout()->snapshot->revision;
    query::HistoryRequest history;
    history.branch = {revision.tree, revision.branch, revision.repositoryUrl};
    history.path = at->path;
    history.platform = at->run.platform;
    history.config = at->run.config;
    history.lab = at->run.lab;
    return history;
}

void TestTreeView::onRunChanged()
{
    if (const PathRun* at = currentRun()) {
        Selection selection;
        selection.id = fromUtf8(at->run.id);
        selection.caption =
            joinedTexts({fromUtf8(at->path), fromUtf8(at->run.platform), fromUtf8(at->run.lab)});
        selection.history = selectedCell();
        selection.revision = fromUtf8(m_model->layout()->snapshot->revision.commit);
        selection.neighbours = nearRuns();
        emit selectionChanged(selection);
    }
    emit stateChanged();
}

void TestTreeView::openLog(OpenMode mode)
{
    const QString id = selectedRunId();
    if (id.isEmpty()) {
        return;
    }
    m_context.navigator->open(logState(m_state, RecordKind::Test, id), mode);
}

void TestTreeView::copyReport()
{
    const PathRun* at = currentRun();
    if (at == nullptr) {
        return;
    }
    QApplication::clipboard()->setText(joinedTexts(
        {statusWord(at->run.status).toUpper(), fromUtf8(at->path), fromUtf8(at->run.platform),
         fromUtf8(at->run.config), fromUtf8(at->run.lab), caption(), fromUtf8(at->run.id)},
        QStringLiteral("  ")));
}

bool TestTreeView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return View::eventFilter(watched, event);
}

int TestTreeView::widthOf(int column)
{
    return column == TestTreeModel::BarColumn ? BarWidth
        : column == TestTreeModel::TimeColumn ? TimeWidth
                                              : CountWidth;
}

/// The paths can be read at any width: what tells least goes first.
void TestTreeView::fitColumns()
{
    constexpr int LeastPath = 270; ///< "alsa_mixer-test_write_default_LCCARDB_9" in its suite.
    QHeaderView* header = m_tree->header();
    int room = m_tree->viewport()->width() - LeastPath;
    for (const int column :
         {TestTreeModel::FailColumn, TestTreeModel::NewColumn, TestTreeModel::InfraColumn,
          TestTreeModel::BarColumn, TestTreeModel::PassColumn, TestTreeModel::BoardsColumn,
          TestTreeModel::TimeColumn, TestTreeModel::OtherColumn}) {
        room -= widthOf(column);
        header->setSectionHidden(column, room < 0);
    }
}

} // namespace cboard::ui
