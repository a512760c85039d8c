// SPDX-License-Identifier: GPL-3.0-or-later
// The work that the ingest page starts.
#include "ui/ingest/drop_area.h"
#include "ui/ingest/ingest_form.h"
#include "ui/ingest/ingest_view.h"
#include "ui/ingest/reject_model.h"
#include "ui/shell/text_format.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace cboard::ui {

namespace {

    Result<IngestOverview> readOverview(store::Store& store)
    {
        IngestOverview overview;
        CBOARD_TRY(overview.rejects, store.rejects());
        CBOARD_TRY(overview.sizes, store.sizes());
        return overview;
    }

    Result<QString> readExcerpt(store::Store& store, std::int64_t id, const Refusal& refusal)
    {
        CBOARD_TRY(const std::string bytes, store.rejectBytes(id));
        return refusalExcerpt(bytes, refusal);
    }

    Result<QString> retryThem(store::Store& store, const std::vector<std::int64_t>& ids,
                              const ingest::Options& options, const TaskContext& task)
    {
        CBOARD_TRY(const ingest::RetryReport report,
                   ingest::retryRejects(store, ids, options, task));
        return IngestView::tr("Read again: %1 went in, %2 refused as before")
            .arg(countText(static_cast<qint64>(report.accepted.size())),
                 countText(static_cast<qint64>(report.stillRefused.size())));
    }

    Result<QString> dropThem(store::Store& store, const std::vector<std::int64_t>& ids,
                             Timestamp now, const TaskContext& task)
    {
        CBOARD_TRY(const auto writer, store.writer("checkerboard", now));
        for (const std::int64_t id : ids) {
            CBOARD_TRY_VOID(task.check());
            CBOARD_TRY_VOID(writer->dropReject(id));
        }
        CBOARD_TRY_VOID(writer->commit());
        return IngestView::tr("Dropped: %1").arg(countText(static_cast<qint64>(ids.size())));
    }

} // namespace

QList<ActionId> IngestView::actions() const
{
    return {ActionId::RowDown, ActionId::RowUp, ActionId::Open};
}

bool IngestView::perform(ActionId action)
{
    const auto step = [this](int rows) {
        const int row = std::clamp(m_table->currentIndex().row() + rows, 0,
                                   std::max(0, m_rejects->rowCount() - 1));
        m_table->setCurrentIndex(m_rejects->index(row, 0));
        return true;
    };
    switch (action) {
    case ActionId::RowDown:
        return step(1);
    case ActionId::RowUp:
        return step(-1);
    case ActionId::Open:
        if (m_drop->paths().isEmpty()) {
            return false;
        }
        start();
        return true;
    default:
        return false;
    }
}

void IngestView::start()
{
    if (m_context.workbench == nullptr || m_ingest.isRunning() || m_drop->paths().isEmpty()) {
        return;
    }
    IngestOrder order;
    for (const QString& path : m_drop->paths()) {
        order.paths.emplace_back(path.toStdString());
    }
    order.options = m_form->options(m_context.now());
    m_drop->setPaths({});
    m_drop->setBusy(true);
    m_error.clear();
    m_headline->setText(tr("Reading"));
    m_busy->show();
    m_cancel->setEnabled(true);
    m_cancel->show();
    m_progress = std::make_shared<IngestProgress>();
    m_poll.start();
    m_ingest.start(
        tr("Reading results"),
        [workbench = m_context.workbench, order = std::move(order), progress = m_progress](
            const TaskContext& task) { return runIngest(*workbench, order, progress, task); },
        [this](const Result<ingest::Report>& report) { onFinished(report); });
    updateButtons();
    emit statusChanged();
}

void IngestView::onFinished(const Result<ingest::Report>& report)
{
    m_poll.stop();
    m_busy->hide();
    m_cancel->hide();
    m_drop->setBusy(false);
    showProgress();
    const bool isCancelled =
        report ? report->isCancelled : report.error().kind == ErrorKind::Cancelled;
    if (isCancelled) {
        m_headline->setText(tr("Cancelled; what was read before stays"));
    } else if (!report) {
        m_error = QString::fromStdString(describe(report.error()));
        m_headline->setText(tr("Reading stopped: %1").arg(m_error));
    } else {
        m_headline->setText(tr("Done in %1").arg(durationText(m_progress->snapshot().seconds)));
    }
    loadOverview();
    emit statusChanged();
}

void IngestView::loadOverview()
{
    m_overview.start(
        tr("Reading refused documents"),
        [workbench = m_context.workbench](const TaskContext&) {
            return readOverview(workbench->store());
        },
        [this](Result<IngestOverview> overview) {
            if (overview) {
                showOverview(std::move(*overview));
            } else {
                m_error = QString::fromStdString(describe(overview.error()));
                m_refusedTitle->setText(tr("Refused documents cannot be read: %1").arg(m_error));
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void IngestView::showExcerpt()
{
    const store::Reject* reject = m_rejects->rejectAt(m_table->currentIndex().row());
    if (reject == nullptr) {
        m_excerptTask.cancel();
        m_excerpt->clear();
        return;
    }
    m_excerptTask.start(
        tr("Reading a refused document"),
        [workbench = m_context.workbench, id = reject->id, refusal = reject->refusal](
            const TaskContext&) { return readExcerpt(workbench->store(), id, refusal); },
        [this](const Result<QString>& text) {
            m_excerpt->setPlainText(text ? *text : QString::fromStdString(describe(text.error())));
        });
}

std::vector<std::int64_t> IngestView::selectedIds() const
{
    std::vector<std::int64_t> ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        ids.push_back(index.data(RejectModel::IdRole).toLongLong());
    }
    return ids;
}

void IngestView::retry(std::vector<std::int64_t> ids)
{
    if (m_context.workbench == nullptr) {
        return;
    }
    m_change.start(
        tr("Reading refused documents again"),
        [workbench = m_context.workbench, ids = std::move(ids),
         options = m_form->options(m_context.now())](const TaskContext& task) {
            return retryThem(workbench->store(), ids, options, task);
        },
        [this](const Result<QString>& said) {
            m_headline->setText(said ? *said : QString::fromStdString(describe(said.error())));
            loadOverview();
        });
    updateButtons();
}

void IngestView::drop()
{
    if (m_context.workbench == nullptr || selectedIds().empty()) {
        return;
    }
    m_change.start(
        tr("Dropping refused documents"),
        [workbench = m_context.workbench, ids = selectedIds(), now = m_context.now()](
            const TaskContext& task) { return dropThem(workbench->store(), ids, now, task); },
        [this](const Result<QString>& said) {
            m_headline->setText(said ? *said : QString::fromStdString(describe(said.error())));
            loadOverview();
        });
    updateButtons();
}

} // namespace cboard::ui
