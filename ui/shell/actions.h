// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <cstdint>
#include <vector>

namespace cboard::ui {

/// Everything a key or a menu can ask for. The shell answers some itself and hands the rest to the
/// current view (View::perform).
enum class ActionId : std::uint8_t {
    // The shell's.
    FocusFilter,
    Leave, ///< Esc: leave the field, then clear the find, then up one level.
    Back,
    Forward,
    Refresh,
    CopyLink,
    ShowKeys,
    ToggleNavigator,
    ToggleInspector,
    NextPane,
    CloseTab,
    NextTab,
    PreviousTab,
    ToggleFails, ///< `f`: only failures.
    ToggleInfra, ///< `i`: infrastructure results hidden or shown.
    ToggleLetters,
    ToggleTheme,
    Quit,
    // The view's.
    RowDown,
    RowUp,
    Left,
    Right,
    NextNew,
    PreviousNew,
    NextFailure,
    PreviousFailure,
    NewerRevision,
    OlderRevision,
    Open,
    OpenInNewTab,
    OpenLog,
    CopyId,
    CopyReport,
    Find,
    FindNext,
    FindPrevious,
    NextError,
    PreviousError,
    SortMode,
    LabSplit,
    ExpandAll,
    FoldMore,
    GoToLine,
    WrapLines,
    TimeMode,
};

enum class ActionScope : std::uint8_t { Shell, View };

struct ActionSpec {
    ActionId id;
    const char* key; ///< Stable name, for settings: "next-new".
    const char* text; ///< Untranslated; shown with QCoreApplication::translate("Actions", text).
    std::vector<QKeySequence> keys;
    ActionScope scope;
    QString groupKey; ///< Heading in the key help.
};

/// The one list of actions, in the order in which the key help shows them.
const std::vector<ActionSpec>& actionRegistry();

/// Translated text of an action.
QString actionText(const ActionSpec& spec);

/// Pairs of actions that claim the same key in one scope; empty when all is well.
std::vector<std::pair<ActionId, ActionId>> keyConflicts(const std::vector<ActionSpec>& actions);

} // namespace cboard::ui
