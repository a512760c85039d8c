// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/shell/window_state.h"

#include <QWidget>

class QSplitter;

namespace cboard::ui {

class TabGroup;
class TabPage;

/// The tabs of a window, in groups beside and below each other. One group is current: that which
/// had the focus last. There is always a group; a group that loses its last tab goes, unless it
/// is the only one.
class TabArea : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TabArea)

public:
    explicit TabArea(const Context& context, QWidget* parent = nullptr);
    ~TabArea() override;

    TabPage* currentPage() const; ///< Null before the first page.
    QList<TabPage*> currentPages() const; ///< Those that are seen: one a group, in reading order.
    QList<TabPage*> pages() const;

    TabPage* addPage(); ///< In the current group, after the current tab; becomes current.
    /// A new group beside (Horizontal) or below the current one, which becomes current.
    TabPage* split(Qt::Orientation orientation);
    /// A new page in the group after the current one; splits when there is only one group.
    TabPage* addPageInNextGroup();
    /// In place of the very last tab there is one with startView() then: a window does not go with
    /// its tabs, and is never empty.
    void closePage(TabPage* page);
    bool canReopen() const { return !m_closed.isEmpty(); }
    void reopen(); ///< The tab closed last, in the current group.

    void stepTab(int step); ///< Round the ends.
    void moveTab(int step); ///< Stops at the ends.
    void setCurrentPage(TabPage* page);

    TabAreaState saveState() const;
    /// Replaces all tabs. Only the tabs that are seen open at once, the others when looked at.
    void restoreState(const TabAreaState& state);

signals:
    void currentPageChanged();
    void pageChanged(cboard::ui::TabPage* page); ///< Another view or state is shown in it.
    void tabsChanged(); ///< Order, number or arrangement.

private:
    TabGroup* addGroup(QSplitter* splitter, int index);
    TabPage* makePage(TabGroup* group);
    void removeGroup(TabGroup* group);
    QList<TabGroup*> groups() const; ///< In reading order.
    void setCurrentGroup(TabGroup* group);
    void onFocusChanged(QWidget* focus);
    TabAreaState stateOf(const QWidget* part) const;
    void restore(QSplitter* splitter, const TabAreaState& state, TabGroup** current);
    void restoreGroup(TabGroup* group, const TabAreaState& state);
    void clear();
    void updateBars();

    Context m_context;
    QSplitter* m_root;
    TabGroup* m_current = nullptr;
    QList<TabState> m_closed; ///< Most recent last.
};

} // namespace cboard::ui
