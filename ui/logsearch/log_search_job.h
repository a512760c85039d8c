// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"
#include "core/service/log_grep.h"

#include <QString>

#include <filesystem>
#include <mutex>
#include <vector>

namespace cboard::ui {

/// A stored log with lines that were looked for.
struct FoundLog {
    struct Line {
        qint64 number = 0; ///< 1-based.
        QString text;
        QString group; ///< The same without times, addresses and numbers.
    };
    RecordKind kind = RecordKind::Test;
    QString id; ///< Of the first record that has the log.
    QString title; ///< "boot", or the config of a build.
    QString board;
    QString revision;
    qint64 ownerCount = 1; ///< Records that share the log.
    std::vector<Line> lines; ///< The first ones.
    qint64 lineCount = 0;
};

/// What was found and not yet shown. Thread-safe.
class FoundLogs {
public:
    void add(FoundLog log);
    std::vector<FoundLog> take();

private:
    std::mutex m_mutex;
    std::vector<FoundLog> m_logs; // guarded by m_mutex
};

/// How to look for \p text: a text, or a regular expression between slashes.
service::LogGrepRequest logGrepRequest(const QString& text, bool isCaseSensitive, bool isWholeWord);

/// Searches all stored logs and hands what it finds to \p found while it goes on. Blocking.
/// Errors: Invalid for an expression, Cancelled, Storage.
Result<service::LogGrepResult> searchLogs(query::Engine& engine,
                                          const std::filesystem::path& storeFile,
                                          const service::LogGrepRequest& request,
                                          const query::Common& common, FoundLogs& found,
                                          const TaskContext& task);

} // namespace cboard::ui
