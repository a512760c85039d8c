// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/baseline_choice.h"
#include "ui/base/feature.h"
#include "ui/base/text_format.h"
#include "ui/filter/filter_bar.h"
#include "ui/find/row_finder.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/logview/log_view.h"
#include "ui/shell/key_answers.h"
#include "ui/shell/key_help.h"
#include "ui/shell/location_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/peek_wish.h"
#include "ui/shell/status_strip.h"
#include "ui/shell/tab_area.h"
#include "ui/shell/tab_page.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_commands.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QUrl>

namespace cboard::ui {

void MainWindow::createActions()
{
    connect(m_actions, &WindowActions::triggered, this, &MainWindow::trigger);
    connect(m_actions, &WindowActions::goToRequested, this, &MainWindow::goToFeature);
    connect(m_actions, &WindowActions::meaninglessTyped, this, [this](const QKeySequence& keys) {
        const Feature* feature =
            currentView() == nullptr ? nullptr : findFeature(currentView()->state().view);
        m_status->showNote(answerToKey(keys, m_actions->keys(),
                                       feature == nullptr ? tr("this window") : feature->title));
    });
    connect(m_commands, &WindowCommands::said, this,
            [this](const QString& sentence) { m_status->showNote(sentence); });
    connect(m_commands, &WindowCommands::saved, this,
            [this](const QString& name) { currentPage()->setSavedName(name); });
}

/// What is shown was opened as a saved view, and perhaps changed since.
void MainWindow::showSaved()
{
    if (const TabPage* page = currentPage()) {
        const SavedAs how = page->savedAs();
        m_navigator->showSaved(how == SavedAs::None ? QString() : page->savedName(),
                               how == SavedAs::Changed);
        m_commands->setSaved(page->savedName(), how);
        setWindowModified(how == SavedAs::Changed);
    }
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
        carryBaseline(from, state);
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
    case ActionId::ToggleNavigator:
        togglePane(m_navigator);
        return true;
    case ActionId::ToggleInspector:
        togglePane(m_inspector);
        return true;
    case ActionId::TogglePeek:
        if (!hasLogs(currentView())) {
            if (currentView() != nullptr && currentView()->perform(id)) {
                return true; // What it shows has a raw form of its own.
            }
            m_status->showNote(tr("Nothing here has a log to peek into"));
            return true;
        }
        if (isLogSeen(m_tabs->currentPages(), currentPage()->selection())) {
            m_status->showNote(tr("The log of this result is open beside it"));
            return true;
        }
        togglePane(m_peek);
        wantPeek(*m_peek, !m_peek->isHidden());
        leaveRoomAbove(*m_peek);
        return true;
    case ActionId::FocusLocation:
        m_location->focusPath();
        return true;
    case ActionId::CancelTask:
        m_status->cancelTask();
        return true;
    case ActionId::PauseWork:
        m_context.tasks->pause().toggle(); // The status bar says so.
        return true;
    case ActionId::NextPane:
        focusNextPane();
        return true;
    case ActionId::Leave:
        leave();
        return true;
    case ActionId::Quit:
        emit quitRequested();
        return true;
    default:
        return triggerTabs(id);
    }
}

bool MainWindow::triggerTabs(ActionId id)
{
    switch (id) {
    case ActionId::CloseTab:
        m_tabs->closePage(currentPage());
        return true;
    case ActionId::ReopenTab:
        m_tabs->reopen();
        return true;
    case ActionId::DuplicateTab:
        open(currentPage()->state(), OpenMode::NewTab);
        return true;
    case ActionId::NextTab:
    case ActionId::PreviousTab:
        m_tabs->stepTab(id == ActionId::NextTab ? 1 : -1);
        return true;
    case ActionId::MoveTabRight:
    case ActionId::MoveTabLeft:
        m_tabs->moveTab(id == ActionId::MoveTabRight ? 1 : -1);
        return true;
    case ActionId::SplitRight:
    case ActionId::SplitBelow: {
        const ViewState state = currentPage()->state();
        m_tabs->split(id == ActionId::SplitRight ? Qt::Horizontal : Qt::Vertical)->open(state);
        return true;
    }
    case ActionId::NewWindow:
        emit newWindowRequested();
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
    const Feature* const feature = findFeature(view->state().view);
    if (feature != nullptr && !feature->takesFilter && isOfFilter(id)) {
        m_status->showNote(answerWithoutFilter(m_actions->keys()));
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
        currentPage()->refresh();
        break;
    case ActionId::Reproduce:
        if (!view->perform(id)) { // Some views do again what is theirs.
            copyCommand();
        }
        break;
    case ActionId::OpenInBrowser:
        openPage();
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
        triggerInView(*(peekHasFocus() ? m_peek->logView() : view), id);
    }
}

void MainWindow::triggerInView(View& view, ActionId id)
{
    const ViewState before = view.state();
    if (!view.perform(id)) {
        m_status->showNote(tr("“%1” finds nothing to do here").arg(findKeyedAction(id)->text));
    } else if (before.view != QLatin1String("log") && view.state() == before
               && !view.status().isLoading) {
        // A log searches in the background and tells what it found by itself; what loads is done.
        if (const QString answer = answerAfter(id); !answer.isEmpty()) {
            m_status->showNote(answer);
        }
    }
}

bool MainWindow::peekHasFocus() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus != nullptr && (focus == m_peek || m_peek->isAncestorOf(focus));
}

void MainWindow::togglePane(QWidget* pane)
{
    const QWidget* focus = QApplication::focusWidget();
    if (focus != nullptr && pane->isAncestorOf(focus)) {
        currentView()->setFocus(Qt::OtherFocusReason);
    }
    pane->setVisible(pane->isHidden());
    m_narrowedOut.removeAll(pane);
    emit layoutChanged();
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
    if (RowFinder::close(*view) || view->perform(ActionId::Leave)) {
        return;
    }
    if (m_peek->isVisible()) {
        togglePane(m_peek);
        wantPeek(*m_peek, false);
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
    } else if (up.view != QLatin1String("trees") && up.view != QLatin1String("home")) {
        open(startView());
    }
}

void MainWindow::focusNextPane()
{
    QList<QWidget*> panes = {m_navigator};
    const QList<TabPage*> pages = m_tabs->currentPages();
    for (const TabPage* page : pages) {
        panes << page->view();
    }
    panes << m_peek << m_inspector;
    panes.removeIf([](const QWidget* pane) { return pane == nullptr || !pane->isVisible(); });
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus != nullptr && (panes[i] == focus || panes[i]->isAncestorOf(focus))) {
            at = i + 1;
        }
    }
    panes[at % panes.size()]->setFocus(Qt::TabFocusReason);
}

/// A view may name a record by a reference into this store; a link names it for everyone.
void MainWindow::copyLink()
{
    const ViewState shown = currentView()->state();
    if (!isReference(shown.record)) {
        copyAddress(shown);
        return;
    }
    m_link.start(
        tr("Reading the id"),
        [engine = m_context.engine, common = m_context.common(),
         state = shown](const TaskContext& task) -> Result<ViewState> {
            CBOARD_TRY(
                const auto record,
                engine->record({common, state.recordKind, state.record.toStdString()}, task));
            ViewState portable = state;
            portable.record = fromUtf8(record->id);
            return portable;
        },
        [this](const Result<ViewState>& state) {
            state ? copyAddress(*state) : m_status->showNote(fromUtf8(describe(state.error())));
        });
}

void MainWindow::copyCommand()
{
    const QString command = m_inspector->command();
    if (command.isEmpty()) {
        m_status->showNote(tr("It is not known how to repeat this"));
        return;
    }
    QApplication::clipboard()->setText(command);
    m_status->showNote(tr("Copied the command that repeats it"));
}

void MainWindow::openPage()
{
    const QString page = m_inspector->page();
    if (page.isEmpty()) {
        m_status->showNote(tr("The record names no page"));
        return;
    }
    QDesktopServices::openUrl(QUrl(page));
    m_status->showNote(tr("Opened %1").arg(page));
}

void MainWindow::copyAddress(const ViewState& state)
{
    const QString link = toAddress(state);
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
