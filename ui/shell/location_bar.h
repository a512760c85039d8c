// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/shell/location_choices.h"

#include <QFrame>
#include <QMenu>
#include <QPointer>

class QHBoxLayout;
class QToolButton;

namespace cboard::ui {

class Crumb;

/// Back, forward, the way to what is shown and the search button. Each part of the way opens by
/// Enter and offers its siblings by Down.
class LocationBar : public QFrame {
    Q_OBJECT

public:
    /// \p sourceName stands first: the name of the store.
    LocationBar(const Context& context, const QString& sourceName, QWidget* parent = nullptr);

    void showLocation(const ViewState& state, const QString& viewTitle);
    void setHistory(bool canGoBack, bool canGoForward);
    QString text() const; ///< "results › mainline › master › v7.1-rc2 › Boots"
    void focusPath(); ///< The last part.
    /// Offers the siblings of a part as soon as they are read.
    void openMenu(LocationPart part);
    QMenu* menu() const { return m_menu; } ///< Null while none is open.

signals:
    void backRequested();
    void forwardRequested();
    void openRequested(const cboard::ui::ViewState& state);
    void searchRequested();

private:
    void nameKeys();
    void build();
    QString textOf(LocationPart part) const;
    void moveFocus(const Crumb* from, int step);
    void showMenu(LocationPart part, const QList<LocationChoice>& choices);

    Context m_context;
    QString m_source;
    QToolButton* m_back;
    QToolButton* m_forward;
    QToolButton* m_search;
    QHBoxLayout* m_path;
    QList<Crumb*> m_crumbs;
    QList<LocationPart> m_parts;
    ViewState m_state;
    QString m_title;
    QPointer<QMenu> m_menu;
    BackgroundTask<QList<LocationChoice>> m_load;
};

} // namespace cboard::ui
