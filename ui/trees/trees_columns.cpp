// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_columns.h"

#include "ui/shell/text_format.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::TreeRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Trees", text);
    }

    QVariant sortTime(const std::optional<Timestamp>& time)
    {
        return time ? QVariant(static_cast<qint64>(time->time_since_epoch().count())) : QVariant(0);
    }

    TableColumn<TreeRow> countsColumn(const QString& title, StatusCounts query::ResultCounts::*kind)
    {
        TableColumn<TreeRow> column;
        column.title = title;
        column.characters = 15;
        column.text = [kind](const TreeRow& row) { return countsText(row.counts.*kind); };
        column.tooltip = column.text;
        column.counts = [kind](const TreeRow& row) { return row.counts.*kind; };
        column.sortKey = [kind](const TreeRow& row) {
            return QVariant(static_cast<qint64>((row.counts.*kind)[StatusClass::Fail]));
        };
        return column;
    }

    QString changeText(const TreeRow& row)
    {
        const auto change = failChange(row);
        if (!change) {
            return {};
        }
        if (*change == 0) {
            return tr("same");
        }
        return *change > 0 ? QStringLiteral("▲ ") + countText(*change)
                           : QStringLiteral("▼ ") + countText(-*change);
    }

    TableColumn<TreeRow> trendColumn()
    {
        TableColumn<TreeRow> column;
        column.title = tr("Fails, last 10");
        column.characters = 14;
        column.text = [](const TreeRow& row) { return changeText(row); };
        column.trend = [](const TreeRow& row) {
            QVariantList fails;
            for (const query::TrendPoint& point : row.trend) {
                fails << static_cast<qint64>(failCount(point.counts));
            }
            return fails;
        };
        return column;
    }

} // namespace

std::int64_t failCount(const query::ResultCounts& counts)
{
    return counts.builds[StatusClass::Fail] + counts.boots[StatusClass::Fail]
        + counts.tests[StatusClass::Fail];
}

std::optional<std::int64_t> failChange(const TreeRow& row)
{
    if (row.trend.size() < 2) {
        return std::nullopt;
    }
    return failCount(row.trend.back().counts) - failCount(row.trend[row.trend.size() - 2].counts);
}

std::vector<TableColumn<TreeRow>> treesColumns(const Context& context)
{
    std::vector<TableColumn<TreeRow>> columns;
    TableColumn<TreeRow> name;
    name.title = tr("Tree");
    name.characters = 24;
    name.text = [](const TreeRow& row) { return branchText(row.tree, row.branch); };
    name.tooltip = [](const TreeRow& row) { return fromUtf8(row.repositoryUrl); };
    columns.push_back(name);

    TableColumn<TreeRow> revision;
    revision.title = tr("Newest revision");
    revision.characters = 0;
    revision.text = [](const TreeRow& row) { return revisionText(row.newest); };
    revision.secondLine = [](const TreeRow& row) {
        return row.newest.subject.empty() ? shortHash(row.newest.commit)
                                          : fromUtf8(row.newest.subject);
    };
    columns.push_back(revision);

    TableColumn<TreeRow> age;
    age.title = tr("Age");
    age.characters = 13;
    age.text = [now = context.now](const TreeRow& row) { return ageText(row.newest.time, now()); };
    age.tooltip = [](const TreeRow& row) { return exactTimeText(row.newest.time); };
    age.sortKey = [](const TreeRow& row) { return sortTime(row.newest.time); };
    columns.push_back(age);

    columns.push_back(countsColumn(tr("Builds failing"), &query::ResultCounts::builds));
    columns.push_back(countsColumn(tr("Boots failing"), &query::ResultCounts::boots));
    columns.push_back(countsColumn(tr("Tests failing"), &query::ResultCounts::tests));

    TableColumn<TreeRow> change;
    change.title = tr("Change");
    change.characters = 9;
    change.isNumber = true;
    change.text = [](const TreeRow& row) { return changeText(row); };
    change.tooltip = [](const TreeRow&) { return tr("Fails against the revision before"); };
    change.sortKey = [](const TreeRow& row) {
        return QVariant(static_cast<qint64>(failChange(row).value_or(0)));
    };
    columns.push_back(change);
    columns.push_back(trendColumn());

    TableColumn<TreeRow> data;
    data.title = tr("Last data");
    data.characters = 13;
    data.text = [now = context.now](const TreeRow& row) { return ageText(row.lastData, now()); };
    data.tooltip = [](const TreeRow& row) { return exactTimeText(row.lastData); };
    data.sortKey = [](const TreeRow& row) { return sortTime(row.lastData); };
    columns.push_back(data);
    return columns;
}

} // namespace cboard::ui
