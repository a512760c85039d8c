// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_page.h"

#include "ui/base/feature.h"
#include "ui/base/user_items.h"
#include "ui/widgets/result_table.h"

namespace cboard::ui {

namespace {

    /// From one place for the tables of all views, also for those to come.
    void setHolding(const View& view, bool isHolding)
    {
        const auto tables = view.findChildren<ResultTable*>();
        for (ResultTable* table : tables) {
            table->setHolding(isHolding);
        }
    }

} // namespace

TabPage::TabPage(const Context& context, QWidget* parent)
    : QStackedWidget(parent)
    , m_context(context)
{
    if (m_context.items != nullptr) { // A name may come, go, or mean something else now.
        connect(m_context.items, &UserItems::changed, this, &TabPage::captionChanged);
        connect(m_context.items, &UserItems::viewRenamed, this, &TabPage::renameSaved);
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

/// Also where the tab came from, and what it will show when it is looked at.
void TabPage::renameSaved(const QString& from, const QString& to)
{
    const auto rename = [&](ViewState& state) {
        const QString name = takeSavedName(state);
        state = withSavedName(std::move(state), name == from ? to : name);
    };
    for (QList<ViewState>* states : {&m_back, &m_forward}) {
        for (ViewState& state : *states) {
            rename(state);
        }
    }
    if (m_pending) {
        rename(m_pending->view);
    }
    if (m_savedName == from) {
        setSavedName(to);
    }
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

void TabPage::change(const ViewState& state)
{
    setHolding(*view(), false);
    view()->showState(state);
}

void TabPage::refresh()
{
    if (View* shown = view()) {
        setHolding(*shown, false);
        shown->refresh();
    }
}

void TabPage::follow()
{
    View* shown = view();
    if (shown == nullptr) {
        return;
    }
    if (shown->status().isLoading) {
        m_unread.insert(shown);
        return;
    }
    setHolding(*shown, true);
    shown->refresh();
    onStatusChanged(shown); // Some have what they ask for at hand.
}

/// Later: what follows on the first answer begins after it was shown.
void TabPage::onStatusChanged(View* view)
{
    if (!view->status().isLoading) {
        QMetaObject::invokeMethod(
            view, [this, view] { onSettled(view); }, Qt::QueuedConnection);
    }
}

void TabPage::onSettled(View* view)
{
    if (view->status().isLoading) {
        return;
    }
    setHolding(*view, false);
    if (m_unread.remove(view) && view == this->view()) {
        follow();
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
        connect(view, &View::statusChanged, this, [this, view = view] { onStatusChanged(view); });
        // Before anyone else can listen: what is at hand is selected at once.
        connect(view, &View::selectionChanged, this,
                [this, view = view](const Selection& selected) { m_selections[view] = selected; });
    }
    setCurrentWidget(view);
    setHolding(*view, false); // The user asks for something else.
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
