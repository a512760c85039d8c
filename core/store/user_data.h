// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

class Database;

/// What the user added to the results: pins, marks, notes and saved views, in a file of their own
/// (`<store>.user`), each change with an undo. Not thread-safe; several processes may have it open.
class UserData {
public:
    /// Opens or creates the file beside the store. Errors: Storage, Unsupported (newer schema).
    static Result<std::unique_ptr<UserData>> open(const std::filesystem::path& storeFile);
    static std::filesystem::path fileFor(const std::filesystem::path& storeFile);
    UserData(const UserData&) = delete;
    UserData& operator=(const UserData&) = delete;
    ~UserData();

    struct Pin {
        std::string kind; ///< "tree", "board", "path" ...
        std::string target;
        bool operator==(const Pin&) const = default;
    };
    /// In the order in which they were pinned.
    Result<std::vector<Pin>> pins();
    Result<void> pin(const Pin& pin, Timestamp now);
    Result<void> unpin(const Pin& pin, Timestamp now);

    /// The marks on a cell or record, sorted.
    Result<std::vector<std::string>> marks(const std::string& target);
    Result<void> mark(const std::string& target, const std::string& word, Timestamp now);
    Result<void> unmark(const std::string& target, const std::string& word, Timestamp now);

    /// Everything that has the mark, sorted.
    Result<std::vector<std::string>> marked(const std::string& word);
    /// Puts the mark on all of them, or takes it off, in one step.
    Result<void> markAll(const std::vector<std::string>& targets, const std::string& word, bool on,
                         Timestamp now);

    Result<std::optional<std::string>> note(const std::string& target);
    struct Note {
        std::string target;
        std::string text;
        bool operator==(const Note&) const = default;
    };
    /// Sorted by target.
    Result<std::vector<Note>> notes();
    /// Nothing removes it.
    Result<void> setNote(const std::string& target, const std::optional<std::string>& text,
                         Timestamp now);
    /// The same note on all of them, in one step.
    Result<void> setNotes(const std::vector<std::string>& targets,
                          const std::optional<std::string>& text, Timestamp now);

    /// A failure that is expected: it counts neither as new nor as still failing.
    struct Waiver {
        std::string target; ///< The cell, cell_target.h; an empty word in it stands for any.
        std::string reason;
        std::optional<Timestamp> until; ///< Without: until it is taken back.
        bool operator==(const Waiver&) const = default;
    };
    /// Sorted by target; those that are over, too.
    Result<std::vector<Waiver>> waivers();
    /// Replaces those of the same targets, in one step. Errors: Invalid for what names no cell,
    /// and for what has neither an end nor a reason.
    Result<void> waive(const std::vector<Waiver>& waivers, Timestamp now);
    /// In one step.
    Result<void> endWaivers(const std::vector<std::string>& targets, Timestamp now);

    /// What can have several names.
    enum class Named : std::uint8_t { Board, Lab };
    /// As they are stored: "board", "lab".
    static std::string_view namedKey(Named kind);
    /// Another name of a board or a lab.
    struct Alias {
        Named kind = Named::Board;
        std::string name; ///< As results have it; what they do not name cannot be named.
        std::string main; ///< For which it stands, and which is shown; that stands for itself.
        bool operator==(const Alias&) const = default;
    };
    /// Sorted by name.
    Result<std::vector<Alias>> aliases(Named kind);
    /// The names stand for \p main, or for what that stands for, with all that stood for them.
    /// One step. Error Invalid without two different names.
    Result<void> mergeNames(Named kind, const std::vector<std::string>& names,
                            const std::string& main, Timestamp now);
    /// Takes back the other names of a thing; of such a name, that one. One step. Error NotFound.
    Result<void> splitNames(Named kind, const std::string& main, Timestamp now);

    /// A question that is asked again: a name and the address of the view with its filter.
    struct SavedView {
        std::string name;
        std::string address;
        bool operator==(const SavedView&) const = default;
    };
    /// Sorted by name.
    Result<std::vector<SavedView>> savedViews();
    /// Replaces the one of the same name. Error Invalid for an empty name.
    Result<void> saveView(const SavedView& view, Timestamp now);
    /// One step. Errors: NotFound, Invalid when \p to is empty or taken.
    Result<void> renameView(const std::string& from, const std::string& to, Timestamp now);
    Result<void> removeView(const std::string& name, Timestamp now);

    /// A view that was opened: the address tells it from others.
    struct RecentView {
        std::string address;
        std::string title;
        bool operator==(const RecentView&) const = default;
    };
    static constexpr std::int64_t MaxRecent = 50;
    /// The last used first.
    Result<std::vector<RecentView>> recentViews();
    /// Forgets the oldest beyond MaxRecent; no undo.
    Result<void> addRecent(const RecentView& view);

    /// What was done and can be taken back, or done again.
    struct Step {
        std::string label; ///< Stable key: "pin", "mark", "note", "waiver", "alias", "view".
        std::string target; ///< Of its first change.
    };
    /// Takes back the last change; nothing when there is none. A new change after it ends redo.
    Result<std::optional<Step>> undo(Timestamp now);
    Result<std::optional<Step>> redo(Timestamp now);

private:
    /// A thing that can be there or not: its table, its identity and its text.
    struct Item {
        std::string label;
        std::string kind; ///< Of a pin or an alias; the word of a mark.
        std::string target;
    };
    explicit UserData(std::unique_ptr<Database> database);
    struct Change {
        Item item;
        std::optional<std::string> text; ///< Nothing removes it.
    };
    Result<void> change(const Item& item, const std::optional<std::string>& text, Timestamp now);
    Result<void> changeAll(const std::vector<Change>& changes, Timestamp now);
    Result<void> log(const Item& item, const std::optional<std::string>& before, std::int64_t step);
    Result<std::vector<std::string>> textsOf(const char* sql, const std::string& parameter);
    Result<std::optional<std::string>> read(const Item& item);
    Result<void> write(const Item& item, const std::optional<std::string>& text, Timestamp now);
    Result<std::optional<Step>> step(bool isUndo, Timestamp now);

    std::unique_ptr<Database> m_database;
};

} // namespace cboard::store
