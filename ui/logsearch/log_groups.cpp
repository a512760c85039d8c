// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logsearch/log_groups.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace cboard::ui {

namespace {

    /// What the lines of a group have in common: neither level nor time of the kernel.
    QString withoutStamp(QString line)
    {
        static const QRegularExpression stamp(
            QStringLiteral("^\\s*(<\\d+>)?\\s*\\[\\s*\\d+\\.\\d+\\]\\s*"));
        return line.remove(stamp);
    }

} // namespace

const QString& LogGroups::keyOf(const FoundLog& log, std::size_t line) const
{
    return m_grouping == Grouping::Text ? log.lines[line].group : log.board;
}

std::optional<std::size_t> LogGroups::groupOf(const FoundLog& log, std::size_t line) const
{
    const auto known = m_groupOf.constFind(keyOf(log, line));
    return known == m_groupOf.constEnd() ? std::nullopt : std::optional(*known);
}

void LogGroups::addGroup(const FoundLog& log, std::size_t line)
{
    const QString& key = keyOf(log, line);
    m_groupOf.insert(key, m_groups.size());
    m_groups.emplace_back().text = m_grouping == Grouping::Text ? withoutStamp(log.lines[line].text)
        : key.isEmpty() ? QCoreApplication::translate("LogGroups", "no board")
                        : key;
}

void LogGroups::addLine(std::size_t group, const Place& place)
{
    Group& to = m_groups[group];
    to.lines.push_back(place);
    to.logCount += to.lastLog == place.log ? 0 : 1;
    to.lastLog = place.log;
    ++m_lineCount;
}

Result<std::shared_ptr<LogGroups>> sortedGroups(const FoundLogList& logs,
                                                LogGroups::Grouping grouping, qint64 mostLines,
                                                const TaskContext& task)
{
    auto groups = std::make_shared<LogGroups>(grouping);
    for (std::size_t log = 0; log < logs.size(); ++log) {
        CBOARD_TRY_VOID(task.check());
        const FoundLog& found = *logs[log];
        for (std::size_t line = 0; line < found.lines.size() && groups->lineCount() < mostLines;
             ++line) {
            auto group = groups->groupOf(found, line);
            if (!group) {
                groups->addGroup(found, line);
                group = groups->groups().size() - 1;
            }
            groups->addLine(*group, {log, line});
        }
    }
    std::stable_sort(groups->m_groups.begin(), groups->m_groups.end(),
                     [](const LogGroups::Group& a, const LogGroups::Group& b) {
                         return a.logCount != b.logCount ? a.logCount > b.logCount
                                                         : a.lines.size() > b.lines.size();
                     });
    for (std::size_t i = 0; i < groups->m_groups.size(); ++i) {
        const LogGroups::Place& first = groups->m_groups[i].lines.front();
        groups->m_groupOf.insert(groups->keyOf(*logs[first.log], first.line), i);
    }
    return groups;
}

} // namespace cboard::ui
