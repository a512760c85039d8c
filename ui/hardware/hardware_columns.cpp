// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hardware/hardware_columns.h"

#include "ui/base/joined_texts.h"
#include "ui/widgets/quiet_column.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

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
            QStringList parts;
            if (!row.identity.otherNames.empty()) {
                parts << tr("also %1").arg(listText(row.identity.otherNames));
            }
            if (compatibles.size() > 1) {
                parts << tr("%1 and %2 more")
                             .arg(fromUtf8(compatibles.front()))
                             .arg(compatibles.size() - 1);
            } else {
                parts << listText(compatibles);
            }
            return joinedTexts(parts);
        };
        column.tooltip = [](const HardwareRow& row) {
            QStringList lines{fromUtf8(row.identity.board)};
            for (const std::string& name : row.identity.otherNames) {
                lines << tr("also %1").arg(fromUtf8(name));
            }
            for (const std::string& compatible : row.identity.compatibles) {
                lines << fromUtf8(compatible);
            }
            return lines.join(QLatin1Char('\n'));
        };
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

    TableColumn<HardwareRow> socColumn()
    {
        auto column = identityColumn(headOf("soc", tr("SoC"), 14), &query::BoardIdentity::soc);
        column.secondLine = [](const HardwareRow& row) {
            return joinedTexts({fromUtf8(row.identity.vendor), listText(row.architectures)});
        };
        return column;
    }

    TableColumn<HardwareRow> labsColumn()
    {
        auto column = wordsColumn(headOf("lab", tr("Labs"), 14), &HardwareRow::labs);
        column.secondLine = [](const HardwareRow& row) {
            return countedText(std::ssize(row.trees), tr("%1 tree"), tr("%1 trees"));
        };
        column.tooltip = [](const HardwareRow& row) {
            return tr("Labs: %1\nTrees: %2").arg(listText(row.labs), listText(row.trees));
        };
        return column;
    }

    /// How many; which ones in the tool tip. To sort and group by.
    TableColumn<HardwareRow> treesColumn()
    {
        auto column =
            numberColumn<HardwareRow>(headOf("tree", tr("Trees"), 5),
                                      [](const HardwareRow& row) { return std::ssize(row.trees); });
        column.tooltip = [](const HardwareRow& row) { return listText(row.trees); };
        column.groupText = column.tooltip;
        return column;
    }

    TableColumn<HardwareRow> rateColumn()
    {
        auto column =
            shareColumn<HardwareRow>(headOf("rate", tr("Boots ok"), 9),
                                     [](const HardwareRow& row) { return row.bootPassRate(); });
        column.tooltip = [](const HardwareRow& row) {
            return tr("Share of boots that passed in 30 days: %1").arg(countsText(row.boots));
        };
        return column;
    }

    TableColumn<HardwareRow> stripColumn()
    {
        return trendColumn<HardwareRow>(headOf("strip", tr("Failed boots"), 14),
                                        [](const HardwareRow& row) {
                                            std::vector<std::int64_t> fails;
                                            for (const query::BootBar& bar : row.strip) {
                                                fails.push_back(bar.boots[StatusClass::Fail]);
                                            }
                                            return fails;
                                        });
    }

} // namespace

bool isGone(const std::optional<query::RevisionRef>& newest, const query::Common& common)
{
    return !newest || !newest->time || common.now - *newest->time > common.limits.silentAfter;
}

std::shared_ptr<const TableSpec<HardwareRow>> hardwareTable(const Context& context)
{
    using query::ResultCounts;
    auto spec = std::make_shared<TableSpec<HardwareRow>>();
    spec->id = [](const HardwareRow& row) { return fromUtf8(row.identity.board); };
    spec->isMuted = [common = context.common()](const HardwareRow& row) {
        return isGone(row.newestRevision, common);
    };
    auto vendor = identityColumn(headOf("vendor", tr("Vendor"), 12), &query::BoardIdentity::vendor);
    auto architectures = wordsColumn(headOf("arch", tr("Arch"), 9), &HardwareRow::architectures);
    auto trees = treesColumn();
    auto builds = countsColumn<HardwareRow>(
        headOf("builds", tr("Builds"), 14),
        [](const HardwareRow& row) -> const StatusCounts& { return row.counts.builds; });
    // Below the SoC and the labs; a board does not build.
    vendor.head.isHidden = architectures.head.isHidden = trees.head.isHidden =
        builds.head.isHidden = true;
    spec->columns = {
        boardColumn(),
        socColumn(),
        vendor,
        architectures,
        labsColumn(),
        trees,
        quietCount<HardwareRow>(
            headOf("new", tr("New"), 5), [](const HardwareRow& row) { return row.newFailures; },
            StatusClass::Fail),
        quietCount<HardwareRow>(headOf("still", tr("Still"), 5),
                                [](const HardwareRow& row) { return row.stillFailing; }),
        quietCount<HardwareRow>(headOf("flaky", tr("Flaky"), 5),
                                [](const HardwareRow& row) { return row.flakyCells; }),
        rateColumn(),
        stripColumn(),
        ageColumn<HardwareRow>(
            headOf("last", tr("Last boot"), 11),
            [](const HardwareRow& row) { return timeOf(row.lastBoot); }, context.now),
        countsColumn<HardwareRow>(
            headOf("boots", tr("Boots"), 14),
            [](const HardwareRow& row) -> const StatusCounts& { return row.counts.boots; }),
        countsColumn<HardwareRow>(
            headOf("tests", tr("Tests"), 16),
            [](const HardwareRow& row) -> const StatusCounts& { return row.counts.tests; }),
        builds};
    return spec;
}

} // namespace cboard::ui
