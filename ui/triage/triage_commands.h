// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"

#include <QObject>

namespace cboard::ui {

/// The keys of triage in any view: what is selected or shown goes into the tray, or out of it, and
/// gets a note.
class TriageCommands : public QObject {
    Q_OBJECT

public:
    /// \p window is the parent of what is asked.
    TriageCommands(const Context& context, QWidget* window);

    /// \returns false for actions of others.
    bool perform(ActionId action, const View& view, const Selection& selection);

signals:
    void said(const QString& sentence);

private:
    void find(const QString& what,
              std::function<Result<QStringList>(query::Engine&, const TaskContext&)> targets,
              std::function<void(const QStringList&)> use);
    void findSelected(const Selection& selection, std::function<void(const QStringList&)> use);
    void putShown(const View& view, const Selection& selection);
    void askForNote(const QString& target, const QString& caption);
    void askToWaive(const Selection& selection);

    Context m_context;
    QWidget* m_window;
    BackgroundTask<QStringList> m_find;
};

} // namespace cboard::ui
