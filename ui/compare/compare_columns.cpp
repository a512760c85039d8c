// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::CellChange;
    using query::CompareRow;
    using Column = TableColumn<CompareRow>;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Compare", text);
    }

    Column nameColumn(const char* id, const QString& title, int characters,
                      std::string query::CellNames::*name)
    {
        Column column;
        column.head = {QString::fromLatin1(id), title, characters};
        column.text = [name](const CompareRow& row) { return fromUtf8(row.names.*name); };
        column.tooltip = column.text;
        return column;
    }

    /// What fails: the path of a test, the configuration of a build.
    Column subjectColumn()
    {
        auto column = nameColumn("path", tr("Test or build"), 44, &query::CellNames::path);
        column.text = [](const CompareRow& row) {
            return fromUtf8(row.kind == "build" ? row.names.config : row.names.path);
        };
        column.tooltip = column.text;
        return column;
    }

    Column changeColumn()
    {
        Column column;
        column.head = {QStringLiteral("change"), tr("Change"), 16};
        column.text = [](const CompareRow& row) { return changeText(row.change); };
        column.tooltip = [](const CompareRow& row) { return changeTip(row.change); };
        column.sortKey = [](const CompareRow& row) {
            return QVariant(static_cast<int>(row.change));
        };
        column.tone = [](const CompareRow& row) {
            return row.change == CellChange::Regression ? std::optional(StatusClass::Fail)
                                                        : std::nullopt;
        };
        return column;
    }

    Column sideColumn(std::size_t side, const query::RevisionRef& revision)
    {
        Column column;
        column.head = {QStringLiteral("side%1").arg(side),
                       QStringLiteral("%1  %2").arg(sideLetter(side), shortRevisionText(revision)),
                       11};
        column.text = [side](const CompareRow& row) {
            if (row.areMixed[side]) {
                return tr("mixed");
            }
            const StatusClass status = row.statuses[side];
            return status == StatusClass::None ? tr("not run") : statusWord(status);
        };
        column.status = [side](const CompareRow& row) { return row.statuses[side]; };
        column.sortKey = [side](const CompareRow& row) {
            return QVariant(static_cast<int>(row.statuses[side]));
        };
        column.tooltip = [name = revisionText(revision)](const CompareRow&) { return name; };
        return column;
    }

} // namespace

QString changeText(CellChange change)
{
    switch (change) {
    case CellChange::Regression:
        return tr("regression");
    case CellChange::NewFailure:
        return tr("new failure");
    case CellChange::Vanished:
        return tr("not tested");
    case CellChange::Fixed:
        return tr("fixed");
    case CellChange::StillFailing:
        return tr("still failing");
    case CellChange::NewPass:
        return tr("new pass");
    case CellChange::Appeared:
        return tr("appeared");
    case CellChange::InfraChange:
        return tr("infrastructure");
    case CellChange::Pending:
        return tr("pending");
    case CellChange::Unchanged:
        return tr("unchanged");
    }
    return {};
}

QString changeTip(CellChange change)
{
    switch (change) {
    case CellChange::Regression:
        return tr("Passed in the first, fails in the last");
    case CellChange::NewFailure:
        return tr("Fails in the last, said nothing in the first");
    case CellChange::Vanished:
        return tr("Ran in the first, and not in the last, or was skipped");
    case CellChange::Fixed:
        return tr("Failed in the first, passes in the last");
    case CellChange::StillFailing:
        return tr("Fails in both");
    case CellChange::NewPass:
        return tr("Passes in the last, said nothing in the first");
    case CellChange::Appeared:
        return tr("Did not run in the first, ends in error or miss in the last");
    case CellChange::InfraChange:
        return tr("Passed or failed in the first, ends in error or miss in the last");
    case CellChange::Pending:
        return tr("Ran in the first; the last is not complete yet");
    case CellChange::Unchanged:
        return tr("The same in both");
    }
    return {};
}

QString sideLetter(std::size_t side)
{
    return {QChar(u'A' + static_cast<char16_t>(side))};
}

std::shared_ptr<const TableSpec<CompareRow>>
compareTable(const std::vector<query::RevisionRef>& sides)
{
    auto spec = std::make_shared<TableSpec<CompareRow>>();
    spec->id = [](const CompareRow& row) {
        const query::CellNames& names = row.names;
        QStringList words{fromUtf8(row.kind)};
        for (const std::string* word : {&names.path, &names.platform, &names.config,
                                        &names.architecture, &names.compiler, &names.lab}) {
            words << fromUtf8(*word);
        }
        return words.join(QLatin1Char('/'));
    };
    spec->columns = {subjectColumn(), changeColumn()};
    for (std::size_t side = 0; side < sides.size(); ++side) {
        spec->columns.push_back(sideColumn(side, sides[side]));
    }
    Column kind;
    kind.head = {QStringLiteral("kind"), tr("Kind"), 7};
    kind.head.isHidden = true; // The name tells: a configuration, "boot" or a path.
    kind.text = [](const CompareRow& row) {
        return row.kind == "build" ? tr("build") : row.kind == "boot" ? tr("boot") : tr("test");
    };
    spec->columns.insert(
        spec->columns.end(),
        {nameColumn("board", tr("Board"), 26, &query::CellNames::platform),
         nameColumn("lab", tr("Lab"), 14, &query::CellNames::lab),
         nameColumn("config", tr("Configuration"), 0, &query::CellNames::config),
         nameColumn("arch", tr("Architecture"), 11, &query::CellNames::architecture),
         nameColumn("compiler", tr("Compiler"), 10, &query::CellNames::compiler), kind});
    return spec;
}

} // namespace cboard::ui
