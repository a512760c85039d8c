// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/log_actions.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    ActionSpec log(ActionId id, const char* name, const char* text, const char* keyText,
                   const QString& heading)
    {
        return {id,     name, text, {QKeySequence(QString::fromLatin1(keyText))}, ActionScope::Log,
                heading};
    }

} // namespace

void addLogActions(std::vector<ActionSpec>& all)
{
    const QString logs = QCoreApplication::translate("Actions", "Logs");
    all.insert(
        all.end(),
        {log(ActionId::NextStage, "next-stage",
             QT_TRANSLATE_NOOP("Actions", "Next stage of the log"), "}", logs),
         log(ActionId::PreviousStage, "previous-stage",
             QT_TRANSLATE_NOOP("Actions", "Previous stage of the log"), "{", logs),
         log(ActionId::FoldAll, "fold-all",
             QT_TRANSLATE_NOOP("Actions", "Fold all stages of the log, or open them"), "Shift+Z",
             logs),
         log(ActionId::FilterLines, "filter-lines",
             QT_TRANSLATE_NOOP("Actions", "Only lines of the log that match"), "&", logs),
         log(ActionId::Diff, "diff",
             QT_TRANSLATE_NOOP("Actions", "Diff of the log with the last good one"), "D", logs),
         log(ActionId::RawLog, "raw-log",
             QT_TRANSLATE_NOOP("Actions", "The log as it is stored, or decoded"), "Shift+L", logs),
         log(ActionId::ShowBytes, "bytes",
             QT_TRANSLATE_NOOP("Actions", "The log as bytes, or as text"), "X", logs),
         log(ActionId::ToggleBookmark, "bookmark",
             QT_TRANSLATE_NOOP("Actions", "Bookmark on the line of the log, or off"), "Ctrl+B",
             logs),
         log(ActionId::ListBookmarks, "bookmarks",
             QT_TRANSLATE_NOOP("Actions", "Bookmarks of the log"), "'", logs),
         log(ActionId::MakeRule, "make-rule",
             QT_TRANSLATE_NOOP("Actions", "A rule for errors like this line of the log"), "A",
             logs),
         log(ActionId::DecodeTraces, "decode-traces",
             QT_TRANSLATE_NOOP("Actions", "Call traces of the log with their source lines"),
             "Shift+D", logs),
         log(ActionId::OpenInEditor, "open-in-editor",
             QT_TRANSLATE_NOOP("Actions", "The log in an editor, at this line"), "V", logs),
         log(ActionId::Follow, "follow",
             QT_TRANSLATE_NOOP("Actions", "Follow the end of a log file that grows"), "F", logs)});
}

} // namespace cboard::ui
