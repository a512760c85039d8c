// SPDX-License-Identifier: GPL-3.0-or-later
// What counts as news on the home page: the last visit, and which branches.
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/home/home_columns.h"
#include "ui/home/home_view.h"

#include <QDateTime>

namespace cboard::ui {

namespace {

    const QString SinceOption = QStringLiteral("since");
    const QString BranchesOption = QStringLiteral("branches");
    const QString All = QStringLiteral("all");

    /// Of the option: days back, or a date.
    QString sinceText(const QString& asked)
    {
        bool areDays = false;
        const int days = asked.toInt(&areDays);
        return areDays ? HomeView::tr("since %n days", nullptr, days)
                       : HomeView::tr("since %1").arg(asked);
    }

    QDate localDate(Timestamp time)
    {
        const auto sinceEpoch = time.time_since_epoch();
        return QDateTime::fromMSecsSinceEpoch(
                   std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count())
            .date();
    }

    Timestamp startOfDay(const QDate& date)
    {
        return Timestamp(std::chrono::milliseconds(date.startOfDay().toMSecsSinceEpoch()));
    }

} // namespace

QList<ScopeChip> HomeView::scopeChips() const
{
    ScopeChip news;
    const auto visit = lastVisit(Branches);
    const QString usual = visit ? tr("since the last visit, %1").arg(exactTimeText(visit))
                                : tr("news: the newest revision of each branch");
    const QString asked = m_state.options.value(SinceOption);
    news.text = asked.isEmpty() ? usual : sinceText(asked);
    news.tip = tr("What began later is news; {mark-seen} says that all of a card is seen");
    news.option = SinceOption;
    news.choices = {{usual, {}}};
    const QDate today = localDate(m_context.now());
    for (int back = 1; back < 7; ++back) {
        const QString day = today.addDays(-back).toString(Qt::ISODate);
        news.choices << OptionChoice{sinceText(day), day};
    }
    for (const char* days : {"7", "30"}) {
        news.choices << OptionChoice{sinceText(QLatin1String(days)), QLatin1String(days)};
    }
    ScopeChip branches;
    const bool areAll = showsAllBranches();
    branches.text = areAll ? tr("all branches") : tr("watched branches");
    branches.tip = tr("{watch} watches a branch; as long as none is watched, all are shown");
    branches.option = BranchesOption;
    branches.choices = {{tr("watched branches"), {}}, {tr("all branches"), All}};
    if (!areAll) {
        branches.withoutValue = All;
    }
    return {news, branches};
}

bool HomeView::showsAllBranches() const
{
    return m_state.options.value(BranchesOption) == All;
}

const char* HomeView::seenSetting(Card card)
{
    return card == Regressions ? "home/seen_regressions" : "home/seen";
}

std::optional<Timestamp> HomeView::lastVisit(Card card) const
{
    return m_context.preferences == nullptr
        ? std::nullopt
        : parseLooseTime(m_context.preferences->value(seenSetting(card)).toStdString());
}

std::optional<Timestamp> HomeView::since(Card card) const
{
    const QString asked = m_state.options.value(SinceOption);
    const int days = asked.toInt();
    if (days > 0) {
        return m_context.now() - std::chrono::days(days);
    }
    const QDate date = QDate::fromString(asked, Qt::ISODate);
    return date.isValid() ? std::optional(startOfDay(date)) : lastVisit(card);
}

/// With the time checked.
QString HomeView::noNewsText() const
{
    const Timestamp now = m_context.now();
    const QString checked = momentText(now, now);
    const auto visit = since(Branches);
    return visit ? tr("No news since %1. Checked %2.").arg(momentText(*visit, now), checked)
                 : tr("No news. Checked %1.").arg(checked);
}

} // namespace cboard::ui
