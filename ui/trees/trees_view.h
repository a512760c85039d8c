// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/navigator.h"
#include "ui/trees/tree_entries.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

/// Which branches have new revisions, and which look worse than before. `[` and `]` show other
/// revisions in the row of a branch.
///
/// The list is flat until the user groups it: most trees have one branch of note, and a heading for
/// each would double the rows and part what is pinned.
///
/// The list stands at once; how the revisions stand against the past comes after it, a few
/// branches at a time, and moves no row until all is known.
class TreesView : public TableView {
    Q_OBJECT

public:
    explicit TreesView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override { return tr("Trees"); }
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Snapshot = std::shared_ptr<const query::TreesSnapshot>;
    using Verdicts = QMap<QString, TreeVerdict>;
    struct Step {
        QString id;
        SteppedRevision revision;
    };

    // trees_view.cpp
    void load() override;
    void show(const Snapshot& trees);
    void showWindow();
    void showEntries(bool isReordering);
    void showVerdict();
    void judgeNext();
    void readPins();

    // trees_actions.cpp
    void select(const TreeEntry* entry);
    const TreeEntry* currentEntry() const;
    void openCurrent(OpenMode mode);
    void openCounts(const TreeEntry& entry, const QString& view, StatusClass status);
    void goToFailing(int step, bool onlyNew);
    void stepRevision(int older);
    static void copyReport(const TreeEntry& entry);

    Snapshot m_trees;
    TreeExtras m_extras;
    QStringList m_unjudged; ///< treeId(), in the order of the list.
    qint64 m_hidden = 0; ///< Branches that the window of time leaves out.
    bool m_isWindowEmpty = false; ///< No branch is in it: all are shown.
    bool m_isOrderDue = false; ///< When all are judged.
    std::shared_ptr<const TableSpec<TreeEntry>> m_spec;
    std::shared_ptr<const std::vector<TreeEntry>> m_entries;
    std::shared_ptr<const TypedRows<TreeEntry>> m_rows;
    BackgroundTask<Snapshot> m_load;
    BackgroundTask<Verdicts> m_judge;
    BackgroundTask<Step> m_step;
};

} // namespace cboard::ui
