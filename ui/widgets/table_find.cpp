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

    TableModel& modelOf(const ResultTable& table)
    {
        return *qobject_cast<TableModel*>(table.view()->model());
    }

    /// The rows of one table as they stand on the screen, each group behind its heading.
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
            return rows && arrangement
                ? static_cast<int>(arrangement->order.size() + arrangement->groups.size())
                : 0;
        }
        /// A heading stands before its rows and behind the headings around it.
        int placeOfGroup(int group) const
        {
            return arrangement->groups[static_cast<std::size_t>(group)].first + group;
        }
        /// Headings at and before a place.
        int groupsUpTo(int place) const
        {
            int low = 0;
            int high = static_cast<int>(arrangement->groups.size());
            while (low < high) {
                const int middle = low + (high - low) / 2;
                placeOfGroup(middle) <= place ? low = middle + 1 : high = middle;
            }
            return low;
        }
        /// The heading at a place; -1 for a row.
        int groupAt(int place) const
        {
            const int group = groupsUpTo(place) - 1;
            return group >= 0 && placeOfGroup(group) == place ? group : -1;
        }
        int rowAt(int place) const ///< Of no heading.
        {
            return arrangement->order[static_cast<std::size_t>(place - groupsUpTo(place))];
        }
        bool matches(int place, logs::FindPattern& pattern) const
        {
            const int group = groupAt(place);
            return group < 0
                ? columnOf(place, pattern) >= 0
                : hasMatch(arrangement->groups[static_cast<std::size_t>(group)].text, pattern);
        }
        /// The first column of a row that matches; -1 for none.
        int columnOf(int place, logs::FindPattern& pattern) const
        {
            const auto at = std::find_if(columns.begin(), columns.end(), [&](int column) {
                return cellMatches(*rows, rowAt(place), column, pattern);
            });
            return at == columns.end() ? -1 : *at;
        }
        int current(int last) const
        {
            const TableModel& model = modelOf(*table);
            const bool isSame = size() > 0 && model.arrangement() == arrangement;
            const int line = table->view()->currentIndex().row();
            if (const auto* heading = isSame ? model.groupOfLine(line) : nullptr) {
                return placeOfGroup(static_cast<int>(heading - arrangement->groups.data()));
            }
            const int row = table->currentRow();
            const bool isLast = last >= 0 && last < size() && groupAt(last) < 0;
            if (row < 0 || size() == 0 || (isLast && rowAt(last) == row)) {
                return row < 0 || size() == 0 ? -1 : last;
            }
            const auto& order = arrangement->order;
            const auto at = std::find(order.begin(), order.end(), row);
            return at == order.end() ? -1 : placeOf(static_cast<int>(at - order.begin()));
        }
        int placeOf(int index) const ///< Of the row that is sorted there.
        {
            const auto& groups = arrangement->groups;
            const auto next =
                std::upper_bound(groups.begin(), groups.end(), index,
                                 [](int at, const TableGroup& group) { return at < group.first; });
            return index + static_cast<int>(next - groups.begin());
        }
        void showHeading(int group) const
        {
            TableModel& model = modelOf(*table);
            if (model.arrangement() != arrangement) {
                return; // Arranged anew meanwhile: it is looked through again.
            }
            if (model.lineOfGroup(group) < 0) {
                const int first = arrangement->groups[static_cast<std::size_t>(group)].first;
                model.unfold(arrangement->order[static_cast<std::size_t>(first)]);
            }
            const QModelIndex index = model.index(model.lineOfGroup(group), 0);
            table->view()->setCurrentIndex(index);
            table->view()->scrollTo(index);
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
            return table->matches(at, pattern);
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
            if (const int group = table->groupAt(at); group >= 0) {
                table->showHeading(group);
            } else {
                table->table->showRow(table->rowAt(at), table->columnOf(at, pattern));
            }
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
