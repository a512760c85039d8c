// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/revision/revision_columns.h"
#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/navigator.h"
#include "ui/shell/view.h"

class QTabWidget;

namespace cboard::ui {

class FacetPanel;
class ResultTable;
class RevisionStrip;
class StatePanel;
class ViewHeader;

/// The hub for one revision: verdict, the last revisions, builds, boots and suites, and where the
/// fails are.
class RevisionView : public View {
    Q_OBJECT

public:
    explicit RevisionView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override { return m_status; }
    QString caption() const override;
    void refresh() override { load(); }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;

private:
    struct Loaded {
        std::shared_ptr<const query::RevisionSnapshot> revision;
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
        std::shared_ptr<const query::BuildsSnapshot> builds;
        std::shared_ptr<const query::TestsSnapshot> boots;
        std::shared_ptr<const std::vector<SuiteRow>> suites;
        std::vector<query::BuildRow> sortedBuilds;
        std::vector<query::TestRow> sortedBoots;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    void createLists();
    ResultTable* addList(const QString& name);
    void load();
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const TaskContext& task);
    void show(const LoadedPtr& loaded);
    void showHeader();
    void stepRevision(int older);
    void goToFailure(int step);
    void openCurrent(OpenMode mode);
    ResultTable* currentList() const;
    Selection selectionOf(int row) const;

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    LoadedPtr m_loaded;
    ViewHeader* m_header;
    StatePanel* m_panel;
    RevisionStrip* m_strip;
    QTabWidget* m_lists;
    FacetPanel* m_facets;
    ResultTable* m_builds = nullptr;
    ResultTable* m_boots = nullptr;
    ResultTable* m_suites = nullptr;
    ColumnModel<query::BuildRow>* m_buildModel;
    ColumnModel<query::TestRow>* m_bootModel;
    ColumnModel<SuiteRow>* m_suiteModel;
    BackgroundTask<LoadedPtr> m_load;
};

} // namespace cboard::ui
