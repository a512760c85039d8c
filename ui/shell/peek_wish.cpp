// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/peek_wish.h"

#include "ui/base/view.h"

#include <QStringList>
#include <QVariant>
#include <QWidget>

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

void showPeekFor(QWidget& peek, const View* view)
{
    peek.setVisible(isPeekWanted(peek) && hasLogs(view));
}

} // namespace cboard::ui
