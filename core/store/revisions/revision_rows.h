// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "core/store/revisions/query_context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cboard::store {

class FilterPlan;

struct CheckoutEntry {
    std::int64_t id = 0;
    std::string extId;
    std::int64_t origin = 0;
    std::optional<bool> isValid;
    std::int64_t lastArrival = 0;
};

/// A revision's row with the ids of its names, and its checkouts (placeholders left out).
struct RevisionEntry {
    std::int64_t tree = 0;
    std::int64_t branch = 0;
    std::int64_t url = 0;
    std::int64_t orderTime = 0; ///< µs
    std::string tagsJson;
    query::RevisionRef ref;
    std::vector<CheckoutEntry> checkouts;

    std::optional<Timestamp> lastData() const;
    std::vector<std::string> origins(const Dictionary& names) const; ///< Sorted, distinct.
};

/// What results take from their build. `isShown` is false for what only stands in: dummy builds
/// that some origins make to hang tests on, and builds that tests named before they arrived.
struct BuildFacts {
    std::int64_t id = 0;
    std::string extId;
    std::int64_t config = 0;
    std::int64_t architecture = 0;
    std::int64_t compiler = 0;
    std::int64_t origin = 0;
    std::int64_t lab = 0;
    std::optional<Status> status;
    std::optional<Timestamp> start;
    std::optional<double> durationSeconds;
    bool hasLog = false;
    bool isShown = true;
};

std::optional<Timestamp> toTimestamp(std::optional<std::int64_t> micros);
/// Nothing for NULL and for what is none of the known outcomes.
std::optional<Status> toStatus(std::optional<std::int64_t> stored);

/// A line of development as ids; nothing when its names were never stored. An empty url is any.
struct BranchIds {
    std::int64_t tree = 0;
    std::int64_t branch = 0;
    std::optional<std::int64_t> url;
};
std::optional<BranchIds> findBranch(const Dictionary& names, const query::BranchKey& key);

/// How to walk a branch.
struct RevisionWalk {
    std::int64_t limit = 0; ///< Revisions that the plan matches; 0 for all.
    bool withWords = false; ///< Bare words must match the revision itself.
    /// Only what comes after this one: its order time and id.
    std::optional<std::pair<std::int64_t, std::int64_t>> olderThan = std::nullopt;
    std::optional<std::int64_t> notBefore = std::nullopt; ///< Order time, µs.
};

/// Revisions of a branch, newest first (time, then id), with their checkouts.
using RevisionPtr = std::shared_ptr<const RevisionEntry>;
Result<std::vector<RevisionPtr>> walkRevisions(const QueryContext& context, const BranchIds& branch,
                                               const FilterPlan& plan, const RevisionWalk& walk);
/// The same, copied.
Result<std::vector<RevisionEntry>> loadRevisions(const QueryContext& context,
                                                 const BranchIds& branch, const FilterPlan& plan,
                                                 const RevisionWalk& walk);

/// From the table, newest first, with their checkouts, those without any among them: up to \p count
/// that come after \p newer (null: from the newest on). Lists take them from RevisionLists.
Result<std::vector<RevisionEntry>> readRevisions(const QueryContext& context, std::int64_t tree,
                                                 std::int64_t branch, const RevisionEntry* newer,
                                                 std::size_t count);

/// One revision by row id. Error NotFound.
Result<RevisionEntry> loadRevision(const QueryContext& context, std::int64_t id);

/// What a request asks for: its one revision, else the newest \p last of its branch, newest first;
/// none when the branch was never stored.
Result<std::vector<RevisionEntry>> loadAskedRevisions(const QueryContext& context,
                                                      std::optional<std::int64_t> revision,
                                                      const query::BranchKey& branch,
                                                      std::int64_t last, const FilterPlan& plan);
/// The revision of a checkout; nothing for placeholders.
Result<std::optional<RevisionEntry>> loadRevisionOfCheckout(const QueryContext& context,
                                                            std::int64_t checkout);

/// Builds of a checkout in order of id, dummies included (isShown false), placeholders not.
Result<std::vector<BuildFacts>> loadBuilds(const QueryContext& context, std::int64_t checkout);
/// Error NotFound.
Result<BuildFacts> loadBuild(const QueryContext& context, std::int64_t id);

} // namespace cboard::store
