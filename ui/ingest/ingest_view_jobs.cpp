// SPDX-License-Identifier: GPL-3.0-or-later
// The work that the ingest page starts.
#include "ui/base/navigator.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/ingest/drop_area.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/ingest/ingest_form.h"
#include "ui/ingest/ingest_view.h"
#include "ui/ingest/refusal_text.h"
#include "ui/ingest/unknown_page.h"
#include "ui/logview/log_feature.h"
#include "ui/widgets/part_actions.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>

namespace cboard::ui {

namespace {

    constexpr std::int64_t ListedDocuments = 5000;

    Result<std::shared_ptr<const IngestOverview>> readOverview(store::Store& store, Timestamp now,
                                                               std::chrono::hours window,
                                                               RunningWindow running,
                                                               const TaskContext& task)
    {
        auto overview = std::make_shared<IngestOverview>();
        CBOARD_TRY(overview->rejects, store.rejects());
        CBOARD_TRY(overview->arrivals, store::readArrivals(store.file(), ListedDocuments, task));
        CBOARD_TRY(overview->course, store::readArrivalCourse(store.file(), now, window, task));
        CBOARD_TRY(overview->folders, store::readFolders(store.file(), now, task));
        CBOARD_TRY(overview->missing, store::readMissingData(store.file(), now, running, task));
        CBOARD_TRY(overview->sizes, store.sizes());
        return std::shared_ptr<const IngestOverview>(std::move(overview));
    }

    constexpr ExcerptLines RawLines{1000, 2000}; ///< More would hold up the window.

    Result<QString> readExcerpt(store::Store& store, std::int64_t id, const Refusal& refusal,
                                ExcerptLines lines)
    {
        CBOARD_TRY(const std::string bytes, store.rejectBytes(id));
        return refusalExcerpt(bytes, refusal, lines);
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
    return tableActions() + partActions(m_lists->count())
        + QList{ActionId::Open, ActionId::Left, ActionId::Right, ActionId::Rename,
                ActionId::TogglePeek};
}

bool IngestView::perform(ActionId action)
{
    const int lists = m_lists->count();
    if (const auto part = partOf(action)) {
        m_lists->setCurrentIndex(*part);
        return true;
    }
    switch (action) {
    case ActionId::Left:
    case ActionId::Right:
        m_lists->setCurrentIndex(
            (m_lists->currentIndex() + (action == ActionId::Right ? 1 : lists - 1)) % lists);
        return true;
    case ActionId::Open:
        return openCurrent();
    case ActionId::TogglePeek:
        return showRaw();
    case ActionId::Leave:
        return m_isRaw && showRaw();
    case ActionId::Rename:
        return currentList() == &m_unknown->list() && m_unknown->offerMeanings();
    case ActionId::Reproduce: // What was refused is read again.
        if (currentList() != m_refused || !m_retry->isEnabled()) {
            return false;
        }
        retry(selectedIds());
        return true;
    default:
        return performOnTable(action, *currentList());
    }
}

/// What Enter means: read what was chosen, else what the list offers for its row.
bool IngestView::openCurrent()
{
    if (!m_drop->paths().isEmpty()) {
        start();
        return true;
    }
    if (currentList() == &m_unknown->list()) {
        return m_unknown->offerMeanings();
    }
    const auto* missing = currentList() == m_missing && m_missingRows
        ? m_missingRows->rowAt(m_missing->currentRow())
        : nullptr;
    if (missing == nullptr) {
        return false;
    }
    ViewState target;
    target.view = QStringLiteral("revision");
    nameRevision(target, missing->revision);
    m_context.navigator->open(target);
    return true;
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
    m_reading = m_drop->paths();
    m_drop->setPaths({});
    m_drop->setBusy(true);
    m_error.clear();
    m_cancel->setEnabled(true);
    m_cancel->show();
    m_progress = std::make_shared<IngestProgress>();
    m_poll.start();
    m_ingest.start(
        tr("Reading results"),
        [workbench = m_context.workbench, order = std::move(order), progress = m_progress,
         &pause = m_context.tasks->pause()](const TaskContext& task) {
            return runIngest(*workbench, order, progress, pause, task);
        },
        [this](const Result<ingest::Report>& report) { onFinished(report); });
    showPaused();
    updateButtons();
    emit statusChanged();
}

/// Whether it rests, and that it does where something is being read.
void IngestView::showPaused()
{
    const bool isPaused = m_context.tasks->pause().isPaused();
    const bool isReading = m_ingest.isRunning();
    m_pause->setText(isPaused ? tr("&Resume") : tr("&Pause"));
    m_pause->setVisible(isPaused || isReading);
    m_busy->setVisible(isReading && !isPaused);
    if (isReading) {
        m_headline->setText(isPaused ? tr("Paused: what was read stays, nothing more comes in")
                                     : tr("Reading"));
        showFolders();
    }
}

void IngestView::onFinished(const Result<ingest::Report>& report)
{
    m_poll.stop();
    m_reading.clear();
    showPaused();
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
    const auto window = m_state.options.contains(QStringLiteral("window"))
        ? std::chrono::hours(store::ArrivalCounts::Kept)
        : std::chrono::hours(24);
    m_overview.start(
        tr("Reading what came in"),
        [workbench = m_context.workbench, common = m_context.common(),
         window](const TaskContext& task) {
            return readOverview(workbench->store(), common.now, window, common.window, task);
        },
        [this](const Result<OverviewPtr>& overview) {
            if (overview) {
                showOverview(*overview);
            } else {
                m_error = QString::fromStdString(describe(overview.error()));
                m_header->setVerdict({tr("What came in cannot be read: %1").arg(m_error)});
            }
            emit statusChanged();
        });
    emit statusChanged();
}

void IngestView::showExcerpt()
{
    const store::Reject* reject =
        m_rejectRows ? m_rejectRows->rowAt(m_refused->currentRow()) : nullptr;
    if (reject == nullptr) {
        m_excerptTask.cancel();
        m_excerpt->clear();
        return;
    }
    m_excerptTask.start(
        tr("Reading a refused document"),
        [workbench = m_context.workbench, id = reject->id, refusal = reject->refusal,
         lines = m_isRaw ? RawLines : ExcerptLines()](const TaskContext&) {
            return readExcerpt(workbench->store(), id, refusal, lines);
        },
        [this](const Result<QString>& text) {
            m_excerpt->setPlainText(text ? *text : QString::fromStdString(describe(text.error())));
            if (m_isRaw) { // At the place, which may be far down.
                m_excerpt->find(QStringLiteral("\u00bb"));
                m_excerpt->centerCursor();
            }
        });
}

/// A refused document is kept as it came; of one that went in, the file is read where it lies.
bool IngestView::showRaw()
{
    if (currentList() == m_refused && (m_isRaw || m_refused->currentRow() >= 0)) {
        setRaw(!m_isRaw);
        return true;
    }
    const auto* document = currentList() == m_batches && m_shown && m_batches->currentRow() >= 0
        ? &m_shown->arrivals.documents[static_cast<std::size_t>(m_batches->currentRow())]
        : nullptr;
    if (document == nullptr) {
        return false;
    }
    m_context.navigator->open(stateOfLogFile(fromUtf8(document->path)), OpenMode::Split);
    return true;
}

/// The document takes the room of the list, and the keys that scroll it.
void IngestView::setRaw(bool isRaw)
{
    m_isRaw = isRaw;
    m_refused->setVisible(!isRaw);
    isRaw ? m_excerpt->setFocus() : m_refused->setFocus();
    showExcerpt();
}

std::vector<std::int64_t> IngestView::selectedIds() const
{
    std::vector<std::int64_t> ids;
    for (const int row : m_refused->selectedRows()) {
        ids.push_back(m_rejectRows->rowAt(row)->id);
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

void IngestView::showProgress()
{
    if (!m_progress) {
        return;
    }
    const IngestProgress::Snapshot now = m_progress->snapshot();
    m_numbers->setText(tr("%1   \u00b7   %2   \u00b7   %3 documents/s   \u00b7   %4")
                           .arg(documentCountsText(now.report), byteText(now.report.bytes),
                                countText(static_cast<qint64>(now.documentsPerSecond())),
                                recordCountsText(now.report.records)));
    m_numbers->show();
    m_path->show();
    m_path->setText(m_path->fontMetrics().elidedText(now.path, Qt::ElideMiddle, m_path->width()));
}

} // namespace cboard::ui
