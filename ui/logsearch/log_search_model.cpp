// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logsearch/log_search_model.h"

#include "ui/base/released_beside.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace cboard::ui {

void LogSearchModel::clear(LogGroups::Grouping grouping)
{
    beginResetModel();
    release(std::make_shared<const FoundLogList>(std::exchange(m_logs, {})));
    release(std::exchange(m_groups, std::make_shared<LogGroups>(grouping)));
    endResetModel();
}

void LogSearchModel::setGroups(std::shared_ptr<LogGroups> groups, std::size_t logCount)
{
    beginResetModel();
    release(std::exchange(m_groups, std::move(groups)));
    endResetModel();
    for (std::size_t log = logCount; log < m_logs.size(); ++log) {
        place(log);
    }
}

void LogSearchModel::add(std::vector<FoundLog> logs)
{
    for (FoundLog& log : logs) {
        m_logs.push_back(std::make_shared<const FoundLog>(std::move(log)));
        place(m_logs.size() - 1);
    }
}

/// Puts the lines of a log into their groups.
void LogSearchModel::place(std::size_t log)
{
    const FoundLog& found = *m_logs[log];
    for (std::size_t line = 0; line < found.lines.size() && keptLines() < MaxLines; ++line) {
        auto group = m_groups->groupOf(found, line);
        if (!group) {
            group = m_groups->groups().size();
            const auto row = static_cast<int>(*group);
            beginInsertRows({}, row, row);
            m_groups->addGroup(found, line);
            endInsertRows();
        }
        const auto row = static_cast<int>(m_groups->groups()[*group].lines.size());
        beginInsertRows(index(static_cast<int>(*group), 0), row, row);
        m_groups->addLine(*group, {log, line});
        endInsertRows();
    }
}

const LogSearchModel::Place* LogSearchModel::placeOf(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0) {
        return nullptr;
    }
    const Group& group = m_groups->groups()[index.internalId() - 1];
    return &group.lines[static_cast<std::size_t>(index.row())];
}

const FoundLog* LogSearchModel::logOf(const QModelIndex& index) const
{
    const Place* place = placeOf(index);
    return place == nullptr ? nullptr : m_logs[place->log].get();
}

qint64 LogSearchModel::lineNumberOf(const QModelIndex& index) const
{
    const Place* place = placeOf(index);
    return place == nullptr ? 0 : m_logs[place->log]->lines[place->line].number;
}

std::string LogSearchModel::keptText() const
{
    constexpr std::size_t MostBytes = 1UL << 20; // Copied in the window's thread.
    std::string text;
    for (const auto& log : m_logs) {
        for (const FoundLog::Line& line : log->lines) {
            if (text.size() >= MostBytes) {
                return text;
            }
            text += line.text.toStdString() + '\n';
        }
    }
    return text;
}

TableSource LogSearchModel::table(const QString& title) const
{
    if (m_groups->groups().empty()) {
        return {};
    }
    TableExport empty;
    empty.title = title;
    for (int column = 0; column < ColumnCount; ++column) {
        empty.columns.push_back({headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()});
    }
    std::vector<Place> lines; // Only these numbers are copied here; texts are read by the job.
    lines.reserve(static_cast<std::size_t>(keptLines()));
    for (const Group& group : m_groups->groups()) {
        lines.insert(lines.end(), group.lines.begin(), group.lines.end());
    }
    return [empty, lines = std::move(lines), logs = m_logs](const TaskContext& task) {
        constexpr std::size_t Piece = 1000;
        TableExport table = empty;
        table.rows.reserve(lines.size());
        for (const Place& place : lines) {
            if (table.rows.size() % Piece == 0 && task.stopRequested()) {
                break;
            }
            auto& cells = table.rows.emplace_back();
            for (int column = 0; column < ColumnCount; ++column) {
                cells.push_back(
                    {lineData(*logs[place.log], place.line, column).toString(), std::nullopt});
            }
        }
        return table;
    };
}

QModelIndex LogSearchModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount) {
        return {};
    }
    const quintptr owner = parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0;
    return createIndex(row, column, owner);
}

QModelIndex LogSearchModel::parent(const QModelIndex& child) const
{
    return child.isValid() && child.internalId() > 0
        ? createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr{0})
        : QModelIndex();
}

int LogSearchModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_groups->groups().size());
    }
    const bool isGroup = parent.internalId() == 0 && parent.column() == 0;
    return isGroup ? static_cast<int>(groupAt(parent.row()).lines.size()) : 0;
}

int LogSearchModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

QList<std::pair<QString, QString>> LogSearchModel::factsOf(int group) const
{
    constexpr std::size_t MostLines = 5'000; // Counted in the window's thread.
    constexpr int MostNames = 8;
    const Group& shown = groupAt(group);
    QMap<QString, qint64> boards;
    QMap<QString, qint64> revisions;
    for (std::size_t i = 0; i < std::min(shown.lines.size(), MostLines); ++i) {
        const FoundLog& log = *m_logs[shown.lines[i].log];
        ++boards[log.board.isEmpty() ? tr("no board") : log.board];
        ++revisions[log.revision];
    }
    const auto listOf = [](const QMap<QString, qint64>& counts) {
        QList<std::pair<qint64, QString>> sorted;
        for (auto one = counts.cbegin(); one != counts.cend(); ++one) {
            sorted << std::pair(-one.value(), one.key());
        }
        std::sort(sorted.begin(), sorted.end());
        QStringList texts;
        for (const auto& [count, name] : sorted.mid(0, MostNames)) {
            texts << tr("%1 (%2)").arg(name, countText(-count));
        }
        if (sorted.size() > MostNames) {
            texts << tr("%1 more").arg(countText(sorted.size() - MostNames));
        }
        return texts.join(QStringLiteral(", "));
    };
    return {{tr("lines"), countText(static_cast<qint64>(shown.lines.size()))},
            {tr("logs"), countText(shown.logCount)},
            {tr("boards"), listOf(boards)},
            {tr("revisions"), listOf(revisions)}};
}

QVariant LogSearchModel::groupData(const Group& group, int column)
{
    switch (column) {
    case TextColumn:
        return group.text;
    case LogColumn:
        return countedText(group.logCount, tr("%1 log"), tr("%1 logs"));
    case LineColumn: { // Where a log holds it more than once.
        const auto lines = static_cast<qint64>(group.lines.size());
        return lines == group.logCount ? QString()
                                       : countedText(lines, tr("%1 line"), tr("%1 lines"));
    }
    default:
        return {};
    }
}

QVariant LogSearchModel::lineData(const FoundLog& log, std::size_t line, int column)
{
    switch (column) {
    case TextColumn:
        return log.lines[line].text;
    case BoardColumn:
        return log.board;
    case LogColumn:
        return log.ownerCount == 1 ? log.title
                                   : tr("%1 and %2 more").arg(log.title).arg(log.ownerCount - 1);
    case RevisionColumn:
        return log.revision;
    default:
        return log.lines[line].number;
    }
}

QVariant LogSearchModel::data(const QModelIndex& index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() == LineColumn) {
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    }
    const Place* place = placeOf(index);
    if (role == Qt::FontRole && index.column() == TextColumn
        && (place != nullptr
            || m_groups->grouping() == LogGroups::Grouping::Text)) { // As in the log itself.
        return Theme::monospace();
    }
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    return place != nullptr ? lineData(*m_logs[place->log], place->line, index.column())
                            : groupData(groupAt(index.row()), index.column());
}

QVariant LogSearchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole) {
        const auto side = section == LineColumn ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    switch (section) {
    case TextColumn:
        return tr("Text");
    case BoardColumn:
        return tr("Board");
    case LogColumn:
        return tr("Log");
    case RevisionColumn:
        return tr("Revision");
    default:
        return tr("Line");
    }
}

} // namespace cboard::ui
