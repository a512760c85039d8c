// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/service/failing_elsewhere.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/navigator.h"
#include "ui/regressions/ledger_table.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

class CommitPane;
class OwnThings;
class TimelinePane;
class ToggleChips;
struct TimelineOrder;

/// What is broken on a branch, since when and by which range of commits: the ledger above, the
/// cells of the selected rows through time below, and beside them the commits of the current row
/// where there is a clone. Enter leads from a row to its cells, and from a run to its log.
///
/// The ledger stands at once with what fails as titles; the errors that the logs show come after
/// it and join rows of one error. What is flaky comes after it, too: it is a state of its own,
/// which is folded until the user asks for it, and never counted as a regression.
///
/// State: branch, revision (the ledger as it was there), filter; options "states" (those shown:
/// "active,fixed"), "mine" (any text: only those of the user), "elsewhere" (any text: only those
/// that fail on the branch of the settings, too), "row" (the selected one),
/// Baseline::Option and the choices of the table.
class RegressionsView : public TableView {
    Q_OBJECT

public:
    explicit RegressionsView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    struct Loaded {
        query::RegressionsRequest request; ///< What the ledger answers.
        LedgerPtr ledger;
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
        LedgerPtr flaky; ///< Null until it is read.
        std::vector<LedgerEntry> entries;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    // regressions_view.cpp
    void connectParts();
    void load() override;
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const BaselineQuestion& question,
                                   const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void showEntries();
    void noteMoved(const Loaded& before);
    void showEmpty();
    void showHeader();
    bool isWanted(const LedgerEntry& entry, const OwnThings& own) const;
    QStringList shownStates() const;

    // regressions_chips.cpp
    bool isOnlyMine() const;
    ScopeChip elsewhereChip() const;
    bool isOnlyElsewhere() const;

    // regressions_additions.cpp
    void nameErrors();
    void showNamed(const LedgerPtr& named);
    void findFlaky();
    void showFlaky(const LedgerPtr& flaky);
    void findTrayCells();
    QString otherLine() const;
    void findElsewhere();

    // regressions_actions.cpp
    const LedgerEntry* currentEntry() const;
    void select();
    bool isInTimeline() const;
    bool move(ActionId action);
    void goToActive(int step);
    void openCurrent(OpenMode mode);
    void openCells(const LedgerEntry& entry, OpenMode mode);
    void openLog(OpenMode mode);
    void openDiff();
    void openHistory();
    void copyRange() const;
    void copyReport() const;
    bool setCulprit();
    void showTimeline();
    TimelineOrder timelineOrder() const;

    LoadedPtr m_loaded;
    bool m_isFilling = false; ///< The table gets its rows.
    QString m_moved; ///< What a new run moved to fixed, in words.
    std::shared_ptr<const std::vector<LedgerEntry>> m_shown; ///< Of the chosen states.
    std::shared_ptr<const LedgerRows> m_rows;
    ToggleChips* m_states;
    TimelinePane* m_timeline;
    CommitPane* m_commits;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<LedgerPtr> m_name;
    BackgroundTask<LedgerPtr> m_findFlaky;
    QStringList m_tray; ///< What m_trayCells are of.
    std::vector<query::CellNames> m_trayCells;
    BackgroundTask<std::vector<query::CellNames>> m_findTray;
    QString m_elsewhereLine; ///< What m_elsewhere is of; another one is looked at anew.
    std::shared_ptr<const service::FailingElsewhere> m_elsewhere; ///< Null until it is known.
    QString m_elsewhereError;
    BackgroundTask<std::shared_ptr<const service::FailingElsewhere>> m_findElsewhere;
};

} // namespace cboard::ui
