// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

#include <QAbstractTableModel>

namespace cboard::ui {

/// Rows and headings of groups in the order of an arrangement. Holds no rules of its own.
class TableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using RowsPtr = std::shared_ptr<const TableRows>;
    using ArrangementPtr = std::shared_ptr<const TableArrangement>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Both null for an empty table.
    void setRows(RowsPtr rows, ArrangementPtr arrangement);
    const RowsPtr& rows() const { return m_rows; }
    const ArrangementPtr& arrangement() const { return m_arrangement; }

    int rowOfLine(int line) const; ///< -1 for a heading, a row that is no more, and outside.
    QString idOfLine(int line) const; ///< Of a row, also one that is no more; else empty.
    int lineOfRow(int row) const; ///< -1 while folded away.
    int lineOfGroup(int group) const; ///< Of arrangement()->groups; as lineOfRow().
    int lineOfId(const QString& id) const;
    /// Of the first of the ids that is there; -1 for none.
    int lineOfFirst(const QStringList& ids) const;
    const TableGroup* groupOfLine(int line) const; ///< Null for rows.
    void toggleFold(int line);
    void setAllFolded(bool isFolded);
    void unfold(int row); ///< The groups that hide it.

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant groupData(const TableGroup& group, int column, int role) const;
    QVariant goneData(const GoneLine& gone, int column, int role) const;
    void setFolded(QSet<QString> keys);

    RowsPtr m_rows;
    ArrangementPtr m_arrangement;
    std::vector<TableLine> m_lines;
    QSet<QString> m_folded;
};

} // namespace cboard::ui
