// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_answers.h"

#include "ui/base/key_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("KeyAnswers", text);
    }

    /// Keys that users of other tools try, and what serves instead.
    struct Awaited {
        const char* keys;
        const char* answer;
    };

    constexpr std::array AwaitedKeys = {
        Awaited{"A",
                QT_TRANSLATE_NOOP("KeyAnswers",
                                  "No issue can be attached yet: {note} notes on the result, "
                                  "{waive} expects its failure, {tray} puts it into the tray")},
        Awaited{"G,I",
                QT_TRANSLATE_NOOP("KeyAnswers",
                                  "Issues have no view of their own yet: those that the sources "
                                  "report stand in a tab of each revision ({go-revision})")},
        Awaited{"G,P",
                QT_TRANSLATE_NOOP("KeyAnswers",
                                  "Nothing is run from here yet: results are read ({go-ingest}), "
                                  "and {reproduce} copies the command that repeats one")},
    };

    QString awaitedAnswer(const QKeySequence& typed)
    {
        const auto place =
            std::find_if(AwaitedKeys.begin(), AwaitedKeys.end(), [&typed](const Awaited& awaited) {
                return typed == QKeySequence(QLatin1String(awaited.keys));
            });
        return place == AwaitedKeys.end() ? QString() : tr(place->answer);
    }

    /// What serves where there is nothing to find in; empty for other actions.
    QString answerToFind(const KeyedAction& action)
    {
        const bool isFind = action.id == ActionId::Find || action.id == ActionId::FindNext
            || action.id == ActionId::FindPrevious;
        return isFind ? tr("Find is for tables and logs: {palette} finds trees, boards, tests and "
                           "commands, {find-in-all-logs} searches all logs")
                      : QString();
    }

    const KeyedAction* actionElsewhere(const QKeySequence& typed, const KeyMap& keys)
    {
        const auto& all = keyedActions();
        const auto place = std::find_if(all.begin(), all.end(), [&](const KeyedAction& action) {
            return keys.keys(action.name).contains(typed);
        });
        return place == all.end() ? nullptr : &*place;
    }

} // namespace

QString answerToKey(const QKeySequence& typed, const KeyMap& keys, const QString& place)
{
    const QString help = withKeys(keys, tr("{show-keys} lists the keys of %1").arg(place));
    if (const QString answer = awaitedAnswer(typed); !answer.isEmpty()) {
        return withKeys(keys, answer);
    }
    if (const KeyedAction* action = actionElsewhere(typed, keys)) {
        if (const QString answer = answerToFind(*action); !answer.isEmpty()) {
            return withKeys(keys, answer);
        }
        return tr("%1 (“%2”) means nothing here; %3").arg(keyText(typed), action->text, help);
    }
    return tr("%1 means nothing here; %2").arg(keyText(typed), help);
}

bool isOfFilter(ActionId action)
{
    return action == ActionId::FocusFilter || action == ActionId::DropTerm
        || action == ActionId::ToggleFails || action == ActionId::ToggleInfra;
}

QString answerWithoutFilter(const KeyMap& keys)
{
    return withKeys(keys, tr("This view has no filter; {find} finds in what it shows"));
}

QString answerAfter(ActionId action)
{
    switch (action) {
    case ActionId::NextNew:
        return tr("No new failure after this one");
    case ActionId::PreviousNew:
        return tr("No new failure before this one");
    case ActionId::NextFailure:
        return tr("No failure after this one");
    case ActionId::PreviousFailure:
        return tr("No failure before this one");
    case ActionId::NewerRevision:
        return tr("No newer revision is shown");
    case ActionId::OlderRevision:
        return tr("No older revision is shown");
    case ActionId::CopyId:
        return tr("Copied the id");
    case ActionId::CopyReport:
        return tr("Copied a line for a report");
    case ActionId::CopyTable:
        return tr("Copied the selected rows");
    case ActionId::CopyMarkdown:
        return tr("Copied the selected rows as Markdown");
    case ActionId::CopyMail:
        return tr("Copied the selected rows for a mail");
    default:
        return {};
    }
}

} // namespace cboard::ui
