// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"
#include "ui/widgets/table_rows.h"

#include <QString>

#include <optional>

/// Whether a source keeps to its own habit, for tables of sources of any kind.
namespace cboard::ui {

QString healthText(store::SourceHealth health);
StatusClass healthLook(store::SourceHealth health);
QString gapText(std::optional<std::chrono::microseconds> gap); ///< "2 h 10 min"; empty: not known.
QString lateText(); ///< How health is judged.

/// \p report: const Report&(const Row&), of which store::healthOf() can tell. \p unknown is said
/// where it has no habit yet.
template <typename Row, typename Report>
TableColumn<Row> healthColumn(const QString& title, Report report, Timestamp now,
                              const QString& unknown)
{
    const auto health = [report, now](const Row& row) { return healthOf(report(row), now); };
    TableColumn<Row> column;
    column.head = {QStringLiteral("health"), title, 14};
    column.text = [health](const Row& row) { return healthText(health(row)); };
    column.status = [health](const Row& row) { return healthLook(health(row)); };
    column.sortKey = [health](const Row& row) { return QVariant(static_cast<int>(health(row))); };
    column.tooltip = [report, unknown](const Row& row) {
        return report(row).usualGap ? lateText() : unknown;
    };
    return column;
}

template <typename Row, typename Report>
TableColumn<Row> gapColumn(const QString& title, Report report)
{
    TableColumn<Row> column;
    column.head = {QStringLiteral("gap"), title, 12, true};
    column.text = [report](const Row& row) { return gapText(report(row).usualGap); };
    column.sortKey = [report](const Row& row) {
        const auto gap = report(row).usualGap;
        return QVariant(gap ? static_cast<qint64>(gap->count()) : -1);
    };
    return column;
}

} // namespace cboard::ui
