// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/revision_rows.h"

#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/json_text.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/rows/dummy_build.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::string_view RevisionColumns =
        "id, tree, branch, url, hash, patchset, name, tags, subject, time, order_time";
    constexpr std::string_view BuildColumns =
        "id, ext_id, is_placeholder, config, architecture, compiler, origin, lab, status, start,"
        " duration, has_log";

    RevisionEntry readRevision(const QueryContext& context, const Statement& row)
    {
        RevisionEntry entry;
        entry.ref.id = row.integer(0);
        entry.tree = row.integer(1);
        entry.branch = row.integer(2);
        entry.url = row.integer(3);
        entry.ref.tree = context.names.name(NameKind::Tree, entry.tree);
        entry.ref.branch = context.names.name(NameKind::Branch, entry.branch);
        entry.ref.repositoryUrl = context.names.name(NameKind::Repository, entry.url);
        entry.ref.commit = row.text(4);
        entry.ref.patchset = row.text(5);
        entry.ref.name = row.text(6);
        entry.tagsJson = row.text(7);
        entry.ref.tags = textsOfJsonList(entry.tagsJson);
        entry.ref.subject = row.text(8);
        entry.ref.time = toTimestamp(row.optionalInteger(9));
        entry.orderTime = row.integer(10);
        return entry;
    }

    BuildFacts readBuild(const Statement& row)
    {
        BuildFacts build;
        build.id = row.integer(0);
        build.extId = row.text(1);
        build.isShown = row.integer(2) == 0 && !isDummyBuild(build.extId);
        build.config = row.integer(3);
        build.architecture = row.integer(4);
        build.compiler = row.integer(5);
        build.origin = row.integer(6);
        build.lab = row.integer(7);
        build.status = toStatus(row.optionalInteger(8));
        build.start = toTimestamp(row.optionalInteger(9));
        if (!row.isNull(10)) {
            build.durationSeconds = row.real(10);
        }
        build.hasLog = row.integer(11) == 1;
        return build;
    }

    /// Newest first, by falling place.
    std::pair<std::int64_t, std::int64_t> placeOf(const RevisionEntry& entry)
    {
        return {entry.orderTime, entry.ref.id};
    }

    Result<void> loadCheckouts(const QueryContext& context, RevisionEntry& revision)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT id, ext_id, origin, valid, last_arrival"
                                            " FROM checkout"
                                            " WHERE revision = ?1 AND is_placeholder = 0"
                                            " ORDER BY id"));
        rows.bind(1, revision.ref.id);
        return forEachRow(rows, [&revision](const Statement& row) -> Result<void> {
            CheckoutEntry checkout;
            checkout.id = row.integer(0);
            checkout.extId = row.text(1);
            checkout.origin = row.integer(2);
            if (!row.isNull(3)) {
                checkout.isValid = row.integer(3) != 0;
            }
            checkout.lastArrival = row.integer(4);
            revision.checkouts.push_back(std::move(checkout));
            return {};
        });
    }

} // namespace

std::optional<Timestamp> RevisionEntry::lastData() const
{
    std::optional<Timestamp> newest;
    for (const CheckoutEntry& checkout : checkouts) {
        const auto arrival = toTimestamp(checkout.lastArrival);
        newest = newest ? std::max(*newest, *arrival) : arrival;
    }
    return newest;
}

std::vector<std::string> RevisionEntry::origins(const Dictionary& names) const
{
    std::vector<std::string> texts;
    for (const CheckoutEntry& checkout : checkouts) {
        texts.emplace_back(names.name(NameKind::Origin, checkout.origin));
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

std::optional<Timestamp> toTimestamp(std::optional<std::int64_t> micros)
{
    return micros ? std::optional(Timestamp(std::chrono::microseconds(*micros))) : std::nullopt;
}

std::optional<Status> toStatus(std::optional<std::int64_t> stored)
{
    if (!stored || *stored < 0 || *stored >= static_cast<std::int64_t>(StatusCount)) {
        return std::nullopt;
    }
    return static_cast<Status>(*stored);
}

std::optional<BranchIds> findBranch(const Dictionary& names, const query::BranchKey& key)
{
    const auto tree = names.findName(NameKind::Tree, key.tree);
    const auto branch = names.findName(NameKind::Branch, key.branch);
    if (!tree || !branch) {
        return std::nullopt;
    }
    BranchIds ids{*tree, *branch, std::nullopt};
    if (!key.repositoryUrl.empty()) {
        ids.url = names.findName(NameKind::Repository, key.repositoryUrl);
        if (!ids.url) {
            return std::nullopt;
        }
    }
    return ids;
}

Result<std::vector<RevisionEntry>> readRevisions(const QueryContext& context, std::int64_t tree,
                                                 std::int64_t branch, const RevisionEntry* newer,
                                                 std::size_t count)
{
    constexpr std::pair<std::int64_t, std::int64_t> Newest{INT64_MAX, INT64_MAX};
    const auto [time, id] = newer == nullptr ? Newest : placeOf(*newer);
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT " + std::string(RevisionColumns)
                                        + " FROM revision"
                                          " WHERE tree = ?1 AND branch = ?2"
                                          " AND (order_time, id) < (?3, ?4)"
                                          " ORDER BY order_time DESC, id DESC LIMIT ?5"));
    rows.bindAll(tree, branch, time, id, static_cast<std::int64_t>(count));
    std::vector<RevisionEntry> found;
    CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
        found.push_back(readRevision(context, row));
        return {};
    }));
    for (RevisionEntry& entry : found) {
        CBOARD_TRY_VOID(loadCheckouts(context, entry));
    }
    return found;
}

Result<std::vector<RevisionPtr>> walkRevisions(const QueryContext& context, const BranchIds& branch,
                                               const FilterPlan& plan, const RevisionWalk& walk)
{
    std::vector<RevisionPtr> found;
    RevisionLists::Newest known;
    std::size_t next = 0;
    while (walk.limit == 0 || std::ssize(found) < walk.limit) {
        if (next == known.revisions.size()) {
            if (known.isWhole) {
                break;
            }
            CBOARD_TRY(
                known,
                context.outcomes.lists().newest(context, branch.tree, branch.branch, 2 * next + 1));
            continue;
        }
        const RevisionPtr& place = known.revisions[next++];
        const RevisionEntry& entry = *place;
        if (walk.olderThan && placeOf(entry) >= *walk.olderThan) {
            continue;
        }
        if (walk.notBefore && entry.orderTime < *walk.notBefore) {
            break;
        }
        // Without checkouts: what records once named and no longer do.
        const bool isWanted = !entry.checkouts.empty() && (!branch.url || *branch.url == entry.url)
            && plan.matchesRevision(entry) && (!walk.withWords || plan.matchesRevisionWords(entry));
        if (isWanted) {
            found.push_back(place);
        }
    }
    return found;
}

Result<std::vector<RevisionEntry>> loadRevisions(const QueryContext& context,
                                                 const BranchIds& branch, const FilterPlan& plan,
                                                 const RevisionWalk& walk)
{
    CBOARD_TRY(const auto found, walkRevisions(context, branch, plan, walk));
    std::vector<RevisionEntry> copies;
    copies.reserve(found.size());
    for (const RevisionPtr& revision : found) {
        copies.push_back(*revision);
    }
    return copies;
}

Result<RevisionEntry> loadRevision(const QueryContext& context, std::int64_t id)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT " + std::string(RevisionColumns)
                                        + " FROM revision WHERE id = ?1"));
    rows.bind(1, id);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow) {
        return fail(ErrorKind::NotFound, "no revision " + std::to_string(id) + " in this store");
    }
    RevisionEntry entry = readRevision(context, rows);
    CBOARD_TRY_VOID(loadCheckouts(context, entry));
    return entry;
}

Result<std::vector<RevisionEntry>> loadAskedRevisions(const QueryContext& context,
                                                      std::optional<std::int64_t> revision,
                                                      const query::BranchKey& branch,
                                                      std::int64_t last, const FilterPlan& plan)
{
    std::vector<RevisionEntry> revisions;
    if (revision) {
        CBOARD_TRY(auto entry, loadRevision(context, *revision));
        revisions.push_back(std::move(entry));
    } else if (const auto ids = findBranch(context.names, branch)) {
        CBOARD_TRY(revisions, loadRevisions(context, *ids, plan, {.limit = last}));
    }
    return revisions;
}

Result<std::optional<RevisionEntry>> loadRevisionOfCheckout(const QueryContext& context,
                                                            std::int64_t checkout)
{
    CBOARD_TRY(auto rows, context.database.prepare("SELECT revision FROM checkout WHERE id = ?1"));
    rows.bind(1, checkout);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow || rows.isNull(0)) {
        return std::nullopt;
    }
    CBOARD_TRY(auto entry, loadRevision(context, rows.integer(0)));
    return std::optional(std::move(entry));
}

Result<std::vector<BuildFacts>> loadBuilds(const QueryContext& context, std::int64_t checkout)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT " + std::string(BuildColumns)
                                        + " FROM build"
                                          " WHERE checkout = ?1 AND is_placeholder = 0"
                                          " ORDER BY id"));
    rows.bind(1, checkout);
    std::vector<BuildFacts> builds;
    CBOARD_TRY_VOID(forEachRow(rows, [&builds](const Statement& row) -> Result<void> {
        builds.push_back(readBuild(row));
        return {};
    }));
    return builds;
}

Result<BuildFacts> loadBuild(const QueryContext& context, std::int64_t id)
{
    CBOARD_TRY(auto rows,
               context.database.prepare("SELECT " + std::string(BuildColumns)
                                        + " FROM build WHERE id = ?1"));
    rows.bind(1, id);
    CBOARD_TRY(const bool hasRow, rows.step());
    if (!hasRow) {
        return fail(ErrorKind::NotFound, "no build " + std::to_string(id) + " in this store");
    }
    return readBuild(rows);
}

} // namespace cboard::store
