// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_bar.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_view.h"
#include "ui/shell/feature.h"
#include "ui/shell/key_help.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/tab_page.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_commands.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QTabWidget>

namespace cboard::ui {

void MainWindow::createActions()
{
    connect(m_actions, &WindowActions::triggered, this, &MainWindow::trigger);
    connect(m_actions, &WindowActions::goToRequested, this, &MainWindow::goToFeature);
    connect(m_commands, &WindowCommands::said, this,
            [this](const QString& sentence) { m_status->showNote(sentence); });
}

void MainWindow::goToFeature(const QString& id)
{
    const Feature* feature = findFeature(id);
    const View* view = currentView();
    ViewState state;
    state.view = id;
    if (view != nullptr && feature->scope != FeatureScope::Global) {
        const ViewState from = view->state();
        state.tree = from.tree;
        state.branch = from.branch;
        state.repositoryUrl = from.repositoryUrl;
        state.revision = from.revision;
        if (feature->scope == FeatureScope::Record) {
            state.record = from.record;
            state.recordKind = from.recordKind;
        }
    }
    open(state);
}

bool MainWindow::triggerNavigation(ActionId id)
{
    switch (id) {
    case ActionId::Back:
        currentPage()->goBack();
        return true;
    case ActionId::Forward:
        currentPage()->goForward();
        return true;
    case ActionId::CloseTab:
        emit m_tabs->tabCloseRequested(m_tabs->currentIndex());
        return true;
    case ActionId::NextTab:
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % m_tabs->count());
        return true;
    case ActionId::PreviousTab:
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + m_tabs->count() - 1) % m_tabs->count());
        return true;
    case ActionId::ToggleNavigator:
        m_navigator->setVisible(!m_navigator->isVisible());
        return true;
    case ActionId::ToggleInspector:
        m_inspector->setVisible(!m_inspector->isVisible());
        return true;
    case ActionId::TogglePeek:
        togglePeek();
        return true;
    case ActionId::NextPane:
        focusNextPane();
        return true;
    case ActionId::Leave:
        leave();
        return true;
    case ActionId::Quit:
        QApplication::closeAllWindows();
        return true;
    default:
        return false;
    }
}

void MainWindow::trigger(ActionId id)
{
    View* view = currentView();
    if (view == nullptr || triggerNavigation(id) || m_commands->perform(id)) {
        return;
    }
    switch (id) {
    case ActionId::FocusFilter:
        m_filter->focusField();
        break;
    case ActionId::DropTerm:
        m_filter->dropLastTerm();
        break;
    case ActionId::Refresh:
        view->refresh();
        break;
    case ActionId::CopyLink:
        copyLink();
        break;
    case ActionId::ShowKeys:
        showKeys();
        break;
    case ActionId::ToggleFails:
        m_filter->toggleTerm(FailTerm);
        break;
    case ActionId::ToggleInfra:
        m_filter->toggleTerm(NoInfraTerm);
        break;
    case ActionId::ToggleLetters:
        m_theme->setLettersMode(!m_theme->lettersMode());
        view->setLettersMode(m_theme->lettersMode());
        break;
    case ActionId::ToggleTheme:
        toggleTheme();
        break;
    default:
        (peekHasFocus() ? m_peek->logView() : view)->perform(id);
    }
}

bool MainWindow::peekHasFocus() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && m_peek->isAncestorOf(focus);
}

void MainWindow::togglePeek()
{
    if (peekHasFocus()) {
        currentView()->setFocus(Qt::OtherFocusReason);
    }
    m_peek->setVisible(!m_peek->isVisible());
}

/// Esc: out of a field or pane into the view; from there one level up.
void MainWindow::leave()
{
    View* view = currentView();
    if (view == nullptr) {
        return;
    }
    const QWidget* focus = QApplication::focusWidget();
    if (focus != nullptr && focus != view && !view->isAncestorOf(focus)) {
        view->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (view->perform(ActionId::Leave)) {
        return;
    }
    if (m_peek->isVisible()) {
        togglePeek();
        return;
    }
    ViewState up = view->state();
    const Feature* feature = findFeature(up.view);
    up.filter.clear();
    up.options.clear();
    up.record.clear();
    if (feature->scope == FeatureScope::Record) {
        currentPage()->goBack();
    } else if (feature->scope == FeatureScope::Revision && up.view != QLatin1String("revision")) {
        up.view = QStringLiteral("revision");
        open(up);
    } else if (up.view != QLatin1String("trees")) {
        open({QStringLiteral("trees"), {}, {}, {}, {}, {}, RecordKind::Test, {}, {}});
    }
}

void MainWindow::focusNextPane()
{
    QWidget* view = currentView();
    QList<QWidget*> panes;
    for (QWidget* pane : {static_cast<QWidget*>(m_navigator), view, static_cast<QWidget*>(m_peek),
                          static_cast<QWidget*>(m_inspector)}) {
        if (pane != nullptr && pane->isVisible()) {
            panes << pane;
        }
    }
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus != nullptr && (panes[i] == focus || panes[i]->isAncestorOf(focus))) {
            at = i + 1;
        }
    }
    panes[at % panes.size()]->setFocus(Qt::TabFocusReason);
}

void MainWindow::copyLink()
{
    const QString link = toAddress(currentView()->state());
    QApplication::clipboard()->setText(link);
    m_status->showNote(tr("Copied %1").arg(link));
}

void MainWindow::showKeys()
{
    const Feature* feature = findFeature(currentView()->state().view);
    auto* help = new KeyHelp(*m_theme, m_actions->effective(), feature->title, this);
    help->open();
}

void MainWindow::toggleTheme()
{
    m_theme->setKind(m_theme->kind() == ThemeKind::Light ? ThemeKind::Dark : ThemeKind::Light);
}

} // namespace cboard::ui
