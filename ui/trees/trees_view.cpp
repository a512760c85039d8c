// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_view.h"

#include "ui/base/baseline_choice.h"
#include "ui/base/resolve.h"
#include "ui/base/scope_chips.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/trees/trees_columns.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/loading.h"
#include "ui/widgets/result_table.h"

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44;
    constexpr int UsualDays = 30;
    constexpr qsizetype JudgedAtOnce = 4; ///< Branches; each reads the history of its tests.

    /// What it takes to judge the revision that a row shows.
    struct JudgeOrder {
        QString id;
        BaselineQuestion question;
        query::VerdictsRequest request;
    };

    /// Error Unsupported from an engine that judges nothing.
    Result<QMap<QString, TreeVerdict>>
    judge(query::Engine& engine, const std::vector<JudgeOrder>& orders, const TaskContext& task)
    {
        QMap<QString, TreeVerdict> verdicts;
        for (const JudgeOrder& order : orders) {
            query::VerdictsRequest request = order.request;
            CBOARD_TRY(const auto baseline,
                       order.question.answer(engine, request.branch, request.revision,
                                             request.common, task));
            request.common.baseline = baseline.id();
            CBOARD_TRY(const auto answer, engine.verdicts(request, task));
            if (!answer->rows.empty()) {
                verdicts.insert(order.id, verdictOf(answer->rows.front(), baseline.text));
            }
        }
        return verdicts;
    }

    /// Whether the filter names the time itself.
    bool hasOwnWindow(const ViewState& state)
    {
        const auto filter = parseStateFilter(state);
        return filter
            && std::any_of(filter->terms.begin(), filter->terms.end(), [](const auto& term) {
                   return term.key == query::FilterKey::Since
                       || term.key == query::FilterKey::Until;
               });
    }

    /// How many trees a filter shows.
    CountRows rowsOf(const Context& context)
    {
        return [engine = context.engine, common = context.common()](
                   const query::Filter& filter, const TaskContext& task) -> Result<qint64> {
            query::TreesRequest request{common};
            request.common.filter = filter;
            CBOARD_TRY(const auto trees, engine->trees(request, task));
            return static_cast<qint64>(trees->rows.size());
        };
    }

} // namespace

TreesView::TreesView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("trees"), tr("Trees"), tr("Trees")}, parent)
    , m_spec(treesTable(context))
    , m_load(*context.queries, *context.tasks)
    , m_judge(*context.queries, *context.tasks)
    , m_step(*context.queries, *context.tasks)
{
    m_table->setRowHeight(RowHeight);
    setContent(m_table);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, [this] { select(currentEntry()); });
    connect(m_table, &ResultTable::countClicked, this,
            [this](int row, int column, StatusClass status) {
                openCounts(*m_rows->rowAt(row), m_rows->head(column).id, status);
            });
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, [this] {
            readPins();
            showEntries(true);
        });
        readPins();
    }
}

void TreesView::readPins()
{
    m_extras.pinned.clear();
    for (const Watched& thing : m_context.items->lists().watched) {
        if (thing.kind == Watched::Kind::Tree) {
            m_extras.pinned << thing.title();
        }
    }
}

void TreesView::showState(const ViewState& state)
{
    const bool isLoaded = m_trees != nullptr && state.filter == m_state.filter
        && state.options.value(BaselineOption) == m_state.options.value(BaselineOption);
    const bool hasOtherWindow = daysBack(state, UsualDays) != daysBack(m_state, UsualDays);
    takeState(state);
    if (!isLoaded) {
        load();
    } else if (hasOtherWindow) {
        show(m_trees);
    }
}

ViewState TreesView::state() const
{
    ViewState state = TableView::state();
    if (const TreeEntry* entry = currentEntry()) {
        state.tree = fromUtf8(entry->row.tree);
        state.branch = fromUtf8(entry->row.branch);
        state.repositoryUrl = fromUtf8(entry->row.repositoryUrl);
    }
    return state;
}

QList<ScopeChip> TreesView::scopeChips() const
{
    QList<ScopeChip> chips{baselineChip(askedBaseline(m_state))};
    if (!hasOwnWindow(m_state)) {
        chips.prepend(daysChip(m_state, UsualDays));
        if (m_isWindowEmpty) {
            chips.front().text =
                tr("all times, nothing in %1 d").arg(*daysBack(m_state, UsualDays));
        }
    }
    return chips;
}

/// Which branches the window leaves out; an empty window would only hide that there is something.
void TreesView::showWindow()
{
    m_extras.since.reset();
    m_hidden = 0;
    m_isWindowEmpty = false;
    const auto days = daysBack(m_state, UsualDays);
    if (!days || hasOwnWindow(m_state)) {
        return;
    }
    const Timestamp since = m_context.now() - std::chrono::days(*days);
    const auto& rows = m_trees->rows;
    m_isWindowEmpty = std::none_of(rows.begin(), rows.end(), [since](const query::TreeRow& row) {
        return isYoung(row, since);
    });
    if (!m_isWindowEmpty) {
        m_extras.since = since;
    }
}

ViewStatus TreesView::status() const
{
    ViewStatus status = TableView::status();
    status.isLoading = status.isLoading || m_judge.isRunning() || m_step.isRunning();
    return status;
}

bool TreesView::showsTree(const QString& tree) const
{
    Q_UNUSED(tree)
    return true;
}

void TreesView::refresh()
{
    m_extras.stepped.clear();
    load();
}

void TreesView::load()
{
    m_judge.cancel();
    startLoading(
        m_load, tr("Reading the trees"), tr("The trees could not be read"),
        [engine = m_context.engine, common = m_context.common(),
         state = m_state](const TaskContext& task) -> Result<Snapshot> {
            query::TreesRequest request{common};
            CBOARD_TRY(request.common.filter, parseStateFilter(state));
            return engine->trees(request, task);
        },
        [this](const Snapshot& trees) { show(trees); });
}

void TreesView::show(const Snapshot& trees)
{
    takeInfo(trees->info, std::ssize(trees->rows));
    m_trees = trees;
    showWindow();
    showEntries(true);
    if (!trees->rows.empty()) {
        m_panel->showContent();
    } else if (m_state.filter.isEmpty()) {
        showEmptyStore(*m_panel);
    } else {
        m_filteredOut->show(tr("%1 trees, 0 match").arg(countText(m_status.total)), m_state.filter,
                            relaxedOneByOne(*parseStateFilter(m_state), rowsOf(m_context)));
    }
    m_isOrderDue = true;
    m_unjudged.clear();
    for (const TreeEntry& entry : *m_entries) {
        m_unjudged << treeId(entry.row);
    }
    judgeNext();
    emit stateChanged();
}

/// \p isReordering: by what is known now; else every row stays where it is.
void TreesView::showEntries(bool isReordering)
{
    if (!m_trees) {
        return;
    }
    auto entries = std::make_shared<std::vector<TreeEntry>>(treeEntries(*m_trees, m_extras));
    if (!isReordering && m_entries) {
        QMap<QString, std::ptrdiff_t> places;
        for (const TreeEntry& entry : *m_entries) {
            places.insert(treeId(entry.row), places.size());
        }
        std::stable_sort(entries->begin(), entries->end(),
                         [&places](const TreeEntry& a, const TreeEntry& b) {
                             return places.value(treeId(a.row)) < places.value(treeId(b.row));
                         });
    }
    m_entries = std::move(entries);
    m_status.shown = static_cast<qint64>(m_entries->size());
    m_hidden = static_cast<qint64>(m_trees->rows.size()) - m_status.shown;
    m_rows = std::make_shared<const TypedRows<TreeEntry>>(m_spec, m_entries, *m_entries);
    m_table->setRows(m_rows);
    showVerdict();
}

void TreesView::showVerdict()
{
    int failingNew = 0;
    int worse = 0;
    for (const TreeEntry& entry : *m_entries) {
        failingNew += entry.verdict && entry.verdict->marks[query::CellMark::New] > 0 ? 1 : 0;
        worse += failChange(entry.row).value_or(0) > 0 ? 1 : 0;
    }
    QStringList parts;
    if (!m_extras.verdicts.isEmpty()) {
        parts << countedText(failingNew, tr("%1 branch with new failures"),
                             tr("%1 branches with new failures"));
    }
    parts << countedText(worse, tr("%1 fails more than a revision before"),
                         tr("%1 fail more than a revision before"))
          << countedText(m_status.shown, tr("%1 branch in all"), tr("%1 branches in all"));
    if (m_hidden > 0) {
        parts << countedText(m_hidden, tr("%1 older left out"), tr("%1 older left out"));
    }
    parts << againstText(askedBaseline(m_state));
    m_header->setVerdict(m_status.total > 0 ? parts : QStringList());
}

void TreesView::judgeNext()
{
    if (m_unjudged.isEmpty()) {
        // News put other branches first; a cursor that was never moved stays at the top.
        const bool isAtTop = m_isOrderDue && !m_entries->empty() && !m_table->isHolding()
            && m_table->choice() == TableChoice()
            && m_table->currentId() == m_spec->id(m_entries->front());
        showEntries(std::exchange(m_isOrderDue, false));
        if (isAtTop) {
            m_table->setCurrentId(m_spec->id(m_entries->front()));
        }
        emit statusChanged();
        return;
    }
    std::vector<JudgeOrder> orders;
    for (const TreeEntry& entry : *m_entries) {
        if (m_unjudged.mid(0, JudgedAtOnce).contains(treeId(entry.row))) {
            query::VerdictsRequest request;
            request.common = m_context.common();
            request.branch = {entry.row.tree, entry.row.branch, entry.row.repositoryUrl};
            request.revision = entry.row.newest.id;
            orders.push_back(
                {treeId(entry.row), BaselineQuestion(m_context, m_state), std::move(request)});
        }
    }
    m_judge.start(
        tr("Comparing with the past"),
        [engine = m_context.engine, orders = std::move(orders)](const TaskContext& task) {
            return judge(*engine, orders, task);
        },
        [this](const Result<Verdicts>& verdicts) {
            if (!verdicts) { // The list stands without.
                m_unjudged.clear();
            } else {
                m_extras.verdicts.insert(*verdicts);
                m_unjudged = m_unjudged.mid(JudgedAtOnce);
                showEntries(false);
            }
            judgeNext();
        });
    emit statusChanged();
}

} // namespace cboard::ui
