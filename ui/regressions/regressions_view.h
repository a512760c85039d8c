// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/regressions/ledger_entries.h"
#include "ui/shell/background_task.h"
#include "ui/shell/baseline_choice.h"
#include "ui/shell/context.h"
#include "ui/shell/navigator.h"
#include "ui/shell/view.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

class FilteredOut;
class ResultTable;
class StatePanel;
class TimelinePane;
class ToggleChips;
class ViewHeader;
struct TimelineOrder;

/// What is broken on a branch, since when and by which range of commits: the ledger above, the
/// cells of the selected rows through time below. Enter leads from a row to its cells, and from a
/// run to its log.
///
/// The ledger stands at once with what fails as titles; the errors that the logs show come after
/// it and join rows of one error.
///
/// State: branch, revision (the ledger as it was there), filter; options "states" (those shown:
/// "active,fixed"), "row" (the selected one), Baseline::Option and the choices of the table.
class RegressionsView : public View {
    Q_OBJECT

public:
    explicit RegressionsView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    void refresh() override { load(); }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Ledger = std::shared_ptr<const query::RegressionsSnapshot>;

    struct Loaded {
        query::RegressionsRequest request; ///< What the ledger answers.
        Ledger ledger;
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
        std::vector<LedgerEntry> entries;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    // regressions_view.cpp
    QWidget* createContent();
    void connectParts();
    void load();
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const BaselineQuestion& question,
                                   const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void nameErrors();
    void showNamed(const Ledger& named);
    void showEntries();
    void showEmpty();
    void showHeader();
    QStringList shownStates() const;
    void showTimeline();
    TimelineOrder timelineOrder() const;

    // regressions_actions.cpp
    const LedgerEntry* currentEntry() const;
    std::vector<const LedgerEntry*> selectedEntries() const;
    void select();
    Selection selectionOf(const LedgerEntry& entry) const;
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

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    LoadedPtr m_loaded;
    std::shared_ptr<const std::vector<LedgerEntry>> m_shown; ///< Of the chosen states.
    std::shared_ptr<const TypedRows<LedgerEntry>> m_rows;
    ViewHeader* m_header;
    ToggleChips* m_states;
    StatePanel* m_panel;
    FilteredOut* m_filteredOut;
    ResultTable* m_table;
    TimelinePane* m_timeline;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<Ledger> m_name;
};

} // namespace cboard::ui
