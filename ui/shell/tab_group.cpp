// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_group.h"

#include "ui/shell/tab_page.h"

#include <QTabBar>

namespace cboard::ui {

TabGroup::TabGroup(QWidget* parent)
    : QTabWidget(parent)
{
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    tabBar()->setExpanding(false);
    tabBar()->setFocusPolicy(Qt::NoFocus);
    setTabBarAutoHide(true);
    connect(this, &QTabWidget::tabCloseRequested, this,
            [this](int index) { emit closeRequested(page(index)); });
}

TabPage* TabGroup::page(int index) const
{
    return qobject_cast<TabPage*>(widget(index));
}

TabPage* TabGroup::currentPage() const
{
    return page(currentIndex());
}

void TabGroup::updateCaption(TabPage* page)
{
    const int index = indexOf(page);
    if (index >= 0) {
        // An ampersand in a tree's name is no mnemonic.
        setTabText(index, page->caption().replace(QLatin1Char('&'), QLatin1String("&&")));
        setTabToolTip(index, page->caption());
    }
}

} // namespace cboard::ui
