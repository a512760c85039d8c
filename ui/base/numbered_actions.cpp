// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/numbered_actions.h"

#include <QCoreApplication>

#include <array>

namespace cboard::ui {

namespace {

    using Names = std::array<std::pair<const char*, const char*>, 9>;

    constexpr Names Parts{{{"part-1", QT_TRANSLATE_NOOP("Actions", "First tab, card or choice")},
                           {"part-2", QT_TRANSLATE_NOOP("Actions", "Second tab, card or choice")},
                           {"part-3", QT_TRANSLATE_NOOP("Actions", "Third tab, card or choice")},
                           {"part-4", QT_TRANSLATE_NOOP("Actions", "Fourth tab, card or choice")},
                           {"part-5", QT_TRANSLATE_NOOP("Actions", "Fifth tab, card or choice")},
                           {"part-6", QT_TRANSLATE_NOOP("Actions", "Sixth tab, card or choice")},
                           {"part-7", QT_TRANSLATE_NOOP("Actions", "Seventh tab, card or choice")},
                           {"part-8", QT_TRANSLATE_NOOP("Actions", "Eighth tab, card or choice")},
                           {"part-9", QT_TRANSLATE_NOOP("Actions", "Ninth tab, card or choice")}}};

    constexpr Names SavedViews{{{"saved-1", QT_TRANSLATE_NOOP("Actions", "First saved view")},
                                {"saved-2", QT_TRANSLATE_NOOP("Actions", "Second saved view")},
                                {"saved-3", QT_TRANSLATE_NOOP("Actions", "Third saved view")},
                                {"saved-4", QT_TRANSLATE_NOOP("Actions", "Fourth saved view")},
                                {"saved-5", QT_TRANSLATE_NOOP("Actions", "Fifth saved view")},
                                {"saved-6", QT_TRANSLATE_NOOP("Actions", "Sixth saved view")},
                                {"saved-7", QT_TRANSLATE_NOOP("Actions", "Seventh saved view")},
                                {"saved-8", QT_TRANSLATE_NOOP("Actions", "Eighth saved view")},
                                {"saved-9", QT_TRANSLATE_NOOP("Actions", "Ninth saved view")}}};

    /// \p first and the eight that follow it, each with its digit and \p modifiers.
    void addNine(std::vector<ActionSpec>& all, ActionId first, const Names& names,
                 Qt::KeyboardModifiers modifiers, ActionScope scope, const char* heading)
    {
        const QString group = QCoreApplication::translate("Actions", heading);
        for (int i = 0; i < static_cast<int>(names.size()); ++i) {
            const auto& [name, text] = names[static_cast<std::size_t>(i)];
            const QKeyCombination key(modifiers, static_cast<Qt::Key>(Qt::Key_1 + i));
            all.push_back({static_cast<ActionId>(static_cast<int>(first) + i),
                           name,
                           text,
                           {QKeySequence(key)},
                           scope,
                           group});
        }
    }

} // namespace

void addNumberedActions(std::vector<ActionSpec>& all)
{
    addNine(all, ActionId::Part1, Parts, Qt::NoModifier, ActionScope::View,
            QT_TRANSLATE_NOOP("Actions", "Parts of the view"));
    addNine(all, ActionId::SavedView1, SavedViews, Qt::ControlModifier | Qt::AltModifier,
            ActionScope::Window, QT_TRANSLATE_NOOP("Actions", "Saved views"));
}

} // namespace cboard::ui
