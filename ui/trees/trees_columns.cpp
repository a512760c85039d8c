// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trees/trees_columns.h"

#include "ui/base/joined_texts.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Trees", text);
    }

    TableColumn<TreeEntry> countsOf(const char* id, const QString& title,
                                    StatusCounts query::ResultCounts::*kind)
    {
        constexpr int Characters = 19;
        return countsColumn<TreeEntry>(headOf(id, title, Characters),
                                       [kind](const TreeEntry& entry) -> const StatusCounts& {
                                           return entry.row.counts.*kind;
                                       });
    }

    /// A number of the verdict; blank until it is known, a quiet dash for none.
    template <typename Number>
    TableColumn<TreeEntry> verdictColumn(ColumnHead head, const QString& tip, Number number)
    {
        TableColumn<TreeEntry> column;
        column.head = std::move(head);
        column.head.isNumber = true;
        column.head.isSummed = true;
        column.text = [number](const TreeEntry& entry) {
            if (!entry.verdict) {
                return QString();
            }
            const std::int64_t count = number(*entry.verdict);
            return count == 0 ? QStringLiteral("–") : countText(count);
        };
        column.tooltip = [tip](const TreeEntry& entry) {
            return entry.verdict ? tr("%1\nagainst %2").arg(tip, entry.verdict->baseline)
                                 : tr("Not judged yet");
        };
        column.sortKey = [number](const TreeEntry& entry) {
            return QVariant(static_cast<qint64>(entry.verdict ? number(*entry.verdict) : -1));
        };
        return column;
    }

    TableColumn<TreeEntry> markColumn(ColumnHead head, const QString& tip, query::CellMark mark)
    {
        return verdictColumn(std::move(head), tip, [mark](const TreeVerdict& verdict) {
            return static_cast<std::int64_t>(verdict.marks[mark]);
        });
    }

    QString changeText(const TreeEntry& entry)
    {
        const auto change = failChange(entry.row);
        if (!change) {
            return {};
        }
        if (*change == 0) {
            return tr("same");
        }
        return *change > 0 ? QStringLiteral("▲ ") + countText(*change)
                           : QStringLiteral("▼ ") + countText(-*change);
    }

    TableColumn<TreeEntry> trendColumn()
    {
        constexpr int Characters = 14;
        TableColumn<TreeEntry> column;
        column.head = headOf("trend", tr("Fails"), Characters);
        column.text = [](const TreeEntry& entry) {
            QStringList fails;
            for (const query::TrendPoint& point : entry.row.trend) {
                fails << QString::number(failCount(point.counts));
            }
            return fails.join(QLatin1Char(' '));
        };
        column.tooltip = [text = column.text](const TreeEntry& entry) {
            return tr("Fails of the last revisions, oldest first: %1").arg(text(entry));
        };
        column.trend = [](const TreeEntry& entry) {
            QVariantList fails;
            for (const query::TrendPoint& point : entry.row.trend) {
                fails << static_cast<qint64>(failCount(point.counts));
            }
            return fails;
        };
        return column;
    }

    TableColumn<TreeEntry> nameColumn(const std::function<Timestamp()>& now)
    {
        constexpr int Characters = 26;
        TableColumn<TreeEntry> name;
        name.head = headOf("tree", tr("Tree"), Characters);
        name.text = [](const TreeEntry& entry) { return treeName(entry.row); };
        name.secondLine = [now](const TreeEntry& entry) {
            if (entry.isOld) {
                const auto last = entry.row.lastData ? entry.row.lastData : entry.row.newest.time;
                return last ? tr("last data %1 d")
                                  .arg(std::chrono::floor<std::chrono::days>(now() - *last).count())
                            : tr("no data with a time");
            }
            return entry.sameAs.isEmpty() ? QString()
                                          : tr("= %1").arg(entry.sameAs.join(QStringLiteral(", ")));
        };
        name.tooltip = [](const TreeEntry& entry) {
            QStringList lines{fromUtf8(entry.row.repositoryUrl)};
            if (!entry.sameAs.isEmpty()) {
                lines << tr("The same branch has other names: %1")
                             .arg(entry.sameAs.join(QStringLiteral(", ")));
            }
            if (entry.isPinned) {
                lines << tr("Pinned");
            }
            return joinedTexts(lines, QStringLiteral("\n"));
        };
        name.groupText = [](const TreeEntry& entry) { return fromUtf8(entry.row.tree); };
        name.isPinned = [](const TreeEntry& entry) { return entry.isPinned; };
        return name;
    }

    QString revisionWords(const query::RevisionRef& revision)
    {
        const QString name = revisionText(revision);
        if (revision.tags.empty() || name == fromUtf8(revision.tags.front())) {
            return name;
        }
        return QStringLiteral("%1  [%2]").arg(name, fromUtf8(revision.tags.front()));
    }

    TableColumn<TreeEntry> revisionColumn()
    {
        constexpr int RevisionCharacters = 34;
        TableColumn<TreeEntry> revision;
        revision.head = headOf("revision", tr("Revision"), RevisionCharacters);
        revision.isProse = true; // The subject.
        revision.text = [](const TreeEntry& entry) { return revisionWords(entry.row.newest); };
        revision.secondLine = [](const TreeEntry& entry) {
            const query::RevisionRef& shown = entry.row.newest;
            const QString subject =
                shown.subject.empty() ? shortHash(shown.commit) : fromUtf8(shown.subject);
            return entry.back == 0
                ? subject
                : QStringLiteral("%1 · %2").arg(
                    countedText(entry.back, tr("%1 before the newest"), tr("%1 before the newest")),
                    subject);
        };
        return revision;
    }

    /// What is still to come, as a share of all that was started.
    double pendingShare(const TreeEntry& entry)
    {
        constexpr double Percent = 100;
        return entry.total() == 0
            ? 0.0
            : Percent * static_cast<double>(entry.pending()) / static_cast<double>(entry.total());
    }

    QString pendingText(const TreeEntry& entry)
    {
        return entry.pending() == 0
            ? QString()
            : QStringLiteral("%1 %").arg(std::max(1, qRound(pendingShare(entry))));
    }

    QString pendingTip(const TreeEntry& entry)
    {
        return entry.pending() == 0
            ? QString()
            : tr("%1 of %2 results have no outcome yet")
                  .arg(countText(entry.pending()), countText(entry.total()));
    }

    TableColumn<TreeEntry> pendingColumn()
    {
        constexpr int Characters = 8;
        TableColumn<TreeEntry> column;
        column.head = headOf("pending", tr("Running"), Characters);
        column.head.isNumber = true;
        column.head.isHidden = true; // Below the age.
        column.text = pendingText;
        column.tooltip = pendingTip;
        column.sortKey = [](const TreeEntry& entry) { return QVariant(pendingShare(entry)); };
        return column;
    }

    TableColumn<TreeEntry> newestColumn(const std::function<Timestamp()>& now)
    {
        constexpr int Characters = 13;
        auto column = ageColumn<TreeEntry>(
            headOf("age", tr("Age"), Characters),
            [](const TreeEntry& entry) { return entry.row.newest.time; }, now);
        column.secondLine = [](const TreeEntry& entry) {
            return entry.pending() == 0 ? QString() : tr("%1 running").arg(pendingText(entry));
        };
        column.tooltip = [exact = column.tooltip](const TreeEntry& entry) {
            return joinedTexts({exact(entry), pendingTip(entry)}, QStringLiteral("\n"));
        };
        return column;
    }

    TableColumn<TreeEntry> originsColumn()
    {
        constexpr int Characters = 16;
        TableColumn<TreeEntry> origins;
        origins.head = headOf("origin", tr("Origins"), Characters);
        origins.head.isHidden = true;
        origins.text = [](const TreeEntry& entry) {
            QStringList names;
            for (const std::string& origin : entry.row.origins) {
                names << fromUtf8(origin);
            }
            return names.join(QStringLiteral(", "));
        };
        return origins;
    }

    /// Where there are such cells.
    auto toneOf(query::CellMark mark, StatusClass tone)
    {
        return [mark, tone](const TreeEntry& entry) -> std::optional<StatusClass> {
            const bool hasSome = entry.verdict && entry.verdict->marks[mark] > 0;
            return hasSome ? std::optional(tone) : std::nullopt;
        };
    }

    void addVerdicts(std::vector<TableColumn<TreeEntry>>& columns)
    {
        constexpr int Characters = 7;
        auto news = markColumn(headOf("new", tr("New"), Characters),
                               tr("Cells that fail and passed before"), query::CellMark::New);
        news.tone = toneOf(query::CellMark::New, StatusClass::Fail);
        columns.push_back(news);
        auto fixed = markColumn(headOf("fixed", tr("Fixed"), Characters),
                                tr("Cells that pass and failed before"), query::CellMark::Fixed);
        fixed.tone = toneOf(query::CellMark::Fixed, StatusClass::Pass); // As on the home page.
        columns.push_back(fixed);
        columns.push_back(markColumn(headOf("still", tr("Still"), Characters),
                                     tr("Cells that fail and failed before"),
                                     query::CellMark::StillFailing));
        columns.push_back(verdictColumn(
            headOf("infra", tr("Infra"), Characters), tr("Results that a lab or tool broke"),
            [](const TreeVerdict& verdict) { return verdict.infrastructure; }));
    }

} // namespace

std::int64_t failCount(const query::ResultCounts& counts)
{
    return counts.builds[StatusClass::Fail] + counts.boots[StatusClass::Fail]
        + counts.tests[StatusClass::Fail];
}

std::optional<std::int64_t> failChange(const query::TreeRow& row)
{
    if (row.trend.size() < 2) {
        return std::nullopt;
    }
    return failCount(row.trend.back().counts) - failCount(row.trend[row.trend.size() - 2].counts);
}

std::shared_ptr<const TableSpec<TreeEntry>> treesTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<TreeEntry>>();
    spec->id = [](const TreeEntry& entry) { return treeId(entry.row); };
    spec->isMuted = [](const TreeEntry& entry) { return entry.isOld; };
    auto& columns = spec->columns;
    columns.push_back(nameColumn(context.now));
    TableColumn<TreeEntry> kind;
    kind.head = headOf("kind", tr("Kind"), 11);
    kind.head.isHidden = true;
    kind.text = [](const TreeEntry& entry) { return treeKindText(entry.kind); };
    kind.sortKey = [](const TreeEntry& entry) { return QVariant(static_cast<int>(entry.kind)); };
    columns.push_back(kind);
    columns.push_back(revisionColumn());
    columns.push_back(newestColumn(context.now));
    addVerdicts(columns);
    TableColumn<TreeEntry> change;
    change.head = headOf("change", tr("Change"), 8);
    change.head.isNumber = true;
    change.text = changeText;
    change.tooltip = [](const TreeEntry&) { return tr("Fails against the revision before"); };
    change.sortKey = [](const TreeEntry& entry) {
        return QVariant(static_cast<qint64>(failChange(entry.row).value_or(0)));
    };
    columns.push_back(change);
    columns.push_back(trendColumn());
    columns.push_back(countsOf("builds", tr("Builds"), &query::ResultCounts::builds));
    columns.push_back(countsOf("boots", tr("Boots"), &query::ResultCounts::boots));
    columns.push_back(countsOf("tests", tr("Tests"), &query::ResultCounts::tests));
    columns.push_back(pendingColumn());
    columns.push_back(originsColumn());
    auto count =
        numberColumn<TreeEntry>(headOf("revisions", tr("Revisions"), 9),
                                [](const TreeEntry& entry) { return entry.row.revisionCount; });
    count.head.isHidden = true;
    columns.push_back(count);
    auto data = ageColumn<TreeEntry>(
        headOf("data", tr("Last data"), 13),
        [](const TreeEntry& entry) { return entry.row.lastData; }, context.now);
    data.head.isHidden = true;
    columns.push_back(data);
    return spec;
}

} // namespace cboard::ui
