// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/table_export.h"
#include "ui/logsearch/log_groups.h"

#include <QAbstractItemModel>
#include <QList>

#include <memory>
#include <string>
#include <vector>

namespace cboard::ui {

/// What a search in all logs found: groups of lines that say the same, or that are of one board.
class LogSearchModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { TextColumn, BoardColumn, LogColumn, RevisionColumn, LineColumn, ColumnCount };
    enum Role { StateRole = Qt::UserRole + 1 };

    /// Lines that are kept; further ones are only counted.
    static constexpr qint64 MaxLines = 200'000;

    using QAbstractItemModel::QAbstractItemModel;

    void clear(LogGroups::Grouping grouping); ///< Lines that come are grouped by it.
    void add(std::vector<FoundLog> logs);
    /// Shows the lines as sortedGroups() has put them for the first \p logCount logs; those of
    /// later ones come behind.
    void setGroups(std::shared_ptr<LogGroups> groups, std::size_t logCount);

    const FoundLogList& logs() const { return m_logs; }
    qint64 logCount() const { return static_cast<qint64>(m_logs.size()); }
    qint64 keptLines() const { return m_groups->lineCount(); }
    /// Lines that are kept, in the order in which they were found, some thousands at most; UTF-8.
    std::string keptText() const;
    /// The log of a line; null for a group.
    const FoundLog* logOf(const QModelIndex& index) const;
    qint64 lineNumberOf(const QModelIndex& index) const; ///< 0 for a group.
    /// What a group adds up to, for the inspector: lines, logs, the boards that have most of them,
    /// revisions. The boards and revisions are those of its first thousands of lines.
    QList<std::pair<QString, QString>> factsOf(int group) const;
    /// All lines that are kept, group by group; empty without any.
    TableSource table(const QString& title) const;
    QString groupText(int group) const { return groupAt(group).text; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Place = LogGroups::Place;
    using Group = LogGroups::Group;

    void place(std::size_t log);
    const Group& groupAt(int row) const
    {
        return m_groups->groups()[static_cast<std::size_t>(row)];
    }
    static QVariant groupData(const Group& group, int column);
    static QVariant lineData(const FoundLog& log, std::size_t line, int column);
    const Place* placeOf(const QModelIndex& index) const;

    FoundLogList m_logs; ///< Shared with exports that go on.
    std::shared_ptr<LogGroups> m_groups = std::make_shared<LogGroups>();
};

} // namespace cboard::ui
