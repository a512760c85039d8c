// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/saved/saved_state.h"
#include "ui/shell/baseline.h"
#include "ui/triage/triage_commands.h"

#include <QPointer>
#include <QTimer>

namespace cboard::ui {

class WindowActions;

/// What a window does with any view: search and commands, saving, watching, export, taking back.
class WindowCommands : public QObject {
    Q_OBJECT

public:
    /// \p context with a navigator. \p window and \p actions outlive this.
    WindowCommands(QWidget* window, WindowActions* actions, const Context& context);

    /// The view that is shown, with what is selected in it; null for none.
    void setView(View* view, const Selection& selection);
    /// The name of the saved view that it was opened as, and how it stands to that now.
    void setSaved(const QString& name, SavedAs how);
    /// \returns false for actions of others.
    bool perform(ActionId action);

signals:
    void said(const QString& sentence);
    void saved(const QString& name); ///< What is shown, as that.

private:
    void applyKeys();
    void openPalette(const QString& text);
    void openLogFile();
    void findInAllLogs();
    void saveView();
    void saveAs();
    void keep(const QString& name, const ViewState& state);
    void openSaved(std::size_t place);
    void watch();
    bool performCompare(ActionId action);
    void exportView();
    void writeTo(const QString& file);
    void remember();

    QWidget* m_window;
    WindowActions* m_actions;
    Context m_context;
    QPointer<View> m_view;
    Selection m_selection;
    QString m_savedName;
    SavedAs m_savedAs = SavedAs::None;
    QTimer m_remember; ///< What is shown for a while was looked at.
    Baseline m_baseline;
    TriageCommands m_triage;
    BackgroundTask<qint64> m_export;
};

} // namespace cboard::ui
