// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/navigator.h"
#include "ui/shell/view.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

class FilteredOut;
class ResultTable;
class StatePanel;
class ViewHeader;

/// Which branches have new revisions, and which look worse than before.
class TreesView : public View {
    Q_OBJECT

public:
    explicit TreesView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override { return m_status; }
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override { return tr("Trees"); }
    void refresh() override { load(); }
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Snapshot = std::shared_ptr<const query::TreesSnapshot>;

    void load();
    void show(const Snapshot& trees);
    void select(const query::TreeRow* tree);
    const query::TreeRow* currentTree() const;
    void showVerdict();
    void openCurrent(OpenMode mode);
    void openCounts(const query::TreeRow& row, const QString& view, StatusClass status);
    void goToFailing(int step);

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    Snapshot m_trees;
    ViewHeader* m_header;
    StatePanel* m_panel;
    FilteredOut* m_filteredOut;
    ResultTable* m_table;
    std::shared_ptr<const TableSpec<query::TreeRow>> m_spec;
    std::shared_ptr<const TypedRows<query::TreeRow>> m_rows;
    BackgroundTask<Snapshot> m_load;
};

} // namespace cboard::ui
