// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/navigator.h"
#include "ui/triage/tray_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

/// What the user put aside for triage, of any tree and revision: open, note, take out. The filter
/// looks into what the rows say.
class TrayView : public TableView {
    Q_OBJECT

public:
    explicit TrayView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    QString caption() const override { return tr("Tray"); }
    bool showsTree(const QString& /*tree*/) const override { return true; }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Rows = std::shared_ptr<const std::vector<TrayRow>>;

    void load() override;
    void show(const Rows& rows);
    void select();
    void open(OpenMode mode);
    const TrayRow* current() const;

    std::shared_ptr<const TableSpec<TrayRow>> m_spec;
    std::shared_ptr<const TypedRows<TrayRow>> m_rows;
    BackgroundTask<Rows> m_load;
};

} // namespace cboard::ui
