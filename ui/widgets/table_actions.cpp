// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_actions.h"

#include "ui/export/table_formats.h"
#include "ui/widgets/column_chooser.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_choice.h"
#include "ui/widgets/table_copy.h"
#include "ui/widgets/table_find.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString RowOption = QStringLiteral("row");

    constexpr std::size_t CheckEvery = 256;
    constexpr qsizetype MaxGroups = 3;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Table", text);
    }

    void toggleGroup(ResultTable& table, const QString& column)
    {
        TableChoice choice = table.choice();
        if (!choice.groups.removeOne(column) && choice.groups.size() < MaxGroups) {
            choice.groups << column;
        }
        table.choose(choice);
    }

    void addSortMenu(QMenu& menu, ResultTable& table)
    {
        QMenu* sort = menu.addMenu(tr("&Sort by (with Shift: as a further key)"));
        const TableRows& rows = *table.rows();
        for (int column = 0; column < rows.columnCount(); ++column) {
            const QString id = rows.head(column).id;
            const auto& keys = table.choice().sort;
            const auto key = std::find_if(keys.begin(), keys.end(), [&id](const SortColumn& one) {
                return one.column == id;
            });
            QString text = rows.head(column).title;
            if (key != keys.end()) {
                text += key->isDescending ? QStringLiteral(" ▾") : QStringLiteral(" ▴");
                text += keys.size() > 1 ? QString::number(key - keys.begin() + 1) : QString();
            }
            sort->addAction(text, &table, [&table, column] {
                table.sortBy(column,
                             QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
            });
        }
        sort->addSeparator();
        sort->addAction(tr("As it came"), &table, [&table] {
            TableChoice choice = table.choice();
            choice.sort.clear();
            table.choose(choice);
        });
    }

    void addGroups(QMenu* group, ResultTable& table)
    {
        const TableRows& rows = *table.rows();
        for (int column = 0; column < rows.columnCount(); ++column) {
            const ColumnHead& head = rows.head(column);
            if (head.isNumber || (rows.size() > 0 && rows.data(0, column, CountsRole).isValid())) {
                continue;
            }
            QAction* action = group->addAction(head.title, &table,
                                               [&table, id = head.id] { toggleGroup(table, id); });
            action->setCheckable(true);
            action->setChecked(table.choice().groups.contains(head.id));
        }
        group->addSeparator();
        group->addAction(tr("Fold all"), &table, [&table] { table.foldAll(true); });
        group->addAction(tr("Unfold all"), &table, [&table] { table.foldAll(false); });
    }

    void addCopyMenu(QMenu& menu, ResultTable& table)
    {
        menu.addAction(tr("Copy the ce&ll"), &table, [&table] {
            QGuiApplication::clipboard()->setText(table.currentCellText());
        });
        menu.addAction(tr("Copy the &rows"), &table,
                       [&table] { performOnTable(ActionId::CopyTable, table); });
        menu.addAction(tr("Copy the rows as &Markdown"), &table,
                       [&table] { performOnTable(ActionId::CopyMarkdown, table); });
        menu.addAction(tr("Copy the rows for a m&ail"), &table,
                       [&table] { performOnTable(ActionId::CopyMail, table); });
    }

    QMenu* tableMenu(ResultTable& table)
    {
        auto* menu = new QMenu(&table);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        return menu;
    }

    QPoint menuPlace(const ResultTable& table)
    {
        const QWidget* viewport = table.view()->viewport();
        const QRect cell = table.view()->visualRect(table.view()->currentIndex());
        return viewport->mapToGlobal(
            QPoint(std::max(0, cell.left()), std::clamp(cell.bottom(), 0, viewport->height())));
    }

    /// Of the columns alone, its first one chosen: an arrow and Enter group.
    void showGroupMenu(ResultTable& table)
    {
        if (table.rows()) {
            QMenu* menu = tableMenu(table);
            addGroups(menu, table);
            menu->popup(menuPlace(table));
            menu->setActiveAction(menu->actions().constFirst());
        }
    }

} // namespace

QList<ActionId> tableActions()
{
    return {ActionId::RowDown,      ActionId::RowUp,       ActionId::FirstRow,
            ActionId::LastRow,      ActionId::SelectRow,   ActionId::CopyTable,
            ActionId::CopyMarkdown, ActionId::CopyMail,    ActionId::ChooseColumns,
            ActionId::SortMenu,     ActionId::GroupRows,   ActionId::ExpandAll,
            ActionId::FoldMore,     ActionId::NextFailure, ActionId::PreviousFailure,
            ActionId::Find,         ActionId::FindNext,    ActionId::FindPrevious};
}

bool performOnTable(ActionId action, ResultTable& table)
{
    switch (action) {
    case ActionId::RowDown:
        table.moveBy(1);
        return true;
    case ActionId::RowUp:
        table.moveBy(-1);
        return true;
    case ActionId::FirstRow:
    case ActionId::LastRow: {
        const int all = table.view()->model()->rowCount();
        table.moveBy(action == ActionId::FirstRow ? -all : all);
        return true;
    }
    case ActionId::SelectRow:
        table.toggleSelected();
        return true;
    case ActionId::Leave:
        return table.clearMarks();
    case ActionId::CopyTable:
        TableCopy::of(table).start(toTsv);
        return true;
    case ActionId::CopyMarkdown:
        TableCopy::of(table).start(toMarkdown);
        return true;
    case ActionId::CopyMail:
        TableCopy::of(table).start(
            [](const TableExport& rows, const TaskContext& task) { return toMail(rows, task); });
        return true;
    case ActionId::ChooseColumns:
        if (table.rows()) {
            (new ColumnChooser(table))->openAt(menuPlace(table));
        }
        return true;
    case ActionId::SortMenu:
        showTableMenu(table, menuPlace(table));
        return true;
    case ActionId::GroupRows:
        showGroupMenu(table);
        return true;
    case ActionId::ExpandAll:
        table.foldAll(false);
        return true;
    case ActionId::FoldMore:
        table.foldAll(true);
        return true;
    case ActionId::Find:
    case ActionId::FindNext:
    case ActionId::FindPrevious:
        return performFind(action, table);
    case ActionId::NextFailure:
        table.goToStatus(StatusClass::Fail, 1);
        return true;
    case ActionId::PreviousFailure:
        table.goToStatus(StatusClass::Fail, -1);
        return true;
    default:
        return false;
    }
}

void replaceRows(ResultTable& table, std::shared_ptr<const TableRows> rows)
{
    const auto order = table.shownRows();
    const bool isAtTop = !order.empty() && table.currentRow() == order.front();
    table.setRows(std::move(rows));
    if (isAtTop && !table.isArranging()) {
        performOnTable(ActionId::FirstRow, table);
    }
}

void setTableCursor(QMap<QString, QString>& options, const ResultTable& table,
                    const QString& prefix)
{
    options.remove(prefix + RowOption);
    if (table.currentRow() >= 0) {
        options.insert(prefix + RowOption, table.currentId());
    }
}

void showTableCursor(ResultTable& table, const QMap<QString, QString>& options,
                     const QString& prefix)
{
    if (const QString id = options.value(prefix + RowOption); !id.isEmpty()) {
        table.setCurrentId(id);
    }
}

void showTableMenu(ResultTable& table, const QPoint& globalPosition)
{
    if (!table.rows()) {
        return;
    }
    QMenu* menu = tableMenu(table);
    addSortMenu(*menu, table);
    addGroups(menu->addMenu(tr("&Group by")), table);
    menu->addAction(tr("&Columns …"), &table,
                    [&table] { performOnTable(ActionId::ChooseColumns, table); });
    menu->addSeparator();
    addCopyMenu(*menu, table);
    menu->popup(globalPosition);
}

TableSource sourceOf(const ResultTable& table, const QString& title,
                     const QList<std::pair<QString, QString>>& facts, bool onlySelected)
{
    if (!table.rows()) {
        return {};
    }
    return [rows = table.rows(), order = onlySelected ? table.selectedRows() : table.shownRows(),
            columns = table.shownColumns(), title, facts](const TaskContext& task) {
        TableExport made{title, facts, {}, {}};
        for (const int column : columns) {
            made.columns.push_back({rows->head(column).title, rows->head(column).isNumber});
        }
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i % CheckEvery == 0) {
                if (task.stopRequested()) {
                    break;
                }
                task.report({static_cast<qint64>(i), std::ssize(order), "gather"});
            }
            auto& cells = made.rows.emplace_back();
            for (const int column : columns) {
                const QVariant status = rows->data(order[i], column, StatusRole);
                cells.push_back({rows->data(order[i], column, Qt::DisplayRole).toString(),
                                 status.isValid()
                                     ? std::optional(static_cast<StatusClass>(status.toInt()))
                                     : std::nullopt,
                                 rows->data(order[i], column, SecondLineRole).toString()});
            }
        }
        return made;
    };
}

} // namespace cboard::ui
