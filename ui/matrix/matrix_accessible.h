// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matrix/matrix_widget.h"

#include <QAccessibleWidget>
#include <QHash>

namespace cboard::ui {

/// The matrix as a table for screen readers: rows are the shown rows without headings, columns
/// those of the snapshot, each cell says all in words. Cells are made when asked for.
class MatrixAccessible : public QAccessibleWidget, public QAccessibleTableInterface {
    Q_DISABLE_COPY_MOVE(MatrixAccessible)
public:
    explicit MatrixAccessible(MatrixWidget* widget);
    ~MatrixAccessible() override;

    /// Makes QAccessible answer with this for every MatrixWidget. Can be called again.
    static void install();

    // Places in rows as shown.
    MatrixPlace placeOf(int row, int column) const;
    int shownRowOf(int row) const; ///< -1 when not shown.
    const MatrixWidget& matrix() const { return *m_matrix; }

    void* interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* focusChild() const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    int selectedCellCount() const override;
    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int /*column*/) const override { return false; }
    bool isRowSelected(int /*row*/) const override { return false; }
    bool selectRow(int row) override;
    bool selectColumn(int column) override;
    bool unselectRow(int /*row*/) override { return false; }
    bool unselectColumn(int /*column*/) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

    std::vector<MatrixPlace> selectedPlaces() const;

private:
    void forgetCells() const;

    MatrixWidget* m_matrix;
    mutable QHash<int, QAccessible::Id> m_cells; ///< By row * columns + column.
    mutable const void* m_cellsOf = nullptr; ///< Snapshot that they belong to.
};

} // namespace cboard::ui
