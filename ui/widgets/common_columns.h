// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "ui/base/text_format.h"
#include "ui/theme/status_palette.h"
#include "ui/widgets/table_rows.h"

#include <optional>

/// Columns that several tables have.
namespace cboard::ui {

/// \p id in ASCII; the width as ColumnHead::characters.
inline ColumnHead headOf(const char* id, const QString& title, int characters)
{
    return {QString::fromLatin1(id), title, characters};
}

template <typename Row>
TableColumn<Row> textColumn(const ColumnHead& head, std::string Row::*member)
{
    TableColumn<Row> column;
    column.head = head;
    column.text = [member](const Row& row) { return fromUtf8(row.*member); };
    return column;
}

/// \p text: QString(const Row&).
template <typename Row, typename Text>
TableColumn<Row> plainColumn(const ColumnHead& head, Text text)
{
    TableColumn<Row> column;
    column.head = head;
    column.text = std::move(text);
    return column;
}

/// Glyph and word of Row::status.
template <typename Row>
TableColumn<Row> statusColumn(const QString& title)
{
    TableColumn<Row> column;
    column.head = {QStringLiteral("status"), title, 10};
    column.text = [](const Row& row) { return statusWord(row.status); };
    column.status = [](const Row& row) { return row.status; };
    column.sortKey = [](const Row& row) { return QVariant(static_cast<int>(row.status)); };
    return column;
}

/// \p counts: const StatusCounts&(const Row&). Sorts by fails, then by infrastructure.
template <typename Row, typename Counts>
TableColumn<Row> countsColumn(const ColumnHead& head, Counts counts)
{
    TableColumn<Row> column;
    column.head = head;
    column.text = [counts](const Row& row) { return countsText(counts(row)); };
    column.tooltip = column.text;
    column.counts = counts;
    column.sortKey = [counts](const Row& row) {
        const StatusCounts& all = counts(row);
        constexpr double InfrastructureShare = 1e-9;
        return QVariant(static_cast<double>(all[StatusClass::Fail])
                        + static_cast<double>(all.infrastructure()) * InfrastructureShare);
    };
    return column;
}

/// A whole number; \p number: integer(const Row&).
template <typename Row, typename Number>
TableColumn<Row> numberColumn(const ColumnHead& head, Number number)
{
    TableColumn<Row> column;
    column.head = head;
    column.head.isNumber = true;
    column.text = [number](const Row& row) { return countText(number(row)); };
    column.sortKey = [number](const Row& row) {
        return QVariant(static_cast<qint64>(number(row)));
    };
    return column;
}

/// Of a whole, in per cent; \p share: optional<double>(const Row&), from 0 to 1, blank without one.
template <typename Row, typename Share>
TableColumn<Row> shareColumn(const ColumnHead& head, Share share)
{
    TableColumn<Row> column;
    column.head = head;
    column.head.isNumber = true;
    column.text = [share](const Row& row) {
        const std::optional<double> value = share(row);
        return value ? percentText(*value) : QString();
    };
    column.sortKey = [share](const Row& row) {
        const std::optional<double> value = share(row);
        return QVariant(value.value_or(-1));
    };
    return column;
}

/// Small bars, one for each number; \p numbers: a range of std::int64_t(const Row&).
template <typename Row, typename Numbers>
TableColumn<Row> trendColumn(const ColumnHead& head, Numbers numbers)
{
    TableColumn<Row> column;
    column.head = head;
    column.text = [numbers](const Row& row) {
        QStringList texts;
        for (const std::int64_t number : numbers(row)) {
            texts << QString::number(number);
        }
        return texts.join(QLatin1Char(' '));
    };
    column.tooltip = column.text;
    column.trend = [numbers](const Row& row) {
        QVariantList bars;
        for (const std::int64_t number : numbers(row)) {
            bars << static_cast<qint64>(number);
        }
        return bars;
    };
    return column;
}

/// Row::durationSeconds.
template <typename Row>
TableColumn<Row> durationColumn(const QString& title)
{
    TableColumn<Row> column;
    column.head = {QStringLiteral("duration"), title, 11, true};
    column.text = [](const Row& row) { return durationText(row.durationSeconds); };
    column.sortKey = [](const Row& row) { return QVariant(row.durationSeconds.value_or(-1)); };
    return column;
}

/// How long ago; the exact time in the tool tip. \p time: optional<Timestamp>(const Row&).
template <typename Row, typename Time>
TableColumn<Row> ageColumn(const ColumnHead& head, Time time, const std::function<Timestamp()>& now)
{
    TableColumn<Row> column;
    column.head = head;
    column.text = [time, now = now()](const Row& row) { return ageText(time(row), now); };
    column.tooltip = [time](const Row& row) { return exactTimeText(time(row)); };
    column.sortKey = [time](const Row& row) {
        const auto at = time(row);
        return QVariant(at ? static_cast<qint64>(at->time_since_epoch().count()) : 0);
    };
    return column;
}

} // namespace cboard::ui
