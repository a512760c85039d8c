// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/navigator.h"
#include "ui/base/text_format.h"
#include "ui/charts/charts_view.h"
#include "ui/theme/theme.h"

#include <QChart>
#include <QChartView>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

/// The revision that is chosen; the newest where none is.
std::size_t ChartsView::chosenRow() const
{
    const auto& rows = m_revisions->rows;
    const auto place = std::find_if(rows.begin(), rows.end(), [this](const auto& row) {
        return fromUtf8(row.revision.commit) == m_state.revision;
    });
    return place == rows.end() ? 0 : static_cast<std::size_t>(place - rows.begin());
}

void ChartsView::choose(std::size_t row)
{
    m_state.revision = fromUtf8(m_revisions->rows[row].revision.commit);
    markChosen();
    select();
    emit stateChanged();
}

void ChartsView::step(int older)
{
    if (!m_revisions || m_revisions->rows.empty()) {
        return;
    }
    const auto last = static_cast<int>(m_revisions->rows.size()) - 1;
    choose(static_cast<std::size_t>(std::clamp(static_cast<int>(chosenRow()) + older, 0, last)));
}

/// A line through all three at the chosen revision.
void ChartsView::markChosen()
{
    const auto x = static_cast<double>(m_revisions->rows.size() - 1 - chosenRow());
    for (const QChartView* view : std::as_const(m_charts)) {
        const auto axes = view->chart()->axes(Qt::Vertical);
        const auto series = view->chart()->series();
        auto* marker = series.isEmpty() ? nullptr : qobject_cast<QLineSeries*>(series.constLast());
        if (marker != nullptr && !axes.isEmpty()) {
            const auto* values = qobject_cast<const QValueAxis*>(axes.constFirst());
            marker->replace({QPointF(x, 0), QPointF(x, values->max())});
        }
    }
}

void ChartsView::select()
{
    const query::RevisionRow& row = m_revisions->rows[chosenRow()];
    Selection selection;
    selection.caption = revisionText(row.revision);
    selection.revision = fromUtf8(row.revision.commit);
    selection.facts = {{tr("commit"), selection.revision},
                       {tr("subject"), fromUtf8(row.revision.subject)},
                       {tr("builds"), countsText(row.counts.builds)},
                       {tr("boots"), countsText(row.counts.boots)},
                       {tr("tests"), countsText(row.counts.tests)}};
    selection.facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
    emit selectionChanged(selection);
}

QList<ActionId> ChartsView::actions() const
{
    return {ActionId::Left,          ActionId::Right, ActionId::NewerRevision,
            ActionId::OlderRevision, ActionId::Open,  ActionId::OpenInNewTab,
            ActionId::OpenInSplit,   ActionId::CopyId};
}

bool ChartsView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Left:
    case ActionId::OlderRevision:
        step(1);
        return true;
    case ActionId::Right:
    case ActionId::NewerRevision:
        step(-1);
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
    case ActionId::CopyId:
        break;
    default:
        return false;
    }
    if (!m_revisions || m_revisions->rows.empty()) {
        return false;
    }
    ViewState state = m_state;
    state.view = QStringLiteral("revision");
    state.revision = fromUtf8(m_revisions->rows[chosenRow()].revision.commit);
    state.options.clear();
    if (action == ActionId::CopyId) {
        QGuiApplication::clipboard()->setText(state.revision);
    } else {
        m_context.navigator->open(state, openModeOf(action));
    }
    return true;
}

void ChartsView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        step(event->key() == Qt::Key_Left ? 1 : -1);
    } else {
        View::keyPressEvent(event);
    }
}

/// A click chooses the revision below it.
bool ChartsView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress && m_revisions && !m_revisions->rows.empty()) {
        const auto view = std::find_if(m_charts.begin(), m_charts.end(), [&](const auto* chart) {
            return chart->viewport() == watched;
        });
        if (view != m_charts.end()) {
            const QPointF place = static_cast<QMouseEvent*>(event)->position();
            const auto last = static_cast<double>(m_revisions->rows.size()) - 1;
            const double x = (*view)->chart()->mapToValue(place).x();
            choose(static_cast<std::size_t>(last - std::clamp(std::round(x), 0.0, last)));
            setFocus(Qt::MouseFocusReason);
            return true;
        }
    }
    return View::eventFilter(watched, event);
}

} // namespace cboard::ui
