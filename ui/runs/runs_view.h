// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/navigator.h"
#include "ui/runs/run_pair.h"
#include "ui/runs/runs_columns.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

/// Two runs beside each other: what they came to, where they ran, how their builds, device trees
/// and stages differ, and where their logs begin to; the diff of the logs is one key away. What is
/// the same is left out until it is asked for.
///
/// A kind of view of its own, since Compare lists cells of whole revisions. State: record and
/// recordKind (the run at the right), options "other" (the one at the left, as for the diff of
/// logs), "only" ("all") and the choices of the table.
class RunsView : public TableView {
    Q_OBJECT

public:
    explicit RunsView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewStatus status() const override;
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using PairPtr = std::shared_ptr<const RunPair>;

    void load() override;
    void readLogs();
    void show(const PairPtr& pair);
    void showRows();
    void showHeader(qint64 differing);
    bool showsAll() const;
    void setShowsAll(bool on);
    void select();
    void swapSides();
    void openDiff(OpenMode mode);
    void openLog();
    void copyReport() const;

    PairPtr m_pair;
    std::optional<Result<LogsCompared>> m_logs; ///< Nothing while they are read.
    std::shared_ptr<const std::vector<RunFact>> m_facts;
    std::shared_ptr<const TypedRows<RunFact>> m_rows;
    BackgroundTask<PairPtr> m_load;
    BackgroundTask<LogsCompared> m_readLogs; ///< They may be large: what is stored is shown first.
};

} // namespace cboard::ui
