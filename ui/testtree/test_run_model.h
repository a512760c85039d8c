// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/testtree/test_tree_layout.h"

#include <QAbstractTableModel>

namespace cboard::ui {

/// The runs at or below one node: where they ran and how they ended, worst first.
class TestRunModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        BoardColumn,
        ConfigColumn,
        LabColumn,
        DurationColumn,
        PathColumn,
        ColumnCount
    };
    enum Role { StatusRole = Qt::UserRole + 1, IdRole };

    /// More runs than these are not listed; total() says how many there are.
    static constexpr std::size_t Limit = 2000;

    using QAbstractTableModel::QAbstractTableModel;

    void setNode(std::shared_ptr<const query::TestTreeSnapshot> snapshot, std::int32_t node);
    void clear();
    std::int64_t total() const { return m_runs.total; }
    bool isLeaf() const { return m_runs.isLeaf; }
    const query::TestTreeRun* runAt(int row) const;
    QString pathAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const query::TestTreeSnapshot> m_snapshot;
    TestTreeRuns m_runs;
};

} // namespace cboard::ui
