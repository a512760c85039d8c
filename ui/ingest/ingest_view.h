// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ingest/ingest_progress.h"
#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/view.h"

#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace cboard::ui {

class DropArea;
class IngestForm;
class RejectModel;

/// What the page shows of the store beside the running ingest.
struct IngestOverview {
    std::vector<store::Reject> rejects;
    store::SizeReport sizes;
};

/// Files in: choose or drop, options, live numbers, refused documents with their reasons.
///
/// State: options "paths" (one a line; only listed, the reader starts by hand), "merge", "tree",
/// "branch", "commit", "platform", "config", "arch", "compiler", "lab", "origin".
class IngestView : public View {
    Q_OBJECT

public:
    explicit IngestView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override;
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;

    /// Reads what was chosen; nothing while a read is running.
    void start();

private:
    void buildLayout();
    QWidget* buildTop();
    QWidget* buildRefused();
    void connectParts();
    void onFinished(const Result<ingest::Report>& report);
    void showProgress();
    void loadOverview();
    void showOverview(IngestOverview overview);
    void showExcerpt();
    void retry(std::vector<std::int64_t> ids);
    void drop();
    std::vector<std::int64_t> selectedIds() const;
    void updateButtons();

    Context m_context;
    ViewState m_state;
    QString m_error;
    std::shared_ptr<IngestProgress> m_progress;
    QTimer m_poll;

    DropArea* m_drop;
    IngestForm* m_form;
    QLabel* m_headline;
    QLabel* m_numbers;
    QLabel* m_path;
    QProgressBar* m_busy;
    QPushButton* m_cancel;
    QLabel* m_refusedTitle;
    QTableView* m_table;
    RejectModel* m_rejects;
    QPlainTextEdit* m_excerpt;
    QPushButton* m_retry;
    QPushButton* m_retryAll;
    QPushButton* m_dropRejects;
    QLabel* m_sizes;

    BackgroundTask<ingest::Report> m_ingest;
    BackgroundTask<IngestOverview> m_overview;
    BackgroundTask<QString> m_excerptTask;
    BackgroundTask<QString> m_change;
};

} // namespace cboard::ui
