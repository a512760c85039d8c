// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/logview/log_document.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>

namespace cboard::ui {

enum class LogForm : std::uint8_t { Text, Bytes };

/// Reads logs in the background: of records whole, of files with what is there already while the
/// rest is read, and with what was appended since.
class LogLoader : public QObject {
    Q_OBJECT

public:
    using Document = std::shared_ptr<const LogDocument>;

    explicit LogLoader(const Context& context, QObject* parent = nullptr);

    /// The log of a record. A log that is known already comes before the call returns.
    void loadRecord(RecordKind kind, const QString& id, LogForm form);
    void loadFile(const QString& path, LogForm form);
    /// What was appended to the file of \p document since.
    void loadGrown(Document document);
    void cancel();
    bool isRunning() const { return m_load.isRunning(); }

signals:
    void partLoaded(std::shared_ptr<const cboard::ui::LogDocument> document);
    void progressed(double share); ///< 0 to 1 of the bytes are read.
    void loaded(std::shared_ptr<const cboard::ui::LogDocument> document);
    void grown(std::shared_ptr<const cboard::ui::LogDocument> document); ///< After loadGrown().
    void failed(const cboard::Error& error);

private:
    using Signal = void (LogLoader::*)(Document);
    void start(const QString& title, BackgroundTask<Document>::Job job, Signal done);
    void reportProgress();

    const Context m_context;
    BackgroundTask<Document> m_load;
    /// Of the running job, a thousandth each; shared with its threads.
    std::shared_ptr<std::atomic<int>> m_progress;
    QTimer m_progressTimer;
    int m_run = 0; ///< Parts of an older run are not wanted.
};

} // namespace cboard::ui
