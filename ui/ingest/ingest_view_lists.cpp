// SPDX-License-Identifier: GPL-3.0-or-later
// What the lists of the ingest page show.
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/ingest/arrival_charts.h"
#include "ui/ingest/folder_rows.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/ingest/ingest_view.h"
#include "ui/ingest/refusal_text.h"
#include "ui/ingest/unknown_page.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/row_selection.h"

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

} // namespace

void IngestView::showOverview(const OverviewPtr& overview)
{
    m_shown = overview;
    const store::SizeReport& sizes = overview->sizes;
    QStringList stored{
        tr("Store: %1 database, %2 logs").arg(byteText(sizes.database), byteText(sizes.logs))};
    if (const QString records = recordCountsText(sizes.records); !records.isEmpty()) {
        // A number stays in the line of its name.
        stored << QString(records).replace(QStringLiteral(": "), QStringLiteral(":\u00a0"));
    }
    m_sizes->setText(stored.join(QStringLiteral("   \u00b7   ")));
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
    m_missingRows = typedRows(missingTable(m_context), overview, overview->missing);
    m_missing->setRows(m_missingRows);
    setTabText(m_missing, withCount(tr("Missing"), m_missingRows->size()));
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
    const bool isPaused = m_context.tasks->pause().isPaused();
    auto rows = std::make_shared<const std::vector<FolderRow>>(
        folderRows(m_shown->folders, m_reading, isPaused));
    m_folders->setRows(typedRows(folderTable(m_context), rows, *rows));
    setTabText(m_folders, withCount(tr("Folders"), std::ssize(*rows)));
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
    if (!m_shown->missing.empty()) {
        parts << countedText(std::ssize(m_shown->missing), tr("%1 revision brought too little"),
                             tr("%1 revisions brought too little"));
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

/// Of a value that was not understood a record that has it; of all else what the row says.
void IngestView::select()
{
    const ResultTable& list = *currentList();
    Selection selection = rowSelection(list.rows().get(), list.currentRow());
    const store::UnknownValue* value = m_unknown->current();
    if (&list == &m_unknown->list() && value != nullptr && !value->example.empty()) {
        selection = {};
        selection.kind = value->isOfBuild ? RecordKind::Build : RecordKind::Test;
        selection.id = fromUtf8(value->example);
        selection.caption = selection.id;
    }
    emit selectionChanged(selection);
}

} // namespace cboard::ui
