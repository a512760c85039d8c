// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/actions.h"

#include "ui/base/log_actions.h"
#include "ui/base/numbered_actions.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using Keys = std::vector<QKeySequence>;

    Keys keys(std::initializer_list<const char*> texts)
    {
        Keys result;
        for (const char* text : texts) {
            result.emplace_back(QString::fromLatin1(text));
        }
        return result;
    }

    QString group(const char* text)
    {
        return QCoreApplication::translate("Actions", text);
    }

    ActionSpec window(ActionId id, const char* name, const char* text, Keys keyList,
                      const QString& groupKey)
    {
        return {id, name, text, std::move(keyList), ActionScope::Window, groupKey};
    }

    ActionSpec view(ActionId id, const char* name, const char* text, Keys keyList,
                    const QString& groupKey)
    {
        return {id, name, text, std::move(keyList), ActionScope::View, groupKey};
    }

    ActionSpec log(ActionId id, const char* name, const char* text, Keys keyList,
                   const QString& groupKey)
    {
        return {id, name, text, std::move(keyList), ActionScope::Log, groupKey};
    }

    void addMoves(std::vector<ActionSpec>& all)
    {
        const QString move = group(QT_TRANSLATE_NOOP("Actions", "Move"));
        all.insert(all.end(),
                   {view(ActionId::RowDown, "row-down", QT_TRANSLATE_NOOP("Actions", "Next row"),
                         keys({"J"}), move),
                    view(ActionId::RowUp, "row-up", QT_TRANSLATE_NOOP("Actions", "Previous row"),
                         keys({"K"}), move),
                    view(ActionId::Left, "left", QT_TRANSLATE_NOOP("Actions", "Left; collapse"),
                         keys({"H"}), move),
                    view(ActionId::Right, "right", QT_TRANSLATE_NOOP("Actions", "Right; expand"),
                         keys({"L"}), move),
                    window(ActionId::FirstRow, "first-row",
                           QT_TRANSLATE_NOOP("Actions", "First row"), keys({"Ctrl+Home"}), move),
                    window(ActionId::LastRow, "last-row", QT_TRANSLATE_NOOP("Actions", "Last row"),
                           keys({"Ctrl+End"}), move),
                    view(ActionId::NextNew, "next-new",
                         QT_TRANSLATE_NOOP("Actions", "Next new failure"), keys({"N"}), move),
                    view(ActionId::PreviousNew, "previous-new",
                         QT_TRANSLATE_NOOP("Actions", "Previous new failure"), keys({"P"}), move),
                    view(ActionId::NextFailure, "next-failure",
                         QT_TRANSLATE_NOOP("Actions", "Next failure of any kind"),
                         keys({"Shift+N"}), move),
                    view(ActionId::PreviousFailure, "previous-failure",
                         QT_TRANSLATE_NOOP("Actions", "Previous failure of any kind"),
                         keys({"Shift+P"}), move),
                    view(ActionId::NewerRevision, "newer-revision",
                         QT_TRANSLATE_NOOP("Actions", "Newer revision"), keys({"]"}), move),
                    view(ActionId::OlderRevision, "older-revision",
                         QT_TRANSLATE_NOOP("Actions", "Older revision"), keys({"["}), move),
                    log(ActionId::NextError, "next-error",
                        QT_TRANSLATE_NOOP("Actions", "Next error in the log"), keys({"E"}), move),
                    log(ActionId::PreviousError, "previous-error",
                        QT_TRANSLATE_NOOP("Actions", "Previous error in the log"),
                        keys({"Shift+E"}), move)});
    }

    void addOpens(std::vector<ActionSpec>& all)
    {
        const QString open = group(QT_TRANSLATE_NOOP("Actions", "Open and copy"));
        all.insert(
            all.end(),
            {view(ActionId::Open, "open", QT_TRANSLATE_NOOP("Actions", "Open"),
                  keys({"Return", "Enter"}), open),
             view(ActionId::OpenInNewTab, "open-in-new-tab",
                  QT_TRANSLATE_NOOP("Actions", "Open in a new tab"), keys({"Shift+Return"}), open),
             view(ActionId::OpenInSplit, "open-in-split",
                  QT_TRANSLATE_NOOP("Actions", "Open in the split beside"), keys({"Ctrl+Return"}),
                  open),
             view(ActionId::OpenLog, "open-log",
                  QT_TRANSLATE_NOOP("Actions", "Log of the selection"), keys({}), open),
             window(ActionId::OpenInBrowser, "open-page",
                    QT_TRANSLATE_NOOP("Actions", "The page of the selection in the web browser"),
                    keys({"O"}), open),
             window(ActionId::Compare, "compare",
                    QT_TRANSLATE_NOOP("Actions", "Compare two cells, or with the baseline"),
                    keys({"="}), open),
             window(ActionId::SetBaseline, "set-baseline",
                    QT_TRANSLATE_NOOP("Actions", "The revision of the selection is the baseline"),
                    keys({"B"}), open),
             window(ActionId::AcceptRevision, "accept-revision",
                    QT_TRANSLATE_NOOP("Actions", "Accept the revision as good, or no longer"),
                    keys({"Shift+B"}), open),
             window(ActionId::Reproduce, "reproduce",
                    QT_TRANSLATE_NOOP("Actions", "Copy the command that repeats it"), keys({"R"}),
                    open),
             view(ActionId::CopyId, "copy-id", QT_TRANSLATE_NOOP("Actions", "Copy the id"),
                  keys({"Y"}), open),
             view(ActionId::CopyReport, "copy-report",
                  QT_TRANSLATE_NOOP("Actions", "Copy as a line for a report"), keys({"Shift+Y"}),
                  open),
             view(ActionId::History, "history",
                  QT_TRANSLATE_NOOP("Actions", "The selected cell through time"), keys({"T"}),
                  open),
             window(ActionId::CopyLink, "copy-link",
                    QT_TRANSLATE_NOOP("Actions", "Copy a link to what is shown"),
                    keys({"Ctrl+Shift+C"}), open)});
    }

    void addTables(std::vector<ActionSpec>& all)
    {
        const QString table = group(QT_TRANSLATE_NOOP("Actions", "Tables"));
        all.insert(
            all.end(),
            {view(ActionId::SortMenu, "table-menu",
                  QT_TRANSLATE_NOOP("Actions", "Sort, group and copy the table"), keys({"Ctrl+."}),
                  table),
             view(ActionId::GroupRows, "group-rows",
                  QT_TRANSLATE_NOOP("Actions", "Group the rows by a column"), keys({"Ctrl+Alt+G"}),
                  table),
             view(ActionId::ChooseColumns, "choose-columns",
                  QT_TRANSLATE_NOOP("Actions", "Choose the columns"), keys({"Ctrl+Alt+C"}), table),
             view(ActionId::SelectRow, "select-row",
                  QT_TRANSLATE_NOOP("Actions", "Select the row or cell, or not"), keys({"X"}),
                  table),
             view(ActionId::CopyTable, "copy-rows",
                  QT_TRANSLATE_NOOP("Actions", "Copy the selected rows"), keys({"Ctrl+C"}), table),
             view(ActionId::CopyMarkdown, "copy-markdown",
                  QT_TRANSLATE_NOOP("Actions", "Copy the selected rows as Markdown"),
                  keys({"Ctrl+Shift+M"}), table),
             view(ActionId::CopyMail, "copy-mail",
                  QT_TRANSLATE_NOOP("Actions", "Copy the selected rows for a mail"),
                  keys({"Ctrl+Shift+Y"}), table)});
    }

    void addFilters(std::vector<ActionSpec>& all)
    {
        const QString filter = group(QT_TRANSLATE_NOOP("Actions", "Filter and find"));
        all.insert(
            all.end(),
            {window(ActionId::FocusFilter, "focus-filter",
                    QT_TRANSLATE_NOOP("Actions", "Filter this view"), keys({"/"}), filter),
             window(ActionId::ToggleFails, "only-failures",
                    QT_TRANSLATE_NOOP("Actions", "Only failures, or all"), keys({"F"}), filter),
             window(ActionId::ToggleInfra, "infra",
                    QT_TRANSLATE_NOOP("Actions", "Hide or show infrastructure results"),
                    keys({"I"}), filter),
             window(ActionId::DropTerm, "drop-term",
                    QT_TRANSLATE_NOOP("Actions", "Take the last term out of the filter"),
                    keys({"Backspace"}), filter),
             view(ActionId::Find, "find", QT_TRANSLATE_NOOP("Actions", "Find in the table or log"),
                  keys({"Ctrl+F"}), filter),
             view(ActionId::FindNext, "find-next", QT_TRANSLATE_NOOP("Actions", "Next match"),
                  keys({"F3"}), filter),
             view(ActionId::FindPrevious, "find-previous",
                  QT_TRANSLATE_NOOP("Actions", "Previous match"), keys({"Shift+F3"}), filter),
             window(ActionId::OpenFile, "open-file",
                    QT_TRANSLATE_NOOP("Actions", "Open a log file"), keys({"Ctrl+O"}), filter),
             window(ActionId::FindInAllLogs, "find-in-all-logs",
                    QT_TRANSLATE_NOOP("Actions", "Find in all stored logs"), keys({"Ctrl+Shift+F"}),
                    filter),
             window(ActionId::Palette, "palette",
                    QT_TRANSLATE_NOOP("Actions", "Search, open, do anything"), keys({"Ctrl+K"}),
                    filter),
             window(ActionId::PaletteCommands, "palette-commands",
                    QT_TRANSLATE_NOOP("Actions", "Search for a command"), keys({"Ctrl+Shift+P"}),
                    filter),
             log(ActionId::GoToLine, "go-to-line",
                 QT_TRANSLATE_NOOP("Actions", "Go to a line of the log"), keys({"Ctrl+G"}), filter),
             window(ActionId::Leave, "leave",
                    QT_TRANSLATE_NOOP("Actions", "Leave the field; then one level up"),
                    keys({"Esc"}), filter)});
    }

    void addKeeping(std::vector<ActionSpec>& all)
    {
        const QString keep = group(QT_TRANSLATE_NOOP("Actions", "Keep and export"));
        all.insert(
            all.end(),
            {window(ActionId::SaveView, "save-view", QT_TRANSLATE_NOOP("Actions", "Save this view"),
                    keys({"S"}), keep),
             window(ActionId::SaveViewAs, "save-view-as",
                    QT_TRANSLATE_NOOP("Actions", "Save this view under a new name"),
                    keys({"Ctrl+Shift+S"}), keep),
             window(ActionId::Watch, "watch",
                    QT_TRANSLATE_NOOP("Actions", "Watch the board or tree, or no longer"),
                    keys({"W", "Shift+W"}), keep),
             view(ActionId::MarkSeen, "mark-seen", QT_TRANSLATE_NOOP("Actions", "All this is seen"),
                  keys({"Shift+V"}), keep),
             window(ActionId::Export, "export",
                    QT_TRANSLATE_NOOP("Actions", "Export what is shown"), keys({"Ctrl+E"}), keep),
             window(ActionId::Undo, "undo",
                    QT_TRANSLATE_NOOP("Actions", "Take back the last change"),
                    keys({"U", "Ctrl+Z"}), keep),
             window(ActionId::Redo, "redo", QT_TRANSLATE_NOOP("Actions", "Do it again"),
                    keys({"Ctrl+Shift+Z"}), keep),
             view(ActionId::Rename, "rename", QT_TRANSLATE_NOOP("Actions", "Rename"), keys({"F2"}),
                  keep),
             view(ActionId::Delete, "delete", QT_TRANSLATE_NOOP("Actions", "Delete"), keys({"Del"}),
                  keep)});
    }

    void addTriage(std::vector<ActionSpec>& all)
    {
        const QString triage = group(QT_TRANSLATE_NOOP("Actions", "Triage"));
        all.insert(
            all.end(),
            {window(ActionId::AddToTray, "tray",
                    QT_TRANSLATE_NOOP("Actions", "The selection into the tray, or out of it"),
                    keys({"M"}), triage),
             window(ActionId::AddAllToTray, "tray-all",
                    QT_TRANSLATE_NOOP("Actions", "All that is shown into the tray"),
                    keys({"Shift+M"}), triage),
             window(ActionId::Note, "note", QT_TRANSLATE_NOOP("Actions", "Note on the selection"),
                    keys({"C"}), triage),
             window(ActionId::Waive, "waive",
                    QT_TRANSLATE_NOOP("Actions", "Expect this failure for a while (waive)"),
                    keys({"Shift+C"}), triage),
             view(ActionId::SetCulprit, "culprit",
                  QT_TRANSLATE_NOOP("Actions", "The commit that introduced it (culprit), or none"),
                  keys({"Shift+I"}), triage)});
    }

    void addLooks(std::vector<ActionSpec>& all)
    {
        const QString look = group(QT_TRANSLATE_NOOP("Actions", "Arrange"));
        all.insert(
            all.end(),
            {view(ActionId::SortMode, "sort-mode",
                  QT_TRANSLATE_NOOP("Actions", "Worst first, by name, or by time"), keys({"Alt+S"}),
                  look),
             view(ActionId::SwapSides, "swap-sides",
                  QT_TRANSLATE_NOOP("Actions", "Swap what is compared"), keys({"Shift+X"}), look),
             view(ActionId::LabSplit, "lab-split",
                  QT_TRANSLATE_NOOP("Actions", "Labs side by side, or together"), keys({"Shift+L"}),
                  look),
             view(ActionId::ExpandAll, "expand-failing",
                  QT_TRANSLATE_NOOP("Actions", "Expand to failing results"), keys({"*"}), look),
             view(ActionId::FoldMore, "fold-level",
                  QT_TRANSLATE_NOOP("Actions", "Fold to the next level"), keys({"Z"}), look),
             view(ActionId::Preset1, "preset-1",
                  QT_TRANSLATE_NOOP("Actions", "First choice of rows and columns"), keys({"Alt+1"}),
                  look),
             view(ActionId::Preset2, "preset-2",
                  QT_TRANSLATE_NOOP("Actions", "Second choice of rows and columns"),
                  keys({"Alt+2"}), look),
             view(ActionId::Preset3, "preset-3",
                  QT_TRANSLATE_NOOP("Actions", "Third choice of rows and columns"), keys({"Alt+3"}),
                  look),
             view(ActionId::Preset4, "preset-4",
                  QT_TRANSLATE_NOOP("Actions", "Fourth choice of rows and columns"),
                  keys({"Alt+4"}), look),
             log(ActionId::WrapLines, "wrap-lines",
                 QT_TRANSLATE_NOOP("Actions", "Wrap long lines of the log"), keys({"Shift+W"}),
                 look),
             log(ActionId::TimeMode, "time-mode",
                 QT_TRANSLATE_NOOP("Actions", "Next way to show the times of the log"),
                 keys({"Shift+T"}), look),
             window(ActionId::ToggleLetters, "letters",
                    QT_TRANSLATE_NOOP("Actions", "Letters instead of glyphs"), keys({"Alt+L"}),
                    look),
             window(ActionId::ToggleTheme, "theme",
                    QT_TRANSLATE_NOOP("Actions", "Light or dark theme"), keys({"Alt+T"}), look)});
    }

    void addWindow(std::vector<ActionSpec>& all)
    {
        const QString heading = group(QT_TRANSLATE_NOOP("Actions", "Window"));
        all.insert(
            all.end(),
            {window(ActionId::Back, "back", QT_TRANSLATE_NOOP("Actions", "Back"),
                    keys({"Alt+Left"}), heading),
             window(ActionId::Forward, "forward", QT_TRANSLATE_NOOP("Actions", "Forward"),
                    keys({"Alt+Right"}), heading),
             window(ActionId::Refresh, "refresh", QT_TRANSLATE_NOOP("Actions", "Refresh"),
                    keys({"F5"}), heading),
             window(ActionId::NextPane, "next-pane", QT_TRANSLATE_NOOP("Actions", "Next pane"),
                    keys({"F6"}), heading),
             window(ActionId::ToggleNavigator, "navigator",
                    QT_TRANSLATE_NOOP("Actions", "Navigator"), keys({"Ctrl+1"}), heading),
             window(ActionId::ToggleInspector, "inspector",
                    QT_TRANSLATE_NOOP("Actions", "Inspector"), keys({"Ctrl+2"}), heading),
             window(ActionId::TogglePeek, "peek",
                    QT_TRANSLATE_NOOP("Actions", "Log of the selection below the view"),
                    keys({"Space", "Ctrl+3"}), heading),
             window(ActionId::NextTab, "next-tab", QT_TRANSLATE_NOOP("Actions", "Next tab"),
                    keys({"Ctrl+PgDown"}), heading),
             window(ActionId::PreviousTab, "previous-tab",
                    QT_TRANSLATE_NOOP("Actions", "Previous tab"), keys({"Ctrl+PgUp"}), heading),
             window(ActionId::MoveTabRight, "move-tab-right",
                    QT_TRANSLATE_NOOP("Actions", "Move the tab right"), keys({"Ctrl+Shift+PgDown"}),
                    heading),
             window(ActionId::MoveTabLeft, "move-tab-left",
                    QT_TRANSLATE_NOOP("Actions", "Move the tab left"), keys({"Ctrl+Shift+PgUp"}),
                    heading),
             window(ActionId::DuplicateTab, "duplicate-tab",
                    QT_TRANSLATE_NOOP("Actions", "Show the same in a new tab"), keys({"Ctrl+T"}),
                    heading),
             window(ActionId::ReopenTab, "reopen-tab",
                    QT_TRANSLATE_NOOP("Actions", "Open the closed tab again"),
                    keys({"Ctrl+Shift+T"}), heading),
             window(ActionId::SplitRight, "split-right",
                    QT_TRANSLATE_NOOP("Actions", "Split: the same beside"), keys({"Ctrl+\\"}),
                    heading),
             window(ActionId::SplitBelow, "split-below",
                    QT_TRANSLATE_NOOP("Actions", "Split: the same below"), keys({"Ctrl+Shift+\\"}),
                    heading),
             window(ActionId::NewWindow, "new-window", QT_TRANSLATE_NOOP("Actions", "New window"),
                    keys({"Ctrl+N"}), heading),
             window(ActionId::FocusLocation, "location",
                    QT_TRANSLATE_NOOP("Actions", "The way to what is shown"), keys({"Ctrl+L"}),
                    heading),
             window(ActionId::CancelTask, "cancel-task",
                    QT_TRANSLATE_NOOP("Actions", "Cancel the running task"), keys({"Shift+Esc"}),
                    heading),
             window(ActionId::PauseWork, "pause-work",
                    QT_TRANSLATE_NOOP("Actions", "Pause the work in the background, or go on"),
                    keys({"Ctrl+Alt+P", "Pause"}), heading),
             window(ActionId::CloseTab, "close-tab", QT_TRANSLATE_NOOP("Actions", "Close the tab"),
                    keys({"Ctrl+W"}), heading),
             window(ActionId::ShowKeys, "show-keys",
                    QT_TRANSLATE_NOOP("Actions", "Keys that are valid here"), keys({"?", "F1"}),
                    heading),
             window(ActionId::Quit, "quit", QT_TRANSLATE_NOOP("Actions", "Quit"), keys({"Ctrl+Q"}),
                    heading)});
    }

} // namespace

const std::vector<ActionSpec>& actionRegistry()
{
    static const std::vector<ActionSpec> actions = [] {
        std::vector<ActionSpec> all;
        addMoves(all);
        addOpens(all);
        addTables(all);
        addFilters(all);
        addKeeping(all);
        addTriage(all);
        addLooks(all);
        addLogActions(all);
        addNumberedActions(all);
        addWindow(all);
        return all;
    }();
    return actions;
}

QString actionText(const ActionSpec& spec)
{
    return QCoreApplication::translate("Actions", spec.text);
}

} // namespace cboard::ui
