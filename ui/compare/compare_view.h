// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/navigator.h"
#include "ui/compare/nearest_data.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

#include <QTimer>

namespace cboard::ui {

class ComparePickers;
class ElidedLabel;
class CompareSummary;
class ToggleChips;

/// What got worse, better, appeared or vanished between two to eight revisions of any branches.
/// Where a side has no data, or did not run the cell under the cursor, the line at the foot names
/// the nearest revisions that have some, and the keys for older and newer revisions take them.
///
/// State: branch and revision (the last side, unless sides are named), filter; options "sides"
/// (compare_sides.h), "changes" (those listed: "regression,fixed"), "pick" (the first name is to be
/// typed), BaselineOption and the choices of the table.
class CompareView : public TableView {
    Q_OBJECT

public:
    explicit CompareView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using Comparison = std::shared_ptr<const query::CompareSnapshot>;
    using Rows = std::vector<query::CompareRow>;

    struct Loaded {
        query::CompareRequest request; ///< What the comparison answers.
        Comparison comparison;
        QStringList offers; ///< Names of revisions to choose from.
        NearestSides nearest; ///< For sides without any result.
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    /// Which of its rows are wanted.
    struct Choice {
        QStringList changes;
        bool leavesOutVanished = false;
        bool operator==(const Choice&) const = default;
    };
    struct Listed {
        LoadedPtr loaded;
        Choice choice;
        Rows rows;
        std::int64_t leftOut = 0; ///< Of the vanished.
    };
    using ListedPtr = std::shared_ptr<const Listed>;

    /// One cell in the sides.
    struct SideRuns {
        QStringList runs; ///< By side; empty where it did not run.
        NearestSides nearest; ///< For sides where it did not.
    };

    // compare_view.cpp
    QWidget* createContent();
    void connectParts();
    void load() override;
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const BaselineQuestion& question,
                                   const TaskContext& task);
    static ListedPtr listed(const LoadedPtr& loaded, const Choice& choice);
    void show(const ListedPtr& listed);
    void listRows();
    void showRows(const ListedPtr& listed);
    void showCounts();
    void showEmpty();
    void showHeader();
    Choice choice() const;

    // compare_actions.cpp
    const query::CompareRow* currentRow() const;
    Selection selectionOf(const query::CompareRow& row) const;
    void onRowChanged();
    void findRuns();
    static Result<SideRuns> readRuns(query::Engine& engine, const query::Common& common,
                                     const query::CompareRow& row,
                                     const std::vector<query::RevisionRef>& sides,
                                     const TaskContext& task);
    const NearestSides& nearestSides() const;
    QString nearestText() const;
    bool takeNearest(bool isOlder);
    void goToChange(query::CellChange change, int step);
    void swapSides();
    void openLogs(OpenMode mode);
    void openDiff();
    void openHistory();
    void copyReport() const;
    bool performHere(ActionId action);

    LoadedPtr m_loaded;
    std::int64_t m_leftOut = 0; ///< See Listed.
    std::shared_ptr<const TypedRows<query::CompareRow>> m_rows;
    SideRuns m_found; ///< Of the current row; empty until it is known.
    ComparePickers* m_pickers;
    CompareSummary* m_summary;
    ToggleChips* m_changes;
    ElidedLabel* m_nearest; ///< At the foot; keeps its line, so that no row moves.
    QTimer m_runDelay; ///< While the cursor runs through the rows nothing is read.
    BackgroundTask<ListedPtr> m_load;
    BackgroundTask<ListedPtr> m_list;
    BackgroundTask<SideRuns> m_findRuns;
};

} // namespace cboard::ui
