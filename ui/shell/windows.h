// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_state.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <filesystem>
#include <optional>

namespace cboard::ui {

/// All windows of the program: makes them, hands on what concerns each, and keeps their state in
/// a file until the next start. A window that is closed while others stay is forgotten; the last
/// one, or all at Quit, come back.
class Windows : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Windows)

public:
    /// An empty \p stateFile keeps nothing.
    Windows(const Context& context, std::filesystem::path stateFile, QObject* parent = nullptr);
    ~Windows() override;

    /// Reads the file and opens the windows of the last time. Blocking: before the event loop.
    /// \p address is opened in a tab of the last window; without both there is one window of
    /// trees. \returns what is wrong with the file; the windows open in any case.
    Result<void> restore(const std::optional<ViewState>& address);
    /// Writes the file. Blocking: after the event loop.
    Result<void> save() const;

    /// In a new tab of the window used last, which comes to the front; without an address in a new
    /// window.
    void openAddress(const std::optional<ViewState>& address);
    void onStoreChanged(const QStringList& trees);
    /// Which window was used last; null when all are closed.
    MainWindow* activeWindow() const;
    qsizetype count() const { return m_windows.size(); }

private:
    MainWindow* openWindow(const WindowState& state);
    void quit();
    void onClosing(MainWindow* window);
    QList<WindowState> states() const;
    QByteArray json() const; ///< What the file holds.
    void saveSoon();
    void saveInBackground();

    Context m_context;
    std::filesystem::path m_stateFile;
    QList<MainWindow*> m_windows; ///< The one used last stands last.
    QList<QPointer<MainWindow>> m_closed; ///< Until the event loop deletes them.
    QList<WindowState> m_last; ///< Of the windows that closed last, when none is open.
    bool m_isQuitting = false;
    QTimer m_saveTimer;
    BackgroundTask<bool> m_save;
};

} // namespace cboard::ui
