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
    MoveTabLeft,
    MoveTabRight,
    ReopenTab,
    DuplicateTab,
    FocusLocation, ///< The breadcrumb; arrows and Enter lead on.
    CancelTask, ///< The running task that the status bar shows.
    PauseWork, ///< What nobody waits for rests, or goes on: see WorkPause.
    ToggleFails, ///< `f`: only failures.
    DropTerm, ///< Backspace: the filter without its last term.
    ToggleInfra, ///< `i`: infrastructure results hidden or shown.
    ToggleLetters,
    ToggleTheme,
    Quit,
    Palette, ///< Ctrl+K.
    PaletteCommands, ///< The same, asking for a command.
    SaveView, ///< `s`: under the name that it has, else under one that is asked for.
    SaveViewAs, ///< Ctrl+Shift+S: under a new name.
    SavedView1, ///< The first nine saved views as the navigator lists them; they stand in a row.
    SavedView2,
    SavedView3,
    SavedView4,
    SavedView5,
    SavedView6,
    SavedView7,
    SavedView8,
    SavedView9,
    Export,
    Watch, ///< `w`: the board of the selection, else its tree, in the navigator or out of it.
    Undo, ///< Of what the user stored: saved views, watched things.
    Redo,
    TogglePeek, ///< Space: the log of the selection below the view.
    SplitRight,
    SplitBelow,
    NewWindow,
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
    OpenInSplit,
    OpenLog,
    History, ///< `t`: the selected cell through time.
    OpenInBrowser, ///< `o`: the page of the selected record.
    Compare, ///< `=`: the same at the baseline, in the split beside.
    SetBaseline, ///< `b`: the revision of the selection becomes the baseline.
    AcceptRevision, ///< Shift+B: the revision of the selection is good, or is not any more.
    Reproduce, ///< `r`: the command that repeats the build or test, copied.
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
    Preset1, ///< Rows and columns of a matrix; the four stand in a row.
    Preset2,
    Preset3,
    Preset4,
    GoToLine,
    WrapLines,
    TimeMode,
    Part1, ///< `1` to `9`: the tabs, cards or chips of a view; the nine stand in a row.
    Part2,
    Part3,
    Part4,
    Part5,
    Part6,
    Part7,
    Part8,
    Part9,
    FirstRow,
    LastRow,
    Rename,
    Delete,
    // Those of a table.
    SelectRow, ///< `x`.
    CopyTable, ///< Selection as TSV.
    CopyMarkdown,
    CopyMail, ///< As a table of at most 78 columns.
    ChooseColumns,
    SortMenu,
    GroupRows,
    // Those of triage.
    AddToTray, ///< `m`: the row in the triage tray, or out of it.
    AddAllToTray, ///< Shift+M: all that is shown.
    Note, ///< `c`: what the user says of the selection.
    Waive, ///< Shift+C: the failure of the selected cells is expected.
    SetCulprit, ///< Shift+I: the commit that introduced the selected regression, or none.
    AttachIssue, ///< `a`.
    MarkSeen, ///< Shift+V: what is shown is no news any more.
    SwapSides, ///< Shift+X: of a comparison.
    // Those of logs.
    Diff, ///< `d`: the log against the last good one.
    OpenFile, ///< Ctrl+O: a log file from the disk.
    FindInAllLogs, ///< Ctrl+Shift+F.
    NextStage,
    PreviousStage,
    FoldAll,
    ToggleBookmark,
    ListBookmarks,
    FilterLines, ///< `&`: only the lines that match.
    RawLog,
    Follow,
    OpenInEditor,
    MakeRule,
    ShowBytes, ///< `x`: the log as rows of its bytes, or as text.
    DecodeTraces, ///< Shift+D: of the log, with source lines.
};

/// Where a key has its meaning. The innermost scope that is valid wins: a log's `Shift+W` goes
/// before a view's, a view's before the window's. Text fields take plain keys before all of them.
/// Inside one scope a key means one thing.
enum class ActionScope : std::uint8_t { Window, View, List, Log };

/// A row stands in the registry once something acts on it; views say with View::actions() which of
/// the inner scopes' actions mean something in them.
struct ActionSpec {
    ActionId id;
    const char* key; ///< Stable name, for settings and the palette: "next-new".
    const char* text; ///< Untranslated; shown with QCoreApplication::translate("Actions", text).
    std::vector<QKeySequence> keys; ///< Of the default preset.
    ActionScope scope;
    QString groupKey; ///< Heading in the key help, menu.
};

/// The one list of actions, in the order in which the key help shows them.
const std::vector<ActionSpec>& actionRegistry();

/// Translated text of an action.
QString actionText(const ActionSpec& spec);

} // namespace cboard::ui
