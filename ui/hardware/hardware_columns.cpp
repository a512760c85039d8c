// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/hardware_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using query::BoardBranch;
    using query::BoardLab;
    using query::HardwareRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Hardware", text);
    }

    std::optional<Timestamp> timeOf(const std::optional<query::RevisionRef>& revision)
    {
        return revision ? revision->time : std::nullopt;
    }

    TableColumn<HardwareRow> boardColumn()
    {
        TableColumn<HardwareRow> column;
        column.head = headOf("board", tr("Board"), 30);
        column.text = [](const HardwareRow& row) { return fromUtf8(row.identity.board); };
        column.secondLine = [](const HardwareRow& row) {
            const auto& compatibles = row.identity.compatibles;
            if (compatibles.empty()) {
                return QString();
            }
            const QString first = fromUtf8(compatibles.front());
            return compatibles.size() == 1
                ? first
                : tr("%1 and %2 more").arg(first).arg(compatibles.size() - 1);
        };
        column.tooltip = [](const HardwareRow& row) { return listText(row.identity.compatibles); };
        return column;
    }

    TableColumn<HardwareRow> wordsColumn(ColumnHead columnHead,
                                         std::vector<std::string> HardwareRow::*words)
    {
        TableColumn<HardwareRow> column;
        column.head = std::move(columnHead);
        column.text = [words](const HardwareRow& row) { return listText(row.*words); };
        column.tooltip = column.text;
        return column;
    }

    TableColumn<HardwareRow> identityColumn(ColumnHead columnHead,
                                            std::string query::BoardIdentity::*word)
    {
        TableColumn<HardwareRow> column;
        column.head = std::move(columnHead);
        column.text = [word](const HardwareRow& row) { return fromUtf8(row.identity.*word); };
        return column;
    }

    TableColumn<HardwareRow> rateColumn()
    {
        auto column =
            shareColumn<HardwareRow>(headOf("rate", tr("Pass, 30 d"), 10),
                                     [](const HardwareRow& row) { return row.bootPassRate(); });
        column.tooltip = [](const HardwareRow& row) { return countsText(row.boots); };
        return column;
    }

    TableColumn<HardwareRow> stripColumn()
    {
        TableColumn<HardwareRow> column;
        column.head = headOf("strip", tr("Failed boots"), 20);
        column.text = [](const HardwareRow& row) {
            QStringList texts;
            for (const query::BootBar& bar : row.strip) {
                texts << QString::number(bar.boots[StatusClass::Fail]);
            }
            return texts.join(QLatin1Char(' '));
        };
        column.trend = [](const HardwareRow& row) {
            QVariantList bars;
            for (const query::BootBar& bar : row.strip) {
                bars << static_cast<qint64>(bar.boots[StatusClass::Fail]);
            }
            return bars;
        };
        return column;
    }

    /// A dash for nothing.
    template <typename Row, typename Number>
    TableColumn<Row> quietCount(ColumnHead columnHead, Number number,
                                std::optional<StatusClass> tone = {})
    {
        auto column = numberColumn<Row>(std::move(columnHead), number);
        column.text = [number](const Row& row) {
            return number(row) == 0 ? QStringLiteral("–") : countText(number(row));
        };
        column.tone = [number, tone](const Row& row) {
            return number(row) == 0 ? std::nullopt : tone;
        };
        return column;
    }

    query::ResultCounts sumOf(const BoardBranch& branch)
    {
        query::ResultCounts sum;
        for (const query::BoardRevision& revision : branch.revisions) {
            sum.builds += revision.counts.builds;
            sum.boots += revision.counts.boots;
            sum.tests += revision.counts.tests;
        }
        return sum;
    }

    std::int64_t newestMark(const BoardBranch& branch, query::CellMark mark)
    {
        return branch.revisions.empty() ? 0 : branch.revisions.back().marks[mark];
    }

    TableColumn<BoardBranch> branchStrip()
    {
        TableColumn<BoardBranch> column;
        column.head = headOf("strip", tr("Fails by revision"), 22);
        column.text = [](const BoardBranch& branch) {
            QStringList texts;
            for (const query::BoardRevision& revision : branch.revisions) {
                texts << QString::number(revision.counts.boots[StatusClass::Fail]
                                         + revision.counts.tests[StatusClass::Fail]);
            }
            return texts.join(QLatin1Char(' '));
        };
        column.trend = [](const BoardBranch& branch) {
            QVariantList bars;
            for (const query::BoardRevision& revision : branch.revisions) {
                bars << static_cast<qint64>(revision.counts.boots[StatusClass::Fail]
                                            + revision.counts.tests[StatusClass::Fail]);
            }
            return bars;
        };
        return column;
    }

} // namespace

std::shared_ptr<const TableSpec<HardwareRow>> hardwareTable(const Context& context)
{
    using query::ResultCounts;
    auto spec = std::make_shared<TableSpec<HardwareRow>>();
    spec->id = [](const HardwareRow& row) { return fromUtf8(row.identity.board); };
    auto vendor = identityColumn(headOf("vendor", tr("Vendor"), 12), &query::BoardIdentity::vendor);
    auto builds = countsColumn<HardwareRow>(
        headOf("builds", tr("Builds"), 14),
        [](const HardwareRow& row) -> const StatusCounts& { return row.counts.builds; });
    auto trees = wordsColumn(headOf("tree", tr("Trees"), 16), &HardwareRow::trees);
    vendor.head.isHidden = builds.head.isHidden = trees.head.isHidden = true;
    spec->columns = {
        boardColumn(),
        identityColumn(headOf("soc", tr("SoC"), 18), &query::BoardIdentity::soc),
        vendor,
        wordsColumn(headOf("arch", tr("Architecture"), 9), &HardwareRow::architectures),
        quietCount<HardwareRow>(
            headOf("new", tr("New"), 5), [](const HardwareRow& row) { return row.newFailures; },
            StatusClass::Fail),
        quietCount<HardwareRow>(headOf("still", tr("Still"), 5),
                                [](const HardwareRow& row) { return row.stillFailing; }),
        quietCount<HardwareRow>(headOf("flaky", tr("Flaky"), 5),
                                [](const HardwareRow& row) { return row.flakyCells; }),
        rateColumn(),
        stripColumn(),
        countsColumn<HardwareRow>(
            headOf("boots", tr("Boots"), 16),
            [](const HardwareRow& row) -> const StatusCounts& { return row.counts.boots; }),
        countsColumn<HardwareRow>(
            headOf("tests", tr("Tests"), 18),
            [](const HardwareRow& row) -> const StatusCounts& { return row.counts.tests; }),
        builds,
        wordsColumn(headOf("lab", tr("Labs"), 0), &HardwareRow::labs),
        trees,
        ageColumn<HardwareRow>(
            headOf("last", tr("Last boot"), 12),
            [](const HardwareRow& row) { return timeOf(row.lastBoot); }, context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<BoardBranch>> boardBranchTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<BoardBranch>>();
    spec->id = [](const BoardBranch& row) { return branchText(row.tree, row.branch); };
    TableColumn<BoardBranch> branch;
    branch.head = headOf("branch", tr("Branch"), 26);
    branch.text = [](const BoardBranch& row) { return branchText(row.tree, row.branch); };
    branch.secondLine = [](const BoardBranch& row) {
        return row.revisions.empty() ? QString() : revisionText(row.revisions.back().revision);
    };
    TableColumn<BoardBranch> boots;
    boots.head = headOf("boots", tr("Boots"), 18);
    boots.text = [](const BoardBranch& row) { return countsText(sumOf(row).boots); };
    boots.counts = [](const BoardBranch& row) { return sumOf(row).boots; };
    TableColumn<BoardBranch> tests;
    tests.head = headOf("tests", tr("Tests"), 0);
    tests.text = [](const BoardBranch& row) { return countsText(sumOf(row).tests); };
    tests.counts = [](const BoardBranch& row) { return sumOf(row).tests; };
    spec->columns = {
        branch,
        quietCount<BoardBranch>(
            headOf("new", tr("New"), 6),
            [](const BoardBranch& row) { return newestMark(row, query::CellMark::New); },
            StatusClass::Fail),
        quietCount<BoardBranch>(
            headOf("still", tr("Still"), 6),
            [](const BoardBranch& row) { return newestMark(row, query::CellMark::StillFailing); }),
        branchStrip(),
        boots,
        tests,
        ageColumn<BoardBranch>(
            headOf("last", tr("Last revision"), 13),
            [](const BoardBranch& row) {
                return row.revisions.empty() ? std::nullopt : row.revisions.back().revision.time;
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
                         headOf("last", tr("Last revision"), 13),
                         [](const BoardLab& row) { return timeOf(row.newestRevision); },
                         context.now)};
    return spec;
}

} // namespace cboard::ui
