// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_loader.h"

#include "ui/logview/log_cache.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace cboard::ui {

namespace {

    constexpr int ProgressMs = 100;
    constexpr int Thousand = 1000;

} // namespace

LogLoader::LogLoader(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_load(*context.queries, *context.tasks)
{
    m_progressTimer.setInterval(ProgressMs);
    connect(&m_progressTimer, &QTimer::timeout, this, &LogLoader::reportProgress);
}

void LogLoader::start(const QString& title, BackgroundTask<Document>::Job job, Signal done)
{
    ++m_run;
    m_progressTimer.stop();
    m_load.start(title, std::move(job), [this, done](Result<Document> document) {
        m_progressTimer.stop();
        document ? emit(this->*done)(*document) : emit failed(document.error());
    });
}

void LogLoader::cancel()
{
    ++m_run;
    m_progressTimer.stop();
    m_load.cancel();
}

void LogLoader::loadRecord(RecordKind kind, const QString& id)
{
    query::RecordRequest request{m_context.common(), kind, id.toStdString()};
    if (auto known = m_context.logs ? m_context.logs->find(kind, request.id) : nullptr) {
        cancel();
        emit loaded(std::move(known));
        return;
    }
    start(
        tr("Reading a log"),
        [engine = m_context.engine, cache = m_context.logs, request = std::move(request)](
            const TaskContext& task) { return readLogDocument(*engine, cache, request, task); },
        &LogLoader::loaded);
}

void LogLoader::loadFile(const QString& path)
{
    m_progress = std::make_shared<std::atomic<int>>(0);
    const int run = m_run + 1;
    const auto onPart = [target = QPointer<LogLoader>(this), run](Document part) {
        QMetaObject::invokeMethod(
            qApp,
            [target, run, part = std::move(part)] {
                if (target && target->m_run == run && target->isRunning()) {
                    emit target->partLoaded(part);
                }
            },
            Qt::QueuedConnection);
    };
    start(
        tr("Reading %1").arg(QFileInfo(path).fileName()),
        [path, onPart, progress = m_progress](const TaskContext& task) {
            const TaskContext reading(task.stopToken(), [&](const Progress& done) {
                task.report(done);
                if (done.total > 0) {
                    *progress = static_cast<int>(done.done * Thousand / done.total);
                }
            });
            return loadLogFile(path.toStdString(), onPart, reading);
        },
        &LogLoader::loaded);
    m_progressTimer.start();
}

void LogLoader::loadGrown(Document document)
{
    start(
        tr("Reading what was appended"),
        [document = std::move(document)](const TaskContext& task) {
            return loadGrownLog(*document, task);
        },
        &LogLoader::grown);
}

void LogLoader::reportProgress()
{
    emit progressed(static_cast<double>(m_progress->load()) / Thousand);
}

} // namespace cboard::ui
