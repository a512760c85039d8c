// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::TreeRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Trees", text);
    }

    TableColumn<TreeRow> countsOf(const char* id, const QString& title,
                                  StatusCounts query::ResultCounts::*kind)
    {
        return countsColumn<TreeRow>(
            {QString::fromLatin1(id), title, 24},
            [kind](const TreeRow& row) -> const StatusCounts& { return row.counts.*kind; });
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
        column.head = {QStringLiteral("trend"), tr("Fails, last 10"), 14};
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

std::shared_ptr<const TableSpec<TreeRow>> treesTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<TreeRow>>();
    spec->id = [](const TreeRow& row) {
        return fromUtf8(row.tree + '\n' + row.branch + '\n' + row.repositoryUrl);
    };
    auto& columns = spec->columns;
    TableColumn<TreeRow> name;
    name.head = {QStringLiteral("tree"), tr("Tree"), 26};
    name.text = [](const TreeRow& row) { return branchText(row.tree, row.branch); };
    name.tooltip = [](const TreeRow& row) { return fromUtf8(row.repositoryUrl); };
    columns.push_back(name);

    TableColumn<TreeRow> revision;
    revision.head = {QStringLiteral("revision"), tr("Newest revision"), 0};
    revision.text = [](const TreeRow& row) { return revisionText(row.newest); };
    revision.secondLine = [](const TreeRow& row) {
        return row.newest.subject.empty() ? shortHash(row.newest.commit)
                                          : fromUtf8(row.newest.subject);
    };
    columns.push_back(revision);
    columns.push_back(ageColumn<TreeRow>(
        {QStringLiteral("age"), tr("Age"), 11}, [](const TreeRow& row) { return row.newest.time; },
        context.now));
    columns.push_back(countsOf("builds", tr("Builds"), &query::ResultCounts::builds));
    columns.push_back(countsOf("boots", tr("Boots"), &query::ResultCounts::boots));
    columns.push_back(countsOf("tests", tr("Tests"), &query::ResultCounts::tests));

    TableColumn<TreeRow> change;
    change.head = {QStringLiteral("change"), tr("Change"), 8, true};
    change.text = [](const TreeRow& row) { return changeText(row); };
    change.tooltip = [](const TreeRow&) { return tr("Fails against the revision before"); };
    change.sortKey = [](const TreeRow& row) {
        return QVariant(static_cast<qint64>(failChange(row).value_or(0)));
    };
    columns.push_back(change);
    columns.push_back(trendColumn());

    TableColumn<TreeRow> origins;
    origins.head = {QStringLiteral("origin"), tr("Origins"), 16, false, false, true};
    origins.text = [](const TreeRow& row) {
        QStringList names;
        for (const std::string& origin : row.origins) {
            names << fromUtf8(origin);
        }
        return names.join(QStringLiteral(", "));
    };
    columns.push_back(origins);
    auto count = numberColumn<TreeRow>({QStringLiteral("revisions"), tr("Revisions"), 9},
                                       [](const TreeRow& row) { return row.revisionCount; });
    count.head.isHidden = true;
    columns.push_back(count);
    columns.push_back(ageColumn<TreeRow>(
        {QStringLiteral("data"), tr("Last data"), 11},
        [](const TreeRow& row) { return row.lastData; }, context.now));
    return spec;
}

} // namespace cboard::ui
