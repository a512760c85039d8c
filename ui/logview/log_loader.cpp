// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_loader.h"

#include "ui/logview/log_bytes.h"
#include "ui/logview/log_cache.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace cboard::ui {

namespace {

    constexpr int ProgressMs = 100;
    constexpr int Thousand = 1000;

    LogLoader::Document inForm(LogLoader::Document document, LogForm form)
    {
        return form == LogForm::Bytes ? bytesOf(document) : document;
    }

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

void LogLoader::loadRecord(RecordKind kind, const QString& id, LogForm form)
{
    query::RecordRequest request{m_context.common(), kind, id.toStdString()};
    if (auto known = m_context.logs ? m_context.logs->find(kind, request.id) : nullptr) {
        cancel();
        emit loaded(inForm(std::move(known), form));
        return;
    }
    start(
        tr("Reading a log"),
        [engine = m_context.engine, cache = m_context.logs, request = std::move(request),
         form](const TaskContext& task) {
            return readLogDocument(*engine, cache, request, task).map([form](Document document) {
                return inForm(std::move(document), form);
            });
        },
        &LogLoader::loaded);
}

void LogLoader::loadFile(const QString& path, LogForm form)
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
        [path, form, onPart, progress = m_progress](const TaskContext& task) {
            const TaskContext reading(task.stopToken(), [&](const Progress& done) {
                task.report(done);
                if (done.total > 0) {
                    *progress = static_cast<int>(done.done * Thousand / done.total);
                }
            });
            return form == LogForm::Bytes ? loadLogFileBytes(path.toStdString(), reading)
                                          : loadLogFile(path.toStdString(), onPart, reading);
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
