// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/revision_columns.h"

#include "ui/shell/text_format.h"
#include "ui/theme/status_palette.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Revision", text);
    }

    template <typename Row>
    TableColumn<Row> textColumn(const char* title, int characters, std::string Row::*member)
    {
        TableColumn<Row> column;
        column.title = tr(title);
        column.characters = characters;
        column.text = [member](const Row& row) { return fromUtf8(row.*member); };
        return column;
    }

    template <typename Row>
    TableColumn<Row> statusColumn()
    {
        TableColumn<Row> column;
        column.title = tr("Status");
        column.characters = 10;
        column.text = [](const Row& row) { return statusWord(row.status); };
        column.status = [](const Row& row) { return row.status; };
        column.sortKey = [](const Row& row) { return QVariant(static_cast<int>(row.status)); };
        return column;
    }

    template <typename Row>
    TableColumn<Row> durationColumn()
    {
        TableColumn<Row> column;
        column.title = tr("Duration");
        column.characters = 12;
        column.isNumber = true;
        column.text = [](const Row& row) { return durationText(row.durationSeconds); };
        column.sortKey = [](const Row& row) { return QVariant(row.durationSeconds.value_or(-1)); };
        return column;
    }

    template <typename Row>
    TableColumn<Row> countsColumn(const char* title, StatusCounts Row::*member)
    {
        TableColumn<Row> column;
        column.title = tr(title);
        column.characters = 15;
        column.text = [member](const Row& row) { return countsText(row.*member); };
        column.tooltip = column.text;
        column.counts = [member](const Row& row) { return row.*member; };
        column.sortKey = [member](const Row& row) {
            return QVariant(static_cast<qint64>((row.*member)[StatusClass::Fail]));
        };
        return column;
    }

} // namespace

std::vector<SuiteRow> suitesOf(const query::TestTreeSnapshot& tree)
{
    std::vector<SuiteRow> suites;
    for (std::size_t i = 1; i < tree.nodes.size();
         i += static_cast<std::size_t>(std::max(1, tree.nodes[i].subtreeSize))) {
        suites.push_back(
            {fromUtf8(tree.nodes[i].name), tree.nodes[i].counts, tree.nodes[i].boardCount});
    }
    std::stable_sort(suites.begin(), suites.end(), [](const SuiteRow& a, const SuiteRow& b) {
        return a.counts[StatusClass::Fail] > b.counts[StatusClass::Fail];
    });
    return suites;
}

std::vector<TableColumn<query::BuildRow>> buildColumns()
{
    using Row = query::BuildRow;
    return {statusColumn<Row>(),
            textColumn<Row>("Configuration", 0, &Row::config),
            textColumn<Row>("Architecture", 12, &Row::architecture),
            textColumn<Row>("Compiler", 12, &Row::compiler),
            durationColumn<Row>(),
            countsColumn<Row>("Boots failing", &Row::boots),
            countsColumn<Row>("Tests failing", &Row::tests)};
}

std::vector<TableColumn<query::TestRow>> bootColumns()
{
    using Row = query::TestRow;
    return {statusColumn<Row>(),
            textColumn<Row>("Board", 0, &Row::platform),
            textColumn<Row>("Lab", 18, &Row::lab),
            textColumn<Row>("Configuration", 28, &Row::config),
            textColumn<Row>("Architecture", 12, &Row::architecture),
            textColumn<Row>("Compiler", 12, &Row::compiler),
            durationColumn<Row>()};
}

std::vector<TableColumn<SuiteRow>> suiteColumns()
{
    TableColumn<SuiteRow> name;
    name.title = tr("Suite");
    name.characters = 0;
    name.text = [](const SuiteRow& row) { return row.name; };
    TableColumn<SuiteRow> boards;
    boards.title = tr("Boards");
    boards.characters = 10;
    boards.isNumber = true;
    boards.text = [](const SuiteRow& row) { return countText(row.boards); };
    boards.sortKey = [](const SuiteRow& row) { return QVariant(row.boards); };
    auto counts = countsColumn<SuiteRow>("Tests failing", &SuiteRow::counts);
    counts.characters = 28;
    return {name, boards, counts};
}

} // namespace cboard::ui
