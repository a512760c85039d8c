// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Taking old results out of a store, revision by revision.
namespace cboard::store {

/// What can go. Issues and incidents stay: they are few, and know their results by name.
enum class RetiredKind : std::uint8_t {
    Revisions, ///< Checkouts with their builds and all below.
    Tests, ///< Boots and tests; their builds stay.
    Excerpts, ///< The log_excerpt of records.
    Logs, ///< Whole stored logs.
    Rejects, ///< Refused documents.
};
constexpr std::size_t RetiredKindCount = 5;
std::string_view retiredKindKey(RetiredKind kind); ///< "revisions" ...

/// Goes what is older than the age, and what is left of older ones once the newer ones fill the
/// bytes. Of revisions both count by their place on the branch.
struct RetentionRule {
    std::optional<std::chrono::days> age;
    std::optional<std::int64_t> bytes;

    bool isSet() const { return age || bytes; }
};

struct RetentionPolicy {
    std::array<RetentionRule, RetiredKindCount> rules; ///< By kind.
    std::int64_t keepNewest = 10; ///< Revisions of each branch that lose nothing.

    RetentionRule& of(RetiredKind kind) { return rules.at(static_cast<std::size_t>(kind)); }
    const RetentionRule& of(RetiredKind kind) const
    {
        return rules.at(static_cast<std::size_t>(kind));
    }
};

/// What goes of one kind and branch.
struct RetentionLine {
    RetiredKind kind = RetiredKind::Revisions;
    std::string tree; ///< Both empty for refused documents.
    std::string branch;
    std::int64_t revisions = 0;
    std::int64_t records = 0; ///< Tests, excerpts, logs, documents; of revisions builds and tests.
    std::int64_t bytes = 0; ///< By what such records take on average; of logs as they are stored.
};

struct RetentionPlan {
    struct Item {
        std::int64_t revision = 0;
        std::array<bool, RetiredKindCount> goes{};
    };
    std::vector<RetentionLine> lines; ///< By kind, tree and branch.
    std::vector<Item> items; ///< Oldest first.
    std::vector<std::int64_t> rejects; ///< reject.id
    std::int64_t pinned = 0; ///< Revisions that would go but are kept for the user.
};

/// Finds what goes, and changes nothing.
///
/// Nothing of these goes: the newest revisions of a branch; revisions that the user accepted, or of
/// which a build or test has a mark or note. Errors: Storage, Cancelled.
Result<RetentionPlan> planRetention(const std::filesystem::path& storeFile,
                                    const RetentionPolicy& policy, Timestamp now,
                                    const TaskContext& task);

/// Takes out what the plan says, under the lease, a commit for each revision: what is done when the
/// task is stopped or the program dies stays done, and doing it again goes on. Progress as step
/// "retain". Names of what went are remembered: when it comes again, in a document that was stored
/// or in another one, it changes nothing. The file gets smaller by compactStore() only.
/// Errors: Busy, Storage, Cancelled.
Result<void> retire(const std::filesystem::path& storeFile, const RetentionPlan& plan,
                    const std::string& program, Timestamp now, const TaskContext& task);

} // namespace cboard::store
