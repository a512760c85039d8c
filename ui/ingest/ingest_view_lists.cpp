// SPDX-License-Identifier: GPL-3.0-or-later
// What the lists of the ingest page show.
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/ingest/arrival_charts.h"
#include "ui/ingest/folder_rows.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/ingest/ingest_view.h"
#include "ui/ingest/refusal_text.h"
#include "ui/widgets/result_table.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QSet>
#include <QTabWidget>

#include <algorithm>

namespace cboard::ui {

namespace {

    template <typename Row>
    std::shared_ptr<const TypedRows<Row>> typedRows(std::shared_ptr<const TableSpec<Row>> spec,
                                                    const std::shared_ptr<const void>& owner,
                                                    const std::vector<Row>& rows)
    {
        return std::make_shared<const TypedRows<Row>>(std::move(spec), owner, rows);
    }

    QString withCount(const QString& title, qint64 count)
    {
        return QStringLiteral("%1  %2").arg(title, countText(count));
    }

} // namespace

void IngestView::showOverview(const OverviewPtr& overview)
{
    m_shown = overview;
    const store::SizeReport& sizes = overview->sizes;
    m_sizes->setText(tr("Store: %1 database (of it %2 excerpts), %3 logs   \u00b7   %4")
                         .arg(byteText(sizes.database), byteText(sizes.excerpts),
                              byteText(sizes.logs), recordCountsText(sizes.records)));
    m_rejectRows = typedRows(rejectTable(m_context), overview, overview->rejects);
    m_sources->setRows(typedRows(sourceTable(m_context), overview, overview->arrivals.sources));
    m_charts->setCourse(overview->course);
    m_batches->setRows(typedRows(batchTable(m_context), overview, overview->arrivals.documents));
    m_refused->setRows(m_rejectRows);
    const auto shown = static_cast<qint64>(overview->arrivals.documents.size());
    const qint64 all = overview->arrivals.documentCount;
    setTabText(m_batches,
               shown < all ? tr("Documents  newest %1 of %2").arg(countText(shown), countText(all))
                           : withCount(tr("Documents"), all));
    setTabText(m_refused, withCount(tr("Refused"), m_rejectRows->size()));
    showFolders();
    if (overview->rejects.empty()) {
        m_excerpt->clear();
    }
    showVerdict();
    updateButtons();
}

/// Again when a read begins, pauses or ends, since that is the state of its folders.
void IngestView::showFolders()
{
    if (!m_shown) {
        return;
    }
    const bool isPaused = m_progress && m_progress->isPaused();
    auto rows = std::make_shared<const std::vector<FolderRow>>(
        folderRows(m_shown->folders, m_reading, isPaused));
    m_folders->setRows(typedRows(folderTable(m_context), rows, *rows));
    setTabText(m_folders, withCount(tr("Folders"), std::ssize(*rows)));
}

void IngestView::showUnknown(const UnknownPtr& unknown)
{
    m_unknownRows = typedRows(unknownTable(), unknown, *unknown);
    m_unknown->setRows(m_unknownRows);
    setTabText(m_unknown, withCount(tr("Unknown values"), m_unknownRows->size()));
}

void IngestView::showVerdict()
{
    const auto& sources = m_shown->arrivals.sources;
    const auto late = std::count_if(sources.begin(), sources.end(), [this](const auto& source) {
        const auto health = healthOf(source, m_context.now());
        return health == store::SourceHealth::Late || health == store::SourceHealth::Silent;
    });
    QStringList parts;
    if (late > 0) {
        parts << countedText(late, tr("%1 source late or silent"), tr("%1 sources late or silent"));
    }
    parts << countedText(static_cast<qint64>(sources.size()), tr("%1 source"), tr("%1 sources"))
          << countedText(m_shown->arrivals.documentCount, tr("%1 document"), tr("%1 documents"));
    if (!m_shown->rejects.empty()) {
        QSet<QString> causes;
        for (const store::Reject& reject : m_shown->rejects) {
            causes.insert(refusalCause(reject.refusal));
        }
        parts << countedText(causes.size(), tr("%2 refused for %1 cause"),
                             tr("%2 refused for %1 causes"))
                     .arg(countText(std::ssize(m_shown->rejects)));
    } else {
        parts << tr("none refused");
    }
    m_header->setVerdict(parts);
}

} // namespace cboard::ui
