// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/navigator.h"
#include "ui/shell/view.h"

#include <memory>
#include <vector>

class QTreeWidget;

namespace cboard::ui {

class StatePanel;
class ViewHeader;

/// One saved view as a row.
struct SavedRow {
    QString name;
    QString address;
    ViewState state;
};

/// The views that the user saved: open, rename, delete. The filter looks into name and address.
class SavedViewsView : public View {
    Q_OBJECT

public:
    explicit SavedViewsView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override { return m_state; }
    ViewStatus status() const override { return m_status; }
    QString caption() const override { return tr("Saved views"); }
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    void show();
    void openCurrent(OpenMode mode);
    void renameCurrent();
    void moveBy(int rows);
    const SavedRow* current() const;

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    QTreeWidget* m_list;
    std::shared_ptr<const std::vector<SavedRow>> m_rows; ///< As listed.
};

} // namespace cboard::ui
