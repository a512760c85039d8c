// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"

class QChart;
class QChartView;
class QLabel;

namespace cboard::ui {

class StatePanel;
class ViewHeader;

/// Fails and infrastructure trouble of a branch over its last revisions: one chart each for
/// builds, boots and tests. Points are few, so Qt Charts draws them.
class ChartsView : public View {
    Q_OBJECT

public:
    explicit ChartsView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override { return m_state; }
    ViewStatus status() const override { return m_status; }
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    void refresh() override { load(); }
    TableSource tableSource() const override;
    QList<ActionId> actions() const override;
    bool perform(ActionId action) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Snapshot = std::shared_ptr<const query::RevisionsSnapshot>;
    struct Loaded {
        query::BranchKey branch;
        Snapshot revisions;
    };

    void load();
    void show(const Loaded& loaded);
    void drawAll();
    void draw(QChart* chart, StatusCounts query::ResultCounts::*kind);
    void alignCharts();
    int labelStep() const;
    std::size_t chosenRow() const;
    void choose(std::size_t row);
    void step(int older);
    void markChosen();
    void select();
    QString titleOf(const QString& kindName, StatusCounts query::ResultCounts::*kind) const;

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    Snapshot m_revisions;
    int m_labelStep = 1;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    QList<QLabel*> m_titles; ///< Of each chart, with what its lines are.
    QList<QChartView*> m_charts;
    BackgroundTask<Loaded> m_load;
};

} // namespace cboard::ui
