// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"
#include "core/store/missing_data.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/ingest/ingest_progress.h"
#include "ui/widgets/table_rows.h"

#include <QHash>
#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace cboard::ui {

class ArrivalCharts;
class DropArea;
class IngestForm;
class ResultTable;
class StoragePage;
class UnknownPage;
class ViewHeader;

/// What the page shows of the store beside the running ingest.
struct IngestOverview {
    std::vector<store::Reject> rejects;
    store::Arrivals arrivals;
    store::SizeReport sizes;
    store::ArrivalCourse course;
    std::vector<store::FolderReport> folders;
    std::vector<store::MissingData> missing;
};

/// Data on its way in: who reports and how late, files to read with live numbers, the documents
/// that came and those that were refused with their reasons.
///
/// State: options "paths" (one a line; only listed, the reader starts by hand), "merge", "tree",
/// "branch", "commit", "platform", "config", "arch", "compiler", "lab", "origin" for reading;
/// "list" ("sources", "folders", "batches", "refused", "unknown", "missing", "storage"), "window"
/// of the charts ("14d", else a day) and the choices of each list
/// ("sources.sort" ...).
class IngestView : public View {
    Q_OBJECT

public:
    explicit IngestView(const Context& context, QWidget* parent = nullptr);
    ~IngestView() override;

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override;
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

    /// Reads what was chosen; nothing while a read is running.
    void start();

private:
    using OverviewPtr = std::shared_ptr<const IngestOverview>;

    // ingest_view.cpp
    void buildLayout();
    QWidget* buildTop();
    void buildSources();
    QWidget* buildRefused();
    void buildUnknown();
    void enterList(ResultTable* list, const QString& name, QWidget* page);
    ResultTable* addList(const QString& id, const QString& name, QWidget* page = nullptr);
    void connectParts();
    ResultTable* listAt(int tab) const;
    void setTabText(const ResultTable* list, const QString& text);
    ResultTable* currentList() const;
    void updateButtons();

    // ingest_view_lists.cpp
    void showOverview(const OverviewPtr& overview);
    void showFolders();
    void showVerdict();

    // ingest_view_jobs.cpp
    void onFinished(const Result<ingest::Report>& report);
    void showProgress();
    void showPaused();
    void select();
    bool openCurrent();
    void loadOverview();
    void showExcerpt();
    bool showRaw();
    void setRaw(bool isRaw);
    void retry(std::vector<std::int64_t> ids);
    void drop();
    std::vector<std::int64_t> selectedIds() const;

    Context m_context;
    ViewState m_state;
    QString m_error;
    std::shared_ptr<IngestProgress> m_progress;
    OverviewPtr m_shown;
    QTimer m_poll;
    QStringList m_reading; ///< Paths being read; none while idle.

    ViewHeader* m_header;
    DropArea* m_drop;
    QToolButton* m_more;
    IngestForm* m_form;
    QLabel* m_headline;
    QLabel* m_numbers;
    QLabel* m_path;
    QProgressBar* m_busy;
    QPushButton* m_pause;
    QPushButton* m_cancel;
    QTabWidget* m_lists;
    ResultTable* m_sources = nullptr;
    ArrivalCharts* m_charts;
    ResultTable* m_folders = nullptr;
    ResultTable* m_batches = nullptr;
    ResultTable* m_refused = nullptr;
    ResultTable* m_missing = nullptr;
    UnknownPage* m_unknown;
    StoragePage* m_storage;
    QHash<const QWidget*, ResultTable*> m_listOfPage;
    QPlainTextEdit* m_excerpt;
    bool m_isRaw = false; ///< The excerpt is the document, not only the place.
    QPushButton* m_retry;
    QPushButton* m_retryAll;
    QPushButton* m_dropRejects;
    QLabel* m_sizes;
    std::shared_ptr<const TypedRows<store::Reject>> m_rejectRows;
    std::shared_ptr<const TypedRows<store::MissingData>> m_missingRows;

    BackgroundTask<ingest::Report> m_ingest;
    BackgroundTask<OverviewPtr> m_overview;
    BackgroundTask<QString> m_excerptTask;
    BackgroundTask<QString> m_change;
};

} // namespace cboard::ui
