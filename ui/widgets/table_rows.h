// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/status.h"

#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
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
    ToneRole, ///< int of the StatusClass that the text is about: drawn strong, in its colour.
    PinnedRole, ///< true: kept at the top by the user.
    MutedRole, ///< true: the row is there, but not of now.
    IdRole, ///< Identity of the row, to keep the cursor on it.
    GroupLevelRole, ///< Of the heading of a group, from 1; absent for rows.
    FoldedRole, ///< true: a heading whose rows are hidden.
    ProseRole, ///< true: sentences and lists, cut at their end; names are cut in the middle.
};

/// A column without its rows.
struct ColumnHead {
    QString id; ///< Stable, in links: "compiler".
    QString title;
    int characters = 12; ///< Width in average characters; 0: takes what is left.
    bool isNumber = false;
    bool isSummed = false; ///< The footer and group headings show the sum of its numbers.
    bool isHidden = false; ///< Until the user asks for it.
};

/// Rows of a table, never changed once made, so that another thread can sort and group them.
class TableRows {
public:
    TableRows() = default;
    TableRows(const TableRows&) = delete;
    TableRows& operator=(const TableRows&) = delete;
    virtual ~TableRows() = default;

    virtual int size() const = 0;
    virtual int columnCount() const = 0;
    virtual const ColumnHead& head(int column) const = 0;
    virtual QString id(int row) const = 0;
    /// Display, tool tip and CellRole.
    virtual QVariant data(int row, int column, int role) const = 0;
    /// A number or a text.
    virtual QVariant sortKey(int row, int column) const = 0;
    /// What rows of one group have in common.
    virtual QString groupText(int row, int column) const
    {
        return data(row, column, Qt::DisplayRole).toString();
    }
};

/// One column over rows of one type. Only `head` and `text` are needed.
template <typename Row>
struct TableColumn {
    ColumnHead head;
    std::function<QString(const Row&)> text;
    std::function<QVariant(const Row&)> sortKey = {}; ///< Default: the text.
    std::function<QString(const Row&)> secondLine = {};
    std::function<QString(const Row&)> tooltip = {};
    std::function<StatusClass(const Row&)> status = {};
    std::function<StatusCounts(const Row&)> counts = {};
    std::function<QVariantList(const Row&)> trend = {};
    std::function<QString(const Row&)> groupText = {}; ///< Default: the text.
    std::function<std::optional<StatusClass>(const Row&)> tone = {};
    std::function<bool(const Row&)> isPinned = {};
    bool isCode = false;
    bool isProse = false; ///< Its lines are sentences or lists.
};

/// How a table shows rows of one type: columns and the identity of a row.
template <typename Row>
struct TableSpec {
    std::vector<TableColumn<Row>> columns;
    std::function<QString(const Row&)> id;
    std::function<bool(const Row&)> isMuted = {}; ///< Drawn quietly: it is not of now.
};

/// Rows of one type seen through a TableSpec. Functions of the spec run on any thread.
template <typename Row>
class TypedRows : public TableRows {
public:
    /// \p owner keeps \p rows alive.
    TypedRows(std::shared_ptr<const TableSpec<Row>> spec, std::shared_ptr<const void> owner,
              const std::vector<Row>& rows)
        : m_spec(std::move(spec))
        , m_owner(std::move(owner))
        , m_rows(rows)
    {
    }

    /// Null outside the rows.
    const Row* rowAt(int row) const
    {
        return row >= 0 && row < size() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
    }

    int size() const override { return static_cast<int>(m_rows.size()); }
    int columnCount() const override { return static_cast<int>(m_spec->columns.size()); }
    const ColumnHead& head(int column) const override { return columnAt(column).head; }
    QString id(int row) const override { return m_spec->id(*rowAt(row)); }

    QVariant sortKey(int row, int column) const override
    {
        const auto& at = columnAt(column);
        return at.sortKey ? at.sortKey(*rowAt(row)) : QVariant(at.text(*rowAt(row)));
    }

    QString groupText(int row, int column) const override
    {
        const auto& at = columnAt(column);
        return at.groupText ? at.groupText(*rowAt(row)) : at.text(*rowAt(row));
    }

    QVariant data(int row, int column, int role) const override
    {
        const Row& at = *rowAt(row);
        const TableColumn<Row>& by = columnAt(column);
        switch (role) {
        case Qt::DisplayRole:
            return by.text(at);
        case Qt::ToolTipRole:
            return by.tooltip ? QVariant(by.tooltip(at)) : QVariant();
        case StatusRole:
            return by.status ? QVariant(static_cast<int>(by.status(at))) : QVariant();
        case CountsRole:
            return by.counts ? QVariant::fromValue(by.counts(at)) : QVariant();
        case TrendRole:
            return by.trend ? QVariant(by.trend(at)) : QVariant();
        case SecondLineRole:
            return by.secondLine ? QVariant(by.secondLine(at)) : QVariant();
        case CodeRole:
            return by.isCode;
        case ProseRole:
            return by.isProse;
        case ToneRole: {
            const auto tone = by.tone ? by.tone(at) : std::nullopt;
            return tone ? QVariant(static_cast<int>(*tone)) : QVariant();
        }
        case PinnedRole:
            return by.isPinned && by.isPinned(at);
        case MutedRole:
            return m_spec->isMuted && m_spec->isMuted(at);
        case IdRole:
            return m_spec->id(at);
        default:
            return {};
        }
    }

private:
    const TableColumn<Row>& columnAt(int column) const
    {
        return m_spec->columns[static_cast<std::size_t>(column)];
    }

    std::shared_ptr<const TableSpec<Row>> m_spec;
    std::shared_ptr<const void> m_owner;
    const std::vector<Row>& m_rows;
};

} // namespace cboard::ui
