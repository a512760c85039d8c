// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "ui/logsearch/log_search_job.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace cboard::ui {

/// Logs in the order in which lines were found in them.
using FoundLogList = std::vector<std::shared_ptr<const FoundLog>>;

/// Lines that were found, in groups of those that say the same or that are of one board.
class LogGroups {
public:
    enum class Grouping : std::uint8_t { Text, Board };

    struct Place {
        std::size_t log = 0; ///< In the list of logs.
        std::size_t line = 0;
    };
    struct Group {
        QString text;
        std::vector<Place> lines;
        qint64 logCount = 0;
        std::size_t lastLog = ~std::size_t(0);
    };

    explicit LogGroups(Grouping grouping = Grouping::Text)
        : m_grouping(grouping)
    {
    }

    Grouping grouping() const { return m_grouping; }
    const std::vector<Group>& groups() const { return m_groups; }
    qint64 lineCount() const { return m_lineCount; }

    /// The group of a line; nothing before addGroup() of it.
    std::optional<std::size_t> groupOf(const FoundLog& log, std::size_t line) const;
    void addGroup(const FoundLog& log, std::size_t line); ///< Of this line, yet without it.
    void addLine(std::size_t group, const Place& place);

private:
    friend Result<std::shared_ptr<LogGroups>> sortedGroups(const FoundLogList& logs,
                                                           Grouping grouping, qint64 mostLines,
                                                           const TaskContext& task);

    const QString& keyOf(const FoundLog& log, std::size_t line) const;

    Grouping m_grouping;
    std::vector<Group> m_groups;
    QHash<QString, std::size_t> m_groupOf; ///< By keyOf().
    qint64 m_lineCount = 0;
};

/// All lines of \p logs, but no more than \p mostLines; the group with the most logs first, then
/// that with the most lines. Errors: Cancelled.
Result<std::shared_ptr<LogGroups>> sortedGroups(const FoundLogList& logs,
                                                LogGroups::Grouping grouping, qint64 mostLines,
                                                const TaskContext& task);

} // namespace cboard::ui
