// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_find.h"

#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/find/row_finder.h"
#include "ui/widgets/result_table.h"

#include <QApplication>
#include <QTableView>

#include <algorithm>

namespace cboard::ui {

namespace {

    bool cellMatches(const TableRows& rows, int row, int column, logs::FindPattern& pattern)
    {
        return hasMatch(rows.data(row, column, Qt::DisplayRole).toString(), pattern)
            || hasMatch(rows.data(row, column, SecondLineRole).toString(), pattern);
    }

    /// The rows of one table as they stand on the screen.
    struct SeenTable {
        explicit SeenTable(ResultTable& from)
            : table(&from)
            , rows(from.rows())
            , arrangement(from.arrangement())
        {
            // Columns without room are not in sight: a match in them would look like none.
            const auto* seen = qobject_cast<const QTableView*>(from.view());
            for (const int column : from.shownColumns()) {
                if (!seen->isColumnHidden(column)) {
                    columns.push_back(column);
                }
            }
        }

        int size() const
        {
            return rows && arrangement ? static_cast<int>(arrangement->order.size()) : 0;
        }
        int rowAt(int place) const { return arrangement->order[static_cast<std::size_t>(place)]; }
        /// The first column that matches; -1 for none.
        int columnOf(int place, logs::FindPattern& pattern) const
        {
            const auto at = std::find_if(columns.begin(), columns.end(), [&](int column) {
                return cellMatches(*rows, rowAt(place), column, pattern);
            });
            return at == columns.end() ? -1 : *at;
        }
        int current(int last) const
        {
            const int row = table->currentRow();
            if (row < 0 || size() == 0 || (last >= 0 && last < size() && rowAt(last) == row)) {
                return row < 0 || size() == 0 ? -1 : last;
            }
            const auto& order = arrangement->order;
            const auto at = std::find(order.begin(), order.end(), row);
            return at == order.end() ? -1 : static_cast<int>(at - order.begin());
        }

        ResultTable* table; ///< GUI thread only.
        TableModel::RowsPtr rows;
        TableModel::ArrangementPtr arrangement;
        std::vector<int> columns;
    };

    class SeenTables : public FindableRows {
    public:
        explicit SeenTables(const std::vector<ResultTable*>& tables)
        {
            for (ResultTable* table : tables) {
                m_tables.emplace_back(*table);
                m_begins.push_back(m_begins.back() + m_tables.back().size());
            }
        }

        int size() const override { return m_begins.back(); }
        bool matches(int place, logs::FindPattern& pattern) const override
        {
            const auto [table, at] = placeIn(place);
            return table->columnOf(at, pattern) >= 0;
        }

        /// In the table with the focus, else in the one that had it.
        int current(const ResultTable* before, int last) const
        {
            const QWidget* focus = QApplication::focusWidget();
            for (const SeenTable& seen : m_tables) {
                before = focus != nullptr && seen.table->isAncestorOf(focus) ? seen.table : before;
            }
            for (std::size_t i = 0; i < m_tables.size(); ++i) {
                if (m_tables[i].table == before) {
                    const int at = m_tables[i].current(last - m_begins[i]);
                    return at < 0 ? at : m_begins[i] + at;
                }
            }
            return -1;
        }

        ResultTable& select(int place, logs::FindPattern& pattern) const
        {
            const auto [table, at] = placeIn(place);
            table->table->showRow(table->rowAt(at), table->columnOf(at, pattern));
            return *table->table;
        }

    private:
        std::pair<const SeenTable*, int> placeIn(int place) const
        {
            const auto next = std::upper_bound(m_begins.begin(), m_begins.end(), place);
            const auto at = static_cast<std::size_t>(next - m_begins.begin() - 1);
            return {&m_tables[at], place - m_begins[at]};
        }

        std::vector<SeenTable> m_tables;
        std::vector<int> m_begins{0}; ///< Place of the first row of each table, and the end.
    };

    FindTarget targetOf(ResultTable& current, const std::vector<ResultTable*>& tables)
    {
        auto rows = std::make_shared<const SeenTables>(tables);
        auto focused = std::make_shared<ResultTable*>(&current);
        return {rows, [rows, focused](int last) { return rows->current(*focused, last); },
                [rows, focused](int place, logs::FindPattern& pattern) {
                    *focused = &rows->select(place, pattern);
                    return static_cast<QWidget*>(*focused);
                },
                [tables](const std::shared_ptr<logs::FindPattern>& pattern) {
                    for (ResultTable* table : tables) {
                        table->setHighlight(pattern);
                    }
                }};
    }

    View* viewAround(QWidget* widget)
    {
        while (widget != nullptr && qobject_cast<View*>(widget) == nullptr) {
            widget = widget->parentWidget();
        }
        return qobject_cast<View*>(widget);
    }

} // namespace

bool performFind(ActionId action, ResultTable& table)
{
    return performFind(action, table, table, {&table});
}

bool performFind(ActionId action, QWidget& list, ResultTable& current,
                 const std::vector<ResultTable*>& tables)
{
    View* view = viewAround(&current);
    const bool isFind = action == ActionId::Find || action == ActionId::FindNext
        || action == ActionId::FindPrevious;
    if (!isFind || view == nullptr) {
        return false;
    }
    RowFinder& finder = RowFinder::of(current.context(), *view);
    for (const ResultTable* table : tables) {
        QObject::connect(table, &ResultTable::arranged, &finder, &RowFinder::onRowsChanged,
                         Qt::UniqueConnection);
        QObject::connect(table, &ResultTable::choiceChanged, &finder, &RowFinder::onRowsChanged,
                         Qt::UniqueConnection);
        QObject::connect(table, &ResultTable::currentRowChanged, &finder, &RowFinder::onCursorMoved,
                         Qt::UniqueConnection);
    }
    return finder.perform(action, list, [&current, tables] { return targetOf(current, tables); });
}

} // namespace cboard::ui
