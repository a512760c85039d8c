// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/watched_rows.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    using query::HardwareRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Home", text);
    }

    TableColumn<WatchedRow> watchedCount(const char* id, const QString& title,
                                         std::int64_t (WatchedRow::*count)() const,
                                         std::optional<StatusClass> tone)
    {
        auto column = numberColumn<WatchedRow>(
            headOf(id, title, 4), [count](const WatchedRow& row) { return (row.*count)(); });
        column.text = [count](const WatchedRow& row) {
            return (row.*count)() == 0 ? QStringLiteral("–") : countText((row.*count)());
        };
        column.tone = [count, tone](const WatchedRow& row) {
            return (row.*count)() == 0 ? std::nullopt : tone;
        };
        return column;
    }

    /// What the bars count.
    QString watchedText(const WatchedRow& row)
    {
        if (row.board) {
            return tr("boots: %1").arg(countsText(row.board->boots));
        }
        if (row.newFailures() + row.stillFailing() == 0) {
            return row.test->flakyCells > 0
                ? tr("fails nowhere, %1 flaky").arg(row.test->flakyCells)
                : tr("fails nowhere");
        }
        return row.test->worst ? tr("on %1 boards, most on %2")
                                     .arg(row.test->boardCount)
                                     .arg(branchText(*row.test->worst))
                               : QString();
    }

    std::vector<std::int64_t> failsOf(const WatchedRow& row)
    {
        std::vector<std::int64_t> fails;
        if (row.board) {
            for (const query::BootBar& bar : row.board->strip) {
                fails.push_back(bar.boots[StatusClass::Fail]);
            }
            return fails;
        }
        for (const query::StripBar& bar : row.test->strip) {
            fails.push_back(bar.newFails + bar.oldFails);
        }
        return fails;
    }

    TableColumn<WatchedRow> watchedStrip()
    {
        return trendColumn<WatchedRow>(headOf("strip", tr("Fails by revision"), 0), failsOf);
    }

} // namespace

QString WatchedRow::name() const
{
    return fromUtf8(board ? board->identity.board : test->path);
}

std::int64_t WatchedRow::newFailures() const
{
    return board ? board->newFailures : test->newFailures;
}

std::int64_t WatchedRow::stillFailing() const
{
    return board ? board->stillFailing : test->stillFailing;
}

std::vector<WatchedRow> watchedRows(const query::HardwareSnapshot* boards,
                                    const query::HomeSnapshot& home)
{
    std::vector<WatchedRow> rows;
    if (boards != nullptr) {
        for (const HardwareRow& board : boards->rows) {
            rows.push_back({std::make_shared<const HardwareRow>(board), nullptr});
        }
    }
    for (const query::HomeTest& test : home.tests) {
        rows.push_back({nullptr, std::make_shared<const query::HomeTest>(test)});
    }
    std::ranges::stable_sort(rows, [](const WatchedRow& a, const WatchedRow& b) {
        return std::pair(a.newFailures(), a.stillFailing())
            > std::pair(b.newFailures(), b.stillFailing());
    });
    return rows;
}

std::shared_ptr<const TableSpec<WatchedRow>> watchedCard(const Context& context)
{
    auto spec = std::make_shared<TableSpec<WatchedRow>>();
    spec->id = [](const WatchedRow& row) {
        return (row.board ? QStringLiteral("board ") : QStringLiteral("test ")) + row.name();
    };
    TableColumn<WatchedRow> name;
    name.head = headOf("board", tr("Board or test"), 30);
    name.text = [](const WatchedRow& row) { return row.name(); };
    name.tooltip = name.text;
    name.secondLine = watchedText;
    spec->columns = {
        name, watchedCount("new", tr("New"), &WatchedRow::newFailures, StatusClass::Fail),
        watchedCount("still", tr("Still"), &WatchedRow::stillFailing, {}), watchedStrip(),
        ageColumn<WatchedRow>(
            headOf("last", tr("Last boot"), 12),
            [](const WatchedRow& row) {
                return row.board && row.board->lastBoot ? row.board->lastBoot->time : std::nullopt;
            },
            context.now)};
    return spec;
}

} // namespace cboard::ui
