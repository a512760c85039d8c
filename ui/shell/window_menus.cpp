// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_menus.h"

#include "ui/find/find_bar.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace cboard::ui {

namespace {

    /// What a digit does is written on the part of the view itself, or in the navigator.
    bool isNumbered(const KeyedAction& keyed)
    {
        return keyed.id
            && ((*keyed.id >= ActionId::Part1 && *keyed.id <= ActionId::Part9)
                || (*keyed.id >= ActionId::SavedView1 && *keyed.id <= ActionId::SavedView9));
    }

    /// The letters that actions, and the toggles of find, have with Alt.
    QString lettersWithAlt(const KeyMap& keys)
    {
        QString letters = FindBar::letters();
        for (const KeyedAction& keyed : keyedActions()) {
            for (const QKeySequence& sequence : keys.keys(keyed.name)) {
                const QKeyCombination first = sequence[0];
                if (first.keyboardModifiers() == Qt::AltModifier && first.key() >= Qt::Key_A
                    && first.key() <= Qt::Key_Z) {
                    letters += QChar(first.key());
                }
            }
        }
        return letters;
    }

} // namespace

QStringList withMnemonics(const QStringList& titles, const QString& taken)
{
    QString used = taken;
    QStringList marked;
    for (QString title : titles) {
        const auto letter = std::find_if(title.cbegin(), title.cend(), [&used](QChar one) {
            return one.isLetter() && !used.contains(one, Qt::CaseInsensitive);
        });
        if (letter != title.cend()) {
            used += *letter;
            title.insert(letter - title.cbegin(), QLatin1Char('&'));
        }
        marked << title;
    }
    return marked;
}

WindowMenus::WindowMenus(QMenuBar& bar)
    : m_bar(bar)
{
}

QMenu& WindowMenus::menuOf(const KeyedAction& keyed)
{
    const auto place = std::find_if(m_menus.begin(), m_menus.end(), [&keyed](const Menu& menu) {
        return menu.title == keyed.group;
    });
    if (place != m_menus.end()) {
        return *place->menu;
    }
    auto* menu = new QMenu(&m_bar);
    const bool isFirst = !keyed.id && !m_menus.empty();
    m_bar.insertMenu(isFirst ? m_menus.front().menu->menuAction() : nullptr, menu);
    m_menus.insert(isFirst ? m_menus.begin() : m_menus.end(), {keyed.group, menu});
    return *menu;
}

void WindowMenus::add(const KeyedAction& keyed, QAction& action)
{
    if (!isNumbered(keyed)) {
        menuOf(keyed).addAction(&action);
    }
}

void WindowMenus::setKeys(const KeyMap& keys)
{
    QStringList titles;
    for (const Menu& menu : m_menus) {
        titles << menu.title;
    }
    const QStringList marked = withMnemonics(titles, lettersWithAlt(keys));
    for (std::size_t i = 0; i < m_menus.size(); ++i) {
        m_menus[i].menu->setTitle(marked[static_cast<qsizetype>(i)]);
    }
}

void WindowMenus::update()
{
    for (const Menu& menu : m_menus) {
        const QList<QAction*> actions = menu.menu->actions();
        menu.menu->menuAction()->setEnabled(
            std::any_of(actions.begin(), actions.end(),
                        [](const QAction* action) { return action->isEnabled(); }));
    }
}

} // namespace cboard::ui
