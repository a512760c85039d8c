// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "ui/base/navigator.h"
#include "ui/flaky/flaky_columns.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

class TimelinePane;

/// The cells of a branch that alternate, worst first, and below them their runs through time. How
/// each went (trend, last flip) comes after the list.
///
/// State: branch, revision (the numbers as they stood there), filter; the choices of the table.
class FlakyView : public TableView {
    Q_OBJECT

public:
    explicit FlakyView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    struct Loaded {
        query::FlakyRequest request; ///< What the list answers.
        std::shared_ptr<const query::FlakySnapshot> cells;
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    void load() override;
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void followCells();
    void showCells();
    void showEmpty();
    void showTimeline();

    // flaky_actions.cpp
    const query::FlakyCell* currentCell() const;
    std::vector<query::FlakyCell> selectedCells() const;
    void select();
    void openHistory();
    void openLog(OpenMode mode);
    void copyReport() const;

    using Courses = std::vector<service::FlakyCourse>;

    LoadedPtr m_loaded;
    FlakyCourses m_courses;
    std::shared_ptr<const TypedRows<query::FlakyCell>> m_rows;
    TimelinePane* m_timeline;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<Courses> m_follow;
};

} // namespace cboard::ui
