// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workbench.h"

#include <QElapsedTimer>
#include <QString>

#include <memory>
#include <mutex>

namespace cboard::ui {

class WorkPause;

/// The numbers of a running ingest, written by its thread and polled by the view, so that the
/// worker never signals.
class IngestProgress {
public:
    IngestProgress() { m_since.start(); }

    struct Snapshot {
        ingest::Report report; ///< Without the list of refused documents.
        QString path; ///< Being read.
        double seconds = 0;
        std::int64_t documents() const
        {
            return report.accepted + report.unchanged + report.refusedCount;
        }
        double documentsPerSecond() const
        {
            return seconds > 0 ? static_cast<double>(documents()) / seconds : 0;
        }
    };

    /// Thread-safe.
    void set(const ingest::Report& report, const std::string& path);
    Snapshot snapshot() const;

private:
    mutable std::mutex m_mutex;
    Snapshot m_snapshot; // guarded by m_mutex
    QElapsedTimer m_since;
};

/// What the user chose on the page.
struct IngestOrder {
    std::vector<std::filesystem::path> paths;
    ingest::Options options;
};

/// Runs it, and rests while \p pause says so; blocking, for background jobs. Errors as
/// Workbench::ingest.
Result<ingest::Report> runIngest(service::Workbench& workbench, const IngestOrder& order,
                                 const std::shared_ptr<IngestProgress>& progress, WorkPause& pause,
                                 const TaskContext& task);

/// "3 checkouts, 61 builds, 4 812 tests": the kinds that changed; empty when nothing did.
QString recordCountsText(const store::RecordCounts& counts);
/// "1 204 accepted, 3 unchanged, 2 refused".
QString documentCountsText(const ingest::Report& report);

} // namespace cboard::ui
