// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

class MeasurementPane;
class ResultTable;
class StatePanel;
class ViewHeader;

/// One board: its branches with their last revisions above, its labs side by side below, and how
/// long its boots took on the branch of the cursor. Enter shows its results on the branch, or in
/// the lab.
///
/// State: the board (board_state.h), filter; option "revisions" and the choices of both tables
/// ("labs.sort" ...).
class BoardView : public View {
    Q_OBJECT

public:
    explicit BoardView(const Context& context, QWidget* parent = nullptr);

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

private:
    using Board = std::shared_ptr<const query::BoardSnapshot>;

    ResultTable* addTable(const QString& name, const QString& title);
    void load();
    void show(const Board& board);
    void showHeader();
    void showBootTimes();
    void select();
    ResultTable& currentTable() const;
    query::HistoryRequest historyAt(const ResultTable& table, int row) const;
    void openHistory();
    void openCurrent(OpenMode mode);

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    Board m_board;
    std::shared_ptr<const TypedRows<query::BoardBranch>> m_branchRows;
    std::shared_ptr<const TypedRows<query::BoardLab>> m_labRows;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    ResultTable* m_branches;
    ResultTable* m_labs;
    MeasurementPane* m_bootTimes;
    const query::BoardBranch* m_shownBranch = nullptr; ///< Whose boot times stand there.
    BackgroundTask<Board> m_load;
};

} // namespace cboard::ui
