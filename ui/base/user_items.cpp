// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/user_items.h"

#include "ui/base/text_format.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    using store::UserData;

    constexpr const char* TrayMark = "tray"; ///< As in the filter: `mark:tray`.
    constexpr const char* AcceptedMark = "accepted";
    const QString RevisionPrefix = QStringLiteral("revision:");

    Result<UserLists> readLists(UserData& data)
    {
        UserLists lists;
        CBOARD_TRY(lists.saved, data.savedViews());
        CBOARD_TRY(lists.recent, data.recentViews());
        CBOARD_TRY(const auto pins, data.pins());
        for (const UserData::Pin& pin : pins) {
            if (const auto thing = Watched::of(pin)) {
                lists.watched.push_back(*thing);
            }
        }
        CBOARD_TRY(const auto accepted, data.marked(AcceptedMark));
        for (const std::string& target : accepted) {
            lists.accepted << fromUtf8(target).mid(RevisionPrefix.size());
        }
        CBOARD_TRY(const auto tray, data.marked(TrayMark));
        for (const std::string& target : tray) {
            lists.tray << fromUtf8(target);
        }
        CBOARD_TRY(const auto notes, data.notes());
        for (const UserData::Note& note : notes) {
            lists.notes.insert(fromUtf8(note.target), fromUtf8(note.text));
        }
        CBOARD_TRY(lists.aliases, data.aliases(UserData::Named::Board));
        CBOARD_TRY(const auto labs, data.aliases(UserData::Named::Lab));
        lists.aliases.insert(lists.aliases.end(), labs.begin(), labs.end());
        CBOARD_TRY(const auto waivers, data.waivers());
        for (const UserData::Waiver& waiver : waivers) {
            lists.waivers.insert(fromUtf8(waiver.target), waiver);
        }
        return lists;
    }

    QString stepText(const std::optional<UserData::Step>& step, bool isUndo)
    {
        if (!step) {
            return isUndo ? UserItems::tr("Nothing to take back")
                          : UserItems::tr("Nothing to do again");
        }
        const QString target = fromUtf8(step->target);
        const QString what = step->label == "view" ? UserItems::tr("saved view “%1”").arg(target)
            : step->label == "pin"                 ? UserItems::tr("watching of %1").arg(target)
            : service::isCulpritTarget(step->target) ? UserItems::tr("culprit of a regression")
            : step->label == "note"                  ? UserItems::tr("note on %1").arg(target)
            : step->label == "waiver"                ? UserItems::tr("waiver of %1").arg(target)
            : step->label == "alias" ? UserItems::tr("other name “%1”").arg(target)
            : step->label == "mark"  ? UserItems::tr("mark on %1").arg(target)
                                     : UserItems::tr("change of %1").arg(target);
        return isUndo ? UserItems::tr("Took back: %1").arg(what)
                      : UserItems::tr("Did again: %1").arg(what);
    }

    /// From which name to which, when one went and another came that shows the same.
    std::optional<std::pair<QString, QString>> renamedView(const auto& before, const auto& now)
    {
        const auto has = [](const auto& views, const std::string& name) {
            return std::any_of(views.begin(), views.end(),
                               [&name](const auto& view) { return view.name == name; });
        };
        for (const auto& went : before) {
            for (const auto& came : now) {
                if (came.address == went.address && !has(now, went.name)
                    && !has(before, came.name)) {
                    return std::pair(fromUtf8(went.name), fromUtf8(came.name));
                }
            }
        }
        return std::nullopt;
    }

} // namespace

UserItems::UserItems(std::filesystem::path storeFile, QThreadPool& pool, TaskList& tasks,
                     std::function<Timestamp()> now, QObject* parent)
    : QObject(parent)
    , m_file(std::make_shared<File>())
    , m_now(std::move(now))
    , m_work(pool, tasks)
{
    m_file->store = std::move(storeFile);
}

bool UserItems::isWatched(const Watched& thing) const
{
    return std::find(m_lists.watched.begin(), m_lists.watched.end(), thing)
        != m_lists.watched.end();
}

void UserItems::enqueue(Change change)
{
    m_changes.push_back(std::move(change));
    if (!m_work.isRunning()) {
        startNext();
    }
}

void UserItems::startNext()
{
    if (m_changes.empty()) {
        return;
    }
    Change change = std::move(m_changes.front());
    m_changes.pop_front();
    m_work.start(
        tr("Keeping what you saved"),
        [file = m_file, change = std::move(change)](const TaskContext&) -> Result<Outcome> {
            if (!file->data) {
                CBOARD_TRY(file->data, UserData::open(file->store));
            }
            Outcome outcome;
            CBOARD_TRY(outcome.sentence, change(*file->data));
            CBOARD_TRY(outcome.lists, readLists(*file->data));
            return outcome;
        },
        [this](Result<Outcome> outcome) {
            if (!outcome) {
                emit said(fromUtf8(describe(outcome.error())));
            } else {
                const UserLists before = std::exchange(m_lists, std::move(outcome->lists));
                if (const auto names = renamedView(before.saved, m_lists.saved)) {
                    emit viewRenamed(names->first, names->second);
                }
                emit changed();
                if (before.waivers != m_lists.waivers || before.aliases != m_lists.aliases) {
                    emit countingChanged();
                }
                if (!outcome->sentence.isEmpty()) {
                    emit said(outcome->sentence);
                }
            }
            startNext();
        });
}

void UserItems::load()
{
    enqueue([](UserData&) { return QString(); });
}

void UserItems::save(const QString& name, const ViewState& state)
{
    UserData::SavedView view{name.trimmed().toStdString(), toAddress(state).toStdString()};
    enqueue([view = std::move(view), now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.saveView(view, now));
        return tr("Saved as “%1”").arg(fromUtf8(view.name));
    });
}

void UserItems::rename(const QString& from, const QString& to)
{
    enqueue([from = from.toStdString(), to = to.trimmed().toStdString(),
             now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.renameView(from, to, now));
        return tr("“%1” is now “%2”").arg(fromUtf8(from), fromUtf8(to));
    });
}

void UserItems::remove(const QString& name)
{
    enqueue([name = name.toStdString(), now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.removeView(name, now));
        return tr("Deleted “%1”; {undo} brings it back").arg(fromUtf8(name));
    });
}

void UserItems::toggleWatched(const Watched& thing)
{
    enqueue(
        [thing, wasWatched = isWatched(thing), now = m_now()](UserData& data) -> Result<QString> {
            const UserData::Pin pin = thing.pin();
            if (wasWatched) {
                CBOARD_TRY_VOID(data.unpin(pin, now));
                return tr("No longer watching %1").arg(thing.title());
            }
            CBOARD_TRY_VOID(data.pin(pin, now));
            return tr("Watching %1").arg(thing.title());
        });
}

void UserItems::toggleAccepted(const QString& commit, const QString& name)
{
    enqueue([target = (RevisionPrefix + commit).toStdString(), name,
             isAccepted = m_lists.accepted.contains(commit),
             now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.markAll({target}, AcceptedMark, !isAccepted, now));
        return isAccepted ? tr("%1 is no longer accepted as good").arg(name)
                          : tr("Accepted %1 as good").arg(name);
    });
}

void UserItems::toggleTray(const QStringList& targets)
{
    const bool areAllIn = std::all_of(targets.begin(), targets.end(), [this](const QString& one) {
        return m_lists.tray.contains(one);
    });
    std::vector<std::string> marked;
    for (const QString& target : targets) {
        marked.push_back(target.toStdString());
    }
    enqueue(
        [marked = std::move(marked), areAllIn, now = m_now()](UserData& data) -> Result<QString> {
            CBOARD_TRY_VOID(data.markAll(marked, TrayMark, !areAllIn, now));
            const auto count = static_cast<qint64>(marked.size());
            return areAllIn
                ? countedText(count, tr("%1 taken out of the tray"), tr("%1 taken out of the tray"))
                : countedText(count, tr("%1 put into the tray; {undo} takes it back"),
                              tr("%1 put into the tray; {undo} takes them back"));
        });
}

void UserItems::setNote(const QString& target, const QString& text)
{
    enqueue([target = target.toStdString(), text = text.trimmed().toStdString(),
             now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.setNote(
            target, text.empty() ? std::nullopt : std::optional<std::string>(text), now));
        return text.empty() ? tr("The note is gone; {undo} brings it back") : tr("Noted");
    });
}

void UserItems::setCulprit(const std::vector<std::string>& targets,
                           const std::optional<service::Culprit>& culprit)
{
    enqueue([targets, culprit, now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.setNotes(
            targets, culprit ? std::optional(service::culpritText(*culprit)) : std::nullopt, now));
        return culprit ? tr("%1 is its culprit; {culprit} or {undo} takes it back")
                             .arg(shortHash(culprit->commit))
                       : tr("Its culprit is not known any more; {undo} brings it back");
    });
}

void UserItems::waive(const QStringList& cells, const QString& reason,
                      std::optional<Timestamp> until)
{
    std::vector<UserData::Waiver> waivers;
    for (const QString& cell : cells) {
        waivers.push_back({cell.toStdString(), reason.trimmed().toStdString(), until});
    }
    enqueue([waivers = std::move(waivers), now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.waive(waivers, now));
        return countedText(std::ssize(waivers),
                           tr("The failure of %1 cell is expected now; {undo} "
                              "takes it back"),
                           tr("The failures of %1 cells are expected now; {undo} takes it back"));
    });
}

void UserItems::endWaivers(const QStringList& cells)
{
    std::vector<std::string> targets;
    for (const QString& cell : cells) {
        targets.push_back(cell.toStdString());
    }
    enqueue([targets = std::move(targets), now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.endWaivers(targets, now));
        return tr("The failure counts again; {undo} takes it back");
    });
}

void UserItems::mergeNames(UserData::Named kind, const QStringList& names, const QString& main)
{
    std::vector<std::string> merged;
    for (const QString& name : names) {
        merged.push_back(name.trimmed().toStdString());
    }
    enqueue([kind, merged = std::move(merged), main = main.toStdString(),
             now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.mergeNames(kind, merged, main, now));
        // Judging follows the names that results have (CellKey).
        return (kind == UserData::Named::Lab
                    ? tr("The lab is shown as %1; new and fixed are judged by each name; "
                         "{undo} takes it back")
                    : tr("One board now: %1; new and fixed are judged by each name; "
                         "{undo} takes it back"))
            .arg(fromUtf8(main));
    });
}

void UserItems::splitNames(UserData::Named kind, const QString& main)
{
    enqueue([kind, main = main.toStdString(), now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY_VOID(data.splitNames(kind, main, now));
        return tr("%1 has its own results only; {undo} takes it back").arg(fromUtf8(main));
    });
}

void UserItems::addRecent(const ViewState& state, const QString& title)
{
    UserData::RecentView view{toAddress(state).toStdString(), title.toStdString()};
    if (m_lists.recent.empty() || m_lists.recent.front() != view) {
        enqueue([view = std::move(view)](UserData& data) -> Result<QString> {
            CBOARD_TRY_VOID(data.addRecent(view));
            return QString();
        });
    }
}

void UserItems::undo()
{
    enqueue([now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY(const auto step, data.undo(now));
        return stepText(step, true);
    });
}

void UserItems::redo()
{
    enqueue([now = m_now()](UserData& data) -> Result<QString> {
        CBOARD_TRY(const auto step, data.redo(now));
        return stepText(step, false);
    });
}

} // namespace cboard::ui
