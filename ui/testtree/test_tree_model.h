// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/testtree/test_tree_layout.h"

#include <QAbstractItemModel>

namespace cboard::ui {

/// The paths of a revision as a tree. Roles carry values; how they look is the delegate's.
class TestTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column {
        PathColumn,
        BarColumn,
        NewColumn,
        FailColumn,
        InfraColumn,
        PassColumn,
        OtherColumn,
        BoardsColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role {
        NodeRole = Qt::UserRole + 1, ///< Index in the snapshot.
        CountsRole, ///< StatusCounts.
        StatusRole, ///< StatusClass, worst of the counts.
        OwnFailRole, ///< A node with children that has a failed run of its own.
        SuiteFailRole, ///< The same, and nothing below it fails.
        FoldedCountRole, ///< Paths that failed after their run had broken down in this one.
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setLayout(std::shared_ptr<const TestTreeLayout> layout);
    /// The same nodes with more known of them; keeps what is open. \returns false, and does
    /// nothing, when they are others.
    bool updateLayout(std::shared_ptr<const TestTreeLayout> layout);
    const std::shared_ptr<const TestTreeLayout>& layout() const { return m_layout; }
    QModelIndex indexOf(std::int32_t node) const;
    static std::int32_t nodeOf(const QModelIndex& index); ///< 0, the root, for no index.

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString descriptionOf(std::int32_t node) const;
    static QVariant countOf(const query::TestTreeNode& node, int column);

    std::shared_ptr<const TestTreeLayout> m_layout;
};

} // namespace cboard::ui
