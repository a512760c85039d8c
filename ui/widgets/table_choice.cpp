// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_choice.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    const QString SortOption = QStringLiteral("sort");
    const QString GroupOption = QStringLiteral("group");
    const QString ShowOption = QStringLiteral("show");
    const QString HideOption = QStringLiteral("hide");

    QStringList words(const QString& text)
    {
        return text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    }

    void set(QMap<QString, QString>& options, const QString& key, const QStringList& values)
    {
        if (values.isEmpty()) {
            options.remove(key);
        } else {
            options.insert(key, values.join(QLatin1Char(',')));
        }
    }

} // namespace

TableChoice tableChoice(const QMap<QString, QString>& options, const QString& prefix)
{
    TableChoice choice;
    for (const QString& word : words(options.value(prefix + SortOption))) {
        const bool isDescending = word.startsWith(QLatin1Char('-'));
        choice.sort.push_back({isDescending ? word.mid(1) : word, isDescending});
    }
    choice.groups = words(options.value(prefix + GroupOption));
    choice.shown = words(options.value(prefix + ShowOption));
    choice.hidden = words(options.value(prefix + HideOption));
    return choice;
}

void setTableChoice(QMap<QString, QString>& options, const TableChoice& choice,
                    const QString& prefix)
{
    QStringList sort;
    for (const SortColumn& column : choice.sort) {
        sort << (column.isDescending ? QLatin1Char('-') + column.column : column.column);
    }
    set(options, prefix + SortOption, sort);
    set(options, prefix + GroupOption, choice.groups);
    set(options, prefix + ShowOption, choice.shown);
    set(options, prefix + HideOption, choice.hidden);
}

std::vector<SortColumn> sortedBy(std::vector<SortColumn> sort, const QString& column,
                                 bool isDownFirst, bool isAdded)
{
    const auto place = std::find_if(sort.begin(), sort.end(), [&column](const SortColumn& key) {
        return key.column == column;
    });
    if (place == sort.end() || (!isAdded && sort.size() > 1)) {
        if (!isAdded) {
            sort.clear();
        }
        sort.push_back({column, isDownFirst});
    } else if (place->isDescending == isDownFirst) {
        place->isDescending = !isDownFirst;
    } else {
        sort.erase(place);
    }
    return sort;
}

} // namespace cboard::ui
