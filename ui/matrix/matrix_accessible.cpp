// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_accessible.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// One place of the matrix. Lives in Qt's cache until the table forgets it.
    class CellAccessible : public QAccessibleInterface, public QAccessibleTableCellInterface {
    public:
        CellAccessible(const MatrixAccessible& table, int row, int column)
            : m_table(table)
            , m_row(row)
            , m_column(column)
        {
        }

        bool isValid() const override
        {
            return m_table.isValid() && m_row < m_table.rowCount()
                && m_column < m_table.columnCount();
        }
        QObject* object() const override { return nullptr; }
        QAccessibleInterface* parent() const override
        {
            return QAccessible::queryAccessibleInterface(m_table.object());
        }
        QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
        int childCount() const override { return 0; }
        int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
        QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
        QRect rect() const override
        {
            const QRect cell = m_table.matrix().cellRect(m_table.placeOf(m_row, m_column));
            return {m_table.matrix().viewport()->mapToGlobal(cell.topLeft()), cell.size()};
        }
        QAccessible::Role role() const override { return QAccessible::Cell; }
        QAccessible::State state() const override
        {
            QAccessible::State state;
            state.selectable = true;
            state.focusable = true;
            state.readOnly = true;
            state.selected = isSelected();
            state.multiSelectable = true;
            state.focused = m_table.matrix().current() == m_table.placeOf(m_row, m_column)
                && m_table.matrix().hasFocus();
            return state;
        }
        QString text(QAccessible::Text which) const override
        {
            return which == QAccessible::Name && isValid()
                ? m_table.matrix().spokenText(m_table.placeOf(m_row, m_column))
                : QString();
        }
        void setText(QAccessible::Text /*which*/, const QString& /*text*/) override { }
        void* interface_cast(QAccessible::InterfaceType type) override
        {
            return type == QAccessible::TableCellInterface
                ? static_cast<QAccessibleTableCellInterface*>(this)
                : nullptr;
        }

        bool isSelected() const override
        {
            const auto places = m_table.selectedPlaces();
            return std::find(places.begin(), places.end(), m_table.placeOf(m_row, m_column))
                != places.end();
        }
        QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
        QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
        int columnIndex() const override { return m_column; }
        int rowIndex() const override { return m_row; }
        int columnExtent() const override { return 1; }
        int rowExtent() const override { return 1; }
        QAccessibleInterface* table() const override { return parent(); }

    private:
        const MatrixAccessible& m_table;
        int m_row;
        int m_column;
    };

    QAccessibleInterface* make(const QString& /*className*/, QObject* object)
    {
        auto* matrix = qobject_cast<MatrixWidget*>(object);
        return matrix == nullptr ? nullptr : new MatrixAccessible(matrix);
    }

} // namespace

MatrixAccessible::MatrixAccessible(MatrixWidget* widget)
    : QAccessibleWidget(widget, QAccessible::Table)
    , m_matrix(widget)
{
}

MatrixAccessible::~MatrixAccessible()
{
    forgetCells();
}

void MatrixAccessible::install()
{
    QAccessible::removeFactory(make);
    QAccessible::installFactory(make);
}

void MatrixAccessible::forgetCells() const
{
    for (const QAccessible::Id id : std::as_const(m_cells)) {
        QAccessible::deleteAccessibleInterface(id);
    }
    m_cells.clear();
}

MatrixPlace MatrixAccessible::placeOf(int row, int column) const
{
    return {m_matrix->arrangement().shownRows[static_cast<std::size_t>(row)], column};
}

int MatrixAccessible::shownRowOf(int row) const
{
    const auto& index = m_matrix->arrangement().shownIndex;
    return row >= 0 && row < static_cast<int>(index.size()) ? index[static_cast<std::size_t>(row)]
                                                            : -1;
}

void* MatrixAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

int MatrixAccessible::rowCount() const
{
    return static_cast<int>(m_matrix->arrangement().shownRows.size());
}

int MatrixAccessible::columnCount() const
{
    return static_cast<int>(m_matrix->matrix()->columns.size());
}

int MatrixAccessible::childCount() const
{
    return rowCount() * columnCount();
}

QAccessibleInterface* MatrixAccessible::child(int index) const
{
    const int columns = columnCount();
    return columns == 0 || index < 0 ? nullptr : cellAt(index / columns, index % columns);
}

QAccessibleInterface* MatrixAccessible::cellAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= columnCount()) {
        return nullptr;
    }
    if (m_cellsOf != m_matrix->matrix().get()) {
        forgetCells();
        m_cellsOf = m_matrix->matrix().get();
    }
    const int key = row * columnCount() + column;
    const auto known = m_cells.constFind(key);
    if (known != m_cells.constEnd()) {
        return QAccessible::accessibleInterface(*known);
    }
    auto* cell = new CellAccessible(*this, row, column); // Qt's cache owns it from here on.
    m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

QAccessibleInterface* MatrixAccessible::focusChild() const
{
    const auto current = m_matrix->current();
    return current ? cellAt(shownRowOf(current->row), current->column) : nullptr;
}

QAccessibleInterface* MatrixAccessible::childAt(int x, int y) const
{
    const MatrixPlace place = m_matrix->placeAt(m_matrix->viewport()->mapFromGlobal(QPoint(x, y)));
    return place.row < 0 ? nullptr : cellAt(shownRowOf(place.row), place.column);
}

int MatrixAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* cell =
        child == nullptr ? nullptr : const_cast<QAccessibleInterface*>(child)->tableCellInterface();
    return cell == nullptr ? -1 : cell->rowIndex() * columnCount() + cell->columnIndex();
}

/// Those that the user chose, else the one under the cursor.
std::vector<MatrixPlace> MatrixAccessible::selectedPlaces() const
{
    std::vector<MatrixPlace> places = m_matrix->selected();
    if (places.empty() && m_matrix->current()) {
        places.push_back(*m_matrix->current());
    }
    std::erase_if(places, [this](MatrixPlace place) { return shownRowOf(place.row) < 0; });
    return places;
}

int MatrixAccessible::selectedCellCount() const
{
    return static_cast<int>(selectedPlaces().size());
}

QList<QAccessibleInterface*> MatrixAccessible::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    for (const MatrixPlace place : selectedPlaces()) {
        cells << cellAt(shownRowOf(place.row), place.column);
    }
    return cells;
}

QString MatrixAccessible::columnDescription(int column) const
{
    return column >= 0 && column < columnCount() ? m_matrix->columnText(column) : QString();
}

QString MatrixAccessible::rowDescription(int row) const
{
    return row >= 0 && row < rowCount() ? m_matrix->rowText(placeOf(row, 0).row) : QString();
}

bool MatrixAccessible::selectRow(int row)
{
    if (row < 0 || row >= rowCount()) {
        return false;
    }
    const auto current = m_matrix->current();
    m_matrix->setCurrent({placeOf(row, 0).row, current ? current->column : 0});
    return true;
}

bool MatrixAccessible::selectColumn(int column)
{
    const auto current = m_matrix->current();
    if (column < 0 || column >= columnCount() || !current) {
        return false;
    }
    m_matrix->setCurrent({current->row, column});
    return true;
}

void MatrixAccessible::modelChange(QAccessibleTableModelChangeEvent* event)
{
    Q_UNUSED(event)
    forgetCells();
}

} // namespace cboard::ui
