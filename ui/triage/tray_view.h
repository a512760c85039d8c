// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/navigator.h"
#include "ui/shell/view.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

class ResultTable;
class StatePanel;
class ViewHeader;

/// One result in the tray.
struct TrayRow {
    QString target;
    /// Null when the result is not stored, or not any more.
    std::shared_ptr<const query::RecordSnapshot> record;
    QString note;
};

/// What the user put aside for triage, of any tree and revision: open, note, take out. The filter
/// looks into what the rows say.
class TrayView : public View {
    Q_OBJECT

public:
    explicit TrayView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override { return tr("Tray"); }
    void refresh() override { load(); }
    bool showsTree(const QString&) const override { return true; }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Rows = std::shared_ptr<const std::vector<TrayRow>>;

    void load();
    void show(const Rows& rows);
    void select();
    void open(OpenMode mode);
    const TrayRow* current() const;

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    ViewHeader* m_header;
    StatePanel* m_panel;
    ResultTable* m_table;
    std::shared_ptr<const TableSpec<TrayRow>> m_spec;
    std::shared_ptr<const TypedRows<TrayRow>> m_rows;
    BackgroundTask<Rows> m_load;
};

} // namespace cboard::ui
