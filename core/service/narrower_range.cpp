// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/narrower_range.h"

#include "core/git/clone.h"
#include "core/service/failing_elsewhere.h"
#include "core/service/regression_errors.h"

#include <algorithm>

namespace cboard::service {

namespace {

    constexpr std::int64_t LastRevisions = 50; ///< Of each branch.
    /// A ledger takes 50 ms of a processor where ten million tests are stored; what broke on
    /// branches that rest is seldom what breaks now.
    constexpr std::size_t MostBranches = 12;
    constexpr std::size_t EnoughRows = 5000; ///< Of all ledgers read.
    constexpr std::size_t MostBounds = 16; ///< Tried against one range: each is a walk of commits.

    std::set<std::string> familiesOf(const query::RegressionRow& row)
    {
        std::set<std::string> families;
        for (const query::RegressionCell& cell : row.cells) {
            families.insert(familyOf(row.kind, cell.names));
        }
        return families;
    }

    bool shareOne(const std::set<std::string>& some, const std::set<std::string>& others)
    {
        return std::ranges::any_of(
            some, [&others](const std::string& one) { return others.count(one) != 0; });
    }

    bool isBehind(const git::Clone& clone, const std::string& ancestor, const std::string& commit,
                  const TaskContext& task)
    {
        return clone.isBehind(ancestor, commit, task).value_or(false);
    }

    /// Tries \p good..\p bad; takes it when it is shorter than what is known.
    Result<void> tryRange(const git::Clone& clone, const NarrowerRange& tried, NarrowerRange& best,
                          const TaskContext& task)
    {
        const auto skip = [](const git::Commit&) { return false; };
        CBOARD_TRY(const auto range, clone.between(tried.good, tried.bad, skip, task));
        if (range.count > 0 && range.count < best.count) {
            best = tried;
            best.count = range.count;
        }
        return {};
    }

} // namespace

void RangesElsewhere::add(const query::RegressionRow& row)
{
    if (!row.lastGood.commit.empty() && !row.firstBad.commit.empty()) {
        m_bounds.push_back({row.firstBad.tree, row.firstBad.branch, row.fingerprint,
                            familiesOf(row), row.lastGood.commit, row.firstBad.commit});
    }
}

/// Of what broke alike; each range once.
std::vector<RangesElsewhere::Bound> RangesElsewhere::boundsOf(const query::RegressionRow& row) const
{
    const std::set<std::string> families = familiesOf(row);
    std::set<std::pair<std::string, std::string>> known{{row.lastGood.commit, row.firstBad.commit}};
    std::vector<Bound> bounds;
    for (const Bound& bound : m_bounds) {
        const bool isAlike = bound.fingerprint == row.fingerprint
            && (!row.fingerprint.empty() || shareOne(bound.families, families));
        if (isAlike && bounds.size() < MostBounds && known.insert({bound.good, bound.bad}).second) {
            bounds.push_back(bound);
        }
    }
    return bounds;
}

Result<std::optional<NarrowerRange>> RangesElsewhere::narrowest(const query::RegressionRow& row,
                                                                const ClonePaths& clones,
                                                                const TaskContext& task) const
{
    const std::string& good = row.lastGood.commit;
    const std::string& bad = row.firstBad.commit;
    const auto path = clones.find(row.firstBad.tree);
    const std::vector<Bound> bounds = boundsOf(row);
    if (!path || good.empty() || bad.empty() || bounds.empty()) {
        return std::nullopt;
    }
    CBOARD_TRY(const auto clone, git::Clone::open(*path));
    CBOARD_TRY(const auto own,
               clone->between(
                   good, bad, [](const git::Commit&) { return false; }, task));
    NarrowerRange best;
    best.count = own.count;
    for (const Bound& bound : bounds) {
        CBOARD_TRY_VOID(task.check());
        const bool hasGood = clone->commit(bound.good).has_value();
        const bool hasBad =
            isBehind(*clone, bound.bad, bad, task) && !isBehind(*clone, bound.bad, good, task);
        NarrowerRange tried{bound.tree, bound.branch, bound.good, bad, 0};
        if (hasGood) {
            CBOARD_TRY_VOID(tryRange(*clone, tried, best, task));
        }
        tried.bad = bound.bad;
        if (hasGood && hasBad) {
            CBOARD_TRY_VOID(tryRange(*clone, tried, best, task));
        }
        tried.good = good;
        if (hasBad) {
            CBOARD_TRY_VOID(tryRange(*clone, tried, best, task));
        }
    }
    return best.good.empty() ? std::nullopt : std::optional(std::move(best));
}

Result<std::shared_ptr<const RangesElsewhere>>
rangesElsewhere(query::Engine& engine, const std::filesystem::path& storeFile,
                const query::Common& common, const TaskContext& task)
{
    const query::Common plain = common.unfiltered();
    CBOARD_TRY(const auto trees, engine.trees({plain}, task));
    auto ranges = std::make_shared<RangesElsewhere>();
    std::size_t branches = 0;
    for (const query::TreeRow& tree : trees->rows) { // Newest first.
        if (branches++ == MostBranches || ranges->size() >= EnoughRows) {
            break;
        }
        query::RegressionsRequest request;
        request.common = plain;
        request.branch = {tree.tree, tree.branch, tree.repositoryUrl};
        request.lastRevisions = LastRevisions;
        CBOARD_TRY(const auto ledger, regressionsByError(engine, storeFile, request, task));
        for (const query::RegressionRow& row : ledger->rows) {
            ranges->add(row);
        }
    }
    return {std::move(ranges)};
}

Result<std::optional<NarrowerRange>>
narrowerRange(query::Engine& engine, const std::filesystem::path& storeFile,
              const query::Common& common, const query::RegressionRow& row,
              const ClonePaths& clones, std::shared_ptr<const RangesElsewhere>& known,
              const TaskContext& task)
{
    if (!clones.find(row.firstBad.tree)) {
        return std::nullopt;
    }
    if (!known) {
        CBOARD_TRY(known, rangesElsewhere(engine, storeFile, common, task));
    }
    return known->narrowest(row, clones, task);
}

} // namespace cboard::service
