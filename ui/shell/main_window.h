// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/shell/window_state.h"

#include <QHash>
#include <QMainWindow>
#include <QTimer>

class QSplitter;

namespace cboard::ui {

class FilterBar;
class Inspector;
class LocationBar;
class NavigatorPane;
class PeekPane;
class StatusStrip;
class TabArea;
class TabPage;
class Theme;
class WindowActions;
class WindowCommands;

/// The frame around the views. Knows features, actions and states, never a particular view.
class MainWindow : public QMainWindow, public Navigator {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// \p context without a navigator: the window is it.
    explicit MainWindow(const Context& context, QWidget* parent = nullptr);
    ~MainWindow() override;

    void open(const ViewState& state, OpenMode mode = OpenMode::Here) override;
    View* currentView() const;
    bool isSettled() const; ///< Nothing is loading in the shown view, the navigator, the inspector.

    WindowState captureState() const;
    void applyState(const WindowState& state);

    /// A commit touched these trees (empty: any). Views that show one are refreshed.
    void onStoreChanged(const QStringList& trees);
    /// Files or folders for the ingest view (state option "paths", one a line).
    void openFiles(const QStringList& paths);

signals:
    void settled();
    void layoutChanged(); ///< captureState() differs.
    void newWindowRequested();
    void quitRequested();
    void closing();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    // main_window.cpp
    void createLayout();
    TabPage* currentPage() const;
    void connectParts();
    void fitPanes();
    void refreshChanged();
    void refreshViews();
    void onViewChanged();
    void onStateChanged();
    void onStatusChanged();
    void onSelectionChanged(const Selection& selection);
    void connectView(View* view);
    void setFilter(const QString& filter);
    void countInfra(const ViewState& state);
    void setOption(const QString& option, const QString& value);

    // main_window_actions.cpp
    void createActions();
    void showSaved();
    void trigger(ActionId id);
    void triggerInView(View& view, ActionId id);
    bool triggerNavigation(ActionId id);
    bool triggerTabs(ActionId id);
    void togglePane(QWidget* pane);
    void goToFeature(const QString& id);
    void leave();
    void focusNextPane();
    bool peekHasFocus() const;
    void copyLink();
    void copyCommand();
    void openPage();
    void copyAddress(const ViewState& state);
    void showKeys();
    void toggleTheme();

    Context m_context;
    Theme* m_theme; ///< The context's, which this window may change.
    WindowActions* m_actions;
    WindowCommands* m_commands;
    LocationBar* m_location;
    FilterBar* m_filter;
    NavigatorPane* m_navigator;
    TabArea* m_tabs;
    Inspector* m_inspector;
    PeekPane* m_peek;
    StatusStrip* m_status;
    QSplitter* m_columns; ///< Navigator, views, inspector.
    QSplitter* m_centre; ///< Views above the peek.
    QList<QWidget*> m_narrowedOut; ///< Panes that are hidden until the window is wide again.
    int m_lastWidth = QWIDGETSIZE_MAX;
    View* m_connectedView = nullptr;
    QList<QMetaObject::Connection> m_connections;
    QTimer m_refresh;
    QStringList m_changedTrees;
    BackgroundTask<ViewState> m_link;
    ViewState m_infraState; ///< For which the hidden infrastructure results are counted.
    BackgroundTask<std::int64_t> m_infra;
};

} // namespace cboard::ui
