// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/view_state.h"

#include <QHash>
#include <QList>
#include <QStackedWidget>

namespace cboard::ui {

class View;

/// One tab: the views it has shown, one per feature, and where it came from.
class TabPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit TabPage(const Context& context, QWidget* parent = nullptr);

    /// \returns false when no feature has this id.
    bool open(const ViewState& state);
    View* view() const; ///< Null before the first open().

    bool canGoBack() const { return !m_back.isEmpty(); }
    bool canGoForward() const { return !m_forward.isEmpty(); }
    void goBack();
    void goForward();

signals:
    void viewChanged(); ///< Another view is shown, or another state in it.

private:
    bool show(const ViewState& state);

    Context m_context;
    QHash<QString, View*> m_views;
    QList<ViewState> m_back;
    QList<ViewState> m_forward;
};

} // namespace cboard::ui
