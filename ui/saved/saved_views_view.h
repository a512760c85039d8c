// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/navigator.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

#include <memory>
#include <vector>

namespace cboard::ui {

/// One saved view as a row.
struct SavedRow {
    QString name;
    QString address;
    ViewState state;
};

/// The views that the user saved: open, rename, delete. The filter looks into name and address.
class SavedViewsView : public TableView {
    Q_OBJECT

public:
    explicit SavedViewsView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    QString caption() const override { return tr("Saved views"); }
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    void load() override; ///< From the user's lists, which are in memory.
    void openCurrent(OpenMode mode);
    void renameCurrent();
    const SavedRow* current() const;

    std::shared_ptr<const TypedRows<SavedRow>> m_rows;
};

} // namespace cboard::ui
