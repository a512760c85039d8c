// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "ui/base/navigator.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

/// Every board: how it does across trees, labs and time. Enter opens its page.
///
/// The list stands at once; what is new, still failing and flaky comes after it. Rows that are one
/// board under several names can be made one (F2), and taken apart again (Del).
///
/// State: filter; option "since" (days whose revisions are counted) and the choices of the table.
class HardwareView : public TableView {
    Q_OBJECT

public:
    explicit HardwareView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override { return tr("Hardware"); }
    bool showsTree(const QString& /*tree*/) const override { return true; }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Boards = std::shared_ptr<const query::HardwareSnapshot>;

    int days() const;
    void load() override;
    void startReading(BackgroundTask<Boards>& task, bool withMarks);
    void show(const Boards& boards);
    void showEmpty();
    void select();
    const query::HardwareRow* currentRow() const;
    void openBoard(OpenMode mode);
    void openCounts(const query::HardwareRow& row, const QString& view, StatusClass status);
    void goToNew(int step);
    void openHistory();
    void groupByLab();
    void mergeBoards();
    void splitBoard();

    Boards m_boards;
    std::shared_ptr<const TypedRows<query::HardwareRow>> m_rows;
    BackgroundTask<Boards> m_load;
    BackgroundTask<Boards> m_judge;
};

} // namespace cboard::ui
