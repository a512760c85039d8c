// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/saved/saved_state.h"
#include "ui/shell/window_state.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStackedWidget>

#include <optional>

namespace cboard::ui {

/// One tab: the views it has shown, one per feature, and where it came from. A tab of the last
/// time costs nothing until it is looked at.
class TabPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit TabPage(const Context& context, QWidget* parent = nullptr);

    /// \returns false when no feature has this id.
    bool open(const ViewState& state);
    void setPending(const TabState& tab); ///< What openPending() opens.
    void openPending();

    /// Another state of the view that is shown, with no way back to the one before.
    void change(const ViewState& state);
    /// Asks again because the user wants it: all rows go to their places.
    void refresh();
    /// Asks again since results came in: no row of a table that is shown moves. A view that is
    /// still reading is asked when it is done.
    void follow();

    View* view() const; ///< Null before the first open().
    /// What was selected last in the view that is shown: one that comes back says it no more.
    Selection selection() const { return m_selections.value(view()); }
    ViewState state() const; ///< Of the view, or what is pending; with the name it is saved under.
    QString caption() const;
    /// The saved view that it was opened as, or that it was saved as since; empty for none.
    const QString& savedName() const { return m_savedName; }
    void setSavedName(const QString& name);
    SavedAs savedAs() const; ///< How what is shown stands to that.

    bool canGoBack() const { return !m_back.isEmpty(); }
    bool canGoForward() const { return !m_forward.isEmpty(); }
    void goBack();
    void goForward();

    // Those of the view that is shown: a stack asks all its pages each time.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return false; }

signals:
    void viewChanged(); ///< Another view is shown, or another state in it.
    void captionChanged();

private:
    bool show(ViewState state);
    void renameSaved(const QString& from, const QString& to);
    void onStatusChanged(View* view);
    void onSettled(View* view);

    Context m_context;
    QHash<QString, View*> m_views;
    QHash<const View*, Selection> m_selections;
    QSet<const View*> m_unread; ///< For which results came while they were reading.
    QString m_savedName;
    std::optional<TabState> m_pending;
    QList<ViewState> m_back;
    QList<ViewState> m_forward;
};

} // namespace cboard::ui
