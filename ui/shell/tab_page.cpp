// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_page.h"

#include "ui/shell/feature.h"

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

bool TabPage::open(const ViewState& state)
{
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
    }
    setCurrentWidget(view);
    view->showState(state);
    view->setFocus();
    emit viewChanged();
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
