// SPDX-License-Identifier: GPL-3.0-or-later
// What keys and clicks do on the home page.
#include "ui/base/preferences.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/filter/filter_terms.h"
#include "ui/hardware/board_history.h"
#include "ui/hardware/board_state.h"
#include "ui/home/home_card.h"
#include "ui/home/home_grid.h"
#include "ui/home/home_view.h"
#include "ui/widgets/name_dialog.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/row_selection.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_find.h"

#include <QAbstractItemView>
#include <QApplication>

namespace cboard::ui {

namespace {

    ViewState branchState(const char* view, const query::RevisionRef& revision)
    {
        ViewState state;
        state.view = QLatin1String(view);
        nameBranch(state, revision);
        return state;
    }

    /// The regressions of the newest branch, of what broke there.
    ViewState regressionState(const query::HomeRegression& row)
    {
        if (row.ranges.empty()) {
            return {};
        }
        ViewState state = branchState("regressions", row.ranges.front().firstBad);
        state.filter = filterTerm(row.kind == "build"      ? query::FilterKey::Config
                                      : row.kind == "boot" ? query::FilterKey::Board
                                                           : query::FilterKey::Path,
                                  {fromUtf8(row.subject)});
        return state;
    }

    query::HistoryRequest historyOf(const WatchedRow& row)
    {
        if (row.board) {
            return boardHistory(row.board->identity.board,
                                row.board->newestRevision.value_or(query::RevisionRef{}));
        }
        query::HistoryRequest history;
        history.path = row.test->path;
        if (row.test->worst) {
            history.branch = {row.test->worst->tree, row.test->worst->branch,
                              row.test->worst->repositoryUrl};
        }
        return history;
    }

    /// The page of a board; a test where most of its cells fail.
    ViewState watchedState(const WatchedRow& row)
    {
        if (row.board) {
            return boardState(row.name());
        }
        ViewState state = row.test->worst ? branchState("tests", *row.test->worst) : ViewState();
        state.view = QStringLiteral("tests");
        state.filter = filterTerm(query::FilterKey::Path, {row.name()}) + QLatin1Char('*');
        return state;
    }

} // namespace

QList<ActionId> HomeView::actions() const
{
    return tableActions() + partActions(CardCount)
        + QList{ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit,
                ActionId::NextNew, ActionId::PreviousNew,  ActionId::MarkSeen,
                ActionId::Rename,  ActionId::Delete};
}

TableSource HomeView::tableSource() const
{
    const Card card = currentCard();
    return sourceOf(table(card), table(card).view()->accessibleName(), {});
}

bool HomeView::perform(ActionId action)
{
    if (const auto part = partOf(action); part && *part < CardCount) {
        focusCard(static_cast<Card>(*part));
        return true;
    }
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openRow(openModeOf(action));
        return true;
    case ActionId::NextNew:
    case ActionId::PreviousNew: // Of the regressions, wherever the cursor was.
        if (currentCard() == Regressions) {
            table(Regressions).moveBy(action == ActionId::NextNew ? 1 : -1);
        } else {
            focusCard(Regressions);
        }
        return true;
    case ActionId::MarkSeen:
        markSeen();
        return true;
    case ActionId::Rename:
    case ActionId::Delete:
        return nameLab(action == ActionId::Rename);
    default:
        return findInCards(action) || performOnTable(action, table(currentCard()));
    }
}

/// All cards are one page: what is looked for may stand in any of them.
bool HomeView::findInCards(ActionId action)
{
    std::vector<ResultTable*> tables;
    for (const HomeCard* card : m_cards) {
        if (!card->isEmpty()) {
            tables.push_back(&card->table());
        }
    }
    return performFind(action, *this, table(currentCard()), tables);
}

/// Gives the lab under the cursor a name, or takes its names back. \returns false for all else.
bool HomeView::nameLab(bool isGiven)
{
    const query::SourceRow* source = currentCard() == Sources && m_sourceRows
        ? m_sourceRows->rowAt(table(Sources).currentRow())
        : nullptr;
    if (source == nullptr || source->kind != "lab" || m_context.items == nullptr) {
        return false;
    }
    const QString lab = fromUtf8(source->name);
    if (!isGiven) {
        m_context.items->splitNames(store::UserData::Named::Lab, lab);
        return true;
    }
    QStringList known;
    for (const query::SourceRow& one : m_loaded->home->sources) {
        if (one.kind == "lab") {
            known << fromUtf8(one.name);
        }
    }
    askForName(m_context, store::UserData::Named::Lab, lab, known, this);
    return true;
}

/// With the focus elsewhere: where it was last.
HomeView::Card HomeView::currentCard() const
{
    const QWidget* focus = QApplication::focusWidget();
    for (std::size_t i = 0; focus != nullptr && i < CardCount; ++i) {
        if (m_cards.at(i)->isAncestorOf(focus)) {
            return static_cast<Card>(i);
        }
    }
    return m_card;
}

ResultTable& HomeView::table(Card card) const
{
    return m_cards.at(card)->table();
}

void HomeView::focusInEvent(QFocusEvent* event)
{
    View::focusInEvent(event);
    focusCard(m_card);
}

/// What has no rows cannot be entered; its sentence is read where it stands.
void HomeView::focusCard(Card card)
{
    if (!m_cards.at(card)->isEmpty()) {
        m_card = card;
        table(card).setFocus(Qt::ShortcutFocusReason);
        select();
    }
}

void HomeView::select()
{
    const Card card = currentCard();
    m_card = card;
    const int row = table(card).currentRow();
    Selection selection;
    if (card == Regressions && m_regressionRows && m_regressionRows->rowAt(row) != nullptr) {
        const query::HomeRegression& regression = *m_regressionRows->rowAt(row);
        selection.kind = regression.kind == "build" ? RecordKind::Build : RecordKind::Test;
        selection.id = fromUtf8(regression.recordId);
        selection.caption = fromUtf8(regression.title);
    } else if (card == Tray && m_trayRows && m_trayRows->rowAt(row) != nullptr) {
        selection = trayRowSelection(*m_trayRows->rowAt(row));
    } else if (table(card).rows() && row >= 0) {
        selection = rowSelection(table(card).rows().get(), row);
        if (card == WatchedThings && m_watchedRows && m_watchedRows->rowAt(row) != nullptr) {
            selection.history = historyOf(*m_watchedRows->rowAt(row));
        }
    }
    m_grid->reveal(*m_cards.at(card));
    emit selectionChanged(selection);
}

/// Without a view: nothing to open.
ViewState HomeView::rowTarget(Card card) const
{
    const int row = table(card).currentRow();
    if (row < 0 || m_cards.at(card)->isEmpty()) {
        return {};
    }
    ViewState state;
    switch (card) {
    case Branches:
        return branchState("revision", m_branchRows->rowAt(row)->newest);
    case Regressions:
        return regressionState(*m_regressionRows->rowAt(row));
    case WatchedThings:
        return watchedState(*m_watchedRows->rowAt(row));
    case Sources: {
        const query::SourceRow& source = *m_sourceRows->rowAt(row);
        state.view = QStringLiteral("boots");
        state.filter =
            filterTerm(source.kind == "lab" ? query::FilterKey::Lab : query::FilterKey::Origin,
                       {fromUtf8(source.name)});
        return state;
    }
    case Running:
        state = branchState("revision", m_runningRows->rowAt(row)->revision);
        state.revision = fromUtf8(m_runningRows->rowAt(row)->revision.commit);
        return state;
    case Tray:
        return trayRowTarget(*m_trayRows->rowAt(row), m_state);
    case CardCount:
        return {};
    }
    return {};
}

/// The names of trees, boards or tests.
QStringList HomeView::watchedOf(Watched::Kind kind) const
{
    QStringList names;
    if (m_context.items != nullptr) {
        for (const Watched& thing : m_context.items->lists().watched) {
            if (thing.kind == kind) {
                names << (kind == Watched::Kind::Tree ? thing.tree : thing.title());
            }
        }
    }
    names.removeDuplicates();
    return names;
}

QStringList HomeView::runningTrees() const
{
    QStringList names;
    if (m_loaded) {
        for (const query::HomeRunning& row : m_loaded->home->running) {
            names << fromUtf8(row.revision.tree);
        }
    }
    names.removeDuplicates();
    return names;
}

/// The view that has all of what the card begins.
ViewState HomeView::moreTarget(Card card) const
{
    static const std::array<const char*, CardCount> views = {"trees",    "tray",   "regressions",
                                                             "hardware", "ingest", "trees"};
    ViewState state;
    state.view = QLatin1String(views.at(card));
    if (card == Regressions && m_loaded && !m_loaded->home->branches.empty()) {
        const query::HomeSnapshot& home = *m_loaded->home;
        state = branchState("regressions",
                            home.regressions.empty()
                                ? home.branches.front().newest
                                : home.regressions.front().ranges.front().firstBad);
    }
    QStringList terms{m_state.filter};
    if (card == Branches && !showsAllBranches()) {
        terms << filterTerm(query::FilterKey::Tree, watchedOf(Watched::Kind::Tree));
    } else if (card == WatchedThings && !watchedOf(Watched::Kind::Board).isEmpty()) {
        terms << filterTerm(query::FilterKey::Board, watchedOf(Watched::Kind::Board));
    } else if (card == WatchedThings) {
        state.view = QStringLiteral("tests");
        terms << filterTerm(query::FilterKey::Path, watchedOf(Watched::Kind::Test));
    } else if (card == Running) {
        terms << filterTerm(query::FilterKey::Tree, runningTrees());
    }
    terms.removeAll(QString());
    if (card != Tray && card != Sources) {
        state.filter = terms.join(QLatin1Char(' '));
    }
    return state;
}

void HomeView::openRow(OpenMode mode)
{
    const ViewState target = rowTarget(currentCard());
    if (!target.view.isEmpty()) {
        m_context.navigator->open(target, mode);
    }
}

/// The branch that `w` is about.
const query::RevisionRef* HomeView::currentRevision() const
{
    const Card card = currentCard();
    const int row = table(card).currentRow();
    if (card == Branches && m_branchRows && m_branchRows->rowAt(row) != nullptr) {
        return &m_branchRows->rowAt(row)->newest;
    }
    if (card == Running && m_runningRows && m_runningRows->rowAt(row) != nullptr) {
        return &m_runningRows->rowAt(row)->revision;
    }
    return nullptr;
}

void HomeView::markSeen()
{
    if (m_context.preferences == nullptr) {
        return;
    }
    const QString now = fromUtf8(formatIso(m_context.now()));
    const Card card = currentCard();
    bool isSet = true;
    for (const Card own : {Branches, Regressions}) {
        const Card other = own == Branches ? Regressions : Branches;
        if (card != other) {
            isSet = m_context.preferences->set(QLatin1String(seenSetting(own)), now) && isSet;
        }
    }
    if (isSet) {
        load();
    }
}

} // namespace cboard::ui
