// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace cboard::ui {

/// A table view whose first column stays in sight while the others scroll below it: a second view
/// of the same model and selection, shown over the first column when that has left.
class FrozenTable : public QTableView {
    Q_OBJECT

public:
    /// \p header and \p frozenHeader become the heads of the two views.
    FrozenTable(QHeaderView* header, QHeaderView* frozenHeader, QWidget* parent = nullptr);

    void setRowHeight(int height);
    void setCellDelegate(QAbstractItemDelegate* delegate);
    void updateCells(); ///< Paints them anew, in both views.
    /// Call after setModel(), which replaces the selection model.
    void connectFrozen();
    /// While rows are marked one by one, moving keys leave the selection as it is.
    void setMarking(bool isMarking) { m_isMarking = isMarking; }
    bool isMarking() const { return m_isMarking; }

signals:
    /// Enter or a double click, on either view.
    void opened();
    void clickedAt(const QModelIndex& index, const QPoint& position);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    /// Rows are chosen, not cells: Home and End go to the first and last row, as in a list, and
    /// scroll to no other column.
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                         const QEvent* event) const override;

private:
    void placeFrozen();

    QTableView* m_frozen;
    bool m_isMarking = false;
};

} // namespace cboard::ui
