// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_page.h"

#include "ui/base/feature.h"

namespace cboard::ui {

TabPage::TabPage(const Context& context, QWidget* parent)
    : QStackedWidget(parent)
    , m_context(context)
{
}

View* TabPage::view() const
{
    return qobject_cast<View*>(currentWidget());
}

QSize TabPage::sizeHint() const
{
    const View* shown = view();
    return shown != nullptr ? shown->sizeHint() : QSize();
}

QSize TabPage::minimumSizeHint() const
{
    const View* shown = view();
    return shown != nullptr ? shown->minimumSizeHint() : QSize();
}

ViewState TabPage::state() const
{
    const View* shown = view();
    return shown != nullptr ? shown->state() : m_pending ? m_pending->view : ViewState();
}

QString TabPage::caption() const
{
    const View* shown = view();
    return shown != nullptr ? shown->caption() : m_pending ? m_pending->caption : QString();
}

bool TabPage::open(const ViewState& state)
{
    openPending();
    if (View* shown = view()) {
        const ViewState from = shown->state();
        if (from == state) {
            return true;
        }
        m_back.append(from);
    }
    m_forward.clear();
    return show(state);
}

void TabPage::setPending(const TabState& tab)
{
    m_pending = tab;
}

void TabPage::openPending()
{
    if (m_pending) {
        const TabState tab = *std::exchange(m_pending, std::nullopt);
        show(tab.view);
    }
}

bool TabPage::show(const ViewState& state)
{
    const Feature* feature = findFeature(state.view);
    if (feature == nullptr) {
        return false;
    }
    View*& view = m_views[state.view];
    if (view == nullptr) {
        view = feature->create(m_context, this);
        addWidget(view);
        connect(view, &View::stateChanged, this, &TabPage::captionChanged);
        // Before anyone else can listen: what is at hand is selected at once.
        connect(view, &View::selectionChanged, this,
                [this, view = view](const Selection& selected) { m_selections[view] = selected; });
    }
    setCurrentWidget(view);
    view->showState(state);
    emit viewChanged();
    emit captionChanged();
    return true;
}

void TabPage::goBack()
{
    if (!m_back.isEmpty()) {
        m_forward.append(view()->state());
        show(m_back.takeLast());
    }
}

void TabPage::goForward()
{
    if (!m_forward.isEmpty()) {
        m_back.append(view()->state());
        show(m_forward.takeLast());
    }
}

} // namespace cboard::ui
