// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/history_lanes.h"
#include "ui/shell/navigator.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

class QLabel;
class QVBoxLayout;

namespace cboard::ui {

class HistoryPlot;

/// One cell through time: whether a failure is new, old or random, and what else changed then.
///
/// State: branch, the cell (history_state.h), record (the selected run); options "scale" ("time",
/// "run", else by revision) and the choices of the table.
class HistoryView : public TableView {
    Q_OBJECT

public:
    explicit HistoryView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using History = std::shared_ptr<const query::HistorySnapshot>;

    struct Loaded {
        History history;
        std::vector<query::RevisionRow> revisions;
        History boards; ///< The same on other boards; null where it has no meaning.
        History trees; ///< The same on other trees, the runs of all together.
        query::BranchKey branch;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    struct Section {
        QLabel* title = nullptr;
        HistoryPlot* plot = nullptr;
    };

    Section addSection(QVBoxLayout* layout, const QString& title);
    void connectParts();
    void load() override;
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void showPlots();
    void showSection(const Section& section, const History& history,
                     const std::vector<query::RevisionRow>& revisions, const LaneOf& laneOf);
    void showVerdict();
    void onRunChanged(int row);
    void chooseRun(int run);
    void moveRun(int step);
    void openCurrent(OpenMode mode);
    HistoryScale scale() const;

    LoadedPtr m_loaded;
    std::shared_ptr<const TypedRows<query::HistoryRun>> m_rows;
    Section m_labs;
    Section m_boards;
    Section m_trees;
    BackgroundTask<LoadedPtr> m_load;
};

} // namespace cboard::ui
