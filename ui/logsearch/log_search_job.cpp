// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logsearch/log_search_job.h"

#include "core/logs/console_line.h"
#include "core/logs/fingerprint/normalise.h"
#include "core/logs/line_decoder.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/logview/line_filter_texts.h"

#include <thread>

namespace cboard::ui {

namespace {

    constexpr std::size_t LinesOfALog = 50; ///< Shown; the log itself has the others.

    FoundLog::Line lineOf(const service::LogGrepHit::Line& hit)
    {
        logs::DecodedRow decoded;
        logs::RowDecoder(logs::RowFormat::Plain).decode(hit.text, decoded);
        const std::string message(logs::consoleMessage(decoded.text));
        return {hit.number, QString::fromStdString(message),
                QString::fromStdString(logs::normalised(message)).simplified()};
    }

    FoundLog foundLog(query::Engine& engine, const query::Common& common,
                      const service::LogGrepHit& hit, const TaskContext& task)
    {
        FoundLog log;
        log.lineCount = hit.lineCount;
        log.ownerCount = static_cast<qint64>(hit.owners.size());
        for (const auto& line : hit.lines) {
            log.lines.push_back(lineOf(line));
        }
        if (hit.owners.empty()) {
            return log;
        }
        const service::LogRecord& owner = hit.owners.front();
        log.kind = owner.kind;
        log.id = fromUtf8(owner.id);
        log.title = log.id;
        // Without the record the log is shown all the same.
        if (const auto record = engine.record({common, owner.kind, owner.id}, task)) {
            log.title =
                recordField(**record, owner.kind == RecordKind::Build ? "config_name" : "path");
            log.board = fromUtf8((*record)->platform);
            log.revision = (*record)->revision ? revisionText(*(*record)->revision) : QString();
        }
        return log;
    }

} // namespace

void FoundLogs::add(FoundLog log)
{
    const std::lock_guard lock(m_mutex);
    m_logs.push_back(std::move(log));
}

std::vector<FoundLog> FoundLogs::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_logs, {});
}

service::LogGrepRequest logGrepRequest(const QString& text, bool isCaseSensitive, bool isWholeWord)
{
    service::LogGrepRequest request;
    const auto patterns = parsePatterns(text);
    if (!patterns.empty()) {
        request.search.patterns = {patterns.front().pattern};
        request.search.isLiteral = !patterns.front().isRegex;
    }
    request.search.isCaseSensitive = isCaseSensitive;
    request.search.isWholeWord = isWholeWord;
    // One processor stays with the window.
    request.search.threads = std::max(1U, std::thread::hardware_concurrency() - 1);
    request.mostLinesOfLog = LinesOfALog;
    return request;
}

Result<service::LogGrepResult> searchLogs(query::Engine& engine,
                                          const std::filesystem::path& storeFile,
                                          const service::LogGrepRequest& request,
                                          const query::Common& common, FoundLogs& found,
                                          const TaskContext& task)
{
    return service::grepLogs(
        storeFile, request,
        [&](const service::LogGrepHit& hit) {
            found.add(foundLog(engine, common, hit, task));
            return !task.stopRequested();
        },
        task);
}

} // namespace cboard::ui
