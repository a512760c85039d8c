// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <functional>

namespace cboard::ui {

/// A table view whose first column stays in sight while the others scroll below it: a second view
/// of the same model and selection, shown over the first column when that has left.
class FrozenTable : public QTableView {
    Q_OBJECT

public:
    using MakeHeader = std::function<QHeaderView*()>;

    /// \p header becomes the head of the table, what \p makeFrozenHeader returns that of the
    /// second view. Set model and delegate before it is shown, and do not replace them.
    FrozenTable(QHeaderView* header, MakeHeader makeFrozenHeader, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setRowHeight(int height);
    void updateCells(); ///< Paints them anew, in both views.
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
    void createFrozen();
    void updateFrozen();
    void placeFrozen();

    MakeHeader m_makeFrozenHeader;
    QTableView* m_frozen = nullptr; ///< Until it is needed.
    bool m_isMarking = false;
};

} // namespace cboard::ui
