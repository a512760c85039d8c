// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flaky/flaky_columns.h"

#include "core/query/cell_target.h"
#include "ui/base/joined_texts.h"
#include "ui/base/user_items.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::FlakyCell;
    using Column = TableColumn<FlakyCell>;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Flaky", text);
    }

    Column subjectColumn()
    {
        Column column;
        column.head = headOf("path", tr("Test or build"), 42);
        column.text = [](const FlakyCell& cell) {
            return fromUtf8(cell.kind == "build" ? cell.names.config : cell.names.path);
        };
        column.secondLine = [](const FlakyCell& cell) {
            return joinedTexts({fromUtf8(cell.names.platform), fromUtf8(cell.names.lab)});
        };
        column.tooltip = column.text;
        return column;
    }

    Column nameColumn(const char* id, const QString& title, int characters,
                      std::string query::CellNames::*name)
    {
        Column column;
        column.head = headOf(id, title, characters);
        column.text = [name](const FlakyCell& cell) { return fromUtf8(cell.names.*name); };
        return column;
    }

    Column flakinessColumn(const char* id, const QString& title, int characters,
                           std::int64_t query::Flakiness::*number, const QString& meaning)
    {
        auto column =
            numberColumn<FlakyCell>(headOf(id, title, characters), [number](const FlakyCell& cell) {
                return cell.flakiness.*number;
            });
        column.tooltip = [meaning](const FlakyCell&) { return meaning; };
        return column;
    }

    Column passRateColumn()
    {
        auto column =
            shareColumn<FlakyCell>(headOf("rate", tr("Passed"), 15), [](const FlakyCell& cell) {
                return std::optional(cell.flakiness.passRate());
            });
        column.text = [](const FlakyCell& cell) {
            return cell.flakiness.hasEnough() ? tr("%1 of %2")
                                                    .arg(percentText(cell.flakiness.passRate()))
                                                    .arg(cell.flakiness.runs)
                                              : tr("too few runs");
        };
        column.tooltip = [](const FlakyCell&) {
            return tr("Passes among the last 30 conclusive runs");
        };
        return column;
    }

    Column lastRunColumn()
    {
        Column column;
        column.head = headOf("last", tr("Last run"), 27);
        column.text = [](const FlakyCell& cell) { return revisionText(cell.lastRun); };
        column.sortKey = [](const FlakyCell& cell) {
            const auto time = cell.lastRun.time;
            return QVariant(time ? static_cast<qint64>(time->time_since_epoch().count()) : 0);
        };
        return column;
    }

    bool fits(const std::string& wanted, const std::string& word)
    {
        return wanted.empty() || wanted == word;
    }

    /// Whether a waiver of these names is one of the cell.
    bool isNamed(const query::CellNames& waived, const FlakyCell& cell)
    {
        const query::CellNames& names = cell.names;
        const bool isPath = cell.kind == "boot" ? waived.path == "boot" : waived.path == names.path;
        return isPath && fits(waived.platform, names.platform) && fits(waived.config, names.config)
            && fits(waived.architecture, names.architecture)
            && fits(waived.compiler, names.compiler) && fits(waived.lab, names.lab);
    }

    Column mutedColumn(const MutedCells& muted)
    {
        constexpr int IsoDate = 10; // Characters of "2026-11-22".
        Column column;
        column.head = headOf("muted", tr("Muted"), 30);
        column.text = [muted](const FlakyCell& cell) {
            const auto* waiver = muted.waiverOf(cell);
            if (waiver == nullptr) {
                return QString();
            }
            const QString reason = fromUtf8(waiver->reason);
            return waiver->until
                ? tr("until %1: %2").arg(fromUtf8(formatIso(*waiver->until)).left(IsoDate), reason)
                : reason;
        };
        column.tooltip = [text = column.text](const FlakyCell& cell) {
            const QString why = text(cell);
            return why.isEmpty() ? tr("Shift+C says that its failures are expected, until when and "
                                      "why: then it counts nowhere as news")
                                 : why;
        };
        return column;
    }

} // namespace

MutedCells::MutedCells(const UserLists& lists, Timestamp now)
{
    for (const store::UserData::Waiver& waiver : lists.waivers) {
        const auto names = query::parseCellTarget(waiver.target);
        if (names && (!waiver.until || now < *waiver.until)) {
            m_waivers.emplace_back(*names, waiver);
        }
    }
}

const store::UserData::Waiver* MutedCells::waiverOf(const FlakyCell& cell) const
{
    const auto found =
        std::find_if(m_waivers.begin(), m_waivers.end(),
                     [&cell](const auto& waiver) { return isNamed(waiver.first, cell); });
    return found == m_waivers.end() ? nullptr : &found->second;
}

std::shared_ptr<const TableSpec<FlakyCell>> flakyTable(const MutedCells& muted)
{
    using query::Flakiness;
    auto spec = std::make_shared<TableSpec<FlakyCell>>();
    spec->id = [](const FlakyCell& cell) { return fromUtf8(query::cellTarget(cell.names)); };
    spec->columns = {subjectColumn(),
                     passRateColumn(),
                     flakinessColumn("flips", tr("Flips"), 6, &Flakiness::flips,
                                     tr("Changes between pass and fail in these runs")),
                     flakinessColumn("both", tr("Both"), 6, &Flakiness::disagreements,
                                     tr("Revisions with both pass and fail")),
                     flakinessColumn("failing", tr("Failing for"), 9, &Flakiness::failingFor,
                                     tr("Revisions of the newest unbroken streak of fails")),
                     lastRunColumn(),
                     mutedColumn(muted),
                     nameColumn("config", tr("Configuration"), 0, &query::CellNames::config),
                     nameColumn("arch", tr("Architecture"), 11, &query::CellNames::architecture),
                     nameColumn("compiler", tr("Compiler"), 10, &query::CellNames::compiler),
                     nameColumn("board", tr("Board"), 24, &query::CellNames::platform),
                     nameColumn("lab", tr("Lab"), 14, &query::CellNames::lab)};
    for (std::size_t column = spec->columns.size() - 2; column < spec->columns.size(); ++column) {
        spec->columns[column].head.isHidden = true; // In the second line of the first column.
    }
    return spec;
}

} // namespace cboard::ui
