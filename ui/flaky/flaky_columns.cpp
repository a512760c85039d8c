// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flaky/flaky_columns.h"

#include "core/query/cell_target.h"
#include "ui/base/joined_texts.h"
#include "ui/base/user_items.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

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
        column.head = headOf("path", tr("Test or build"), 38);
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
            return tr("Passes among the last conclusive runs, and how many of these there are");
        };
        return column;
    }

    using Extras = std::shared_ptr<const FlakyExtras>;

    /// Null until it is known.
    const service::FlakyCourse* courseOf(const Extras& extras, const FlakyCell& cell)
    {
        const auto place = extras->courses.find(fromUtf8(query::cellTarget(cell.names)));
        return place == extras->courses.end() ? nullptr : &*place;
    }

    QVariant timeKey(const std::optional<Timestamp>& time)
    {
        return QVariant(time ? static_cast<qint64>(time->time_since_epoch().count()) : 0);
    }

    Column lastRunColumn()
    {
        Column column;
        column.head = headOf("last", tr("Last run"), 24);
        column.text = [](const FlakyCell& cell) { return revisionText(cell.lastRun); };
        column.sortKey = [](const FlakyCell& cell) { return timeKey(cell.lastRun.time); };
        return column;
    }

    Column lastFlipColumn(const Extras& extras)
    {
        const auto flipOf = [extras](const FlakyCell& cell) -> std::optional<query::RevisionRef> {
            const service::FlakyCourse* course = courseOf(extras, cell);
            return course == nullptr ? std::nullopt : course->lastFlip;
        };
        Column column;
        column.head = headOf("flip", tr("Last flip"), 24);
        column.text = [flipOf](const FlakyCell& cell) {
            const auto flip = flipOf(cell);
            return flip ? revisionText(*flip) : QString();
        };
        column.sortKey = [flipOf](const FlakyCell& cell) {
            const auto flip = flipOf(cell);
            return timeKey(flip ? flip->time : std::nullopt);
        };
        column.tooltip = [flipOf](const FlakyCell& cell) {
            const auto flip = flipOf(cell);
            return flip ? exactTimeText(flip->time) : QString();
        };
        return column;
    }

    Column revisionsColumn(const Extras& extras)
    {
        const auto count = [extras](const FlakyCell& cell) {
            const service::FlakyCourse* course = courseOf(extras, cell);
            return course == nullptr ? std::int64_t{0} : course->revisions;
        };
        auto column = numberColumn<FlakyCell>(headOf("revisions", tr("Revisions"), 9), count);
        column.text = [count](const FlakyCell& cell) {
            return count(cell) == 0 ? QString() : countText(count(cell));
        };
        column.tooltip = [](const FlakyCell&) { return tr("Revisions that these runs are of"); };
        return column;
    }

    Column scoreColumn()
    {
        auto column =
            numberColumn<FlakyCell>(headOf("score", tr("Score"), 6),
                                    [](const FlakyCell& cell) { return cell.flakiness.score(); });
        column.tooltip = [](const FlakyCell&) {
            return tr("How random, 0 to 100: the changes between one run and the next, but for the "
                      "first, in per cent of those possible; or the revisions with both outcomes "
                      "in per cent of those with several runs, if that is more");
        };
        return column;
    }

    Column trendColumn(const Extras& extras)
    {
        using Trend = std::vector<std::int64_t>;
        const auto trendOf = [extras](const FlakyCell& cell) {
            const service::FlakyCourse* course = courseOf(extras, cell);
            return course == nullptr ? Trend() : course->trend;
        };
        auto column =
            trendColumn<FlakyCell>(headOf("trend", tr("Fails, oldest first"), 16), trendOf);
        column.tooltip = [text = column.text](const FlakyCell& cell) {
            return tr("Fails in each tenth of the last conclusive runs: %1").arg(text(cell));
        };
        // How much worse the newer half is than the older one.
        column.sortKey = [trendOf](const FlakyCell& cell) {
            const Trend trend = trendOf(cell);
            const auto half = trend.begin() + std::ssize(trend) / 2;
            return QVariant(
                static_cast<qint64>(std::accumulate(half, trend.end(), std::int64_t{0})
                                    - std::accumulate(trend.begin(), half, std::int64_t{0})));
        };
        return column;
    }

    Column noteColumn(const Extras& extras)
    {
        Column column;
        column.head = headOf("note", tr("Note"), 18);
        column.isProse = true;
        column.text = [extras](const FlakyCell& cell) {
            return extras->notes.value(fromUtf8(query::cellTarget(cell.names)));
        };
        column.tooltip = [text = column.text, extras](const FlakyCell& cell) {
            const QString note = text(cell);
            return note.isEmpty() ? extras->noteHint : note;
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

    Column mutedColumn(const Extras& extras)
    {
        constexpr int IsoDate = 10; // Characters of "2026-11-22".
        Column column;
        column.head = headOf("muted", tr("Muted"), 26);
        column.text = [extras](const FlakyCell& cell) {
            const auto* waiver = extras->muted.waiverOf(cell);
            if (waiver == nullptr) {
                return QString();
            }
            const QString reason = fromUtf8(waiver->reason);
            return waiver->until
                ? tr("until %1: %2").arg(fromUtf8(formatIso(*waiver->until)).left(IsoDate), reason)
                : reason;
        };
        column.tooltip = [text = column.text, extras](const FlakyCell& cell) {
            const QString why = text(cell);
            return why.isEmpty() ? extras->muteHint : why;
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

std::shared_ptr<const TableSpec<FlakyCell>> flakyTable(std::shared_ptr<const FlakyExtras> extras)
{
    using query::Flakiness;
    const auto hidden = [](Column column) {
        column.head.isHidden = true;
        return column;
    };
    auto config = nameColumn("config", tr("Configuration"), 0, &query::CellNames::config);
    config.secondLine = [](const FlakyCell& cell) {
        return joinedTexts({fromUtf8(cell.names.architecture), fromUtf8(cell.names.compiler)});
    };
    auto spec = std::make_shared<TableSpec<FlakyCell>>();
    spec->id = [](const FlakyCell& cell) { return fromUtf8(query::cellTarget(cell.names)); };
    spec->columns = {
        subjectColumn(), scoreColumn(), trendColumn(extras), passRateColumn(),
        flakinessColumn("flips", tr("Flips"), 6, &Flakiness::flips,
                        tr("Changes between pass and fail in these runs")),
        flakinessColumn("both", tr("Both"), 5, &Flakiness::disagreements,
                        tr("Revisions with both pass and fail")),
        revisionsColumn(extras), lastFlipColumn(extras), noteColumn(extras), mutedColumn(extras),
        config,
        // In its second line.
        hidden(nameColumn("arch", tr("Architecture"), 11, &query::CellNames::architecture)),
        hidden(nameColumn("compiler", tr("Compiler"), 10, &query::CellNames::compiler)),
        hidden(lastRunColumn()),
        hidden(flakinessColumn("failing", tr("Failing for"), 9, &Flakiness::failingFor,
                               tr("Revisions of the newest unbroken streak of fails"))),
        // In the second line of the first column.
        hidden(nameColumn("board", tr("Board"), 24, &query::CellNames::platform)),
        hidden(nameColumn("lab", tr("Lab"), 14, &query::CellNames::lab))};
    return spec;
}

} // namespace cboard::ui
