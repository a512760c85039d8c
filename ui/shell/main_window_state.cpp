// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a window, and what is dropped on it.
#include "ui/filter/filter_bar.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/peek_pane.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigator_pane.h"
#include "ui/shell/peek_wish.h"
#include "ui/shell/tab_area.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QSplitter>
#include <QUrl>

#include <algorithm>

namespace cboard::ui {

WindowState MainWindow::captureState() const
{
    WindowState state;
    state.geometry = saveGeometry();
    state.hasNavigator = !m_navigator->isHidden() || m_narrowedOut.contains(m_navigator);
    state.hasInspector = !m_inspector->isHidden() || m_narrowedOut.contains(m_inspector);
    state.hasPeek = isPeekWanted(*m_peek);
    state.columns = m_columns->sizes();
    state.centre = m_centre->sizes();
    state.tabs = m_tabs->saveState();
    state.filterHistory = m_filter->history();
    return state;
}

void MainWindow::applyState(const WindowState& state)
{
    if (!state.geometry.isEmpty()) {
        restoreGeometry(state.geometry);
    }
    m_navigator->setVisible(state.hasNavigator);
    m_inspector->setVisible(state.hasInspector);
    wantPeek(*m_peek, state.hasPeek);
    showPeekFor(*m_peek, currentView());
    m_narrowedOut.clear();
    m_lastWidth = QWIDGETSIZE_MAX;
    fitPanes();
    // A hidden pane has the size 0 in what was kept; it would stay invisible when shown again.
    if (state.columns.size() == m_columns->count() && !state.columns.contains(0)) {
        m_columns->setSizes(state.columns);
    }
    if (state.centre.size() == m_centre->count() && !state.centre.contains(0)) {
        m_centre->setSizes(state.centre);
    }
    m_filter->setHistory(state.filterHistory);
    m_tabs->restoreState(state.tabs);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QMainWindow::closeEvent(event);
    emit closing();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitPanes();
    leaveRoomAbove(*m_peek);
    emit layoutChanged();
}

void MainWindow::moveEvent(QMoveEvent* event)
{
    QMainWindow::moveEvent(event);
    emit layoutChanged();
}

void MainWindow::openFiles(const QStringList& paths)
{
    ViewState state;
    state.view = QStringLiteral("ingest");
    state.options.insert(QStringLiteral("paths"), paths.join(QLatin1Char('\n')));
    open(state);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); })) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    const auto urls = event->mimeData()->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    if (!paths.isEmpty()) {
        event->acceptProposedAction();
        openFiles(paths);
    }
}

} // namespace cboard::ui
