// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/board_columns.h"

#include "ui/widgets/quiet_column.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::BoardLab;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Board", text);
    }

    std::optional<Timestamp> timeOf(const std::optional<query::RevisionRef>& revision)
    {
        return revision ? revision->time : std::nullopt;
    }

    query::ResultCounts sumOf(const BoardBranchRow& row)
    {
        query::ResultCounts sum;
        for (const query::BoardRevision& revision : row.branch.revisions) {
            sum.builds += revision.counts.builds;
            sum.boots += revision.counts.boots;
            sum.tests += revision.counts.tests;
        }
        return sum;
    }

    std::int64_t markOf(const BoardBranchRow& row, query::CellMark mark)
    {
        return row.branch.revisions.empty() ? 0 : row.at().marks[mark];
    }

    TableColumn<BoardBranchRow> branchStrip()
    {
        return trendColumn<BoardBranchRow>(
            headOf("strip", tr("Fails by revision"), 22), [](const BoardBranchRow& row) {
                std::vector<std::int64_t> fails;
                for (const query::BoardRevision& revision : row.branch.revisions) {
                    fails.push_back(revision.counts.boots[StatusClass::Fail]
                                    + revision.counts.tests[StatusClass::Fail]);
                }
                return fails;
            });
    }

    /// Branch and revision of a result.
    template <typename Row>
    TableColumn<Row> placeColumn(int characters)
    {
        TableColumn<Row> column;
        column.head = headOf("revision", tr("Revision"), characters);
        column.text = [](const Row& row) {
            return QStringLiteral("%1 %2").arg(branchText(row.revision),
                                               revisionText(row.revision));
        };
        column.tooltip = column.text;
        column.groupText = [](const Row& row) { return branchText(row.revision); };
        return column;
    }

    /// A text of the record that the row is about.
    template <typename Row, typename Record>
    TableColumn<Row> recordColumn(ColumnHead head, Record Row::*record, std::string Record::*text)
    {
        TableColumn<Row> column;
        column.head = std::move(head);
        column.text = [record, text](const Row& row) { return fromUtf8(row.*record.*text); };
        column.tooltip = column.text;
        return column;
    }

    template <typename Row, typename Record>
    TableColumn<Row> recordStatus(Record Row::*record)
    {
        TableColumn<Row> column;
        column.head = headOf("status", tr("Status"), 10);
        column.text = [record](const Row& row) { return statusWord((row.*record).status); };
        column.status = [record](const Row& row) { return (row.*record).status; };
        column.sortKey = [record](const Row& row) {
            return QVariant(static_cast<int>((row.*record).status));
        };
        return column;
    }

    template <typename Row, typename Record>
    TableColumn<Row> recordDuration(Record Row::*record)
    {
        TableColumn<Row> column;
        column.head = headOf("duration", tr("Duration"), 11);
        column.head.isNumber = true;
        column.text = [record](const Row& row) {
            return durationText((row.*record).durationSeconds);
        };
        column.sortKey = [record](const Row& row) {
            return QVariant((row.*record).durationSeconds.value_or(-1));
        };
        return column;
    }

    QString kindText(BoardIncidentKind kind)
    {
        switch (kind) {
        case BoardIncidentKind::IllLab:
            return tr("lab ill");
        case BoardIncidentKind::NoAnswer:
            return tr("no answer");
        case BoardIncidentKind::KnownIssue:
            return tr("known issue");
        }
        return {};
    }

} // namespace

std::shared_ptr<const TableSpec<BoardBranchRow>> boardBranchTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<BoardBranchRow>>();
    spec->id = [](const BoardBranchRow& row) { return row.name(); };
    TableColumn<BoardBranchRow> branch;
    branch.head = headOf("branch", tr("Branch"), 30);
    branch.text = [](const BoardBranchRow& row) { return row.name(); };
    branch.secondLine = [](const BoardBranchRow& row) {
        if (row.branch.revisions.empty()) {
            return QString();
        }
        const QString revision = revisionText(row.at().revision);
        const auto older = static_cast<qint64>(row.head) - static_cast<qint64>(row.shown);
        return older == 0 ? revision
            : older > 0   ? tr("%1, %2 before").arg(revision).arg(older)
                          : tr("%1, %2 after").arg(revision).arg(-older);
    };
    TableColumn<BoardBranchRow> boots;
    boots.head = headOf("boots", tr("Boots"), 18);
    boots.text = [](const BoardBranchRow& row) { return countsText(sumOf(row).boots); };
    boots.counts = [](const BoardBranchRow& row) { return sumOf(row).boots; };
    TableColumn<BoardBranchRow> tests;
    tests.head = headOf("tests", tr("Tests"), 0);
    tests.text = [](const BoardBranchRow& row) { return countsText(sumOf(row).tests); };
    tests.counts = [](const BoardBranchRow& row) { return sumOf(row).tests; };
    spec->columns = {
        branch,
        quietCount<BoardBranchRow>(
            headOf("new", tr("New"), 6),
            [](const BoardBranchRow& row) { return markOf(row, query::CellMark::New); },
            StatusClass::Fail),
        quietCount<BoardBranchRow>(
            headOf("still", tr("Still"), 6),
            [](const BoardBranchRow& row) { return markOf(row, query::CellMark::StillFailing); }),
        branchStrip(),
        boots,
        tests,
        ageColumn<BoardBranchRow>(
            headOf("last", tr("Age"), 13),
            [](const BoardBranchRow& row) {
                return row.branch.revisions.empty() ? std::nullopt : row.at().revision.time;
            },
            context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<BoardLab>> boardLabTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<BoardLab>>();
    spec->id = [](const BoardLab& row) { return fromUtf8(row.lab); };
    TableColumn<BoardLab> lab;
    lab.head = headOf("lab", tr("Lab"), 26);
    lab.text = [](const BoardLab& row) { return fromUtf8(row.lab); };
    auto errors = shareColumn<BoardLab>(headOf("errors", tr("Errors"), 8),
                                        [](const BoardLab& row) { return row.errorShare(); });
    TableColumn<BoardLab> seconds;
    seconds.head = headOf("seconds", tr("Median boot"), 12);
    seconds.head.isNumber = true;
    seconds.text = [](const BoardLab& row) { return durationText(row.medianBootSeconds); };
    seconds.sortKey = [](const BoardLab& row) {
        return QVariant(row.medianBootSeconds.value_or(-1));
    };
    auto shared = countsColumn<BoardLab>(
        headOf("shared", tr("Boots of shared builds"), 18),
        [](const BoardLab& row) -> const StatusCounts& { return row.sharedBoots; });
    shared.tooltip = [](const BoardLab&) {
        return tr("Boots of the builds that ran in two or more labs: what can be compared");
    };
    spec->columns = {lab,
                     errors,
                     seconds,
                     shared,
                     countsColumn<BoardLab>(
                         headOf("boots", tr("Boots"), 18),
                         [](const BoardLab& row) -> const StatusCounts& { return row.boots; }),
                     countsColumn<BoardLab>(
                         headOf("tests", tr("Tests"), 0),
                         [](const BoardLab& row) -> const StatusCounts& { return row.tests; }),
                     ageColumn<BoardLab>(
                         headOf("last", tr("Last run"), 13),
                         [](const BoardLab& row) { return timeOf(row.newestRevision); },
                         context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<BoardBuild>> boardBuildTable()
{
    using query::BuildRow;
    auto spec = std::make_shared<TableSpec<BoardBuild>>();
    spec->id = [](const BoardBuild& row) { return fromUtf8(row.build.id); };
    constexpr auto Build = &BoardBuild::build;
    spec->columns = {
        recordColumn(headOf("config", tr("Configuration"), 28), Build, &BuildRow::config),
        recordStatus(Build),
        placeColumn<BoardBuild>(34),
        recordColumn(headOf("arch", tr("Arch"), 9), Build, &BuildRow::architecture),
        recordColumn(headOf("compiler", tr("Compiler"), 0), Build, &BuildRow::compiler),
        recordDuration(Build),
        countsColumn<BoardBuild>(
            headOf("boots", tr("Boots, all boards"), 16),
            [](const BoardBuild& row) -> const StatusCounts& { return row.build.boots; })};
    return spec;
}

std::shared_ptr<const TableSpec<BoardRun>> boardRunTable(bool areBoots)
{
    using query::TestRow;
    auto spec = std::make_shared<TableSpec<BoardRun>>();
    spec->id = [](const BoardRun& row) { return fromUtf8(row.run.id); };
    constexpr auto Run = &BoardRun::run;
    auto board = recordColumn(headOf("board", tr("Board"), 22), Run, &TestRow::platform);
    board.head.isHidden = true; // Told apart only where it has several names.
    spec->columns = {placeColumn<BoardRun>(34),
                     recordStatus(Run),
                     recordColumn(headOf("lab", tr("Lab"), 14), Run, &TestRow::lab),
                     recordColumn(headOf("config", tr("Configuration"), 0), Run, &TestRow::config),
                     recordColumn(headOf("compiler", tr("Compiler"), 10), Run, &TestRow::compiler),
                     recordDuration(Run),
                     board};
    if (!areBoots) {
        spec->columns.insert(spec->columns.begin(),
                             recordColumn(headOf("path", tr("Test"), 40), Run, &TestRow::path));
    }
    return spec;
}

std::shared_ptr<const TableSpec<BoardIncident>> boardIncidentTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<BoardIncident>>();
    spec->id = [](const BoardIncident& row) {
        return kindText(row.kind) + QLatin1Char(' ') + fromUtf8(row.revision.commit)
            + QLatin1Char(' ') + branchText(row.revision) + QLatin1Char(' ') + row.title;
    };
    spec->columns = {
        plainColumn<BoardIncident>(headOf("incident", tr("Incident"), 44),
                                   [](const BoardIncident& row) { return row.title; }),
        plainColumn<BoardIncident>(headOf("kind", tr("Kind"), 12),
                                   [](const BoardIncident& row) { return kindText(row.kind); }),
        numberColumn<BoardIncident>(headOf("results", tr("Results"), 8),
                                    [](const BoardIncident& row) { return row.results; }),
        placeColumn<BoardIncident>(0),
        ageColumn<BoardIncident>(
            headOf("when", tr("When"), 13),
            [](const BoardIncident& row) { return row.revision.time; }, context.now)};
    return spec;
}

} // namespace cboard::ui
