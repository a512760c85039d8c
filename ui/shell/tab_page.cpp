// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_page.h"

#include "ui/base/feature.h"
#include "ui/base/user_items.h"

namespace cboard::ui {

TabPage::TabPage(const Context& context, QWidget* parent)
    : QStackedWidget(parent)
    , m_context(context)
{
    if (m_context.items != nullptr) { // A name may come, go, or mean something else now.
        connect(m_context.items, &UserItems::changed, this, &TabPage::captionChanged);
    }
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
    return shown != nullptr ? withSavedName(shown->state(), m_savedName)
        : m_pending         ? m_pending->view
                            : ViewState();
}

void TabPage::setSavedName(const QString& name)
{
    m_savedName = name;
    emit captionChanged();
}

SavedAs TabPage::savedAs() const
{
    const View* shown = view();
    return shown == nullptr || m_savedName.isEmpty() || m_context.items == nullptr
        ? SavedAs::None
        : ui::savedAs(m_context.items->lists(), m_savedName, shown->state());
}

QString TabPage::caption() const
{
    const View* shown = view();
    return shown != nullptr ? shown->caption() : m_pending ? m_pending->caption : QString();
}

bool TabPage::open(const ViewState& state)
{
    openPending();
    if (view() != nullptr) {
        const ViewState from = this->state();
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

bool TabPage::show(ViewState state)
{
    const Feature* feature = findFeature(state.view);
    if (feature == nullptr) {
        return false;
    }
    m_savedName = takeSavedName(state);
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
        m_forward.append(state());
        show(m_back.takeLast());
    }
}

void TabPage::goForward()
{
    if (!m_forward.isEmpty()) {
        m_back.append(state());
        show(m_forward.takeLast());
    }
}

} // namespace cboard::ui
