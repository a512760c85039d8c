// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/hardware/board_rows.h"
#include "ui/widgets/table_rows.h"

#include <array>

class QSplitter;
class QTabWidget;

namespace cboard::ui {

class MeasurementPane;
class ResultTable;
class StatePanel;
class ViewHeader;

/// One board: its branches above, each at its newest revision or at one that the user steps to;
/// below, as tabs, its labs side by side with how long its boots took on the branch of the cursor,
/// its builds, boots and tests at those revisions, and what went wrong around it.
///
/// State: the board (board_state.h), filter; options "revisions", "list" (the tab), "picks"
/// (board_rows.h) and the choices of the tables ("labs.sort" ...).
class BoardView : public View {
    Q_OBJECT

public:
    explicit BoardView(const Context& context, QWidget* parent = nullptr);
    ~BoardView() override;

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    void refresh() override { load(); }
    bool showsTree(const QString& /*tree*/) const override { return true; }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using Board = std::shared_ptr<const query::BoardSnapshot>;
    using Results = std::shared_ptr<const BoardResults>;
    using Incidents = std::shared_ptr<const std::vector<BoardIncident>>;
    enum List : std::uint8_t { Labs, Builds, Boots, Tests, IncidentList, ListCount };

    // board_view.cpp
    ResultTable* addTable(const QString& name, const QString& title);
    void createLists();
    void load();
    void show(const Board& board);
    void showBranches();
    void showHeader();
    QString goneText() const;
    void fitBranches();
    void showBootTimes();

    // board_lists.cpp
    List currentList() const;
    void onListChanged();
    void loadList();
    void showResults(const Results& results);
    void showIncidents(const Incidents& incidents);
    void setCount(List list, qint64 rows);

    // board_actions.cpp
    ResultTable& currentTable() const;
    void select();
    Selection selectionOf(const ResultTable& table, int row) const;
    Selection selectionOfRun(const BoardRun& run) const;
    query::HistoryRequest historyAt(const ResultTable& table, int row) const;
    void openHistory();
    void openCurrent(OpenMode mode);
    void openBoots(const ResultTable& table, int row, OpenMode mode);
    void openCounts(const ResultTable& table, int row, int column, StatusClass status);
    void openIncident(const BoardIncident& incident, OpenMode mode);
    void stepRevision(int older);
    bool showList(int list);
    QString currentLab() const;
    void giveName();
    void splitNames();

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    Board m_board;
    std::shared_ptr<const std::vector<BoardBranchRow>> m_shown; ///< Of m_branchRows.
    std::shared_ptr<const TypedRows<BoardBranchRow>> m_branchRows;
    std::shared_ptr<const TypedRows<query::BoardLab>> m_labRows;
    std::shared_ptr<const TypedRows<BoardBuild>> m_buildRows;
    std::shared_ptr<const TypedRows<BoardRun>> m_bootRows;
    std::shared_ptr<const TypedRows<BoardRun>> m_testRows;
    std::shared_ptr<const TypedRows<BoardIncident>> m_incidentRows;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    QSplitter* m_split = nullptr;
    bool m_isSplitChosen = false; ///< By the user.
    ResultTable* m_branches;
    QTabWidget* m_lists;
    std::array<ResultTable*, ListCount> m_tables{};
    MeasurementPane* m_bootTimes;
    bool m_areResultsRead = false; ///< Of the revisions that are shown.
    bool m_areIncidentsRead = false;
    QString m_shownBranch; ///< Whose boot times stand there.
    BackgroundTask<Board> m_load;
    BackgroundTask<Results> m_loadResults;
    BackgroundTask<Incidents> m_loadIncidents;
};

} // namespace cboard::ui
