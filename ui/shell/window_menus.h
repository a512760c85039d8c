// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/key_map.h"

#include <QStringList>

#include <vector>

class QAction;
class QMenu;
class QMenuBar;

namespace cboard::ui {

/// The titles with an ampersand before the first letter that is neither in \p taken nor the
/// letter of another title; without one where no letter is left.
QStringList withMnemonics(const QStringList& titles, const QString& taken);

/// The menus of a window: one for each group of actions, places to go to first. A menu in which
/// nothing means anything now is grey; it stays, so that the others do not move.
class WindowMenus {
public:
    explicit WindowMenus(QMenuBar& bar);

    void add(const KeyedAction& keyed, QAction& action);
    /// Once all are added, and when keys change: Alt with a letter opens a menu where no action
    /// has that key.
    void setKeys(const KeyMap& keys);
    /// After actions were enabled or disabled.
    void update();

private:
    struct Menu {
        QString title;
        QMenu* menu;
    };

    QMenu& menuOf(const KeyedAction& keyed);

    QMenuBar& m_bar;
    std::vector<Menu> m_menus; ///< As they stand in the bar.
};

} // namespace cboard::ui
