// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/table_arrangement.h"
#include "ui/widgets/table_model.h"

#include <QMap>
#include <QWidget>

class QAbstractItemView;

namespace cboard::ui {

class FrozenTable;
class TableFooter;
class TableHeader;
class TableMemory;
class Theme;

/// The table of every list: rows of one height, sorted by one or several columns, grouped, with
/// sums at the foot, its first column always in sight, a cursor that stays on its row.
///
/// Sorts small tables at once and large ones in the background; until that is done the old order
/// stays on the screen.
class ResultTable : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResultTable)

public:
    explicit ResultTable(const Context& context, QWidget* parent = nullptr);
    ~ResultTable() override;

    void setRowHeight(int height);
    /// The foot is there only while rows wait for their place.
    void setFootOnlyForNews();
    /// Looks as the user left it under this name, as long as no choice is asked for, and is
    /// remembered from now on.
    void rememberAs(const QString& name);
    /// Keeps the cursor, the scroll position and what is folded.
    void setRows(TableModel::RowsPtr rows);
    /// Rows that come from now on came by themselves: what is on the screen stays there, as
    /// keepOrder() says, and the foot tells what waits. A choice by the user ends that.
    void setHolding(bool isHolding);
    bool isHolding() const { return m_isHolding; }
    /// All rows at their places, also those that came by themselves.
    void putInOrder();
    const TableModel::RowsPtr& rows() const { return m_rows; }
    /// Of what is on the screen; null without rows.
    const TableModel::ArrangementPtr& arrangement() const { return m_model->arrangement(); }
    bool isArranging() const { return m_arrange.isRunning(); }
    /// Paints what matches; null: nothing any more.
    void setHighlight(const std::shared_ptr<logs::FindPattern>& pattern);
    const Context& context() const { return m_context; }

    const TableChoice& choice() const { return m_choice; }
    void setChoice(const TableChoice& choice);
    void choose(const TableChoice& choice); ///< The same, by the user.
    /// As a click on the head of the column; \p isAdded: as a further key.
    void sortBy(int column, bool isAdded);
    bool isColumnShown(int column) const;
    /// That are chosen to be seen, the first one always.
    std::vector<int> shownColumns() const;
    void setColumnShown(int column, bool isShown);

    /// Row under the cursor, of rows(); -1 for none and for a heading.
    int currentRow() const;
    QString currentId() const;
    void setCurrentId(const QString& id);
    /// Moves the cursor to a row of rows() and \p column into sight, if it is one; unfolds what
    /// hides the row.
    void showRow(int row, int column);
    void moveBy(int lines);
    /// To the next row whose first status column says so. \returns false when there is none.
    bool goToStatus(StatusClass status, int step);
    /// Folds or unfolds the heading under the cursor, or that of its row.
    void setCurrentFolded(bool isFolded);
    void foldAll(bool isFolded);
    /// Marks the current row, or takes its mark away; the first mark starts with this row alone.
    void toggleSelected();
    /// \returns false when no row was marked.
    bool clearMarks();
    /// Selected rows in the order of the screen; the current one when nothing else is selected.
    std::vector<int> selectedRows() const;
    std::vector<int> shownRows() const;
    /// Rows that a key or two would make the current one, nearest first, those below before those
    /// above.
    std::vector<int> nearRows() const;
    QString currentCellText() const;

    QAbstractItemView* view() const;
    /// At which no row is out of sight.
    int fullHeight() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void currentRowChanged(int row);
    void rowActivated(int row);
    /// A click on one of the numbers of a count column.
    void countClicked(int row, int column, cboard::StatusClass status);
    void choiceChanged(); ///< By the user.
    void arranged(); ///< isArranging() became false.

private:
    /// What another thread makes of the rows.
    struct Arranged {
        TableModel::ArrangementPtr arrangement;
        QStringList ids; ///< Of the rows around the cursor, when that began.
        int row = -1; ///< The first of them that is there.
    };

    TableHeader* makeHeader();
    void connectParts();
    void arrange();
    void showArrangement(const Arranged& made);
    QStringList idsAround() const;
    QStringList wantedIds() const;
    int lineOfCursor(const QStringList& ids, const Arranged& made) const;
    void onClicked(const QModelIndex& index, const QPoint& at);
    void applyColumns();
    void measureColumns();
    CellNeed contentNeed(int column) const;
    ColumnNeed needOf(int column) const;
    void fitColumns();
    void showRanks();
    void showNews();
    void keepLook();

    Context m_context;
    const Theme& m_theme;
    CellDelegate* m_delegate;
    TableModel::RowsPtr m_rows; ///< Perhaps newer than the model's.
    TableChoice m_choice;
    TableModel* m_model;
    TableHeader* m_header;
    TableHeader* m_frozenHeader = nullptr; ///< Until the first column is to stay in sight.
    FrozenTable* m_view;
    TableFooter* m_footer;
    TableMemory* m_memory; ///< Null: nothing is remembered.
    QString m_name;
    QMap<QString, int> m_widths; ///< By the user; by column id.
    QString m_wantedId; ///< Asked for before its row was there.
    bool m_isReplacing = false;
    bool m_isHolding = false;
    bool m_hasFootOnlyForNews = false;
    QMap<QString, CellNeed> m_contents; ///< The widest that was seen in a column; by its id.
    BackgroundTask<Arranged> m_arrange;
};

} // namespace cboard::ui
