// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/issue_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/revision/gone_rows.h"
#include "ui/revision/result_rows.h"
#include "ui/revision/revision_columns.h"

#include <QHash>

class QTabWidget;

namespace cboard::ui {

class FacetPanel;
class FilteredOut;
class LedgerList;
class ResultTable;
class RevisionStrip;
class StatePanel;
class ViewHeader;

/// The hub for one revision: verdict, the last revisions, its results as lists, and where the fails
/// are.
///
/// State: branch, revision, filter, record (the selected run or build); options "list" ("problems",
/// "builds", "boots", "suites", "boards", "issues", "runs", "logs", "ledger", "gone", "notes") and
/// the choices of each list ("builds.sort" ...). Nine lists have a digit; `h` leads from the first
/// to the last.
class RevisionView : public View {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevisionView)

public:
    explicit RevisionView(const Context& context, QWidget* parent);
    ~RevisionView() override;

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    void refresh() override { load(); }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Loaded {
        BaselineFound baseline;
        std::shared_ptr<const query::RevisionSnapshot> revision;
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
        std::shared_ptr<const query::BuildsSnapshot> builds;
        std::shared_ptr<const query::TestsSnapshot> boots;
        std::vector<query::BuildRow> sortedBuilds;
        std::vector<query::TestRow> sortedBoots;
        std::vector<SuiteRow> suites;
        std::int64_t notBuilt =
            0; ///< At the end of sortedBuilds: builds that only the one before has.
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    /// What only the lists of boards and runs show; read when one of them is opened.
    struct Runs {
        std::shared_ptr<const query::TestsSnapshot> runs;
        std::vector<query::TestRow> sorted;
        std::vector<BoardRow> boards;
        std::vector<ResultRow> logs; ///< Of what failed.
    };
    using RunsPtr = std::shared_ptr<const Runs>;
    using Problems = std::shared_ptr<const query::ProblemsSnapshot>;
    struct FoundProblems {
        std::int64_t revision = 0;
        Problems problems;
        std::int64_t fixed = 0; ///< Cells; what is fixed is no problem.
    };
    using Gone = std::shared_ptr<const GoneTests>; ///< Null where nothing tells.
    using Issues = std::shared_ptr<const query::RevisionIssuesSnapshot>;

    // revision_view.cpp
    void createLists();
    ResultTable* addList(const QString& id, const QString& name);
    void load();
    static Result<LoadedPtr> fetch(query::Engine& engine, const query::Common& common,
                                   const ViewState& state, const BaselineQuestion& question,
                                   const TaskContext& task);
    /// Of what is read after the rest: the clock and the baseline.
    query::Common loadedCommon() const;
    void show(const LoadedPtr& loaded);
    void showHeader();
    void showFilteredOut();
    void showPartial();
    QString progressText() const;
    void showTabTexts();
    ResultTable* currentList() const;
    void onListChanged();
    void loadRuns();
    bool needsRuns(const ResultTable* list) const;
    void showRuns(const RunsPtr& runs);
    void showNotes();
    void askProblems();
    void takeProblems();
    void showProblems(const FoundProblems& found);
    void showProblemWords(const FoundProblems& found);
    void loadIssues();
    void showIssues(const Issues& issues);
    void askLedger();
    void showLedgerRemark();
    void loadGone();
    void showGone(const Gone& gone);

    // revision_actions.cpp
    bool performOnList(ActionId action);
    void stepList(int step);
    bool showList(int index);
    void goToNew(int step);
    void stepRevision(int older);
    void openCurrent(OpenMode mode);
    void openLog(OpenMode mode) const;
    static QString termOf(query::FilterKey key, const std::string& value);
    static QString suiteTerm(const QString& suite); ///< Of all below it.
    void openCounts(const ResultTable& list, int row, int column, StatusClass status);
    void openTouched(const query::RevisionIssueRow& issue, OpenMode mode);
    QString idToCopy() const;
    void openGone(const GoneRow& row, OpenMode mode);
    void openCells(const query::ProblemRow& problem, OpenMode mode);
    void openFiltered(const QString& view, const QString& term, OpenMode mode,
                      const QMap<QString, QString>& options = {});
    void addTerm(const QString& term) const;
    void copyReport() const;
    Selection selectionOf(int row) const;
    Selection currentSelection() const; ///< With what stands near it.
    Selection selectionOfProblem(const query::ProblemRow& problem) const;
    static Selection selectionOfResult(const ResultRow& result);
    Selection selectionOfGone(const GoneRow& row) const;
    Selection selectionOfRun(const query::TestRow& run) const;

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    LoadedPtr m_loaded;
    RunsPtr m_loadedRuns;
    QHash<const ResultTable*, QString> m_partial; ///< What a list lacks, in words.
    QStringList m_problemWords; ///< "3 new problems": the head of the verdict.
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    FilteredOut* m_filteredOut = nullptr;
    RevisionStrip* m_strip;
    QTabWidget* m_lists;
    FacetPanel* m_facets;
    ResultTable* m_problems = nullptr;
    ResultTable* m_builds = nullptr;
    ResultTable* m_boots = nullptr;
    ResultTable* m_suites = nullptr;
    ResultTable* m_boards = nullptr;
    ResultTable* m_issues = nullptr;
    ResultTable* m_runs = nullptr;
    ResultTable* m_logs = nullptr;
    ResultTable* m_ledgerTable = nullptr;
    ResultTable* m_notes = nullptr;
    LedgerList* m_ledger = nullptr; ///< The rows of m_ledgerTable.
    ResultTable* m_gone = nullptr;
    std::shared_ptr<const TypedRows<query::ProblemRow>> m_problemRows;
    std::shared_ptr<const TypedRows<query::BuildRow>> m_buildRows;
    std::shared_ptr<const TypedRows<query::TestRow>> m_bootRows;
    std::shared_ptr<const TypedRows<SuiteRow>> m_suiteRows;
    std::shared_ptr<const TypedRows<BoardRow>> m_boardRows;
    std::shared_ptr<const TypedRows<query::RevisionIssueRow>> m_issueRows;
    std::shared_ptr<const TypedRows<query::TestRow>> m_runRows;
    std::shared_ptr<const TypedRows<ResultRow>> m_logRows;
    std::shared_ptr<const TypedRows<ResultRow>> m_noteRows;
    Gone m_loadedGone;
    std::shared_ptr<const TypedRows<GoneRow>> m_goneRows; ///< Null: not read yet.
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<RunsPtr> m_loadRuns;
    std::optional<Result<FoundProblems>> m_foundProblems; ///< Until takeProblems().
    BackgroundTask<FoundProblems> m_loadProblems;
    BackgroundTask<Issues> m_loadIssues;
    BackgroundTask<Gone> m_loadGone;
};

} // namespace cboard::ui
