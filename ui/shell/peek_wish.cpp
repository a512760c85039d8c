// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/peek_wish.h"

#include "ui/base/view.h"
#include "ui/shell/tab_page.h"

#include <QSplitter>
#include <QStringList>
#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr const char* Wish = "isPeekWanted";

} // namespace

bool isPeekWanted(const QWidget& peek)
{
    return peek.property(Wish).toBool();
}

void wantPeek(QWidget& peek, bool isWanted)
{
    peek.setProperty(Wish, isWanted);
}

bool hasLogs(const View* view)
{
    static const QStringList WithoutLogs{QStringLiteral("ingest"), QStringLiteral("settings"),
                                         QStringLiteral("saved"),  QStringLiteral("charts"),
                                         QStringLiteral("log"),    QStringLiteral("logdiff")};
    return view != nullptr && !WithoutLogs.contains(view->state().view);
}

bool isLogSeen(const QList<TabPage*>& pages, const Selection& selection)
{
    return !selection.id.isEmpty()
        && std::any_of(pages.begin(), pages.end(), [&selection](const TabPage* page) {
               const ViewState state = page->state();
               return state.view == QLatin1String("log") && state.record == selection.id
                   && state.recordKind == selection.kind;
           });
}

void showPeekFor(QWidget& peek, const View* view, bool isSeen)
{
    peek.setVisible(isPeekWanted(peek) && hasLogs(view) && !isSeen);
    leaveRoomAbove(peek);
}

void leaveRoomAbove(QWidget& peek)
{
    constexpr int LowRoom = 560;
    constexpr double MostShare = 0.38;
    auto* splitter = qobject_cast<QSplitter*>(peek.parentWidget());
    if (splitter == nullptr || peek.isHidden() || splitter->height() >= LowRoom) {
        return;
    }
    const int most = static_cast<int>(MostShare * splitter->height());
    const int now = splitter->sizes().back();
    if (now > most || now == 0) { // 0: it was hidden until now, and would take what it had.
        splitter->setSizes({splitter->height() - most, most});
    }
}

} // namespace cboard::ui
