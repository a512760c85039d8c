// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/run_error_snapshots.h"
#include "ui/base/navigator.h"
#include "ui/history/history_columns.h"
#include "ui/history/history_neighbours.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

class QLabel;

namespace cboard::ui {

class HistoryPlot;
class MeasurementPane;
class NeighbourStrips;

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
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using History = std::shared_ptr<const query::HistorySnapshot>;

    struct Loaded {
        History history;
        std::vector<query::RevisionRow> revisions;
        query::HistoryRequest request; ///< That was asked.
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;
    using Neighbours = std::shared_ptr<const HistoryNeighbours>;

    void connectParts();
    void load() override;
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void showRows();
    void showPlot();
    void showVerdict();
    QString formulas() const;
    void loadNeighbours();
    void loadErrors();
    void loadTests();
    void openNeighbour(const query::HistoryRun& run);
    void onRunChanged(int row);
    void chooseRun(int run);
    void moveRun(int step);
    void openCurrent(OpenMode mode);
    void openDiff();
    bool compareSelected();
    HistoryScale scale() const;

    LoadedPtr m_loaded;
    std::shared_ptr<const TypedRows<query::HistoryRun>> m_rows;
    RunErrorsPtr m_errors; ///< Null until they are known.
    RunTestsPtr m_tests; ///< Null until they are known.
    QLabel* m_labsTitle;
    HistoryPlot* m_labs;
    NeighbourStrips* m_neighbours;
    MeasurementPane* m_measured;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<Neighbours> m_loadNeighbours;
    BackgroundTask<RunErrorsPtr> m_loadErrors;
    BackgroundTask<RunTestsPtr> m_loadTests;
};

} // namespace cboard::ui
