// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/culprit.h"
#include "core/store/user_data.h"
#include "ui/base/background_task.h"
#include "ui/base/view_state.h"
#include "ui/base/watched.h"

#include <QObject>

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>

namespace cboard::ui {

/// Everything that the user keeps, as lists to show.
struct UserLists {
    std::vector<store::UserData::SavedView> saved; ///< By name.
    std::vector<Watched> watched; ///< In the order in which they were added.
    std::vector<store::UserData::RecentView> recent; ///< Last used first.
    QStringList accepted; ///< Commits of the revisions that the user found good.
    QStringList tray; ///< What waits for triage: targets of user data, "test:ID", "build:ID".
    QMap<QString, QString> notes; ///< By target.
    QMap<QString, store::UserData::Waiver> waivers; ///< By target; those that are over, too.
    std::vector<store::UserData::Alias> aliases; ///< Of boards, then of labs; by name.
};

/// What the user keeps beside a store: saved views, watched branches and boards, what was opened
/// lately, the tray, notes, the revisions found good. GUI thread only; reads and writes happen
/// elsewhere, one after the other, and every change can be taken back.
class UserItems : public QObject {
    Q_OBJECT

public:
    UserItems(std::filesystem::path storeFile, QThreadPool& pool, TaskList& tasks,
              std::function<Timestamp()> now, QObject* parent = nullptr);

    const UserLists& lists() const { return m_lists; }
    bool isBusy() const { return m_work.isRunning(); }
    bool isWatched(const Watched& thing) const;

    void load();
    void save(const QString& name, const ViewState& state);
    void rename(const QString& from, const QString& to);
    void remove(const QString& name);
    void toggleWatched(const Watched& thing);
    /// Whether the user found the revision good; \p name is for the sentence.
    void toggleAccepted(const QString& commit, const QString& name);
    /// Puts the targets into the tray; takes them out when all are in it.
    void toggleTray(const QStringList& targets);
    /// An empty text removes the note.
    void setNote(const QString& target, const QString& text);
    /// The commit that broke a regression; nothing takes it back. \p targets are those of
    /// service::culpritTargets().
    void setCulprit(const std::vector<std::string>& targets,
                    const std::optional<service::Culprit>& culprit);
    /// The failures of the cells are expected; without \p until until that is taken back.
    void waive(const QStringList& cells, const QString& reason, std::optional<Timestamp> until);
    void endWaivers(const QStringList& cells);
    /// The boards or labs are one from now, under the name \p main.
    void mergeNames(store::UserData::Named kind, const QStringList& names, const QString& main);
    /// Takes back what was merged into \p main.
    void splitNames(store::UserData::Named kind, const QString& main);
    void addRecent(const ViewState& state, const QString& title);
    void undo();
    void redo();

signals:
    void changed(); ///< lists() differs.
    /// A saved view goes by another name: by the user, by undo; before changed().
    void viewRenamed(const QString& from, const QString& to);
    /// Failures count in another way, or boards and labs do; after changed().
    void countingChanged();
    void said(const QString& sentence); ///< What was done, or why not; for withKeys().

private:
    struct File {
        std::filesystem::path store;
        std::unique_ptr<store::UserData> data; ///< Opened by the first job.
    };
    struct Outcome {
        UserLists lists;
        QString sentence;
    };
    /// Does one change; \returns what to tell the user, empty for nothing.
    using Change = std::function<Result<QString>(store::UserData&)>;

    void enqueue(Change change);
    void startNext();

    std::shared_ptr<File> m_file; ///< Used by one job at a time.
    std::function<Timestamp()> m_now;
    UserLists m_lists;
    std::deque<Change> m_changes;
    BackgroundTask<Outcome> m_work;
};

} // namespace cboard::ui
