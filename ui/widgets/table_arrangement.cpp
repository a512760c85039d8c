// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_arrangement.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace cboard::ui {

namespace {

    constexpr std::size_t MaxGroups = 3;
    constexpr int CheckEvery = 1000; ///< Rows between two looks at the stop token.

    struct Key {
        double number = 0;
        int text = 0; ///< Its place among the texts of the column: they are compared but once.
    };

    /// The texts of a column in the order in which they are met; a column of many rows has few.
    class Texts {
    public:
        int placeOf(const QString& text)
        {
            const auto known = m_places.constFind(text);
            if (known != m_places.constEnd()) {
                return *known;
            }
            const int place = static_cast<int>(m_texts.size());
            m_places.insert(text, place);
            m_texts.push_back(text);
            return place;
        }

        /// By place; texts that compare as equal have the same rank.
        std::vector<int> ranks() const
        {
            std::vector<int> order(m_texts.size());
            std::iota(order.begin(), order.end(), 0);
            const auto text = [this](int place) -> const QString& {
                return m_texts[static_cast<std::size_t>(place)];
            };
            std::sort(order.begin(), order.end(), [&text](int left, int right) {
                return compareNaturally(text(left), text(right)) < 0;
            });
            std::vector<int> ranks(order.size());
            for (std::size_t i = 1; i < order.size(); ++i) {
                const bool isEqual = compareNaturally(text(order[i - 1]), text(order[i])) == 0;
                ranks[static_cast<std::size_t>(order[i])] =
                    ranks[static_cast<std::size_t>(order[i - 1])] + (isEqual ? 0 : 1);
            }
            return ranks;
        }

    private:
        QHash<QString, int> m_places;
        std::vector<QString> m_texts;
    };

    int compareKeys(const Key& a, const Key& b)
    {
        if (a.number != b.number) {
            return a.number < b.number ? -1 : 1;
        }
        return a.text - b.text;
    }

    int columnOf(const TableRows& rows, const QString& id)
    {
        for (int column = 0; column < rows.columnCount(); ++column) {
            if (rows.head(column).id == id) {
                return column;
            }
        }
        return -1;
    }

    /// A column to sort by with its key for each row, read once.
    struct SortKeys {
        std::vector<Key> keys;
        bool isDescending = false;
    };

    std::vector<int> groupColumns(const TableRows& rows, const TableChoice& choice)
    {
        std::vector<int> columns;
        for (const QString& id : choice.groups) {
            const int column = columnOf(rows, id);
            if (column >= 0 && columns.size() < MaxGroups) {
                columns.push_back(column);
            }
        }
        return columns;
    }

    Result<std::vector<Key>> keysOf(const TableRows& rows, int column, const TaskContext& task)
    {
        std::vector<Key> keys;
        keys.reserve(static_cast<std::size_t>(rows.size()));
        Texts texts;
        for (int row = 0; row < rows.size(); ++row) {
            if (row % CheckEvery == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            const QVariant value = rows.sortKey(row, column);
            const bool isText = value.userType() == QMetaType::QString;
            keys.push_back({isText ? 0 : value.toDouble(),
                            texts.placeOf(isText ? value.toString() : QString())});
        }
        const std::vector<int> ranks = texts.ranks();
        for (Key& key : keys) {
            key.text = ranks[static_cast<std::size_t>(key.text)];
        }
        return keys;
    }

    Result<std::vector<SortKeys>> readKeys(const TableRows& rows, const TableChoice& choice,
                                           const TaskContext& task)
    {
        std::vector<SortColumn> wanted;
        for (const int column : groupColumns(rows, choice)) {
            const QString& id = rows.head(column).id;
            const auto chosen =
                std::find_if(choice.sort.begin(), choice.sort.end(),
                             [&id](const SortColumn& sort) { return sort.column == id; });
            wanted.push_back({id, chosen != choice.sort.end() && chosen->isDescending});
        }
        wanted.insert(wanted.end(), choice.sort.begin(), choice.sort.end());
        std::vector<SortKeys> all;
        for (const SortColumn& sort : wanted) {
            const int column = columnOf(rows, sort.column);
            if (column < 0) {
                continue;
            }
            CBOARD_TRY(auto keys, keysOf(rows, column, task));
            all.push_back({std::move(keys), sort.isDescending});
        }
        return all;
    }

    std::vector<int> sorted(const TableRows& rows, const std::vector<SortKeys>& keys)
    {
        std::vector<int> order(static_cast<std::size_t>(rows.size()));
        for (std::size_t i = 0; i < order.size(); ++i) {
            order[i] = static_cast<int>(i);
        }
        if (keys.empty()) {
            return order;
        }
        std::vector<QString> ids;
        ids.reserve(order.size());
        for (const int row : order) {
            ids.push_back(rows.id(row));
        }
        std::stable_sort(order.begin(), order.end(), [&keys, &ids](int a, int b) {
            const auto left = static_cast<std::size_t>(a);
            const auto right = static_cast<std::size_t>(b);
            for (const SortKeys& key : keys) {
                const int compared = compareKeys(key.keys[left], key.keys[right]);
                if (compared != 0) {
                    return key.isDescending ? compared > 0 : compared < 0;
                }
            }
            return ids[left] < ids[right];
        });
        return order;
    }

    void addRow(TableSums& sums, const TableRows& rows, int row)
    {
        ++sums.rows;
        for (int column = 0; column < rows.columnCount(); ++column) {
            const auto at = static_cast<std::size_t>(column);
            const QVariant counts = rows.data(row, column, CountsRole);
            if (counts.isValid()) {
                sums.counts[at] += counts.value<StatusCounts>();
            } else if (const QVariant status = rows.data(row, column, StatusRole);
                       status.isValid()) {
                ++sums.counts[at][static_cast<StatusClass>(status.toInt())];
            }
            if (rows.head(column).isSummed) {
                sums.numbers[at] += std::max(0.0, rows.sortKey(row, column).toDouble());
            }
        }
    }

    TableSums noSums(const TableRows& rows)
    {
        const auto columns = static_cast<std::size_t>(rows.columnCount());
        return {0, std::vector<StatusCounts>(columns), std::vector<double>(columns)};
    }

    void add(TableSums& to, const TableSums& from)
    {
        to.rows += from.rows;
        for (std::size_t i = 0; i < to.counts.size(); ++i) {
            to.counts[i] += from.counts[i];
            to.numbers[i] += from.numbers[i];
        }
    }

    /// Walks the sorted rows once; a group ends where its value or an outer one changes.
    Result<void> addGroups(TableArrangement& arrangement, const TableRows& rows,
                           const std::vector<int>& columns, const TaskContext& task)
    {
        std::vector<std::size_t> open; // Index in groups, by level.
        const auto close = [&](std::size_t levels, int end) {
            while (open.size() > levels) {
                TableGroup& group = arrangement.groups[open.back()];
                group.end = end;
                open.pop_back();
                add(open.empty() ? arrangement.sums : arrangement.groups[open.back()].sums,
                    group.sums);
            }
        };
        const int count = static_cast<int>(arrangement.order.size());
        for (int i = 0; i < count; ++i) {
            if (i % CheckEvery == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            const int row = arrangement.order[static_cast<std::size_t>(i)];
            for (std::size_t level = 0; level < columns.size(); ++level) {
                const QString text = rows.groupText(row, columns[level]);
                if (level < open.size() && arrangement.groups[open[level]].text == text) {
                    continue;
                }
                close(level, i);
                const QString outer =
                    level == 0 ? QString() : arrangement.groups[open[level - 1]].key;
                open.push_back(arrangement.groups.size());
                arrangement.groups.push_back({outer + text + QChar(0x1f), text,
                                              static_cast<int>(level) + 1, i, i, noSums(rows)});
            }
            addRow(open.empty() ? arrangement.sums : arrangement.groups[open.back()].sums, rows,
                   row);
        }
        close(0, count);
        return {};
    }

    /// The digits at \p at, without leading zeros but for the last; \p at is behind them then.
    QStringView takeNumber(const QString& text, qsizetype& at)
    {
        qsizetype begin = at;
        while (at < text.size() && text[at].isDigit()) {
            ++at;
        }
        while (begin < at - 1 && text[begin] == QLatin1Char('0')) {
            ++begin;
        }
        return QStringView(text).mid(begin, at - begin);
    }

} // namespace

int compareNaturally(const QString& a, const QString& b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = takeNumber(a, i);
            const QStringView right = takeNumber(b, j);
            const int order = left.size() == right.size()
                ? left.compare(right)
                : static_cast<int>(left.size() - right.size());
            if (order != 0) {
                return order;
            }
            continue;
        }
        const QChar left = a[i].toCaseFolded();
        const QChar right = b[j].toCaseFolded();
        if (left != right) {
            return left < right ? -1 : 1;
        }
        ++i;
        ++j;
    }
    return static_cast<int>((a.size() - i) - (b.size() - j));
}

Result<std::shared_ptr<const TableArrangement>>
arrangeTable(const TableRows& rows, const TableChoice& choice, const TaskContext& task)
{
    CBOARD_TRY(const auto keys, readKeys(rows, choice, task));
    CBOARD_TRY(auto arrangement, arrangeAs(rows, choice, sorted(rows, keys), task));
    return std::shared_ptr<const TableArrangement>(std::move(arrangement));
}

Result<std::shared_ptr<TableArrangement>> arrangeAs(const TableRows& rows,
                                                    const TableChoice& choice,
                                                    std::vector<int> order, const TaskContext& task)
{
    auto arrangement = std::make_shared<TableArrangement>();
    arrangement->order = std::move(order);
    arrangement->sums = noSums(rows);
    CBOARD_TRY_VOID(addGroups(*arrangement, rows, groupColumns(rows, choice), task));
    return arrangement;
}

std::vector<TableLine> tableLines(const TableArrangement& arrangement,
                                  const QSet<QString>& foldedKeys)
{
    std::vector<TableLine> lines;
    lines.reserve(arrangement.order.size() + arrangement.groups.size() + arrangement.gone.size());
    std::size_t group = 0;
    std::size_t gone = 0;
    const auto addGone = [&](int before) {
        for (; gone < arrangement.gone.size() && arrangement.gone[gone].before <= before; ++gone) {
            lines.push_back({-1, -1, static_cast<int>(gone)});
        }
    };
    const int count = static_cast<int>(arrangement.order.size());
    for (int i = 0; i < count;) {
        int end = i; // Of a folded group that begins here.
        while (end == i && group < arrangement.groups.size()
               && arrangement.groups[group].first == i) {
            const TableGroup& heading = arrangement.groups[group];
            lines.push_back({-1, static_cast<int>(group), -1});
            ++group;
            end = foldedKeys.contains(heading.key) ? heading.end : i;
        }
        if (end == i) {
            addGone(i);
            lines.push_back({arrangement.order[static_cast<std::size_t>(i)], -1, -1});
            ++end;
        }
        i = end;
        while (group < arrangement.groups.size() && arrangement.groups[group].first < i) {
            ++group; // Inside what is folded.
        }
    }
    addGone(count);
    return lines;
}

} // namespace cboard::ui
