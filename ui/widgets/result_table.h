// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/actions.h"
#include "ui/widgets/column_model.h"

#include <QSortFilterProxyModel>
#include <QTableView>

namespace cboard::ui {

class Theme;

/// The table of every list: rows of one height, sorting by a click on a header, a cursor that
/// moves by keys and stays on its row when the data is replaced. For up to 20 000 rows.
class ResultTable : public QTableView {
    Q_OBJECT

public:
    explicit ResultTable(const Theme& theme, QWidget* parent = nullptr);

    template <typename Row>
    void setColumns(ColumnModel<Row>* model)
    {
        setSource(model);
        for (std::size_t i = 0; i < model->columns().size(); ++i) {
            setColumnCharacters(static_cast<int>(i), model->columns()[i].characters);
        }
    }
    void setRowHeight(int height);

    /// Row of the source model under the cursor; -1 for none.
    int currentRow() const;
    void setCurrentId(const QString& id);
    QString currentId() const;
    void moveBy(int rows);
    /// Call around replacing the model's rows.
    void keepCurrent(const std::function<void()>& replace);

signals:
    void currentRowChanged(int row);
    void rowActivated(int row);

private:
    void setSource(QAbstractItemModel* model);
    void setColumnCharacters(int column, int characters);

    QSortFilterProxyModel* m_proxy;
    bool m_isReplacing = false;
};

} // namespace cboard::ui
