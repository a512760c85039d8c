// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/status.h"
#include "core/query/snapshots.h"

#include <QAbstractTableModel>
#include <QVariant>

#include <functional>
#include <memory>
#include <vector>

Q_DECLARE_METATYPE(cboard::StatusCounts)

namespace cboard::ui {

/// What a cell of a table says, for CellDelegate; the delegate decides how it looks.
enum CellRole {
    StatusRole = Qt::UserRole + 1, ///< int of a StatusClass.
    CountsRole, ///< StatusCounts, drawn as bar and numbers.
    TrendRole, ///< QVariantList of fails, oldest first.
    SecondLineRole, ///< Quiet text below the first line.
    CodeRole, ///< true: monospace.
    SortRole,
    IdRole, ///< Identity of the row, to keep the cursor on it.
};

/// One column of a ColumnModel. Only `title` and `text` are needed.
template <typename Row>
struct TableColumn {
    QString title;
    int characters = 12; ///< Width in average characters; 0: takes what is left.
    std::function<QString(const Row&)> text;
    std::function<QVariant(const Row&)> sortKey; ///< Default: the text.
    std::function<QString(const Row&)> secondLine;
    std::function<QString(const Row&)> tooltip;
    std::function<StatusClass(const Row&)> status;
    std::function<StatusCounts(const Row&)> counts;
    std::function<QVariantList(const Row&)> trend;
    bool isCode = false;
    bool isNumber = false;
};

/// A flat, read-only table over rows that someone else keeps alive with the snapshot. Holds no
/// rules of its own: columns turn a row into text and roles.
template <typename Row>
class ColumnModel : public QAbstractTableModel {
public:
    using Column = TableColumn<Row>;

    ColumnModel(std::vector<Column> columns, std::function<QString(const Row&)> id,
                QObject* parent = nullptr)
        : QAbstractTableModel(parent)
        , m_columns(std::move(columns))
        , m_id(std::move(id))
    {
    }

    /// \p owner keeps \p rows alive.
    void setRows(std::shared_ptr<const void> owner, const std::vector<Row>* rows)
    {
        beginResetModel();
        m_owner = std::move(owner);
        m_rows = rows;
        endResetModel();
    }

    const Row* rowAt(int row) const
    {
        return row >= 0 && row < rowCount() ? &(*m_rows)[static_cast<std::size_t>(row)] : nullptr;
    }

    const std::vector<Column>& columns() const { return m_columns; }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() || m_rows == nullptr ? 0 : static_cast<int>(m_rows->size());
    }

    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = index.isValid() ? rowAt(index.row()) : nullptr;
        if (row == nullptr) {
            return {};
        }
        const Column& column = m_columns[static_cast<std::size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole:
            return column.text(*row);
        case Qt::ToolTipRole:
            return column.tooltip ? QVariant(column.tooltip(*row)) : QVariant();
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignVCenter
                                    | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
        case StatusRole:
            return column.status ? QVariant(static_cast<int>(column.status(*row))) : QVariant();
        case CountsRole:
            return column.counts ? QVariant::fromValue(column.counts(*row)) : QVariant();
        case TrendRole:
            return column.trend ? QVariant(column.trend(*row)) : QVariant();
        case SecondLineRole:
            return column.secondLine ? QVariant(column.secondLine(*row)) : QVariant();
        case CodeRole:
            return column.isCode;
        case SortRole:
            return column.sortKey ? column.sortKey(*row) : QVariant(column.text(*row));
        case IdRole:
            return m_id(*row);
        default:
            return {};
        }
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
            return {};
        }
        const Column& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) {
            return column.title;
        }
        if (role == Qt::TextAlignmentRole) {
            return static_cast<int>(Qt::AlignVCenter
                                    | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
        }
        return {};
    }

private:
    std::vector<Column> m_columns;
    std::function<QString(const Row&)> m_id;
    std::shared_ptr<const void> m_owner;
    const std::vector<Row>* m_rows = nullptr;
};

} // namespace cboard::ui
