// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_progress.h"

#include "ui/base/text_format.h"
#include "ui/base/work_pause.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

} // namespace

void IngestProgress::set(const ingest::Report& report, const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    ingest::Report& mine = m_snapshot.report;
    mine.accepted = report.accepted;
    mine.unchanged = report.unchanged;
    mine.refusedCount = report.refusedCount;
    mine.records = report.records;
    mine.bytes = report.bytes;
    mine.isCancelled = report.isCancelled;
    m_snapshot.path = fromUtf8(path);
    m_snapshot.seconds = static_cast<double>(m_since.elapsed()) / 1000;
}

IngestProgress::Snapshot IngestProgress::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

Result<ingest::Report> runIngest(service::Workbench& workbench, const IngestOrder& order,
                                 const std::shared_ptr<IngestProgress>& progress, WorkPause& pause,
                                 const TaskContext& task)
{
    auto report = workbench.ingest(
        order.paths, order.options,
        [&progress, &pause, &task](const ingest::Report& soFar, const std::string& path) {
            progress->set(soFar, path);
            task.report({soFar.accepted + soFar.unchanged + soFar.refusedCount, 0, "ingest"});
            pause.waitWhilePaused(task.stopToken());
        },
        task);
    if (report) {
        progress->set(*report, {});
    }
    return report;
}

QString recordCountsText(const store::RecordCounts& counts)
{
    static constexpr std::array<const char*, RecordKindCount> Patterns{
        QT_TRANSLATE_NOOP("Ingest", "checkouts: %1"), QT_TRANSLATE_NOOP("Ingest", "builds: %1"),
        QT_TRANSLATE_NOOP("Ingest", "tests: %1"), QT_TRANSLATE_NOOP("Ingest", "issues: %1"),
        QT_TRANSLATE_NOOP("Ingest", "incidents: %1")};
    QStringList parts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) {
            parts << tr(Patterns[i]).arg(countText(counts[i]));
        }
    }
    return parts.join(QStringLiteral("   "));
}

QString documentCountsText(const ingest::Report& report)
{
    return tr("%1 accepted, %2 unchanged, %3 refused")
        .arg(countText(report.accepted), countText(report.unchanged),
             countText(report.refusedCount));
}

} // namespace cboard::ui
