// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tab_group.h"

#include "ui/shell/tab_page.h"
#include "ui/theme/app_style.h"

#include <QApplication>
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
    connect(qApp, &QApplication::focusChanged, this, &TabGroup::markFocus);
    connect(this, &QTabWidget::tabCloseRequested, this,
            [this](int index) { emit closeRequested(page(index)); });
}

/// Of several groups one sees in which the keys are.
void TabGroup::markFocus(const QWidget* /*old*/, const QWidget* now)
{
    const bool isResting = now == nullptr || !isAncestorOf(now);
    if (tabBar()->property(AppStyle::RestingTabs).toBool() != isResting) {
        tabBar()->setProperty(AppStyle::RestingTabs, isResting);
        tabBar()->update();
    }
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
        QString caption = page->caption();
        setTabToolTip(index, caption);
        if (page->savedAs() == SavedAs::Changed) {
            setTabToolTip(
                index,
                tr("%1\nChanged since it was saved as “%2”").arg(caption, page->savedName()));
            caption += QStringLiteral(" *");
        }
        // An ampersand in a tree's name is no mnemonic.
        setTabText(index, caption.replace(QLatin1Char('&'), QLatin1String("&&")));
    }
}

} // namespace cboard::ui
