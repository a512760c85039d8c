// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/scope_chips.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    const QString RevisionsOption = QStringLiteral("revisions");
    const QString SinceOption = QStringLiteral("since");
    const QString All = QStringLiteral("all");

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Scope", text);
    }

    std::int64_t usualRevisions(const QString& view)
    {
        constexpr std::int64_t Short = 15;
        constexpr std::int64_t Usual = 30;
        constexpr std::int64_t Long = 100;
        if (view == QLatin1String("boots") || view == QLatin1String("testmatrix")) {
            return Short;
        }
        const bool isLong =
            view == QLatin1String("history") || view == QLatin1String("regressions");
        return isLong ? Long : Usual;
    }

    std::int64_t mostRevisions(const QString& view)
    {
        return view == QLatin1String("history") ? MostOfOneCell : MostRevisions;
    }

    QString lastRevisions(std::int64_t count)
    {
        return tr("last %1 revisions").arg(countText(count));
    }

} // namespace

std::int64_t revisionsBack(const ViewState& state)
{
    const QString asked = state.options.value(RevisionsOption);
    const std::int64_t most = mostRevisions(state.view);
    if (asked == All) {
        return most;
    }
    bool isNumber = false;
    const qlonglong count = asked.toLongLong(&isNumber);
    return isNumber && count > 0 ? std::min<std::int64_t>(count, most) : usualRevisions(state.view);
}

ScopeChip revisionsChip(const ViewState& state)
{
    const std::int64_t usual = usualRevisions(state.view);
    const std::int64_t most = mostRevisions(state.view);
    const bool areAll = revisionsBack(state) == most;
    ScopeChip chip;
    chip.text = areAll ? tr("all revisions, at most %1").arg(countText(most))
                       : lastRevisions(revisionsBack(state));
    chip.tip = tr("Older revisions of the branch are stored but not shown");
    chip.option = RevisionsOption;
    for (const std::int64_t count : std::array<std::int64_t, 5>{5, 15, 30, 60, 100}) {
        const QString text = lastRevisions(count);
        chip.choices << (count == usual ? OptionChoice{tr("%1 (usual)").arg(text), QString()}
                                        : OptionChoice{text, QString::number(count)});
    }
    chip.choices << OptionChoice{tr("all revisions"), All};
    if (!areAll) {
        chip.withoutValue = All;
    }
    return chip;
}

std::optional<int> daysBack(const ViewState& state, int usual)
{
    const QString asked = state.options.value(SinceOption);
    if (asked == All) {
        return std::nullopt;
    }
    const int days = asked.toInt();
    return days > 0 ? days : usual;
}

ScopeChip daysChip(const ViewState& state, int usual)
{
    const auto sinceDays = [](int days) { return tr("since: %1 d").arg(days); };
    const auto days = daysBack(state, usual);
    ScopeChip chip;
    chip.text = days ? sinceDays(*days) : tr("all times");
    chip.tip = tr("What has no newer revision is left out, unless it is pinned");
    chip.option = SinceOption;
    for (const int choice : std::array<int, 4>{7, 30, 90, 365}) {
        chip.choices << (choice == usual
                             ? OptionChoice{tr("%1 (usual)").arg(sinceDays(choice)), QString()}
                             : OptionChoice{sinceDays(choice), QString::number(choice)});
    }
    chip.choices << OptionChoice{tr("all times"), All};
    if (days) {
        chip.withoutValue = All;
    }
    return chip;
}

} // namespace cboard::ui
