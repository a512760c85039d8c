// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/home_columns.h"

#include "ui/base/joined_texts.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace cboard::ui {

namespace {

    using query::HomeBranch;
    using query::HomeRegression;
    using query::HomeRunning;
    using query::SourceRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Home", text);
    }

    QString placeOf(const query::RevisionRef& revision)
    {
        return branchText(revision);
    }

    /// A count that is drawn strong in the colour of \p tone where it is not zero; zero is a dash.
    template <typename Row>
    TableColumn<Row> countColumn(ColumnHead columnHead, std::int64_t Row::*member,
                                 std::optional<StatusClass> tone = {})
    {
        auto column = numberColumn<Row>(std::move(columnHead),
                                        [member](const Row& row) { return row.*member; });
        column.text = [member](const Row& row) {
            return row.*member == 0 ? QStringLiteral("–") : countText(row.*member);
        };
        column.tone = [member, tone](const Row& row) {
            return row.*member == 0 ? std::nullopt : tone;
        };
        return column;
    }

    TableColumn<HomeBranch> branchColumn()
    {
        TableColumn<HomeBranch> column;
        column.head = headOf("branch", tr("Branch"), 22);
        column.text = [](const HomeBranch& row) { return placeOf(row.newest); };
        column.secondLine = [](const HomeBranch& row) {
            const QString newest = revisionText(row.newest);
            return row.newRevisions < 2 ? newest
                                        : tr("%1 new, to %2").arg(row.newRevisions).arg(newest);
        };
        column.tooltip = [](const HomeBranch& row) { return fromUtf8(row.newest.subject); };
        return column;
    }

    TableColumn<HomeBranch> stripColumn()
    {
        auto column =
            trendColumn<HomeBranch>(headOf("strip", tr("Fails"), 0), [](const HomeBranch& row) {
                std::vector<std::int64_t> fails;
                for (const query::StripBar& bar : row.strip) {
                    fails.push_back(bar.newFails + bar.oldFails);
                }
                return fails;
            });
        column.tooltip = [](const HomeBranch& row) {
            QStringList texts;
            for (const query::StripBar& bar : row.strip) {
                texts << QStringLiteral("%1+%2").arg(bar.newFails).arg(bar.oldFails);
            }
            return tr("New and old fails, oldest revision first: %1")
                .arg(texts.join(QLatin1Char(' ')));
        };
        return column;
    }

    TableColumn<HomeRegression> rangeColumn()
    {
        TableColumn<HomeRegression> column;
        column.head = headOf("range", tr("First bad"), 0);
        column.text = [](const HomeRegression& row) {
            return row.ranges.empty()
                ? QString()
                : QStringLiteral("%1 %2").arg(placeOf(row.ranges.front().firstBad),
                                              revisionText(row.ranges.front().firstBad));
        };
        column.secondLine = [](const HomeRegression& row) {
            if (row.ranges.empty()) {
                return QString();
            }
            const QString good = tr("good %1").arg(revisionText(row.ranges.front().lastGood));
            return row.ranges.size() == 1
                ? good
                : tr("%1; on %2 branches").arg(good).arg(row.ranges.size());
        };
        return column;
    }

    QString healthText(const SourceRow& row)
    {
        if (isIll(row)) {
            return tr("ill");
        }
        switch (row.health) {
        case query::SourceHealth::Silent:
            return tr("silent");
        case query::SourceHealth::Late:
            return tr("late");
        case query::SourceHealth::Good:
        case query::SourceHealth::Unknown:
            return tr("good");
        }
        return {};
    }

    TableColumn<SourceRow> healthColumn()
    {
        TableColumn<SourceRow> column;
        column.head = headOf("health", tr("Health"), 9);
        column.text = healthText;
        column.status = [](const SourceRow& row) {
            return isIll(row)                               ? StatusClass::Error
                : row.health == query::SourceHealth::Silent ? StatusClass::Miss
                : row.health == query::SourceHealth::Late   ? StatusClass::Pending
                                                            : StatusClass::Pass;
        };
        return column;
    }

    TableColumn<SourceRow> errorColumn()
    {
        auto column =
            shareColumn<SourceRow>(headOf("errors", tr("Errors"), 19), [](const SourceRow& row) {
                return std::optional(row.errorShare);
            });
        column.text = [](const SourceRow& row) {
            const QString now = percentText(row.errorShare);
            return row.usualErrorShare
                ? tr("%1, usual %2").arg(now, percentText(*row.usualErrorShare))
                : now;
        };
        column.tooltip = [](const SourceRow&) {
            return tr("Error and miss among the runs of the newest day; the median of the days "
                      "before");
        };
        return column;
    }

    QDateTime localTime(Timestamp time)
    {
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch());
        return QDateTime::fromSecsSinceEpoch(seconds.count());
    }

} // namespace

QString momentText(Timestamp time, Timestamp now)
{
    const QDateTime local = localTime(time);
    const bool isThisYear = local.date().year() == localTime(now).date().year();
    return QLocale().toString(
        local, isThisYear ? QStringLiteral("d MMM HH:mm") : QStringLiteral("d MMM yyyy HH:mm"));
}

bool isIll(const SourceRow& source)
{
    constexpr double Usual = 0.1; ///< Where no days before tell.
    constexpr double MuchMore = 0.15;
    constexpr std::int64_t FewestRuns = 5;
    return source.runs >= FewestRuns
        && source.errorShare > source.usualErrorShare.value_or(Usual) + MuchMore;
}

std::vector<SourceRow> worstFirst(std::vector<SourceRow> sources)
{
    const auto order = [](const SourceRow& row) {
        return std::tuple(!isIll(row), -static_cast<int>(row.health),
                          row.usualErrorShare.value_or(0) - row.errorShare,
                          std::string_view(row.name));
    };
    std::stable_sort(sources.begin(), sources.end(),
                     [&order](const auto& a, const auto& b) { return order(a) < order(b); });
    return sources;
}

std::shared_ptr<const TableSpec<HomeBranch>> branchCard()
{
    auto spec = std::make_shared<TableSpec<HomeBranch>>();
    spec->id = [](const HomeBranch& row) { return placeOf(row.newest); };
    spec->columns = {
        branchColumn(),
        countColumn(headOf("new", tr("New"), 3), &HomeBranch::newRegressions, StatusClass::Fail),
        countColumn(headOf("fixed", tr("Fixed"), 3), &HomeBranch::fixed, StatusClass::Pass),
        countColumn(headOf("still", tr("Still"), 4), &HomeBranch::stillFailing),
        countColumn(headOf("infra", tr("Infra"), 4), &HomeBranch::infra),
        countColumn(headOf("pending", tr("Pending"), 5), &HomeBranch::pending),
        countColumn(headOf("revisions", tr("Revisions"), 6), &HomeBranch::newRevisions),
        stripColumn()};
    // Below the branch's name where there are several; the strip needs the room.
    spec->columns[spec->columns.size() - 2].head.isHidden = true;
    return spec;
}

std::shared_ptr<const TableSpec<HomeRegression>> regressionCard()
{
    auto spec = std::make_shared<TableSpec<HomeRegression>>();
    spec->id = [](const HomeRegression& row) {
        return fromUtf8(row.kind + ' ' + row.subject + ' ' + row.fingerprint);
    };
    TableColumn<HomeRegression> title;
    title.head = headOf("title", tr("Regression"), 38);
    title.text = [](const HomeRegression& row) { return fromUtf8(row.title); };
    title.secondLine = [](const HomeRegression& row) {
        return row.title == row.subject ? fromUtf8(row.kind)
                                        : fromUtf8(row.kind + " · " + row.subject);
    };
    title.tooltip = title.text;
    spec->columns = {
        title, countColumn(headOf("cells", tr("Cells"), 6), &HomeRegression::cellCount),
        countColumn(headOf("boards", tr("Boards"), 7), &HomeRegression::boardCount), rangeColumn()};
    return spec;
}

std::shared_ptr<const TableSpec<TrayRow>> trayCard()
{
    auto spec = std::make_shared<TableSpec<TrayRow>>(*trayTable());
    TableColumn<TrayRow>& what = spec->columns.front();
    what.text = [title = what.text](const TrayRow& row) {
        const QString board = row.record ? fromUtf8(row.record->platform) : QString();
        return joinedTexts({title(row), board});
    };
    for (TableColumn<TrayRow>& column : spec->columns) {
        column.head.isHidden =
            column.head.id == QLatin1String("lab") || column.head.id == QLatin1String("board");
        if (column.head.id == QLatin1String("note")) {
            column.head.characters = 0;
        }
    }
    return spec;
}

std::shared_ptr<const TableSpec<SourceRow>> sourceCard(const Context& context)
{
    auto spec = std::make_shared<TableSpec<SourceRow>>();
    spec->id = [](const SourceRow& row) { return fromUtf8(row.kind + ' ' + row.name); };
    TableColumn<SourceRow> name;
    name.head = headOf("name", tr("Lab or origin"), 20);
    name.text = [](const SourceRow& row) { return fromUtf8(row.name); };
    TableColumn<SourceRow> kind;
    kind.head = headOf("kind", tr("Kind"), 8);
    kind.head.isHidden = true; // Below the name.
    kind.text = [](const SourceRow& row) { return row.kind == "lab" ? tr("lab") : tr("origin"); };
    name.secondLine = kind.text;
    spec->columns = {name, healthColumn(), errorColumn(),
                     ageColumn<SourceRow>(
                         headOf("last", tr("Last data"), 0),
                         [](const SourceRow& row) { return row.lastData; }, context.now),
                     kind};
    return spec;
}

std::shared_ptr<const TableSpec<HomeRunning>> runningCard(const Context& context)
{
    auto spec = std::make_shared<TableSpec<HomeRunning>>();
    spec->id = [](const HomeRunning& row) {
        return placeOf(row.revision) + QLatin1Char(' ') + fromUtf8(row.revision.commit);
    };
    TableColumn<HomeRunning> branch;
    branch.head = headOf("branch", tr("Branch"), 22);
    branch.text = [](const HomeRunning& row) { return placeOf(row.revision); };
    branch.secondLine = [](const HomeRunning& row) { return revisionText(row.revision); };
    TableColumn<HomeRunning> end;
    end.head = headOf("end", tr("Expected end"), 0);
    end.text = [now = context.now()](const HomeRunning& row) {
        const auto at = row.progress.expectedEnd;
        return at ? momentText(*at, now) : QString();
    };
    auto received =
        numberColumn<HomeRunning>(headOf("received", tr("Results in"), 20),
                                  [](const HomeRunning& row) { return row.progress.received; });
    received.text = [](const HomeRunning& row) {
        return tr("%1 of %2")
            .arg(countText(row.progress.received), countText(row.progress.expected));
    };
    received.secondLine = [](const HomeRunning& row) {
        return tr("%1 pending").arg(countText(row.progress.pending));
    };
    received.head.isNumber = false; // Two lines stand at the left.
    auto pending =
        numberColumn<HomeRunning>(headOf("pending", tr("Pending"), 8),
                                  [](const HomeRunning& row) { return row.progress.pending; });
    pending.head.isHidden = true;
    spec->columns = {branch, received, pending, end};
    return spec;
}

} // namespace cboard::ui
