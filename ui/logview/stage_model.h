// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/log_outline.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace cboard::ui {

/// The stages of a log as a tree: name, duration, line.
class StageModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole + 1 };
    enum Column { NameColumn, DurationColumn, LineColumn, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    void setOutline(std::shared_ptr<const LogOutline> outline);
    QModelIndex indexOfPart(int part) const; ///< Invalid for -1.

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::vector<int>& childrenOf(const QModelIndex& parent) const;

    std::shared_ptr<const LogOutline> m_outline;
    std::vector<std::vector<int>> m_children; ///< Of part i at i + 1; the outermost at 0.
    std::vector<int> m_rowOf; ///< Of a part among its siblings.
};

/// "1.234 s", "2 min 03 s"; empty when it is not known.
QString stageDurationText(const logs::Stage& stage);

} // namespace cboard::ui
