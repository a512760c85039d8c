// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/workbench.h"

#include <QAbstractTableModel>

#include <vector>

namespace cboard::ui {

/// The refused documents that the store keeps: what, where in it, why.
class RejectModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        PathColumn,
        FormatColumn,
        PlaceColumn,
        ReasonColumn,
        SizeColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role { IdRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;

    void setRejects(std::vector<store::Reject> rejects);
    const store::Reject* rejectAt(int row) const;
    int rowOfId(std::int64_t id) const; ///< -1 when it is gone.

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<store::Reject> m_rejects;
};

/// "line 7, /tests/3/path", or "whole document".
QString refusalPlaceText(const Refusal& refusal);

/// The part of a document around the refused place, as safe text with line numbers; the place's
/// line is marked. \p bytes may be anything.
QString refusalExcerpt(const std::string& bytes, const Refusal& refusal);

} // namespace cboard::ui
