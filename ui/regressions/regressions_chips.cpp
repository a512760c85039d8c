// SPDX-License-Identifier: GPL-3.0-or-later
// What the regressions leave out without a filter term.
#include "ui/base/key_text.h"
#include "ui/base/scope_chips.h"
#include "ui/regressions/regressions_view.h"

namespace cboard::ui {

namespace {

    const QString MineOption = QStringLiteral("mine");
    const QString ElsewhereOption = QStringLiteral("elsewhere");

    /// Whether the branch is the line, or one of it: "mainline/master", "mainline".
    bool isOfLine(const ViewState& state, const QString& line)
    {
        return line == state.tree || line == state.tree + QLatin1Char('/') + state.branch;
    }

} // namespace

QList<ScopeChip> RegressionsView::scopeChips() const
{
    ScopeChip mine;
    mine.option = MineOption;
    mine.choices = {{tr("all regressions"), QString()}, {tr("only mine"), QStringLiteral("1")}};
    mine.text = mine.choices[isOnlyMine() ? 1 : 0].text;
    mine.tip = tr("Mine are those with a note or a culprit, of a watched board or a watched test, "
                  "and cells with a result in the tray");
    if (isOnlyMine()) {
        mine.withoutValue = QString();
    }
    ScopeChip window = revisionsChip(m_state);
    window.tip =
        tr("What was over before them is not listed, nor what began so long before that its "
           "last pass is not looked at: 30 revisions for tests, 100 for builds and boots");
    QList<ScopeChip> chips{window, baselineChip(askedBaseline(m_state)), mine};
    if (!isOfLine(m_state, otherLine())) { // There everything is seen.
        chips << elsewhereChip();
    }
    return chips;
}

ScopeChip RegressionsView::elsewhereChip() const
{
    ScopeChip chip;
    chip.option = ElsewhereOption;
    chip.choices = {{tr("seen anywhere"), QString()},
                    {tr("seen in %1 too").arg(otherLine()), QStringLiteral("1")}};
    chip.text = chip.choices[isOnlyElsewhere() ? 1 : 0].text;
    chip.tip = withKeys(m_context,
                        tr("Only what fails there now, too: the same error, or where none is "
                           "known the same test on the same board. Which branch that is, the "
                           "settings say ( {go-settings} )"));
    if (isOnlyElsewhere()) {
        chip.withoutValue = QString();
    }
    return chip;
}

bool RegressionsView::isOnlyElsewhere() const
{
    return !m_state.options.value(ElsewhereOption).isEmpty() && !isOfLine(m_state, otherLine());
}

bool RegressionsView::isOnlyMine() const
{
    return !m_state.options.value(MineOption).isEmpty();
}

} // namespace cboard::ui
